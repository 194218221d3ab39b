/** Recovery keys that were just made: shown once, then typed back. In memory alone. */
class FreshKeys {
  keys = $state.raw<string[][]>([]);
}

export const freshKeys = new FreshKeys();
