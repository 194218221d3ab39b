// Never lose typing: what is typed is kept, encrypted, about a second after the last key, when a
// field is left, and before locking.

import type { Action } from "svelte/action";
import { backend } from "../backend";

const PAUSE_MS = 1000;

interface Pending {
  text: string;
  timer: ReturnType<typeof setTimeout>;
}

const pending = new Map<string, Pending>();
/** On their way to the disk, with their keys. */
const running = new Map<Promise<void>, string>();
/** Drafts whose beginnings were asked for, kept up to date: a form under one opens at once. */
const known = new Map<string, string>();
const asked = new Set<string>();
const covered = (key: string): boolean => [...asked].some((prefix) => key.startsWith(prefix));

class DraftState {
  /** When the last draft was saved, RFC 3339; empty: none yet. */
  savedAt = $state("");
  /** Something typed is not on disk yet. */
  waiting = $state(false);
  /** The last try failed; the words are still in the window. */
  failed = $state(false);
}

/** The saved state, for the top bar. */
export const draftState = new DraftState();

/** Keeps `text` under `key`, soon. */
export function keepDraft(key: string, text: string): void {
  const before = pending.get(key);
  if (before) clearTimeout(before.timer);
  known.set(key, text);
  pending.set(key, { text, timer: setTimeout(() => void write(key), PAUSE_MS) });
  draftState.waiting = true;
}

function write(key: string): Promise<void> {
  const job = pending.get(key);
  if (!job) return Promise.resolve();
  clearTimeout(job.timer);
  pending.delete(key);
  const work = backend
    .call("save_draft", { key, text: job.text })
    .then((answer) => {
      draftState.savedAt = answer.at;
      draftState.failed = false;
    })
    .catch(() => {
      // Try again with the next key or the next blur; newer words win.
      draftState.failed = true;
      if (!pending.has(key)) keepDraft(key, job.text);
    })
    .finally(() => {
      running.delete(work);
      draftState.waiting = pending.size > 0 || running.size > 0;
    });
  running.set(work, key);
  return work;
}

/** Saves everything typed now, and waits until it is on disk. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...pending.keys()].map(write));
  await Promise.all(running.keys());
}

/** The drafts whose key begins so. */
export async function loadDrafts(prefix: string): Promise<Map<string, string>> {
  await flushDrafts();
  const found = new Map((await backend.call("drafts", { prefix })).drafts);
  // What was typed while the answer was on its way is newer.
  for (const key of [...known.keys()]) if (key.startsWith(prefix) && !pending.has(key)) known.delete(key);
  for (const [key, text] of found) if (!pending.has(key)) known.set(key, text);
  asked.add(prefix);
  return found;
}

/** Forgets every draft that was read: another vault is open. */
export function forgetKnown(): void {
  known.clear();
  asked.clear();
}

/** Forgets drafts whose key begins so, also those not yet saved. */
export async function dropDrafts(prefix: string): Promise<void> {
  forgetPending(prefix);
  await Promise.all(running.keys());
  await backend.call("drop_draft", { prefix });
}

/**
 * Saves a record with which the application drops the drafts under these keys. What is being written is on the disk
 * before, and what was written meanwhile is dropped after: a draft that comes later than its record would be offered
 * as if it were still to be saved.
 */
export async function savedAs<T>(keys: string[], save: () => Promise<T>): Promise<T> {
  await flushDrafts();
  const answer = await save();
  for (const key of keys) {
    forgetPending(key);
    // Locked meanwhile, it stays: then it is shown once more, and can be put away.
    if ([...running.values()].some((late) => late.startsWith(key))) await dropDrafts(key).catch(() => undefined);
  }
  return answer;
}

/** Forgets what is typed but not yet saved under keys beginning so. */
function forgetPending(prefix: string): void {
  for (const key of [...known.keys()]) if (key.startsWith(prefix)) known.delete(key);
  for (const [key, job] of pending) {
    if (!key.startsWith(prefix)) continue;
    clearTimeout(job.timer);
    pending.delete(key);
  }
  draftState.waiting = pending.size > 0 || running.size > 0;
}

/**
 * `use:draft={key}` on a text field: restores what was typed before, and keeps what is typed.
 * A restored text arrives as an `input` event, so that `bind:value` takes it.
 */
export const draft: Action<HTMLInputElement | HTMLTextAreaElement, string> = (node, key) => {
  let current = key;
  let touched = false;
  const keep = (): void => {
    touched = true;
    keepDraft(current, node.value);
  };
  const leave = (): void => void write(current);
  const restore = async (): Promise<void> => {
    const wanted = current;
    const found = (await loadDrafts(wanted)).get(wanted);
    if (!found || touched || wanted !== current || !node.isConnected) return;
    node.removeEventListener("input", keep);
    node.value = found;
    node.dispatchEvent(new Event("input", { bubbles: true }));
    node.addEventListener("input", keep);
  };
  node.addEventListener("input", keep);
  node.addEventListener("blur", leave);
  restore().catch(() => undefined);
  return {
    update(next) {
      if (next === current) return;
      void write(current);
      current = next;
      touched = false;
      restore().catch(() => undefined);
    },
    destroy() {
      node.removeEventListener("input", keep);
      node.removeEventListener("blur", leave);
      void write(current);
    },
  };
};

/**
 * All answers of a longer form under one key. Create it while a component is set up, `await load()`,
 * then bind to `value`; each change is kept.
 */
export class FormDraft<T extends object> {
  /** The answers. */
  value: T = $state() as T;
  /** Answers typed before were found and restored. */
  restored = $state(false);
  /** Loaded: the form may be shown. */
  ready = $state(false);
  readonly key: string;
  #last: string;

  /** `atOnce`: ready now, where drafts beginning so were asked for already; only for a form that says when they are dropped. */
  constructor(key: string, initial: T, atOnce = false) {
    this.key = key;
    this.value = initial;
    this.#last = JSON.stringify(initial);
    if (atOnce && covered(key)) this.#restore(known.get(key));
    $effect(() => {
      const text = JSON.stringify(this.value);
      if (!this.ready || text === this.#last) return;
      this.#last = text;
      keepDraft(this.key, text);
    });
  }

  /** Restores what was typed before, laid over the answers now; unreadable drafts are left aside. */
  async load(): Promise<void> {
    await loadDrafts(this.key);
    this.#restore(known.get(this.key));
  }

  #restore(text: string | undefined): void {
    if (text) {
      try {
        this.value = { ...this.value, ...(JSON.parse(text) as Partial<T>) };
        this.restored = true;
      } catch {
        this.restored = false;
      }
    }
    this.#last = JSON.stringify(this.value);
    this.ready = true;
  }

  /**
   * The answers were saved: `left` of them is not on the disk yet, and stays as the draft. A key pressed
   * while this is under way is kept like any other.
   */
  async saved(left: T, nothing: boolean): Promise<void> {
    this.value = left;
    this.restored = false;
    const text = JSON.stringify(left);
    this.#last = text;
    if (!nothing) {
      keepDraft(this.key, text);
      return write(this.key);
    }
    await dropDrafts(this.key);
    // Typed and written since then, it may have been dropped with the rest.
    const now = JSON.stringify(this.value);
    if (now !== text) keepDraft(this.key, now);
  }

  /** Forgets the draft: once the form is saved or given up. */
  async drop(): Promise<void> {
    this.ready = false;
    await dropDrafts(this.key);
  }
}
