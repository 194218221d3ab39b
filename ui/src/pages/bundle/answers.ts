import type { BundleContentsView, MakeBundle } from "../../backend/generated/types";
import type { Mistake } from "../../components/ErrorSummary.svelte";
import { words } from "../../words";

/** What is typed and chosen before a bundle is made. */
export interface BundleAnswers {
  /** Chosen parts; null: as offered. */
  parts: string[] | null;
  to: string;
  purpose: string;
  passwordBy: string;
}

/** Nothing typed yet. */
export const noAnswers = (): BundleAnswers => ({ parts: null, to: "", purpose: "", passwordBy: "" });

/** The parts chosen now, in the order of the list; parts that no longer exist fall out. */
export function chosenParts(view: BundleContentsView, answers: BundleAnswers): string[] {
  const { parts } = answers;
  return view.parts.filter((part) => (parts ? parts.includes(part.id) : part.chosen)).map((part) => part.id);
}

/** The fields of a request, and where they stand on the page. */
export const FIELDS: Record<string, string> = {
  parts: "bundle-parts",
  to: "bundle-to",
  purpose: "bundle-purpose",
  password_by: "bundle-password",
};

/** What is missing, in the order of the page. */
export function mistakesIn(view: BundleContentsView, answers: BundleAnswers): Mistake[] {
  const e = words.bundle.errors;
  const mistakes: Mistake[] = [];
  if (chosenParts(view, answers).length === 0) mistakes.push({ id: "bundle-parts", text: e.parts });
  if (answers.to.trim() === "") mistakes.push({ id: "bundle-to", text: e.to });
  if (answers.purpose.trim() === "") mistakes.push({ id: "bundle-purpose", text: e.purpose });
  if (answers.passwordBy === "") mistakes.push({ id: "bundle-password", text: e.passwordBy });
  return mistakes;
}

/** The request. */
export function toSend(view: BundleContentsView, answers: BundleAnswers): MakeBundle {
  return {
    case: view.case,
    parts: chosenParts(view, answers),
    to: answers.to,
    purpose: answers.purpose,
    password_by: answers.passwordBy,
  };
}
