import { describe, expect, it } from "vitest";
import type { ChronicleView, ClockView, DutyRef, TaskView, WhoView } from "../src/backend/generated/types";
import { entryDeed, entryOf, noEntry, noStatement, wrongEntry } from "../src/pages/case/entry";
import { splitNames } from "../src/pages/case/names";
import { actOf, askedInDanger, doneInDanger, fulfillable, grouped } from "../src/pages/case/tasks";
import { anchorOf, elementId, formOf, placeOf, taskAt } from "../src/pages/case/typed";
import { groupsIn, narrowed } from "../src/pages/chronology/filter";

const nobody: WhoView = { whose: "ours", capacity: "", role: "", name: "", designation: "", agency: "", phone: "", email: "", note: "" };
const key = (duty: string, more: Partial<DutyRef> = {}): DutyRef => ({ duty, visit: 2, of: null, side: null, ...more });

function task(duty: string, more: Partial<TaskView> = {}): TaskView {
  return {
    key: key(duty), say: duty, help: "", whose: "ours", who: nobody, to: [], copies: [], part: "", force: "must", wants: "note", paper: "", of: "", due: null,
    urgency: "", state: "open", evidence: "", late: false, refused: "", earlier: false, for_danger: false,
    cite: { policy: "", heading: "", quote: "", readings: [] }, ...more,
  };
}

describe("duties", () => {
  it("stand ours first, then good practice, theirs, earlier ones and those settled", () => {
    const found = grouped([
      task("theirs", { whose: "theirs" }),
      task("ours"),
      task("good", { force: "good-practice" }),
      task("both, their half", { whose: "both", key: key("both", { side: "theirs" }) }),
      task("earlier", { earlier: true }),
      task("done", { state: "done" }),
      task("lapsed", { state: "lapsed" }),
      task("holds", { state: "standing" }),
    ]);
    const say = (tasks: TaskView[]): string[] => tasks.map((one) => one.say);
    expect(say(found.ours)).toEqual(["ours"]);
    expect(say(found.standing)).toEqual(["holds"]);
    expect(say(found.goodPractice)).toEqual(["good"]);
    expect(say(found.theirs)).toEqual(["theirs", "both, their half"]);
    expect(say(found.earlier)).toEqual(["earlier"]);
    expect(say(found.settled)).toEqual(["done"]);
    expect(say(found.past)).toEqual(["lapsed"]);
  });

  it("are settled by the act that shows them best; theirs only by noting it", () => {
    expect(actOf(task("a", { wants: "discussion" }))).toBe("record");
    const plans = (measures: string): never => ({ papers: [["letter", "Letter", "letter"], ["form", "Form", "form"]], plans: [{ subject: "s1", measures }] }) as never;
    const plan = task("a", { wants: "safety-plan", of: "Ismail", key: { duty: "safe", visit: 1, of: "s1", side: null } as never });
    expect(actOf(plan, plans(""))).toBe("writePlan");
    expect(actOf(plan, plans("Seen each morning"))).toBe("plan");
    expect(actOf(task("a", { wants: "sent", paper: "form" }), plans(""))).toBe("email");
    expect(actOf(task("a", { wants: "paper", paper: "form" }))).toBe("fill");
    expect(actOf(task("a", { wants: "sent", paper: "letter" }))).toBe("draft");
    expect(actOf(task("a", { wants: "sent" }))).toBe("settle");
    expect(actOf(task("a", { wants: "discussion", whose: "theirs" }))).toBe("settle");
  });

  it("are offered to a record only where a record can fulfil them", () => {
    const all = [task("a"), task("b", { wants: "paper" }), task("c", { wants: "safety-plan" }), task("d", { state: "done" })];
    expect(fulfillable(all).map((one) => one.say)).toEqual(["a"]);
  });
});

describe("a job's anchor", () => {
  const tasks = [
    task("safe", { key: key("safe", { of: "child-1" }), state: "done" }),
    task("safe", { key: key("safe", { of: "child-2" }) }),
    task("meet", { key: key("meet", { side: "theirs" }), whose: "theirs" }),
    task("meet", { key: key("meet", { side: "ours" }) }),
  ];
  it("finds its duty, the open one of our side first", () => {
    expect(taskAt(tasks, "duty:safe:2:child-2")).toBe(tasks[1]);
    expect(taskAt(tasks, "duty:safe:2:child-1")).toBe(tasks[0]);
    expect(taskAt(tasks, "duty:safe")).toBe(tasks[1]);
    expect(taskAt(tasks, "duty:meet:2")).toBe(tasks[3]);
    expect(taskAt(tasks, "clock:s1")).toBeUndefined();
    expect(taskAt(tasks, "duty:other")).toBeUndefined();
    // The act under a running limit stands at the top of the page; a limit that asks for something is shown itself.
    const clock = (id: string, state: string): ClockView => ({
      id, name: id, whose: "ours", written: "", force: "must", state, due: null, remark: "", ask_moment: "", may_set: false, may_set_later: false, occurrence: 0, current: true,
      cite: { policy: "", heading: "", quote: "", readings: [] },
    });
    const view = { tasks, clocks: [clock("s1", "running"), clock("s2", "ask-start")] };
    expect(["clock:s1", "clock:s2", "own-date", "way-on", "duty:meet:2"].map((anchor) => placeOf(view, anchor))).toEqual(["", "clock:s2", "", "way-on", "duty:meet:2"]);
  });
  it("is written as Today writes it", () => {
    expect(anchorOf(key("safe", { of: "c" }))).toBe("duty:safe:2:c");
    expect(anchorOf(key("safe", { visit: null }))).toBe("duty:safe");
    expect(anchorOf(key("safe", { visit: null, of: "c" }))).toBe("duty:safe::c");
    expect(elementId("duty:a:2:b")).toBe("at-duty-a-2-b");
    expect(new Set(tasks.map((one) => formOf(one.key))).size).toBe(tasks.length);
  });
});

