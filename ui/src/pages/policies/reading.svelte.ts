import { getContext, setContext } from "svelte";

/** How a policy is being read: whether its own words stand open everywhere. */
class Reading {
  allOpen = $state(false);
}

const KEY = Symbol("policy reading");

/** Begins the reading of a policy, for the page that shows it. */
export function beginReading(): Reading {
  return setContext(KEY, new Reading());
}

/** The reading that a part of the page belongs to. */
export function thisReading(): Reading {
  return getContext<Reading>(KEY);
}
