// Where the focus goes when something opens. It moves once, and never away from whoever has put it
// somewhere else meanwhile: typing would be torn between two fields.

const TYPED = "input, textarea, select, [contenteditable]";

/** The user is at work in a field, or in something that lies over the page. */
export function atWork(): boolean {
  const now = document.activeElement;
  return now !== null && (now.matches(TYPED) || now.closest("dialog[open]") !== null);
}

/** The focus is where a new page finds it: nowhere, on the page as a whole, or on a button of the page before it. */
export function free(): boolean {
  const now = document.activeElement;
  if (now === null || now === document.body) return true;
  const main = document.getElementById("main");
  return !atWork() && (main === null || main.contains(now));
}

/**
 * Waits where the focus is: call it when something is asked for that opens later. What it returns gives the
 * focus, unless the user has moved it since.
 */
export function waiting(): (target: HTMLElement | null | undefined) => void {
  const was = document.activeElement;
  return (target) => {
    const now = document.activeElement;
    // What had it may have gone with what it opened.
    if (now === was || now === null || now === document.body) target?.focus();
  };
}

/** Leaves the focus on the page as a whole, at once, while a new one is asked for. */
export function leavePage(): void {
  document.getElementById("main")?.focus({ preventScroll: true });
}
