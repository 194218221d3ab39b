import type { CaseView, Deed, DutyRef, Moment, TaskView } from "../../backend/generated/types";
import { words } from "../../words";
import type { Wrong } from "./DeedForm.svelte";

/** A day and a time being typed. */
export interface Typed {
  /** ISO day, or null while there is none. */
  date: string | null;
  /** `HH:MM`, or null. */
  time: string | null;
}

/** Begun on a day, without a time. */
export function onDay(date: string | null = null): Typed {
  return { date, time: null };
}

/** As the application takes it; call it only once `date` is there. */
export function momentOf(typed: Typed): Moment {
  return { date: typed.date ?? "", time: typed.time };
}

/** What is wrong where the day is missing. */
export function dayMissing(typed: Typed, field: string): Wrong[] {
  return typed.date ? [] : [[field, words.dates.faults.empty]];
}

/** What is wrong where a text is missing. */
export function textMissing(text: string, field: string, say: string): Wrong[] {
  return text.trim() ? [] : [[field, say]];
}

/** A duty's place on the page, as Today's jobs name it: `duty:<duty>[:<visit>[:<of>]]`. */
export function anchorOf(key: DutyRef): string {
  const parts = ["duty", key.duty];
  if (key.visit !== null || key.of !== null) parts.push(key.visit === null ? "" : String(key.visit));
  if (key.of !== null) parts.push(key.of);
  return parts.join(":");
}

/** The duty that an anchor means, the nearest where it names no visit. */
export function taskAt(tasks: TaskView[], anchor: string): TaskView | undefined {
  if (!anchor.startsWith("duty:")) return undefined;
  const [, duty, visit, ...of] = anchor.split(":");
  const same = tasks.filter((task) => task.key.duty === duty);
  const exact = same.filter(
    (task) =>
      (!visit || String(task.key.visit ?? "") === visit) && (of.length === 0 || (task.key.of ?? "") === of.join(":")),
  );
  const open = (list: TaskView[]): TaskView | undefined =>
    list.find((task) => task.state === "open" && task.key.side !== "theirs") ?? list.find((task) => task.state === "open") ?? list[0];
  return open(exact) ?? open(same);
}

/**
 * Where on the page a job's anchor leads; empty: to its top, where the act under a running limit or one's own
 * date stands. A limit that asks for something is shown itself.
 */
export function placeOf(view: Pick<CaseView, "tasks" | "clocks">, anchor: string): string {
  if (anchor === "own-date") return "";
  if (anchor.startsWith("clock:")) {
    const asks = view.clocks.some((clock) => clock.current && `clock:${clock.id}` === anchor && clock.state.startsWith("ask-"));
    return asks ? anchor : "";
  }
  const task = taskAt(view.tasks, anchor);
  return task ? anchorOf(task.key) : anchor;
}

/** An id that the page's own marks can carry. */
export function elementId(anchor: string): string {
  return `at-${anchor.replace(/[^\w-]+/g, "-")}`;
}

/** A name for a duty's form, stable while the duty is there. */
export function formOf(key: DutyRef): string {
  return ["done", key.duty, key.visit ?? "", key.of ?? "", key.side ?? ""].filter((part) => part !== "").join("-");
}

/** A correction with the records that were agreed to be corrected with it. */
export function withAll(deeds: Deed[], agreed: number[]): Deed[] {
  return deeds.map((deed) => (deed.deed === "strike" || deed.deed === "amend" ? { ...deed, together: agreed } : deed));
}

/** The id of the field that the application names as `statements.0.text`; empty where the form has none. */
export function fieldAt(field: string, id: (field: string) => string): string {
  // Within an amendment the record itself stands under `with`.
  const parts = field.split(".").filter((part) => part !== "with" && part !== "data");
  // Names typed in one field are a list in the record: `ours.1` is the field for more names.
  const names = parts[0] === "ours" || parts[0] === "theirs" ? [`${parts[0]}-more`] : [];
  const tries = [...names, parts.join("-"), parts[0] ?? "", `${parts[0]}-0-text`];
  return tries.filter((one) => one !== "").map(id).find((one) => document.getElementById(one) !== null) ?? "";
}
