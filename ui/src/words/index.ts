import { en } from "./en";

/** Every sentence of the window. Another language is another object of this type. */
export type Words = typeof en;

/** The words in use. */
export const words: Words = en;
