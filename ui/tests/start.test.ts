import { describe, expect, it } from "vitest";
import type { StartOptionsView } from "../src/backend/generated/types";
import { fillIn, mistakesOf, noAnswers, stepOf, stepsFor, toSend } from "../src/pages/start/answers";

const options: StartOptionsView = {
  policies: [["p", "Policy"]], policy: "p", title: "Policy", scope: "", warnings: [], instead: "",
  facts: [{ id: "known", ask: "Known?", help: "", choices: [["y", "Yes"]], value: "y" }],
  moments: [{ id: "first", name: "First considered", help: "" }],
  roles: [{ id: "lead", name: "lead", in_school: "", body: false }], areas: ["Level of need"], stages: [{ id: "s2", name: "Stage 2", title: "Managers" }], danger: [],
  people: [{ name: "Grace Obi", designation: "Lead", phone: "", email: "", roles: ["lead", "of-another-policy"] }],
  setting: "Hillside", known: [], today: "2026-11-19",
};

describe("starting a case", () => {
  it("fills in what the setting and the policy give, and nothing that was answered", () => {
    const answers = noAnswers();
    answers.facts = { known: "n" };
    fillIn(answers, options);
    expect(answers.ours[0]).toMatchObject({ name: "Grace Obi", side: "ours", roles: ["lead"] });
    expect(answers.facts["known"]).toBe("n");
    expect(answers.moments["first"]).toEqual({ date: null, time: null });
  });

  it("asks the policy's questions only where there are any", () => {
    expect(stepsFor(options)).toContain("facts");
    expect(stepsFor({ ...options, facts: [], moments: [] })).not.toContain("facts");
    expect(stepsFor(options)[0]).toBe("danger");
  });

  it("names what is missing by its field", () => {
    const answers = noAnswers();
    fillIn(answers, options);
    const ids = (step: Parameters<typeof mistakesOf>[0], faults = {}): string[] => mistakesOf(step, answers, options, faults).map((one) => one.id);
    expect(ids("danger")).toEqual(["danger"]);
    expect(ids("who")).toEqual(["subject-0-name"]);
    expect(ids("raised")).toEqual(["raised-by", "raised"]);
    expect(ids("raised", { raised: "This is not a real date" })).toEqual(["raised-by", "raised"]);
    answers.where = "later";
    expect(ids("where")).toEqual(["stage", "why", "reason"]);
  });

  it("sends a later stage and its reason only where one was chosen", () => {
    const answers = noAnswers();
    fillIn(answers, options);
    Object.assign(answers, { raised_date: "2026-11-14", where: "later", stage: "s2", why: "risk", reason: "He may be harmed tonight" });
    expect(toSend(answers, options)).toMatchObject({ start_stage: "s2", start_for_risk: true, raised: { date: "2026-11-14", time: null }, moments: [] });
    answers.where = "beginning";
    expect(toSend(answers, options)).toMatchObject({ start_stage: "", start_reason: "", start_for_risk: false });
  });

  it("finds the page of a field that was refused", () => {
    expect(stepOf("subjects.0.born")).toBe("who");
    expect(stepOf("start_stage")).toBe("where");
    expect(stepOf("danger_done")).toBe("danger");
    expect(stepOf("people.1.name")).toBe("people");
    expect(stepOf("")).toBeNull();
  });

  it("leaves out people without a word", () => {
    const answers = noAnswers();
    fillIn(answers, options);
    expect(toSend(answers, options).people.map((person) => person.name)).toEqual(["Grace Obi"]);
  });
});
