// Keys that must not reach the webview, and those of the application.

/** What the keys do. */
export interface KeyActs {
  find(): void;
  lock(): void;
}

/** Listens until the returned function is called. */
export function listenForKeys(acts: KeyActs): () => void {
  const pressed = (event: KeyboardEvent): void => {
    const control = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (key === "f5" || (control && (key === "r" || key === "p"))) {
      // Nobody reloads or prints the window in the middle of an entry.
      event.preventDefault();
      event.stopPropagation();
    } else if (control && !event.shiftKey && key === "k") {
      event.preventDefault();
      acts.find();
    } else if (control && !event.shiftKey && key === "l") {
      event.preventDefault();
      acts.lock();
    }
  };
  const noMenu = (event: MouseEvent): void => {
    const target = event.target;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) event.preventDefault();
  };
  window.addEventListener("keydown", pressed, { capture: true });
  window.addEventListener("contextmenu", noMenu);
  return () => {
    window.removeEventListener("keydown", pressed, { capture: true });
    window.removeEventListener("contextmenu", noMenu);
  };
}

const TOUCH_EVERY_MS = 20_000;

/** Tells of use at most every 20 seconds, and of idleness after so many minutes. */
export function watchIdle(minutes: () => number, used: () => void, idle: () => void): () => void {
  let lastUse = Date.now();
  let lastTold = Date.now();
  const touch = (): void => {
    lastUse = Date.now();
    if (lastUse - lastTold < TOUCH_EVERY_MS) return;
    lastTold = lastUse;
    used();
  };
  const events = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
  for (const event of events) window.addEventListener(event, touch, { passive: true });
  const timer = setInterval(() => {
    if (Date.now() - lastUse >= Math.max(1, minutes()) * 60_000) idle();
  }, 5000);
  return () => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, touch);
  };
}
