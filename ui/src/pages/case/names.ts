import type { CaseView } from "../../backend/generated/types";

/** The names of the people on each side. */
export function namesOf(view: CaseView): { ours: string[]; theirs: string[] } {
  const sides = new Map(view.agencies.map((agency) => [agency.id, agency.side]));
  const of = (side: string): string[] => [
    ...new Set(view.people.filter((person) => (sides.get(person.agency) ?? person.side) === side && person.name !== "").map((person) => person.name)),
  ];
  return { ours: of("ours"), theirs: of("theirs") };
}

/** Names typed in one field, apart by commas or lines. */
export function splitNames(typed: string): string[] {
  return typed
    .split(/[,;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
