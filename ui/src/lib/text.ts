/** With a capital first letter: for what stands at the beginning of a line. */
export function capital(text: string): string {
  const first = [...text][0] ?? "";
  return first.toUpperCase() + text.slice(first.length);
}
