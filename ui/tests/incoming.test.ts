import { describe, expect, it } from "vitest";
import { withTaken } from "../src/pages/incoming/taken";

describe("answers of a form that came back", () => {
  it("are laid over what is being typed, and nothing typed is lost", () => {
    expect(withTaken(undefined, [["views", "Agreed"]])).toEqual({ changed: { views: "Agreed" } });
    const kept = JSON.stringify({ changed: { views: "half a sen", other: "kept" } });
    expect(withTaken(kept, [["views", "Agreed"]])).toEqual({ changed: { views: "Agreed", other: "kept" } });
    expect(withTaken("not json", [])).toEqual({ changed: {} });
  });
});
