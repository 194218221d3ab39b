import { expect, test } from "vitest";
import { wellFormed } from "../src/backend/backend";

test("half a character is replaced wherever it stands, and nothing else is touched", () => {
  const half = "\ud83d";
  expect(wellFormed({ a: [`x${half}`, 1, null], b: { c: "😀" } })).toEqual({
    a: ["x\ufffd", 1, null],
    b: { c: "😀" },
  });
});
