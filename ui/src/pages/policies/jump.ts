/** Brings a part of the page into sight and gives it the focus. */
export function jump(id: string): void {
  const part = document.getElementById(id);
  if (!part) return;
  part.scrollIntoView({ block: "start" });
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}
