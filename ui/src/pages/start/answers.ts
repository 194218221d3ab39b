import type { DecisionForm, ExclusionView, FactView, Moment, NewPerson, NewSubject, SettingPerson, StartCase, StartMoment, StartOptionsView, WrongView } from "../../backend/generated/types";
import type { Mistake } from "../../components/ErrorSummary.svelte";
import { words } from "../../words";

/** The pages, in order. `facts` is left out where the policy asks nothing. */
export const STEPS = ["danger", "policy", "who", "decision", "concern", "raised", "people", "facts", "where", "check"] as const;

/** A page of starting a case. */
export type Step = (typeof STEPS)[number];

/** All answers, kept as one draft. */
export interface StartAnswers {
  step: Step;
  /** `yes`, `no` or empty. */
  danger: string;
  danger_done: string;
  policy: string;
  subjects: NewSubject[];
  decision: DecisionForm;
  areas: string[];
  raised_by: string;
  raised_date: string | null;
  raised_time: string | null;
  agency: string;
  ours: NewPerson[];
  theirs: NewPerson[];
  facts: Record<string, string>;
  moments: Record<string, { date: string | null; time: string | null }>;
  /** `beginning`, `later` or empty. */
  where: string;
  stage: string;
  /** `stands`, `risk` or empty. */
  why: string;
  reason: string;
  /** When the stage was opened, where it stands there already. */
  stage_date: string | null;
}

/** Nothing answered yet. */
export function noAnswers(): StartAnswers {
  return {
    step: "danger", danger: "", danger_done: "", policy: "", subjects: [noSubject()], decision: noDecision(), areas: [],
    raised_by: "", raised_date: null, raised_time: null, agency: "", ours: [], theirs: [], facts: {}, moments: {},
    where: "", stage: "", why: "", reason: "", stage_date: null,
  };
}

/** A child or adult not yet named. */
export function noSubject(): NewSubject {
  return { kind: "child", name: "", born: null, status: "" };
}

function noDecision(): DecisionForm {
  return { reference: "", referred: null, what: "", by_whom: "", on: null, reasons: "", reasons_text: "", not_safe: "", wanted: "" };
}

/** A person not yet named. */
export function noPerson(side: "ours" | "theirs"): NewPerson {
  return { side, name: "", designation: "", phone: "", email: "", roles: [] };
}

/** Somebody of the setting, as a person of our side. Another policy may not have what they hold. */
export function ourPerson(person: SettingPerson, options: StartOptionsView): NewPerson {
  return { ...noPerson("ours"), ...person, roles: person.roles.filter((held) => options.roles.some((role) => role.id === held)) };
}

/** Fills what the policy and the setting give, without touching answers. */
export function fillIn(answers: StartAnswers, options: StartOptionsView): void {
  answers.policy = options.policy;
  for (const { key, fact } of questions(options)) answers.facts[key] ??= fact.value;
  for (const moment of options.moments) answers.moments[moment.id] ??= { date: null, time: null };
  if (answers.ours.length === 0) answers.ours = options.people.map((person) => ourPerson(person, options));
  if (answers.theirs.length === 0) answers.theirs = [noPerson("theirs")];
}

/** The policy's questions as they are asked: one of each agency is asked for both sides. */
export function questions(options: StartOptionsView): { key: string; side: "" | "ours" | "theirs"; fact: FactView }[] {
  const sides = (fact: FactView): ("" | "ours" | "theirs")[] => (fact.each_agency ? ["ours", "theirs"] : [""]);
  return options.facts.flatMap((fact) => sides(fact).map((side) => ({ key: side ? `${fact.id}@${side}` : fact.id, side, fact })));
}

/** The moments that the policy asks for in this situation. */
export function momentsAsked(a: StartAnswers, options: StartOptionsView): StartMoment[] {
  return options.moments.filter((moment) => moment.when.every(([fact, any]) => any.includes(a.facts[fact] ?? "")));
}

/** Why the policy does not cover what was answered; null where it does. */
export function excluded(a: StartAnswers, options: StartOptionsView): ExclusionView | null {
  const holds = (rule: ExclusionView): boolean => rule.when.every(([fact, any]) => any.includes(a.facts[fact] ?? ""));
  return options.exclusions.find(holds) ?? null;
}

