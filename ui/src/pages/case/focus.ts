import { tick } from "svelte";
import { atWork } from "../../lib/focus";

/** The first of these marks that is on the page takes the focus, once the page is drawn anew after saving. */
export async function focusFirst(...ids: string[]): Promise<void> {
  await tick();
  // Whoever went on to another field while it was saved stays there.
  if (atWork()) return;
  for (const id of ids) {
    const found = document.getElementById(id);
    if (!found) continue;
    if (!found.hasAttribute("tabindex")) found.tabIndex = -1;
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "nearest" });
    return;
  }
}
