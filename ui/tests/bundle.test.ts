import { describe, expect, it } from "vitest";
import type { BundleContentsView } from "../src/backend/generated/types";
import { chosenParts, mistakesIn, noAnswers, pagesOf, takesOut, toSend, without, type BundleAnswers } from "../src/pages/bundle/answers";

const none = { first: "", again: "" };

describe("a bundle's answers", () => {
  const view: BundleContentsView = {
    case: "c", seen: 3, number: "2026-001", about: "A. B.", quality: [], sent: [],
    people: [["person:p1", "Lee Moss", "Manager"]],
    parts: [
      { id: "summary", title: "Summary", remark: "", chosen: true, picture: false },
      { id: "people", title: "People", remark: "", chosen: false, picture: false },
      { id: "file:f1", title: "The gate", remark: "", chosen: true, picture: true },
    ],
  };
  const answered: BundleAnswers = { ...noAnswers(), to: "Sam", purpose: "Review", passwordBy: "phone" };

  it("begin with what is offered, and lose parts that are gone", () => {
    expect(chosenParts(view, noAnswers())).toEqual(["summary", "file:f1"]);
    expect(chosenParts(view, { ...noAnswers(), parts: ["people", "gone"] })).toEqual(["people"]);
  });
  it("name each gap at its field", () => {
    expect(mistakesIn(view, { ...noAnswers(), parts: [] }, none).map((one) => one.id)).toEqual(["bundle-parts", "bundle-to", "bundle-purpose", "bundle-password-by"]);
    expect(mistakesIn(view, answered, none)).toEqual([]);
  });
  it("ask for a password of the recipient's own twice", () => {
    const own = { ...answered, password: "own" };
    expect(mistakesIn(view, own, none).map((one) => one.id)).toEqual(["bundle-own"]);
    expect(mistakesIn(view, own, { first: "one thing", again: "another" }).map((one) => one.id)).toEqual(["bundle-own-again"]);
    const same = { first: "one thing", again: "one thing" };
    expect(mistakesIn(view, own, same)).toEqual([]);
    expect(toSend(view, own, same, "").own_password).toBe("one thing");
    // Typed, and then six words chosen after all.
    expect(toSend(view, answered, same, "").own_password).toBe("");
  });
  it("take out what is chosen, one name and one passage a line, and nobody who is gone", () => {
    expect(takesOut(view, answered)).toBe(false);
    const some = { ...answered, people: ["person:p1", "person:gone"], names: " Jan \n\n Eva", passages: "the gate\n", entries: [9, 4], files: ["file:f1", "file:gone"] };
    expect(without(view, some)).toEqual({ people: ["person:p1"], names: ["Jan", "Eva"], words: ["the gate"], spared: [], entries: [4, 9], files: ["file:f1"] });
    expect(takesOut(view, some)).toBe(true);
    expect(takesOut(view, { ...answered, spared: ["may"], files: ["file:f1"] })).toBe(false);
  });
  it("want other pages looked at when anything on them changes, and not for the password", () => {
    const from = pagesOf(view, answered);
    expect(pagesOf(view, { ...answered, passwordBy: "in-person", password: "own" })).toBe(from);
    expect(pagesOf(view, { ...answered, purpose: "Other" })).not.toBe(from);
    expect(pagesOf(view, { ...answered, pictures: true })).not.toBe(from);
  });
  it("draw pictures only where one goes", () => {
    expect(toSend(view, { ...answered, pictures: true }, none, "").pictures).toBe(true);
    expect(toSend(view, { ...answered, pictures: true, parts: ["summary"] }, none, "").pictures).toBe(false);
  });
});