/**
 * Leaves out answers that another version of the policy does not ask for, or does not offer: its questions,
 * moments, capacities and stages. What it asks for besides is filled in as at the start.
 */
export function fitTo(answers: StartAnswers, options: StartOptionsView): void {
  const asked = questions(options);
  for (const key of Object.keys(answers.facts)) {
    const question = asked.find((one) => one.key === key);
    if (!question?.fact.choices.some(([choice]) => choice === answers.facts[key])) delete answers.facts[key];
  }
  for (const id of Object.keys(answers.moments)) if (!options.moments.some((one) => one.id === id)) delete answers.moments[id];
  for (const person of [...answers.ours, ...answers.theirs]) person.roles = person.roles.filter((held) => options.roles.some((role) => role.id === held));
  answers.areas = answers.areas.filter((area) => options.areas.includes(area));
  if (!options.stages.some((stage) => stage.id === answers.stage)) answers.stage = "";
  fillIn(answers, options);
}

/** The pages for these options. What a policy may not cover is asked before anything about the case. */
export function stepsFor(options: StartOptionsView): Step[] {
  const asks = options.facts.length + options.moments.length > 0;
  const rest = STEPS.filter((step) => step !== "facts");
  if (!asks) return rest;
  if (options.exclusions.length === 0) return [...STEPS];
  return rest.flatMap((step): Step[] => (step === "policy" ? [step, "facts"] : [step]));
}

const blank = (person: NewPerson): boolean =>
  ![person.name, person.designation, person.phone, person.email].some((text) => text.trim() !== "") && person.roles.length === 0;

/** What is wrong on a page. `faults`: dates and times that cannot be read, by field. */
export function mistakesOf(step: Step, a: StartAnswers, options: StartOptionsView, faults: Record<string, string | undefined>): Mistake[] {
  const e = words.start.errors;
  const all: Mistake[] = [];
  const need = (ok: boolean, id: string, text: string): void => void (ok || all.push({ id, text }));
  const readable = (id: string): void => need(!faults[id], id, faults[id] ?? "");
  switch (step) {
    case "danger":
      need(a.danger !== "", "danger", e.danger);
      break;
    case "who":
      a.subjects.forEach((subject, at) => {
        need(subject.name.trim() !== "", `subject-${at}-name`, e.name(at + 1));
        readable(`subject-${at}-born`);
      });
      break;
    case "decision":
      need(a.decision.what.trim() !== "", "what", e.what);
      readable("decided");
      readable("referred");
      break;
    case "raised":
      need(a.raised_by !== "", "raised-by", e.raisedBy);
      if (faults["raised"]) readable("raised");
      else need(a.raised_date !== null, "raised", e.raised);
      readable("raised-time");
      break;
    case "people":
      need(a.agency.trim() !== "", "agency", e.agency);
      a.ours.forEach((person, at) => need(blank(person) || person.name.trim() !== "", `ours-${at}-name`, e.person(at + 1)));
      a.theirs.forEach((person, at) => need(blank(person) || person.name.trim() !== "", `theirs-${at}-name`, e.person(at + 1)));
      break;
    case "facts":
      for (const { key, fact } of questions(options)) need(fact.later || (a.facts[key] ?? "") !== "", `fact-${key}`, e.fact(fact.ask));
      need(excluded(a, options) === null, "excluded", e.excluded);
      for (const moment of momentsAsked(a, options)) {
        readable(`moment-${moment.id}`);
        readable(`moment-${moment.id}-time`);
      }
      break;
    case "where":
      need(a.where !== "", "where", e.where);
      if (a.where === "later") {
        need(a.stage !== "", "stage", e.stage);
        need(a.why !== "", "why", e.why);
        need(a.why !== "risk" || a.danger === "yes", "why", e.riskNotSaid);
        need(a.reason.trim() !== "", "reason", e.reason);
        readable("stage-on");
      }
      break;
    default:
  }
  return all;
}

/** Where an answer is asked: its page, and the id of its field there; empty for a page as a whole. */
export interface Place {
  step: Step;
  id: string;
}

