import type { CaseView, Deed, ForceView, Moment, TaskView } from "../../backend/generated/types";
import { words } from "../../words";

/** Duties of a case, in the order in which they are shown. */
export interface Grouped {
  /** Open, ours, of the stage that is open or of none. */
  ours: TaskView[];
  /** What holds until a moment, whosever it is. */
  standing: TaskView[];
  /** Open, ours, good practice and not the policy's. */
  goodPractice: TaskView[];
  /** Open, the other side's or a body's. */
  theirs: TaskView[];
  /** Open from stages that are over. */
  earlier: TaskView[];
  /** Done or not done, of the open stage. */
  settled: TaskView[];
  /** Done or not done in earlier stages, and those no longer asked. */
  past: TaskView[];
}

const isTheirs = (task: TaskView): boolean => task.whose === "theirs" || task.whose === "outside" || task.key.side === "theirs";

/** Sorts the duties of a case into what is shown first, beside and folded. */
export function grouped(tasks: CaseView["tasks"]): Grouped {
  const all: Grouped = { ours: [], standing: [], goodPractice: [], theirs: [], earlier: [], settled: [], past: [] };
  for (const task of tasks) {
    if (task.state === "standing") all.standing.push(task);
    else if (task.state === "open") {
      if (task.earlier) all.earlier.push(task);
      else if (isTheirs(task)) all.theirs.push(task);
      else if (task.force === "good-practice") all.goodPractice.push(task);
      else all.ours.push(task);
    } else if (task.earlier || task.state === "lapsed") all.past.push(task);
    else all.settled.push(task);
  }
  return all;
}

/** Whose it is, seen from here. */
export function theirs(task: TaskView): boolean {
  return isTheirs(task);
}

/** How strong, in a word. */
export function forceWord(force: ForceView): string {
  switch (force) {
    case "must":
      return words.common.must;
    case "should":
      return words.common.should;
    case "may":
      return words.common.may;
    case "good-practice":
      return words.common.goodPractice;
  }
}

/** What the button of a duty does. */
export type TaskAct = "record" | "fill" | "draft" | "email" | "plan" | "writePlan" | "settle";

/** The act that settles a duty best, with what the case says of its papers and plans. */
export function actOf(task: TaskView, view?: Pick<CaseView, "papers" | "plans"> | null): TaskAct {
  if (isTheirs(task)) return "settle";
  switch (task.wants) {
    case "discussion":
      return "record";
    case "safety-plan":
      if (!task.of) return "settle";
      return view?.plans.find((plan) => plan.subject === task.key.of)?.measures ? "plan" : "writePlan";
    case "paper":
      return task.paper ? "fill" : "settle";
    case "sent":
      if (!task.paper) return "settle";
      return view?.papers.some(([id, , kind]) => id === task.paper && kind === "form") ? "email" : "draft";
    default:
      return "settle";
  }
}

/** Duties that a record of a discussion can fulfil. */
export function fulfillable(tasks: TaskView[]): TaskView[] {
  return tasks.filter((task) => task.state === "open" && ["discussion", "note", "sent", "copied"].includes(task.wants));
}

/** What the policy asks of us because immediate harm is thought likely, and is not yet settled. */
export function askedInDanger(tasks: TaskView[]): TaskView[] {
  return tasks.filter((task) => task.state === "open" && task.for_danger && !isTheirs(task));
}

/** Those of them that were chosen, shown as done by what was recorded about the danger. */
export function doneInDanger(asked: TaskView[], chosen: string[], on: Moment, evidence: string): Deed[] {
  const those = asked.filter((task) => chosen.includes(JSON.stringify(task.key)));
  return those.map((task) => ({ deed: "duty-done", key: task.key, on, evidence }));
}
