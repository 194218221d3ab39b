import { describe, expect, it } from "vitest";
import type { WhoView } from "../src/backend/generated/types";
import { pairRows } from "../src/pages/case/pairs";

const who = (name: string, capacity: string, whose: WhoView["whose"] = "ours", note = ""): WhoView => ({
  whose, capacity, role: capacity, name, designation: "", agency: "", phone: "", email: "", note,
});
const theirs = (name: string, capacity: string): WhoView => who(name, capacity, "theirs");

describe("who speaks to whom", () => {
  it("stands in a row for each pair of the policy", () => {
    const rows = pairRows([
      [[who("Ana", "worker")], [theirs("Lee", "worker")]],
      [[who("Grace", "manager")], [theirs("Paul", "manager")]],
    ]);
    expect(rows.map((row) => [row.first[0]?.name, row.others[0]?.[0]?.name, row.merged])).toEqual([
      ["Ana", "Lee", false],
      ["Grace", "Paul", false],
    ]);
  });

  it("names one person in several capacities once", () => {
    const [row, ...rest] = pairRows([
      [[who("Ana", "worker")], [theirs("Lee", "worker")]],
      [[who("Ana", "manager", "ours", "Name them on each.")], [theirs("Paul", "manager")]],
    ]);
    expect(rest).toEqual([]);
    expect(row?.merged).toBe(true);
    expect(row?.first.map((one) => [one.name, one.capacity, one.note])).toEqual([["Ana", "worker and manager", "Name them on each."]]);
    expect(row?.others.map((group) => group[0]?.name)).toEqual(["Lee", "Paul"]);
  });

  it("keeps unnamed capacities apart", () => {
    expect(pairRows([[[who("", "worker")], []], [[who("", "manager")], [theirs("Paul", "manager")]]])).toHaveLength(2);
  });

  it("shows one side that talks among itself in one row, and says when both are the same person", () => {
    const [row] = pairRows([[[who("Ana", "worker")], []], [[who("Ruth", "manager"), who("", "officer")], []]]);
    expect([row?.inside, row?.merged, row?.others[0]?.length]).toEqual([true, false, 2]);
    expect(pairRows([[[who("Ana", "worker")], []], [[who("Ana", "manager")], []]])[0]?.merged).toBe(true);
    const [far] = pairRows([[[], [theirs("Lee", "worker")]], [[], [theirs("Paul", "manager")]]]);
    expect([far?.inside, far?.first[0]?.name, far?.others[0]?.[0]?.name]).toEqual([true, "Lee", "Paul"]);
  });
});
