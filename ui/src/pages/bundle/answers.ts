import type { BundleContentsView, BundleQuery, MakeBundle, Without } from "../../backend/generated/types";
import type { Mistake } from "../../components/ErrorSummary.svelte";
import { words } from "../../words";

/** What is typed and chosen before a bundle is made. A password is not among it: it is kept nowhere. */
export interface BundleAnswers {
  /** Chosen parts; null: as offered. */
  parts: string[] | null;
  to: string;
  purpose: string;
  passwordBy: string;
  /** `six`: six words are made; `own`: the recipient chose one. */
  password: string;
  /** Pictures stand in the PDF as pages. */
  pictures: boolean;
  /** People of the case who are blacked out. */
  people: string[];
  /** Further names, one a line. */
  names: string;
  /** Words that are blacked out, one a line. */
  passages: string;
  /** Found, and no name here. */
  spared: string[];
  /** Entries left out whole. */
  entries: number[];
  /** Attached files that go though something is taken out. */
  files: string[];
}

/** A password as it is typed, twice. */
export interface OwnPassword {
  first: string;
  again: string;
}

/** Nothing typed yet. */
export const noAnswers = (): BundleAnswers => ({
  parts: null, to: "", purpose: "", passwordBy: "", password: "six", pictures: false,
  people: [], names: "", passages: "", spared: [], entries: [], files: [],
});

/** The parts chosen now, in the order of the list; parts that no longer exist fall out. */
export function chosenParts(view: BundleContentsView, answers: BundleAnswers): string[] {
  const { parts } = answers;
  return view.parts.filter((part) => (parts ? parts.includes(part.id) : part.chosen)).map((part) => part.id);
}

const lines = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

/** What is taken out. Who is no more in the case falls out of it. */
export function without(view: BundleContentsView, answers: BundleAnswers): Without {
  const known = new Set(view.people.map(([id]) => id));
  return {
    people: answers.people.filter((id) => known.has(id)),
    names: lines(answers.names),
    words: lines(answers.passages),
    spared: answers.spared,
    entries: [...answers.entries].sort((a, b) => a - b),
    files: answers.files.filter((id) => chosenParts(view, answers).includes(id)),
  };
}

/** Whether anything is taken out. */
export function takesOut(view: BundleContentsView, answers: BundleAnswers): boolean {
  const { people, names, words: marked, entries } = without(view, answers);
  return people.length + names.length + marked.length + entries.length > 0;
}

/** The fields of a request, and where they stand on the page. */
export const FIELDS: Record<string, string> = {
  parts: "bundle-parts",
  pictures: "bundle-pictures",
  to: "bundle-to",
  purpose: "bundle-purpose",
  password_by: "bundle-password-by",
  own_password: "bundle-own",
  pages: "bundle-pages",
};

/** What is missing, in the order of the page. */
export function mistakesIn(view: BundleContentsView, answers: BundleAnswers, own: OwnPassword): Mistake[] {
  const e = words.bundle.errors;
  const mistakes: Mistake[] = [];
  if (chosenParts(view, answers).length === 0) mistakes.push({ id: "bundle-parts", text: e.parts });
  if (answers.to.trim() === "") mistakes.push({ id: "bundle-to", text: e.to });
  if (answers.purpose.trim() === "") mistakes.push({ id: "bundle-purpose", text: e.purpose });
  if (answers.password === "own") {
    if (own.first === "") mistakes.push({ id: "bundle-own", text: e.own });
    else if (own.first !== own.again) mistakes.push({ id: "bundle-own-again", text: e.again });
  }
  if (answers.passwordBy === "") mistakes.push({ id: "bundle-password-by", text: e.passwordBy });
  return mistakes;
}

/** What the texts with the words in boxes are asked for with. */
export function toShow(view: BundleContentsView, answers: BundleAnswers): BundleQuery {
  return { case: view.case, parts: chosenParts(view, answers), without: without(view, answers) };
}

/** The request. */
export function toSend(view: BundleContentsView, answers: BundleAnswers, own: OwnPassword, token: string): MakeBundle {
  return {
    ...toShow(view, answers),
    to: answers.to,
    purpose: answers.purpose,
    password_by: answers.passwordBy,
    own_password: answers.password === "own" ? own.first : "",
    pictures: answers.pictures && view.parts.some((part) => part.picture && chosenParts(view, answers).includes(part.id)),
    token,
  };
}

/** All that the pages are made from besides the record: other pages are to be looked at when it changes. */
export function pagesOf(view: BundleContentsView, answers: BundleAnswers): string {
  return JSON.stringify({ ...toSend(view, answers, { first: "", again: "" }, ""), password_by: "" });
}
