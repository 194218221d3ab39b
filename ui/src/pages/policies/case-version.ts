import type { Deed } from "../../backend/generated/types";
import { words } from "../../words";

/** What is answered: `move`, `stay` or empty, and why. */
export interface VersionAnswers {
  choice: string;
  reason: string;
}

/** Nothing chosen: neither version is put forward. */
export const noChoice: VersionAnswers = { choice: "", reason: "" };

/** What is missing, by field. */
export function missing(a: VersionAnswers): [field: string, text: string][] {
  const e = words.policyFiles.caseErrors;
  const all: [string, string][] = [];
  if (a.choice === "") all.push(["choice", e.choice]);
  if (a.reason.trim() === "") all.push(["reason", e.reason]);
  return all;
}

/** The choice as the application records it. */
export function versionDeeds(a: VersionAnswers, digest: string): Deed[] {
  return [{ deed: "version", digest, moves: a.choice === "move", reason: a.reason }];
}
