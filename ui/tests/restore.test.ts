import { describe, expect, it } from "vitest";
import { caseSentence, missingSentence } from "../src/pages/restore/sentences";
import { words } from "../src/words";

const one = { number: "2026-004", backup: 3, present: 5, parted: false };

describe("what would be missing, in words", () => {
  it("names each way in which a case can differ", () => {
    expect(caseSentence(one)).toBe("Case 2026-004: the last 2 entries are not in the backup.");
    expect(caseSentence({ ...one, present: 4 })).toBe("Case 2026-004: the last entry is not in the backup.");
    expect(caseSentence({ ...one, backup: null })).toBe("Case 2026-004 is not in the backup, with 5 entries.");
    expect(caseSentence({ ...one, present: null })).toBe("Case 2026-004 is in the backup only, with 3 entries.");
    expect(caseSentence({ ...one, present: 2 })).toBe("Case 2026-004: the backup has 1 entry more.");
    expect(caseSentence({ ...one, parted: true })).toContain("differ");
  });

  it("says at once whether anything is", () => {
    const compared = { missing: 0, parted: false, cases: [], more: 0 };
    expect(missingSentence(compared)).toBe(words.backup.nothingMissing);
    expect(missingSentence({ ...compared, missing: 1 })).toBe("1 entry is in use and not in this backup.");
    expect(missingSentence({ ...compared, parted: true })).toBe(words.backup.parted);
  });

  it("gives sizes that a person reads", () => {
    expect(words.backup.bytes(100)).toBe("1 kB");
    expect(words.backup.bytes(5 * 1024 * 1024)).toBe("5.0 MB");
    expect(words.backup.bytes(3 * 1024 ** 3)).toBe("3.00 GB");
  });
});
