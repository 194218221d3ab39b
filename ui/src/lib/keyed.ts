/** Each of a list with a key that no other has, whatever the list holds: the n-th of a name is told from the first. */
export function keyed<T>(list: readonly T[], name: (item: T) => string): { key: string; item: T }[] {
  const seen = new Map<string, number>();
  return list.map((item) => {
    const called = name(item);
    const n = seen.get(called) ?? 0;
    seen.set(called, n + 1);
    return { key: JSON.stringify([called, n]), item };
  });
}
