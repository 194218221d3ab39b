import { describe, expect, it } from "vitest";
import type { FactView, StartOptionsView } from "../src/backend/generated/types";
import { overAYearAgo } from "../src/lib/dates";
import { missing, noChoice, versionDeeds } from "../src/pages/policies/case-version";
import { fillIn, fitTo, noAnswers, noPerson } from "../src/pages/start/answers";

const fact = (id: string, choices: [string, string][], value: string): FactView => ({ id, ask: id, help: "", choices, value, each_agency: false, later: false });

const options: StartOptionsView = {
  policies: [["p", "Policy"]], policy: "p", title: "Policy", scope: "", version: "The case takes the one in force on its day: first.", warnings: [], instead: "", exclusions: [],
  facts: [
    fact("kept", [["y", "Yes"], ["n", "No"]], "y"),
    fact("narrowed", [["a", "A"], ["b", "B"]], "a"),
    fact("dropped", [["y", "Yes"]], "y"),
  ],
  moments: [{ id: "first", name: "First considered", help: "", when: [] }],
  roles: [{ id: "lead", name: "lead", in_school: "", body: false }, { id: "old", name: "old", in_school: "", body: false }],
  areas: ["Level of need", "Roles"], stages: [{ id: "s2", name: "Stage 2", title: "Managers" }], danger: [],
  people: [], setting: "Hillside", known: [], today: "2026-11-19",
};

describe("a case between two versions of its policy", () => {
  it("has nothing chosen, and asks for a choice and a reason", () => {
    expect(missing(noChoice).map(([field]) => field)).toEqual(["choice", "reason"]);
    expect(missing({ choice: "stay", reason: " " }).map(([field]) => field)).toEqual(["reason"]);
    expect(missing({ choice: "move", reason: "The board asked for it" })).toEqual([]);
  });
  it("records either choice with its reason", () => {
    const deed = { deed: "version", digest: "d", reason: "Why" };
    expect(versionDeeds({ choice: "move", reason: "Why" }, "d")).toEqual([{ ...deed, moves: true }]);
    expect(versionDeeds({ choice: "stay", reason: "Why" }, "d")).toEqual([{ ...deed, moves: false }]);
  });
});

describe("a start whose day calls for another version", () => {
  it("keeps what that version asks too, and leaves out what it does not", () => {
    const answers = noAnswers();
    answers.ours = [{ ...noPerson("ours"), name: "Grace Obi", roles: ["lead", "old"] }];
    fillIn(answers, options);
    Object.assign(answers, { facts: { kept: "n", narrowed: "b", dropped: "y" }, areas: ["Roles"], stage: "s2" });
    const other: StartOptionsView = {
      ...options,
      facts: [
        ...options.facts.slice(0, 1),
        fact("narrowed", [["a", "A"]], "a"),
        fact("new", [["y", "Yes"]], ""),
      ],
      moments: [{ id: "second", name: "Second", help: "", when: [] }],
      roles: options.roles.slice(0, 1), areas: ["Level of need"], stages: [],
    };
    fitTo(answers, other);
    expect(answers.facts).toEqual({ kept: "n", narrowed: "a", new: "" });
    expect(answers.moments).toEqual({ second: { date: null, time: null } });
    expect(answers.ours[0]?.roles).toEqual(["lead"]);
    expect([answers.areas, answers.stage]).toEqual([[], ""]);
  });
  it("changes nothing where the version is the same", () => {
    const answers = noAnswers();
    fillIn(answers, options);
    answers.facts["kept"] = "n";
    const before = structuredClone(answers);
    fitTo(answers, options);
    expect(answers).toEqual(before);
  });
});

describe("a contact", () => {
  it("is old once a year has passed since it was checked", () => {
    expect(overAYearAgo("2025-11-22", "2026-11-22")).toBe(false);
    expect(overAYearAgo("2025-11-21", "2026-11-22")).toBe(true);
    expect(overAYearAgo("", "2026-11-22")).toBe(false);
    expect(overAYearAgo("2024-02-28", "2024-02-29")).toBe(false);
  });
});
