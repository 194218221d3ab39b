import type { BeginningView, CreateVault } from "../../backend/generated/types";
import type { Mistake } from "../../components/ErrorSummary.svelte";
import { strengthOf } from "../../lib/strength";
import { words } from "../../words";

/** The pages of setting up, in order. */
export const STEPS = ["setting", "policy", "people", "emergency", "backup", "passphrase", "keys", "confirm", "done"] as const;

/** A page of setting up. */
export type Step = (typeof STEPS)[number];

/** What is answered; the passphrase is asked twice. */
export interface Answers extends CreateVault {
  again: string;
}

/** Nothing answered yet, but for what a record beside the first one begins with. */
export function noAnswers(from: BeginningView | null = null): Answers {
  const { setting = "", setting_kind = "", policy = "", emergency = [] } = from ?? {};
  return {
    setting, setting_kind, user_name: "", user_designation: "", people: [], policy,
    emergency: emergency.length > 0 ? emergency.map((one) => ({ ...one })) : [{ name: "", phone: "", note: "" }], passphrase: "", again: "", backup_folder: "",
  };
}

/** Puts whoever sets it up first among the people, once. */
export function withUser(answers: Answers): Answers["people"] {
  if (answers.people.length > 0) return answers.people;
  return [{ name: answers.user_name, designation: answers.user_designation, phone: "", email: "", roles: [] }];
}

/** What is wrong on a page. */
export function mistakesOf(step: Step, a: Answers): Mistake[] {
  const e = words.firstRun.errors;
  const all: Mistake[] = [];
  const need = (ok: boolean, id: string, text: string): void => void (ok || all.push({ id, text }));
  switch (step) {
    case "setting":
      need(a.setting.trim() !== "", "setting", e.setting);
      need(a.setting_kind !== "", "kind", e.kind);
      need(a.user_name.trim() !== "", "user-name", e.userName);
      break;
    case "policy":
      need(a.policy !== "", "policy", e.policy);
      break;
    case "people":
      a.people.forEach((person, at) => need(person.name.trim() !== "", `people-${at}-name`, e.personName(at + 1)));
      break;
    case "emergency":
      a.emergency.forEach((one, at) => {
        const blank = !one.name.trim() && !one.phone.trim() && !one.note.trim();
        need(blank || (one.name.trim() !== "" && one.phone.trim() !== ""), `emergency-${at}-name`, e.contact(at + 1));
      });
      break;
    case "passphrase":
      need(a.passphrase !== "", "passphrase", e.passphrase);
      if (a.passphrase) need(strengthOf(a.passphrase) !== "weak", "passphrase", e.weak);
      if (a.passphrase) need(a.passphrase === a.again, "again", e.again);
      break;
    default:
  }
  return all;
}

/** The answers as the application takes them. */
export function toSend(a: Answers): CreateVault {
  const { again: _again, ...rest } = a;
  return { ...rest, emergency: a.emergency.filter((one) => one.name.trim() !== "") };
}
