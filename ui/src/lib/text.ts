/** With a capital first letter: for what stands at the beginning of a line. */
export function capital(text: string): string {
  const first = [...text][0] ?? "";
  return first.toUpperCase() + text.slice(first.length);
}

// What the application takes out of everything typed (`clean.rs`): marks that turn text around, and
// control characters. None of it can be seen.
const UNSEEN = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000\ue001\ufeff\ufff9-\ufffb]|(?![\n\t\r])\p{Cc}/gu;

/** The text without what cannot be seen and would change how the rest is read. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, "");
}
