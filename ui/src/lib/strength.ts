/** How strong a passphrase looks, in a word. */
export type Strength = "empty" | "weak" | "fair" | "strong";

// An advice while typing; the application itself decides what it takes. Bits are guessed low: a word
// counts for what a list of common words gives, other text by its distinct characters.
const WORD_BITS = 12;
const STRONG_BITS = 56;

const LONG = 14;
const WORDS = 4;
const LETTERS = 6;

/** What the application takes: long, or four words; and not the same few letters over and over. */
function isTaken(passphrase: string): boolean {
  const text = passphrase.toLowerCase();
  const many = new Set(text.split(/\s+/).filter((word) => [...word].length > 2)).size >= WORDS;
  return ([...text].length >= LONG || many) && new Set(text).size >= LETTERS;
}

/** Estimates strength without composition rules: length and variety alone. */
export function strengthOf(passphrase: string): Strength {
  if (passphrase === "") return "empty";
  if (!isTaken(passphrase)) return "weak";
  const bits = bitsOf(passphrase.normalize("NFC").toLowerCase());
  return bits >= STRONG_BITS ? "strong" : "fair";
}

function bitsOf(text: string): number {
  const parts = [...new Set(text.split(/[\s\-_.,]+/).filter((part) => part.length > 0))];
  return parts.reduce((sum, part) => sum + partBits(part), 0);
}

function partBits(part: string): number {
  const letters = [...part];
  const perLetter = Math.log2(Math.max(1, new Set(letters).size)) + (/[^\p{L}]/u.test(part) ? 0.6 : 0);
  const raw = letters.length * Math.min(perLetter, 3.6) * 0.8;
  // A run of letters that could be one word of a list is worth no more than a word; longer ones a little more.
  return /^\p{L}+$/u.test(part) ? Math.min(raw, WORD_BITS + Math.max(0, letters.length - 9) * 1.5) : raw;
}
