import type { CopyItem, PassageForm, RequestView, ReviewAccess } from "../../backend/generated/types";

/** What is decided about a copy, as it is being decided. */
export interface Decided {
  parts: string[];
  names: string;
  people: string[];
  spared: string[];
  passages: PassageForm[];
  considered: Record<number, { withheld: boolean; reason: string }>;
  exemptions: string;
}

/** Before it is known what was decided. */
export function nothing(): Decided {
  return { parts: [], names: "", people: [], spared: [], passages: [], considered: {}, exemptions: "" };
}

/** As it is kept. */
export function decided(view: RequestView): Decided {
  const known = new Set(view.people.map(([name]) => name));
  const considered: Decided["considered"] = {};
  for (const item of view.items) if (item.decision !== "") considered[item.seq] = { withheld: item.decision === "withheld", reason: item.reason };
  return {
    parts: [...view.parts],
    names: view.names.filter((name) => !known.has(name)).join("\n"),
    people: view.names.filter((name) => known.has(name)),
    spared: [...view.spared],
    passages: view.passages.map((one) => ({ ...one })),
    considered,
    exemptions: view.exemptions,
  };
}

/** What is sent to be kept. */
export function toSend(at: string, request: string, seen: number, now: Decided): ReviewAccess {
  const typed = now.names.split("\n").map((name) => name.trim()).filter((name) => name !== "");
  return {
    case: at,
    request,
    seen,
    parts: now.parts,
    names: [...typed, ...now.people],
    spared: now.spared,
    considered: Object.entries(now.considered).map(([seq, one]): [number, boolean, string] => [Number(seq), one.withheld, one.reason]),
    passages: now.passages,
    exemptions: now.exemptions,
  };
}

/** The part of an entry in which words stand; empty for none. */
export function partWith(item: CopyItem, words: string): string {
  const wanted = words.trim();
  if (wanted === "") return "";
  const found = item.parts.find((part) => part.pieces.map((piece) => piece.text).join("").includes(wanted));
  return found?.part ?? "";
}

/** How many entries are still to be thought over. */
export function still(items: readonly CopyItem[], now: Decided): number {
  return items.filter((item) => !(item.seq in now.considered)).length;
}

/** Everything that is taken out of an entry, each once, with how often. */
export function takenOut(item: CopyItem): { text: string; marked: boolean; times: number; part: string }[] {
  const out: { text: string; marked: boolean; times: number; part: string }[] = [];
  for (const part of item.parts)
    for (const piece of part.pieces) {
      if (piece.name === "" && !piece.marked) continue;
      const known = out.find((one) => one.text === piece.text && one.marked === piece.marked && (!piece.marked || one.part === part.part));
      if (known) known.times += 1;
      else out.push({ text: piece.text, marked: piece.marked, times: 1, part: part.part });
    }
  return out;
}
