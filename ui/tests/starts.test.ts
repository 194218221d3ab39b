import { describe, expect, it } from "vitest";
import type { CaseView, OfferView } from "../src/backend/generated/types";
import { openedAgain, starts } from "../src/pages/case/starts";
import { words } from "../src/words";

const cite = { policy: "P", heading: "1", quote: "Words", readings: [] };
const view = (states: string[], moves: Partial<OfferView>[] = [], phase = "before"): CaseView =>
  ({ phase, moves, starts: [], rungs: states.map((state, n) => ({ stage: `s${n + 1}`, name: `Stage ${n + 1}`, title: "T", state, cite })) }) as unknown as CaseView;

describe("where a dispute begins", () => {
  it("is the first stage in turn, or with a reason a later one", () => {
    const [first, later] = starts(view(["ahead", "ahead", "ahead"]));
    expect(first?.offer.stages).toEqual([["s1", "Stage 1: T"]]);
    expect(first?.offer.asks_reason).toBe(false);
    expect(later?.offer.stages.map(([stage]) => stage)).toEqual(["s2", "s3"]);
    expect(later?.offer.asks_reason).toBe(true);
  });
  it("is any stage once it was opened again: also one that it was at, and none is put forward", () => {
    const again = view(["done", "done", "ahead"]);
    expect(openedAgain(again)).toBe(true);
    const all = starts(again);
    expect(all).toHaveLength(1);
    expect(all[0]?.offer.say).toBe(words.case.startAgain);
    expect(all[0]?.offer.stages.map(([stage]) => stage)).toEqual(["s1", "s2", "s3"]);
    // The policy says nothing of it: none of its words stand beside it.
    expect(all[0]?.offer.cite.quote).toBe("");
    expect(all[0]?.unasked).toEqual(["s1"]);
  });
  it("is left to the policy where it names a way on, and to nobody at a stage", () => {
    expect(starts(view(["ahead"], [{ for_risk: false, leads: false, stages: [["s1", "Stage 1"]] }]))).toEqual([]);
    expect(starts(view(["here", "ahead"], [], "at-stage"))).toEqual([]);
    expect(openedAgain(view(["done", "here"], [], "at-stage"))).toBe(false);
  });
});
