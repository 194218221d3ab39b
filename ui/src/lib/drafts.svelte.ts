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
const running = new Set<Promise<void>>();

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
  running.add(work);
  return work;
}

/** Saves everything typed now, and waits until it is on disk. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...pending.keys()].map(write));
  await Promise.all([...running]);
}

/** The drafts whose key begins so. */
export async function loadDrafts(prefix: string): Promise<Map<string, string>> {
  await flushDrafts();
  return new Map((await backend.call("drafts", { prefix })).drafts);
}

/** Forgets drafts whose key begins so, also those not yet saved. */
export async function dropDrafts(prefix: string): Promise<void> {
  forgetPending(prefix);
  await Promise.all([...running]);
  await backend.call("drop_draft", { prefix });
}

/** Forgets what is typed but not yet saved under keys beginning so: after the record itself was saved. */
export function forgetPending(prefix: string): void {
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

  constructor(key: string, initial: T) {
    this.key = key;
    this.value = initial;
    this.#last = JSON.stringify(initial);
    $effect(() => {
      const text = JSON.stringify(this.value);
      if (!this.ready || text === this.#last) return;
      this.#last = text;
      keepDraft(this.key, text);
    });
  }

  /** Restores what was typed before, laid over the answers now; unreadable drafts are left aside. */
  async load(): Promise<void> {
    const text = (await loadDrafts(this.key)).get(this.key);
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

  /** Forgets the draft: once the form is saved or given up. */
  async drop(): Promise<void> {
    this.ready = false;
    await dropDrafts(this.key);
  }
}
