import { words } from "../words";
import type { Page } from "./router.svelte";

/**
 * The document's title, which screen readers say and systems list beside other windows. It names the kind of
 * place alone: neither a child nor a case.
 */
export function nameDocument(place: Page | "locked" | "first-run" | "unusable" | "hidden"): void {
  document.title = place === "hidden" ? words.shell.product : `${words.shell.places[place]} – ${words.shell.product}`;
}
