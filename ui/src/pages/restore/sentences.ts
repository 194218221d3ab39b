import type { BackupCompared, CaseCompare } from "../../backend/generated/types";
import { words } from "../../words";

/** A case that is not the same in a backup and in use, in words. */
export function caseSentence(one: CaseCompare): string {
  if (one.backup === null) return words.backup.caseGone(one.number, one.present ?? 0);
  if (one.present === null) return words.backup.caseOnly(one.number, one.backup);
  if (one.parted) return words.backup.caseParted(one.number);
  const by = one.present - one.backup;
  return by > 0 ? words.backup.caseBehind(one.number, by) : words.backup.caseAhead(one.number, -by);
}

/** What a backup lacks against what is in use, in one sentence. */
export function missingSentence(compared: BackupCompared): string {
  if (compared.missing > 0) return words.backup.missing(compared.missing);
  return compared.parted ? words.backup.parted : words.backup.nothingMissing;
}
