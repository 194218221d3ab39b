import { describe, expect, it } from "vitest";
import { blocks, initials } from "../src/lib/names.svelte";
import { strengthOf } from "../src/lib/strength";
import { markedParts } from "../src/components/Snippet.svelte";
import { words } from "../src/words";

describe("Today's title", () => {
  const title = words.today.title;
  it("is the answer", () => {
    expect(title(1, 1, 3, 0)).toBe("One step is overdue and one is due today");
    expect(title(2, 3, 0, 0)).toBe("Two steps are overdue and three are due today");
    expect(title(12, 0, 0, 0)).toBe("12 steps are overdue");
    expect(title(0, 1, 0, 0)).toBe("One step is due today");
    expect(title(0, 0, 2, 0)).toBe("Nothing is due today");
    expect(title(0, 0, 0, 2)).toBe("Nothing has a date today");
    expect(title(0, 0, 0, 0)).toBe("Nothing to do");
  });
});

describe("every sentence", () => {
  const sentences: [string, string][] = [];
  const collect = (at: string, value: unknown): void => {
    if (typeof value === "string") sentences.push([at, value]);
    else if (typeof value === "object" && value !== null) for (const [key, inner] of Object.entries(value)) collect(`${at}.${key}`, inner);
  };
  collect("words", words);

  it("is there, and without blanks at its ends", () => {
    for (const [at, text] of sentences) expect(text.trim(), at).toBe(text);
    for (const [at, text] of sentences) expect(text, at).not.toBe("");
  });
});

describe("hide names", () => {
  it("keeps initials", () => {
    expect(initials("Ismail Khan")).toBe("I. K.");
    expect(initials("Jayden and Kian T")).toBe("J. and K. T.");
    expect(initials("Łucja Ż and 1 more")).toBe("Ł. Ż. and 1 more");
    expect(initials("")).toBe("");
  });
  it("blocks every letter and digit, in any script", () => {
    expect(blocks("Zoë said: 3 times.")).toBe("▒▒▒ ▒▒▒▒: ▒ ▒▒▒▒▒.");
    expect(blocks("রাহুল")).not.toMatch(/\p{L}|\p{M}/u);
  });
});

describe("a found piece", () => {
  it("is split at its marks", () => {
    expect(markedParts("left a \u{E000}message\u{E001} for \u{E000}him\u{E001}.")).toEqual(["left a ", "message", " for ", "him", "."]);
    expect(markedParts("plain")).toEqual(["plain"]);
  });
});

describe("strength of a passphrase", () => {
  it("goes by length and variety alone", () => {
    expect(strengthOf("")).toBe("empty");
    expect(strengthOf("password")).toBe("weak");
    expect(strengthOf("aaaaaaaaaaaaaaaaaaaaaaaa")).toBe("weak");
    expect(strengthOf("otter brick")).toBe("weak");
    expect(strengthOf("cat cat cat cat")).toBe("weak");
    expect(strengthOf("horse horse horse horse horse")).toBe("fair");
    expect(strengthOf("otter brick velvet cloud lantern seven")).toBe("strong");
  });
});
