import type { WhoView } from "../../backend/generated/types";

/** Who speaks to whom, as a row shows it. */
export interface PairRow {
  first: WhoView[];
  /** Whom they speak to; several groups where one person of the first speaks to each in another capacity. */
  others: WhoView[][];
  /** All of one side: it talks among itself. */
  inside: boolean;
  /** One person stands for what the policy gives to several. */
  merged: boolean;
}

const named = (people: WhoView[]): WhoView[] => people.filter((one) => one.name !== "");

/** The one person who is named; nobody where there are several, or none. */
function sole(people: WhoView[]): WhoView | undefined {
  const found = named(people);
  return found.every((one) => one.name === found[0]?.name) ? found[0] : undefined;
}

function join(people: WhoView[], more: WhoView): WhoView[] {
  const notes = (a: string, b: string): string => [...new Set([a, b].filter((note) => note !== ""))].join(" ");
  return people
    .filter((one) => one.name !== "")
    .slice(0, 1)
    .map((one) =>
      one.capacity === more.capacity ? one : { ...one, capacity: `${one.capacity} and ${more.capacity}`, note: notes(one.note, more.note) },
    );
}

/** The policy's pairs as rows: one side alone in a row of its own, and one person in several capacities once. */
export function pairRows(pairs: [WhoView[], WhoView[]][]): PairRow[] {
  const [start, ...rest] = pairs;
  for (const side of [0, 1] as const) {
    const other = side === 0 ? 1 : 0;
    if (start && rest.length > 0 && pairs.every((pair) => pair[other].length === 0)) {
      const second = rest.flatMap((pair) => pair[side]);
      const one = sole(start[side]);
      return [{ first: start[side], others: [second], inside: true, merged: one !== undefined && sole(second)?.name === one.name }];
    }
  }
  const rows: PairRow[] = [];
  for (const [ours, theirs] of pairs) {
    const last = rows[rows.length - 1];
    const one = sole(ours);
    if (last && one && sole(last.first)?.name === one.name) {
      last.first = join(last.first, one);
      last.others.push(theirs);
      last.merged = true;
    } else rows.push({ first: ours, others: [theirs], inside: false, merged: false });
  }
  return rows;
}
