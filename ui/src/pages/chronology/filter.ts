import type { ChronicleView } from "../../backend/generated/types";

/** The groups by which the chronology can be narrowed, in order. */
export const GROUPS = ["discussion", "decision", "safety", "stage", "paper", "detail"] as const;

/** A group. */
export type Group = (typeof GROUPS)[number];

/** All that a record says, to search in. */
export function textOf(entry: ChronicleView): string {
  return [
    entry.title, entry.with, entry.by, entry.agreed, entry.next, entry.stage, entry.struck ?? "", entry.amended ?? "",
    ...entry.statements.flatMap((one) => [one.of, one.text]),
    ...entry.details.flat(),
    ...entry.before.flat(),
  ].join("\n");
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The records of a group that hold every word, accents aside. An empty group is all. */
export function narrowed(entries: ChronicleView[], group: string, typed: string): ChronicleView[] {
  const wanted = plain(typed).split(/\s+/).filter((word) => word !== "");
  return entries.filter((entry) => {
    if (group !== "" && entry.group !== group) return false;
    const text = wanted.length > 0 ? plain(textOf(entry)) : "";
    return wanted.every((word) => text.includes(word));
  });
}

/** The groups that have a record. */
export function groupsIn(entries: ChronicleView[]): Group[] {
  return GROUPS.filter((group) => entries.some((entry) => entry.group === group));
}
