import type { ChronicleView, Deed, DutyRef, StatementForm } from "../../backend/generated/types";
import { words } from "../../words";
import type { Wrong } from "./DeedForm.svelte";
import { splitNames } from "./names";
import { dayMissing, momentOf, type Typed } from "./typed";

/** A record of a discussion being typed. */
export interface EntryAnswers {
  kind: string;
  happened: Typed;
  ours: string[];
  ours_more: string;
  theirs: string[];
  theirs_more: string;
  statements: StatementForm[];
  agreed: string;
  next: string;
  /** Duties as JSON of their keys. */
  fulfils: string[];
  reaches: string[];
  /** Why it is amended. */
  reason: string;
}

/** The kinds in the order in which they are offered. */
export const KINDS = ["call", "unanswered", "meeting", "email", "letter", "decision", "consultation", "note"] as const;

/** A statement not yet typed. */
export function noStatement(nature = "fact"): StatementForm {
  return { nature, of: "", text: "" };
}

/** Nothing typed yet. `fulfils`: the duty that led here. */
export function noEntry(kind: string, today: string, fulfils: DutyRef[] = []): EntryAnswers {
  return {
    kind, happened: { date: today, time: null }, ours: [], ours_more: "", theirs: [], theirs_more: "",
    statements: [noStatement()], agreed: "", next: "", fulfils: fulfils.map((key) => JSON.stringify(key)), reaches: [], reason: "",
  };
}

/** What was recorded, to amend: each name on the side on which it was recorded. */
export function entryOf(line: ChronicleView): EntryAnswers {
  return {
    ...noEntry(line.entry_kind || "note", line.happened?.date ?? ""),
    happened: { date: line.happened?.date ?? null, time: line.happened?.time ?? null },
    ours: line.took_part?.ours ?? [],
    theirs: line.took_part?.theirs ?? [],
    statements: line.statements.length > 0 ? line.statements : [noStatement()],
    agreed: line.agreed,
    next: line.next,
  };
}

/** What is wrong with it. */
export function wrongEntry(a: EntryAnswers, amending: boolean): Wrong[] {
  const all: Wrong[] = [];
  if (!a.kind) all.push(["kind", words.record.errors.kind]);
  all.push(...dayMissing(a.happened, "happened"));
  const said = a.statements.some((one) => one.text.trim()) || a.agreed.trim() || a.next.trim();
  if (!said && a.kind !== "unanswered") all.push(["statements-0-text", words.record.errors.nothing]);
  a.statements.forEach((one, at) => {
    if (one.text.trim() && one.nature === "own-words" && !one.of.trim()) all.push([`statements-${at}-of`, words.record.errors.whose]);
  });
  if (amending && !a.reason.trim()) all.push(["reason", words.record.errors.reason]);
  return all;
}

/** As the application takes it. */
export function entryDeed(a: EntryAnswers): Deed {
  return {
    deed: "entry",
    kind: a.kind,
    happened: momentOf(a.happened),
    ours: [...a.ours, ...splitNames(a.ours_more)],
    theirs: [...a.theirs, ...splitNames(a.theirs_more)],
    statements: a.statements.filter((one) => one.text.trim() !== ""),
    agreed: a.agreed,
    next: a.next,
    fulfils: a.fulfils.map((key) => JSON.parse(key) as DutyRef),
    reaches: a.reaches,
  };
}
