// The shell hides itself from printing, so that no case is printed by accident. A policy holds
// nobody's name: a copy of it is laid beside the shell, for paper alone.

const SHEET = "policy-sheet";

/** Prints a copy of `article`, in light colours. */
export function printArticle(article: HTMLElement): void {
  document.getElementById(SHEET)?.remove();
  const sheet = article.cloneNode(true) as HTMLElement;
  sheet.id = SHEET;
  sheet.setAttribute("aria-hidden", "true");
  // The copy's parts are never gone to.
  for (const part of sheet.querySelectorAll("[id]")) part.removeAttribute("id");
  document.body.append(sheet);
  const root = document.documentElement;
  const before = root.dataset.appearance;
  root.dataset.appearance = "light";
  const restore = (): void => {
    sheet.remove();
    if (before === undefined) delete root.dataset.appearance;
    else root.dataset.appearance = before;
  };
  window.addEventListener("afterprint", restore, { once: true });
  window.print();
}