const OPENING: Record<string, Place> = {
  policy: { step: "policy", id: "policy" },
  danger_done: { step: "danger", id: "danger-done" },
  raised: { step: "raised", id: "raised" },
  raised_by: { step: "raised", id: "raised-by" },
  agency: { step: "people", id: "agency" },
  areas: { step: "concern", id: "areas" },
  start_stage: { step: "where", id: "stage" },
  start_reason: { step: "where", id: "reason" },
  start_on: { step: "where", id: "stage-on" },
};
const DECISION: Record<string, Place> = {
  what: { step: "decision", id: "what" },
  by_whom: { step: "decision", id: "by-whom" },
  on: { step: "decision", id: "decided" },
  referred: { step: "decision", id: "referred" },
  reference: { step: "decision", id: "reference" },
  not_safe: { step: "concern", id: "not-safe" },
  wanted: { step: "concern", id: "wanted" },
};

/** The place of what the application found wrong, by the field it names. */
export function placeOf(field: string, a: StartAnswers, options: StartOptionsView): Place | null {
  const [part = "", second = "", third = ""] = field.split(".");
  switch (part) {
    case "subjects":
      return { step: "who", id: second === "" ? "" : `subject-${second}-${third || "name"}` };
    case "people": {
      const sent = [...a.ours.map((person, at) => ({ person, id: `ours-${at}` })), ...a.theirs.map((person, at) => ({ person, id: `theirs-${at}` }))];
      const one = sent.filter(({ person }) => !blank(person))[Number(second)];
      return { step: "people", id: one ? `${one.id}-${third || "name"}` : "" };
    }
    case "decision":
      return DECISION[second] ?? { step: "decision", id: second === "reasons" ? (third ? "reasons-text" : "reasons") : "" };
    case "facts":
    case "fact":
    case "choice":
      return { step: "facts", id: "" };
    case "moments": {
      // By its name, or by its place among those that were sent.
      const sent = momentsAsked(a, options).filter((one) => a.moments[one.id]?.date);
      const moment = options.moments.find((one) => one.id === second) ?? sent[Number(second)];
      return { step: "facts", id: moment ? `moment-${moment.id}` : "" };
    }
    default:
      return OPENING[part] ?? null;
  }
}

/** A mistake, and the page that asks for it; none where no page does. */
export interface Refused extends Mistake {
  step: Step | null;
}

/** What the application found wrong, each at its place. */
export function refusedAt(wrong: WrongView[], a: StartAnswers, options: StartOptionsView): Refused[] {
  return wrong.map((one) => {
    const place = placeOf(one.field, a, options);
    return { id: place?.id ?? "", step: place?.step ?? null, text: one.hint && !place?.id ? `${one.message} ${one.hint}` : one.message };
  });
}

function answered(a: StartAnswers, options: StartOptionsView, of: "" | "ours" | "theirs"): [string, string][] {
  const mine = questions(options).filter(({ side }) => side === of);
  return mine.map(({ key, fact }): [string, string] => [fact.id, a.facts[key] ?? ""]).filter(([, choice]) => choice !== "");
}

/** The answers as the application takes them. */
export function toSend(a: StartAnswers, options: StartOptionsView, drafts: string[] = []): StartCase {
  const moments: [string, Moment][] = [];
  for (const moment of momentsAsked(a, options)) {
    const typed = a.moments[moment.id];
    if (typed?.date) moments.push([moment.id, { date: typed.date, time: typed.time }]);
  }
  const later = a.where === "later";
  return {
    policy: a.policy,
    danger: a.danger === "yes",
    danger_done: a.danger === "yes" ? a.danger_done : "",
    raised_by: a.raised_by,
    raised: { date: a.raised_date ?? options.today, time: a.raised_time },
    facts: answered(a, options, ""),
    our_facts: answered(a, options, "ours"),
    their_facts: answered(a, options, "theirs"),
    moments,
    areas: a.areas.filter((area) => options.areas.includes(area)),
    subjects: a.subjects,
    decision: { ...a.decision, reasons: a.decision.reasons || "not-asked" },
    agency: a.agency,
    people: [...a.ours, ...a.theirs].filter((person) => !blank(person)),
    start_stage: later ? a.stage : "",
    start_reason: later ? a.reason : "",
    start_for_risk: later && a.why === "risk",
    start_on: later && a.why === "stands" && a.stage_date ? { date: a.stage_date, time: null } : null,
    drop_drafts: drafts,
  };
}
