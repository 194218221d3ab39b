import { describe, expect, it } from "vitest";
import type { FieldView, PaperView } from "../src/backend/generated/types";
import { changedAnswers, missingNow, opening, signatureLines, typedSince, withAnswer, withLine, withLock } from "../src/pages/paper/answers";
import { Turns } from "../src/lib/turns.svelte";

function field(id: string, kind: string, answer: string, missing = false): FieldView {
  return { id, label: `Label of ${id}`, help: "", kind, choices: [], answer, filled: answer, changed: false, carried: null, traces: [], missing };
}

const fields = [field("name", "line", "Ismail"), field("head", "heading", ""), field("note", "printed", "Words"), field("days", "line", "", true), field("signed", "signature", "\n\nHillside\n", true)];
const view = { fields, missing: [["days", "How many days"], ["signed", "Signature"]] } as unknown as PaperView;

describe("the answers of a form", () => {
  it("are sent where they were changed: what nobody touched is left to the case", () => {
    expect(changedAnswers(view, { name: "Ismail K", note: "Other" })).toEqual([["name", "Ismail K"]]);
    expect(changedAnswers(view, { days: "" })).toEqual([["days", ""]]);
  });
  it("are unchanged once they are as before", () => {
    const name = fields[0] as FieldView;
    const changed = withAnswer(name, {}, "Other");
    expect(changed).toEqual({ name: "Other" });
    expect(withAnswer(name, changed, "Ismail")).toEqual({});
  });
  it("are still to be saved where they were typed while others were being saved", () => {
    const sent = { name: "Ismail K", days: "5" };
    expect(typedSince(view, sent, sent)).toEqual({});
    expect(typedSince(view, sent, { name: "Ismail Khan", days: "5", signed: "Ruth" })).toEqual({ name: "Ismail Khan", signed: "Ruth" });
    // Set back to what it was before: that is not what was sent.
    expect(typedSince(view, sent, { days: "5" })).toEqual({ name: "Ismail" });
  });
  it("are missing until typed, and again when emptied", () => {
    const ids = (changed: Record<string, string>): string[] => missingNow(view, changed).map((one) => one.id);
    expect(ids({})).toEqual(["days", "signed"]);
    expect(ids({ days: "5" })).toEqual(["signed"]);
    expect(ids({ name: "  " })).toEqual(["name", "days", "signed"]);
    expect(ids({ signed: "Ruth Ellison\nHead teacher\nHillside\n" })).toEqual(["days"]);
    expect(missingNow(view, {})[0]?.label).toBe("How many days");
  });
  it("hold a signature as four lines", () => {
    expect(signatureLines("Ruth\nHead")).toEqual(["Ruth", "Head", "", ""]);
    expect(withLine("", 2, "Hill\nside")).toBe("\n\nHill side\n");
    expect(withLine("Ruth\nHead\nHillside\n", 3, "1 Dec")).toBe("Ruth\nHead\nHillside\n1 Dec");
  });
});

describe("a press while something is under way", () => {
  it("waits for its turn, is known to wait, and is not lined up twice", async () => {
    const turns = new Turns<"print" | "file">();
    const done: string[] = [];
    let ready = (): void => undefined;
    const file = turns.take("file", () => new Promise<void>((resolve) => (ready = resolve)).then(() => void done.push("file")));
    const print = turns.take("print", async () => void done.push("print"));
    void turns.take("print", async () => void done.push("again"));
    expect([turns.has("file"), turns.has("print")]).toEqual([true, true]);
    await Promise.resolve();
    ready();
    await Promise.all([file, print]);
    expect(done).toEqual(["file", "print"]);
    expect([turns.has("file"), turns.has("print")]).toEqual([false, false]);
  });
  it("is done although the one before it failed", async () => {
    const turns = new Turns<"print" | "file">();
    const done: string[] = [];
    void turns.take("file", () => Promise.reject(new Error("full")));
    await turns.take("print", async () => void done.push("print"));
    expect(done).toEqual(["print"]);
  });
});

describe("a letter's paragraph", () => {
  it("is named by its beginning, without the places that the case fills in", () => {
    expect(opening("Dear {their-person},")).toBe("Dear");
    expect(opening("What we agreed: {agreed}")).toBe("What we agreed");
    expect(opening("{user}, {our-agency}")).toBe("");
    expect(opening("Please confirm in writing that this is right, or tell us what you see differently.")).toMatch(/^Please confirm .* …$/);
  });
});

describe("the text of an email", () => {
  const standard = { locked: "It is locked.", unlocked: "It is not locked." };
  it("says of the password what fits, and keeps the user's own words", () => {
    const mine = "Dear all,\n\nIt is locked.\n\nRing me.";
    expect(withLock(mine, "secure-mail", standard)).toBe("Dear all,\n\nIt is not locked.\n\nRing me.");
    expect(withLock(withLock(mine, "secure-mail", standard), "phone", standard)).toBe(mine);
    expect(withLock("Nothing of that.", "secure-mail", standard)).toBe("Nothing of that.");
  });
});
