/// <reference types="svelte" />
/// <reference types="vite/client" />

/** Which backend the build speaks to. */
declare const __BACKEND__: "tauri" | "http";

declare module "virtual:icons" {
  /** Icon name to its shapes: element name and attributes. */
  const nodes: Record<string, [string, Record<string, string>][]>;
  export default nodes;
}
