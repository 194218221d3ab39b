import { backend, watchCalls, watchLocked } from "../backend";
import type { BeginRecord, Right, SessionView } from "../backend/generated/types";
import { draftState, flushDrafts, forgetKnown, loadDrafts } from "./drafts.svelte";
import { atWork } from "./focus";
import { router, type Route } from "./router.svelte";
import { stampDay } from "./dates";

const PLACE = "window/place";
const FLUSH_MS = 1500;
/** Longer than any picture takes. */
const PICTURE_MS = 60;

interface Place {
  route: Route;
  field: string;
}

class Session {
  view = $state.raw<SessionView | null>(null);
  /** The last field that had the focus, by its id: to return to after unlocking. */
  lastField = "";

  /** The day the application works with. */
  get today(): string {
    return stampDay(this.view?.now ?? "");
  }

  /** Whether the user's role includes this. The application refuses the rest, whatever is shown. */
  may(right: Right): boolean {
    return this.view?.may.includes(right) ?? false;
  }

  set(view: SessionView): void {
    this.view = view;
  }

  /** Asks for the session. */
  async load(): Promise<void> {
    this.view = await backend.call("session", {});
  }

  /** Asks again by itself: what is to be said once stays until the user has done something. */
  async refresh(): Promise<void> {
    const said = this.view?.problem ?? null;
    const view = await backend.call("session", {});
    if (this.view) this.view = { ...view, problem: view.problem ?? said };
  }

  /** The vault is open: take it, and go back to the place and the field left at the last lock. */
  async opened(view: SessionView): Promise<void> {
    forgetKnown();
    if (view.state === "open") {
      const place = await savedPlace();
      router.reset(place?.route);
      if (place?.field) {
        // A page may open the form that the field stands in.
        this.lastField = place.field;
        focusSoon(place.field);
      }
    }
    this.view = view;
  }

  /** Saves what is typed, and where. */
  async #save(): Promise<void> {
    // At the next unlocking somebody may look over the shoulder who is not to know of another record.
    const here = router.route.page !== "separate";
    const place: Place = here ? { route: router.route, field: this.lastField } : { route: { page: "today" }, field: "" };
    try {
      await flushDrafts();
      await backend.call("save_draft", { key: PLACE, text: JSON.stringify(place) });
    } catch {
      // Locked meanwhile, or the disk is full: there is nowhere to keep it.
    }
  }

  /** The application is about to lock, or to end: it waits a moment for what is being typed. */
  async handOver(): Promise<void> {
    const blank = blankScreen();
    if (this.view?.state === "open") await this.#save();
    await blank;
    await backend.call("handed_over", {});
  }

  /**
   * Begins a record beside the first one. What is open is saved and locked, and the window emptied; where nothing
   * was open, the pages of the first run come up.
   */
  async begin(request: BeginRecord): Promise<void> {
    const open = this.view?.state === "open";
    if (open) await flushDrafts();
    const view = await backend.call("begin_record", request);
    if (open) emptyWindow();
    else this.set(view);
  }

  /** Back to the locked screen of the first record. */
  async leaveRecord(): Promise<void> {
    this.set(await backend.call("leave_record", {}));
  }

  /** Blanks the screen, saves what is typed, drops the keys, and empties the window. */
  async lock(idle = false): Promise<void> {
    const blank = blankScreen();
    await Promise.race([this.#save(), new Promise((done) => setTimeout(done, FLUSH_MS))]);
    await blank;
    try {
      await backend.call("lock", { idle });
    } finally {
      emptyWindow();
    }
  }
}

/**
 * Hides all that is on the page, at once: what is typed is still to be saved, and the disk may be slow. The page
 * that comes after the lock begins without it.
 *
 * Done when that was shown: until the next page has something to show, the last picture of this one may stay. A
 * window that nobody sees makes no pictures.
 */
function blankScreen(): Promise<void> {
  document.documentElement.dataset.blank = "";
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, PICTURE_MS);
  });
}

/** Drops everything that the page still holds. */
function emptyWindow(): void {
  document.body.replaceChildren();
  window.location.reload();
}

async function savedPlace(): Promise<Place | null> {
  try {
    const text = (await loadDrafts(PLACE)).get(PLACE);
    if (!text) return null;
    await backend.call("drop_draft", { prefix: PLACE });
    return JSON.parse(text) as Place;
  } catch {
    return null;
  }
}

const GIVE_UP_MS = 5000;

/** Gives a field the focus as soon as it is there; gives up when the user is at work in another, or after five seconds. */
export function focusSoon(id: string): void {
  const was = document.activeElement;
  const take = (): boolean => {
    const field = document.getElementById(id);
    if (!field) return atWork() && document.activeElement !== was;
    field.focus();
    if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
    field.scrollIntoView({ block: "center" });
    return true;
  };
  const watch = new MutationObserver(() => {
    if (take()) watch.disconnect();
  });
  if (document.getElementById(id) && take()) return;
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), GIVE_UP_MS);
}

export const session = new Session();

const CHANGES = new Set([
  "record", "start_case", "save_paper", "draft_email", "use_own_form", "print_paper", "save_sheet", "print_sheet", "draft_sheet", "copied_over", "make_bundle", "save_setting", "save_emergency",
  "save_address", "override_contact", "proclaim_holiday", "save_terms", "back_up", "save_paper_file",
  "change_role", "record_leaving", "record_leaving_step", "note_receipt", "take_on", "hand_over",
]);

watchCalls((name) => {
  if (!CHANGES.has(name)) return;
  draftState.savedAt = "";
  session.load().catch(() => undefined);
});

// Locked behind our back: whatever is still on the page goes.
watchLocked(() => {
  if (session.view?.state === "open" || session.view?.recover) emptyWindow();
});
