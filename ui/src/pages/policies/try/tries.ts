import type { Moment, Try, TryAct, TryOptions, TryStep } from "../../../backend/generated/types";

/** What stands there before the policy's own beginning has come. */
export function emptyTry(): Try {
  return { name: "", says: "", raised_by: "ours", raised: { date: "", time: null }, facts: [], moments: [], subjects: [], people: [], steps: [] };
}

/** An entry with nothing said beside it. */
export function act(what: string, value = ""): TryAct {
  return { what, value, on: null, is: "", by: "", of: "", why: "", reason: "", visit: null, whole: false };
}

/** The day after, at noon. */
export function dayAfter(moment: Moment): Moment {
  const day = new Date(`${moment.date}T12:00:00Z`);
  if (Number.isNaN(day.getTime())) return { date: moment.date, time: null };
  day.setUTCDate(day.getUTCDate() + 1);
  return { date: day.toISOString().slice(0, 10), time: null };
}

/** A step on the day after the last one. */
export function nextStep(tried: Try): TryStep {
  const last = tried.steps[tried.steps.length - 1];
  return { at: dayAfter(last?.at ?? tried.raised), says: "", acts: [], expect: "" };
}

/** What can happen, in the order of a dispute. What is only read from a file is left out. */
export const ACTS = ["open", "unresolved", "resolved", "reached", "done", "not-done", "limit", "fact", "harm", "agreed", "action", "plan", "own-date", "withdraw", "end", "reopen"] as const;

/** One thing to choose: a name, and words. */
export interface Option {
  id: string;
  words: string;
}

/** What may be named with an act; null where it needs no name. */
export function namesFor(what: string, options: TryOptions): Option[] | null {
  switch (what) {
    case "open":
      return options.stages;
    case "reached":
      return options.moments;
    case "done":
    case "not-done":
      return options.duties;
    case "limit":
      return options.limits;
    case "fact":
      return options.facts.map((fact) => ({ id: fact.id, words: fact.ask }));
    case "end":
      return options.endings;
    default:
      return null;
  }
}

/** Whether an act can be chosen: there is something to name, or it needs no name. */
export function offered(what: string, options: TryOptions): boolean {
  const names = namesFor(what, options);
  return names === null || names.length > 0;
}

/** An act in words: its name and what it is about. */
export function actWords(one: TryAct, options: TryOptions, names: Record<string, string>): string {
  const what = names[one.what] ?? one.what;
  const about = namesFor(one.what, options)?.find((name) => name.id === one.value)?.words ?? (one.value === "true" ? "" : one.value);
  const answer = options.facts.find((fact) => fact.id === one.value)?.choices.find((choice) => choice.id === one.is)?.words ?? one.is;
  return [what, about, answer, one.of, one.by, one.reason].filter((part) => part !== "").join(": ");
}

/** The moment with another day or time. */
export function withDay(moment: Moment | null, date: string | null): Moment | null {
  return date ? { date, time: moment?.time ?? null } : null;
}
