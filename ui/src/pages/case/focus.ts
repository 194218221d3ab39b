import { tick } from "svelte";

/** The first of these marks that is on the page takes the focus, once the page is drawn anew after saving. */
export async function focusFirst(...ids: string[]): Promise<void> {
  await tick();
  for (const id of ids) {
    const found = document.getElementById(id);
    if (!found) continue;
    if (!found.hasAttribute("tabindex")) found.tabIndex = -1;
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "nearest" });
    return;
  }
}
