import { describe, expect, it } from "vitest";
import type { StartOptionsView } from "../src/backend/generated/types";
import { excluded, fillIn, mistakesOf, noAnswers, placeOf, refusedAt, stepsFor, toSend } from "../src/pages/start/answers";

const options: StartOptionsView = {
  policies: [["p", "Policy"]], policy: "p", title: "Policy", scope: "", version: "", warnings: [], instead: "",
  facts: [{ id: "known", ask: "Known?", help: "", choices: [["y", "Yes"]], value: "y", each_agency: false, later: false }],
  exclusions: [],
  moments: [{ id: "first", name: "First considered", help: "", when: [] }],
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

  it("asks first what the policy may not cover, and says where to go instead", () => {
    const asked: StartOptionsView = {
      ...options,
      facts: [
        { id: "about", ask: "About?", help: "", choices: [["staff", "Staff"], ["plan", "A plan"]], value: "", each_agency: false, later: false },
        { id: "kind", ask: "What kind?", help: "", choices: [["school", "School"]], value: "", each_agency: true, later: true },
      ],
      exclusions: [{ when: [["about", ["staff"]]], say: "Not covered.", elsewhere: "Go there.", cite: { policy: "P", heading: "1", quote: "", readings: [] } }],
    };
    expect(stepsFor(asked).slice(0, 3)).toEqual(["danger", "policy", "facts"]);
    const answers = noAnswers();
    fillIn(answers, asked);
    answers.facts["about"] = "staff";
    expect(excluded(answers, asked)?.elsewhere).toBe("Go there.");
    expect(mistakesOf("facts", answers, asked, {}).map((one) => one.id)).toEqual(["excluded"]);
    answers.facts["about"] = "plan";
    answers.facts["kind@ours"] = "school";
    expect(mistakesOf("facts", answers, asked, {})).toEqual([]);
    expect(toSend(answers, asked)).toMatchObject({ facts: [["about", "plan"]], our_facts: [["kind", "school"]], their_facts: [] });
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
    // Harm that was said not to be there gives no reason to begin higher.
    Object.assign(answers, { stage: "s2", why: "risk", reason: "He may be harmed", danger: "no" });
    expect(ids("where")).toEqual(["why"]);
    answers.danger = "yes";
    expect(ids("where")).toEqual([]);
  });

  it("sends a later stage and its reason only where one was chosen", () => {
    const answers = noAnswers();
    fillIn(answers, options);
    Object.assign(answers, { raised_date: "2026-11-14", where: "later", stage: "s2", why: "risk", reason: "He may be harmed tonight" });
    expect(toSend(answers, options)).toMatchObject({ start_stage: "s2", start_for_risk: true, raised: { date: "2026-11-14", time: null }, moments: [] });
    answers.where = "beginning";
    expect(toSend(answers, options)).toMatchObject({ start_stage: "", start_reason: "", start_for_risk: false });
  });

  it("finds the page and the field of whatever was refused", () => {
    const answers = noAnswers();
    fillIn(answers, options);
    answers.ours = [{ side: "ours", name: "", designation: "", phone: "", email: "", roles: [] }, { side: "ours", name: "Grace Obi", designation: "", phone: "", email: "", roles: [] }];
    answers.theirs = [{ side: "theirs", name: "Paul Shaw", designation: "", phone: "", email: "", roles: [] }];
    const at = (field: string): string[] => {
      const place = placeOf(field, answers, options);
      return place ? [place.step, place.id] : [];
    };
    expect(at("subjects.0.born")).toEqual(["who", "subject-0-born"]);
    expect(at("start_on")).toEqual(["where", "stage-on"]);
    expect(at("danger_done")).toEqual(["danger", "danger-done"]);
    // The person without a word is not sent, so the second is the first that the application sees.
    expect(at("people.0.name")).toEqual(["people", "ours-1-name"]);
    expect(at("people.1.phone")).toEqual(["people", "theirs-0-phone"]);
    expect(at("decision.by_whom")).toEqual(["decision", "by-whom"]);
    expect(at("decision.not_safe")).toEqual(["concern", "not-safe"]);
    expect(at("moments.first")).toEqual(["facts", "moment-first"]);
    // By its place among those that have a date, and so are sent.
    answers.moments = { none: { date: null, time: null }, first: { date: "2026-11-10", time: null } };
    const more = { ...options, moments: [{ id: "none", name: "Not dated", help: "", when: [] }, ...options.moments] };
    expect(placeOf("moments.0", answers, more)).toEqual({ step: "facts", id: "moment-first" });
    // A moment of another situation is neither asked for nor sent.
    const elsewhere = { ...more, moments: more.moments.map((one) => ({ ...one, when: [["nothing", ["such"]]] as [string, string[]][] })) };
    expect(toSend(answers, elsewhere).moments).toEqual([]);
    expect(at("")).toEqual([]);
    const wrong = ["agency", "subjects.0.name"].map((field) => ({ field, message: "Too long.", hint: "Shorten it." }));
    expect(refusedAt(wrong, answers, options).map((one) => [one.step, one.id, one.text])).toEqual([["people", "agency", "Too long."], ["who", "subject-0-name", "Too long."]]);
  });

  it("leaves out people without a word", () => {
    const answers = noAnswers();
    fillIn(answers, options);
    expect(toSend(answers, options).people.map((person) => person.name)).toEqual(["Grace Obi"]);
  });
});
