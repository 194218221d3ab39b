import type { SheetKind, SheetQuery, SheetsView } from "../../backend/generated/types";
import type { Mistake } from "../../components/ErrorSummary.svelte";
import { words } from "../../words";

/** What is chosen and typed before a sheet leaves. */
export interface SheetAnswers {
  sheet: SheetKind;
  /** Groups of entries; none: all. */
  groups: string[];
  names: string[];
  from: string | null;
  until: string | null;
  /** Parts of the report; null: as offered. */
  parts: string[] | null;
  forWhom: string;
  why: string;
  reference: string;
  /** Duties that the copy fulfils, by their place in the list; null: all that are open. */
  duties: number[] | null;
}

/** What can be made, in order. */
export const SHEETS = ["chronology", "panel", "report", "handover", "text"] as const satisfies readonly SheetKind[];

/** Nothing chosen yet. */
export function noAnswers(sheet: SheetKind): SheetAnswers {
  return { sheet, groups: [], names: [], from: null, until: null, parts: null, forWhom: "", why: "", reference: "", duties: null };
}

/** Whether it is made of the chronology, and can be filtered. */
export function filters(sheet: SheetKind): boolean {
  return sheet === "chronology" || sheet === "panel" || sheet === "text";
}

/** The parts that go into the report; parts that no longer exist fall out. */
export function chosenParts(view: SheetsView, answers: SheetAnswers): string[] {
  const { parts } = answers;
  return view.parts.filter((part) => (parts ? parts.includes(part.id) : part.chosen)).map((part) => part.id);
}

/** The request. What another sheet asks for is left out. */
export function toAsk(view: SheetsView, answers: SheetAnswers): SheetQuery {
  const filtered = filters(answers.sheet);
  return {
    case: view.case,
    sheet: answers.sheet,
    filter: {
      groups: filtered ? answers.groups : [],
      names: filtered ? answers.names.filter((name) => view.names.some((one) => one.name === name)) : [],
      from: filtered ? answers.from : null,
      until: filtered ? answers.until : null,
    },
    parts: answers.sheet === "report" ? chosenParts(view, answers) : [],
    for_whom: answers.forWhom.trim(),
    why: answers.why.trim(),
  };
}

/** The fields of a request, and where they stand on the page. */
export const FIELDS: Record<string, string> = {
  for_whom: "sheet-for",
  "to.0": "sheet-for",
  purpose: "sheet-why",
  why: "sheet-why",
  from: "sheet-from-day",
  until: "sheet-until-day",
  parts: "sheet-parts",
  reference: "sheet-reference",
};

/** What is missing before it leaves, in the order of the page. */
export function mistakesIn(view: SheetsView, answers: SheetAnswers): Mistake[] {
  const e = words.sheets.errors;
  const mistakes: Mistake[] = [];
  if (answers.sheet === "report" && chosenParts(view, answers).length === 0) mistakes.push({ id: "sheet-parts", text: e.parts });
  if (answers.sheet === "text") {
    if (answers.reference.trim() === "") mistakes.push({ id: "sheet-reference", text: e.reference });
    return mistakes;
  }
  if (answers.forWhom.trim() === "") mistakes.push({ id: "sheet-for", text: e.forWhom });
  if (answers.why.trim() === "") mistakes.push({ id: "sheet-why", text: e.why });
  return mistakes;
}

/** The duties to copy that are open, by their place in the list. */
export function openDuties(view: SheetsView): number[] {
  return view.copying.map((duty, index) => (duty.evidence === "" ? index : -1)).filter((index) => index >= 0);
}

/** Those of them that this copy fulfils. */
export function fulfilled(view: SheetsView, answers: SheetAnswers): number[] {
  const { duties } = answers;
  return openDuties(view).filter((index) => duties === null || duties.includes(index));
}
