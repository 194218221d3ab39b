import { describe, expect, it } from "vitest";
import { hereText } from "../src/pages/incoming/here";
import { withTaken } from "../src/pages/incoming/taken";

describe("answers of a form that came back", () => {
  it("are laid over what is being typed, and nothing typed is lost", () => {
    expect(withTaken(undefined, [["views", "Agreed"]])).toEqual({ changed: { views: "Agreed" } });
    const kept = JSON.stringify({ changed: { views: "half a sen", other: "kept" } });
    expect(withTaken(kept, [["views", "Agreed"]])).toEqual({ changed: { views: "Agreed", other: "kept" } });
    expect(withTaken("not json", [])).toEqual({ changed: {} });
  });
});

describe("how a case that came stands to ours", () => {
  const here = { case: "c", number: "2026-001", shared: 4, here: 0, there: 0 };
  it("is said in words, and nothing is said where it is not here", () => {
    expect(hereText({ ...here, how: "none" })).toBe("");
    expect(hereText({ ...here, how: "same" })).toContain("exactly as it stands now");
    expect(hereText({ ...here, how: "older", here: 1 })).toContain("1 entry was added here");
    expect(hereText({ ...here, how: "newer", there: 3 })).toContain("3 entries were added there");
    expect(hereText({ ...here, how: "apart", here: 2, there: 3 })).toContain("Nothing is merged");
  });
});
