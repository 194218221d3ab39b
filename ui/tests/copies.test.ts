import { describe, expect, it } from "vitest";
import type { CopyItem, RequestView } from "../src/backend/generated/types";
import { decided, partWith, still, takenOut, toSend } from "../src/pages/copies/answers";

const item = (seq: number, decision = ""): CopyItem => ({
  seq, day: "2026-11-16", decision, reason: "", stale: false,
  parts: [
    { part: "title", label: "What", pieces: [{ text: "Spoke with ", name: "", marked: false }, { text: "Jory", name: "Jory Vale", marked: false }] },
    { part: "said-0", label: "What was recorded", pieces: [{ text: "Jory", name: "Jory Vale", marked: false }, { text: " and his aunt came", name: "", marked: false }] },
  ],
});

const view: RequestView = {
  number: "2026-001", seen: 9, parts: ["chronology"], names: ["Ewa", "Paul Shaw"], spared: [], passages: [], exemptions: "", items: [item(3, "considered"), item(4)],
  about_others: 1, people: [["Paul Shaw", "Manager"]], shared: [], harm: "", others: "",
  row: { request: "r", seq: 2, subject: "s", about: "A", by: "B", as_whom: "parent", identity: "", wants: "", received: "2026-11-13", due: null, due_words: "", late: false, extended: null, given: [] },
};

describe("what goes into a copy", () => {
  it("is sent as it was decided, professionals among the names", () => {
    const now = decided(view);
    expect([now.names, now.people]).toEqual(["Ewa", ["Paul Shaw"]]);
    expect(still(view.items, now)).toBe(1);
    now.considered[4] = { withheld: true, reason: "Harm" };
    expect(toSend("c", "r", 9, now)).toMatchObject({ names: ["Ewa", "Paul Shaw"], considered: [[3, false, ""], [4, true, "Harm"]] });
  });

  it("is marked in the part in which the words stand, across what is taken out already", () => {
    expect(partWith(item(1), "his aunt")).toBe("said-0");
    expect(partWith(item(1), "Jory and his")).toBe("said-0");
    expect(partWith(item(1), "nobody")).toBe("");
    expect(takenOut(item(1))).toEqual([{ text: "Jory", marked: false, times: 2, part: "title" }]);
  });
});
