import { refusal } from "../backend";
import type { ErrorCode, RestingView, WrongView } from "../backend/generated/types";
import { words } from "../words";

/** What to show of a refusal. */
export interface Shown {
  code: ErrorCode;
  /** What is wrong. */
  message: string;
  /** What to do. */
  hint: string;
  /** The field it is about; empty for none. */
  field: string;
  /** A number to quote when asking for help; empty for none. */
  incident: string;
  /** What else does not fit, each with its field. */
  others: WrongView[];
  /** The records that rest on the one to be corrected. */
  resting: RestingView[];
}

// A number to quote only where somebody else must help: it frightens beside a plain "check this answer".
const REPORTED = new Set<ErrorCode>([
  "bad-request", "internal", "storage", "policy-faulty", "document", "bundle", "vault-damaged", "slot-damaged", "record-altered", "rolled-back",
]);

/** Turns whatever was thrown into sentences. The application's own sentence goes first. */
export function shownError(thrown: unknown): Shown {
  const wire = refusal(thrown).wire;
  const own = words.errors[wire.code] ?? words.errors.internal;
  return {
    code: wire.code,
    message: wire.message || own.message,
    hint: wire.hint || own.hint,
    field: wire.field,
    incident: REPORTED.has(wire.code) ? wire.incident : "",
    others: wire.others ?? [],
    resting: wire.resting ?? [],
  };
}

/** Everything that a refusal finds wrong, the first included. */
export function allWrong(shown: Shown): WrongView[] {
  return [{ field: shown.field, message: shown.message, hint: shown.hint }, ...shown.others];
}