describe("a record", () => {
  it("needs a day and words, but an unanswered call needs no words", () => {
    const entry = noEntry("call", "2026-11-18");
    expect(wrongEntry(entry, false).map(([field]) => field)).toEqual(["statements-0-text"]);
    expect(wrongEntry({ ...entry, kind: "unanswered" }, false)).toEqual([]);
    expect(wrongEntry({ ...entry, next: "Call back", happened: { date: null, time: null } }, false).map(([field]) => field)).toEqual(["happened"]);
    expect(wrongEntry({ ...entry, next: "x" }, true).map(([field]) => field)).toEqual(["reason"]);
  });
  it("asks whose the own words are", () => {
    const entry = { ...noEntry("call", "2026-11-18"), statements: [{ ...noStatement("own-words"), text: "I do not like it." }] };
    expect(wrongEntry(entry, false).map(([field]) => field)).toEqual(["statements-0-of"]);
  });
  it("is sent with every name, and without empty statements", () => {
    const duty = key("meet", { side: "ours" });
    const entry = { ...noEntry("call", "2026-11-18", [duty]), ours: ["Grace Obi"], theirs_more: "Ann Lee; Bo, ", statements: [noStatement(), { ...noStatement(), text: "Seen." }] };
    expect(entryDeed(entry)).toMatchObject({ deed: "entry", ours: ["Grace Obi"], theirs: ["Ann Lee", "Bo"], statements: [{ text: "Seen." }], fulfils: [duty] });
  });
  it("is filled with what it said, to be amended", () => {
    const took_part = { ours: ["Obi, Grace"], theirs: ["Paul Shaw", "A. Stranger"], choice_ours: [], choice_theirs: [] };
    const line = { entry_kind: "call", with: "Obi, Grace, Paul Shaw, A. Stranger", took_part, happened: { date: "2026-11-13", time: "11:20" }, statements: [], agreed: "x", next: "" } as unknown as ChronicleView;
    const found = entryOf(line);
    expect(found).toMatchObject({ kind: "call", ours: ["Obi, Grace"], theirs: ["Paul Shaw", "A. Stranger"], theirs_more: "", agreed: "x" });
  });
  it("takes names apart by commas, semicolons and lines", () => {
    expect(splitNames(" Ann Lee, Bo;\nCy ,")).toEqual(["Ann Lee", "Bo", "Cy"]);
  });
});

describe("the chronology", () => {
  const entries = [
    { seq: 3, group: "discussion", title: "Spoke with Łucja", with: "", by: "", agreed: "", next: "", stage: "", struck: null, amended: null, statements: [{ nature: "fact", of: "", text: "Bruise seen" }], details: [], before: [] },
    { seq: 2, group: "stage", title: "Opened stage 1", with: "", by: "", agreed: "", next: "", stage: "", struck: null, amended: null, statements: [], details: [["Why", "Zoë asked"]], before: [] },
  ] as unknown as ChronicleView[];
  it("narrows by group and by every word, accents aside", () => {
    expect(narrowed(entries, "", "").length).toBe(2);
    expect(narrowed(entries, "stage", "").map((one) => one.seq)).toEqual([2]);
    expect(narrowed(entries, "", "bruise spoke").map((one) => one.seq)).toEqual([3]);
    expect(narrowed(entries, "", "zoe").map((one) => one.seq)).toEqual([2]);
    expect(narrowed(entries, "stage", "bruise")).toEqual([]);
    expect(groupsIn(entries)).toEqual(["discussion", "stage"]);
  });
});

describe("danger", () => {
  it("offers what the policy asks of us in danger, and shows what was chosen as done by the record", () => {
    const key = (duty: string) => ({ duty, visit: null, of: null, side: null });
    const task = (duty: string, more: object): TaskView => ({ key: key(duty), state: "open", whose: "both", for_danger: true, ...more }) as TaskView;
    const tasks = [task("tell", {}), task("may", {}), task("theirs", { whose: "theirs" }), task("done", { state: "done" }), task("plain", { for_danger: false })];
    const asked = askedInDanger(tasks);
    expect(asked.map((one) => one.key.duty)).toEqual(["tell", "may"]);
    const on = { date: "2026-11-24", time: "10:00" };
    expect(doneInDanger(asked, [JSON.stringify(key("tell"))], on, "Rang 999.")).toEqual([{ deed: "duty-done", key: key("tell"), on, evidence: "Rang 999." }]);
  });
});
