// Answers of a form that came back, laid into the case's own form as if they had been typed there.

import { flushDrafts, keepDraft, loadDrafts } from "../../lib/drafts.svelte";
import { paperKey, type Changed } from "../paper/answers";

interface At {
  case: string;
  paper: string;
  visit: number | null;
}

/** What is being typed in a form already, with answers laid over it. */
export function withTaken(kept: string | undefined, answers: [string, string][]): { changed: Changed } {
  let before: Changed = {};
  try {
    before = (JSON.parse(kept ?? "{}") as { changed?: Changed }).changed ?? {};
  } catch {
    // The form itself leaves a draft that cannot be read aside.
  }
  return { changed: { ...before, ...Object.fromEntries(answers) } };
}

/** Keeps answers as what is being typed in the case's form; nothing is saved in the record. */
export async function keepTaken(at: At, answers: [string, string][]): Promise<void> {
  const key = paperKey(at);
  const kept = await loadDrafts(key);
  keepDraft(key, JSON.stringify(withTaken(kept.get(key), answers)));
  await flushDrafts();
}
