/** The `aria-describedby` of a field with a hint or an error. */
export function describedBy(id: string, hint?: string, error?: string, more = ""): string | undefined {
  return [hint ? `${id}-hint` : "", error ? `${id}-error` : "", more].filter((part) => part !== "").join(" ") || undefined;
}
