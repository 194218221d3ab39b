import { describe, expect, it } from "vitest";
import type { PickedView } from "../src/backend/generated/types";
import { beginnings, fieldId, toSend, undescribed } from "../src/pages/files/answers";
import { words } from "../src/words";

const file = (token: string, dated: string | null = null): PickedView => ({
  token, name: "a.pdf", original: "", kind: "a PDF document", size: 3, refused: token ? "" : "This file is empty.", remedy: "", remarks: [], says: [], dated,
});

describe("chosen files", () => {
  it("are described one by one, and what is refused is not among them", () => {
    const said = beginnings([file("t1", "2026-11-03"), file(""), file("t2")]);
    expect(said.map((one) => [one.token, one.dated])).toEqual([["t1", "2026-11-03"], ["t2", null]]);
    expect(undescribed(said)).toEqual([0, 1]);
    if (said[0]) said[0].description = "A letter";
    expect(undescribed(said)).toEqual([1]);
    expect(toSend("c1", 4, "visit:1", said).files[0]).toEqual({ token: "t1", description: "A letter", dated: "2026-11-03", received: null, keep_says: false });
  });

  it("have a field for each refusal", () => {
    expect(fieldId("1.description")).toBe("file-1-description");
    expect(fieldId("belongs")).toBe("file-belongs");
    expect(fieldId("")).toBe("");
  });

  it("have their size in thousands", () => {
    expect([999, 1000, 1_234_567].map(words.files.size)).toEqual(["999 bytes", "1 kB", "1.2 MB"]);
  });
});
