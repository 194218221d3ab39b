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
/** So long before it locks by itself, it says so. */
export const WARNING_SECONDS = 30;

/** What the idle time does. */
export interface IdleActs {
  /** Minutes without use until it locks. */
  minutes(): number;
  /** Somebody is there; told at most every 20 seconds. */
  used(): void;
  /** Seconds left before it locks, from 30 on; none where somebody is there again. */
  warn(seconds: number | null): void;
  /** The time is over. */
  idle(): void;
}

/**
 * What counts as use: keys and the pointer, and what comes without either, by dictation, a keyboard on the
 * screen or a screen reader.
 */
const USE = ["keydown", "input", "compositionupdate", "click", "pointerdown", "pointermove", "wheel", "touchmove"] as const;

/** Watches for use until the returned function is called. */
export function watchIdle(acts: IdleActs): () => void {
  let lastUse = Date.now();
  let lastTold = Date.now();
  let telling: ReturnType<typeof setTimeout> | undefined;
  let warned = false;
  const tell = (): void => {
    telling = undefined;
    lastTold = Date.now();
    acts.used();
  };
  let place = "";
  const touch = (event: Event): void => {
    if (event.type === "pointermove" && event instanceof MouseEvent) {
      // A page that moves under a pointer at rest says the same: nobody is there. The first such word says
      // where it rests; whoever moves it gives the next one at once.
      const now = `${event.screenX} ${event.screenY}`;
      const rested = place === "" || now === place;
      place = now;
      if (rested) return;
    }
    lastUse = Date.now();
    if (warned) {
      warned = false;
      acts.warn(null);
    }
    // The last use within 20 seconds is told as well: the application counts for itself.
    telling ??= setTimeout(tell, Math.max(0, lastTold + TOUCH_EVERY_MS - lastUse));
  };
  for (const event of USE) window.addEventListener(event, touch, { passive: true, capture: true });
  const timer = setInterval(() => {
    const left = Math.ceil((lastUse + Math.max(1, acts.minutes()) * 60_000 - Date.now()) / 1000);
    if (left <= 0) acts.idle();
    else if (left <= WARNING_SECONDS) {
      warned = true;
      acts.warn(left);
    }
  }, 1000);
  return () => {
    clearInterval(timer);
    clearTimeout(telling);
    for (const event of USE) window.removeEventListener(event, touch, { capture: true });
  };
}
