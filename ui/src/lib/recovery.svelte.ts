import type { Route } from "./router.svelte";

/** Recovery keys that were just made: shown once, then typed back. In memory alone. */
class FreshKeys {
  keys = $state.raw<string[][]>([]);
  /** Where to go once one was typed back; none: where one was before. */
  next: Route | null = null;
}

export const freshKeys = new FreshKeys();
