import { backend } from "../../backend";
import type { CaseView, ChronologyView, Deed, PapersView } from "../../backend/generated/types";
import { loadDrafts, savedAs } from "../../lib/drafts.svelte";
import { session } from "../../lib/session.svelte";
import { shownError, type Shown } from "../../lib/errors";

/** One case as the page shows it, and the way to record in it. */
export class CaseStore {
  view = $state.raw<CaseView | null>(null);
  chronology = $state.raw<ChronologyView | null>(null);
  papers = $state.raw<PapersView | null>(null);
  error = $state.raw<Shown | null>(null);
  /** Said to screen readers after something was saved. */
  said = $state("");
  readonly id: string;
  #field: string;

  constructor(id: string) {
    this.id = id;
    this.#field = session.lastField;
  }

  /** The window was locked while this form was being typed: it opens again by itself. */
  returnsTo(form: string): boolean {
    return this.#field.startsWith(`${form}-`);
  }

  /** Where a form of this case keeps what is typed. */
  draftKey(form: string): string {
    // Ended, so that no form's key begins another's: drafts are dropped by their beginning.
    return `case/${this.id}/${form}/`;
  }

  /** Asks for the case alone, and for what was typed in its forms: enough for them to open at once. */
  async load(): Promise<void> {
    // Without them a form still opens, a moment later.
    const drafts = loadDrafts(`case/${this.id}/`).catch(() => undefined);
    try {
      const view = await backend.call("case", { case: this.id });
      await drafts;
      this.view = view;
      this.error = null;
    } catch (thrown) {
      this.error = shownError(thrown);
    }
  }

  /** Asks for the case, its chronology and its papers. */
  async loadAll(): Promise<void> {
    await this.load();
    await this.loadRest();
  }

  /** Asks for the chronology and the papers of a case that is there. */
  async loadRest(): Promise<void> {
    if (this.error) return;
    try {
      [this.chronology, this.papers] = await Promise.all([
        backend.call("chronology", { case: this.id }),
        backend.call("papers", { case: this.id }),
      ]);
    } catch (thrown) {
      this.error = shownError(thrown);
    }
  }

  /**
   * Records these together, and drops the drafts of the form they came from.
   * Throws a refusal; nothing was recorded then.
   */
  async record(deeds: Deed[], form: string, done: string): Promise<void> {
    const key = this.draftKey(form);
    const view = await savedAs([key], () =>
      backend.call("record", { case: this.id, seen: this.view?.seen ?? 0, deeds, drop_drafts: [key] }),
    );
    this.#field = "";
    this.view = view;
    this.said = "";
    this.said = done;
    if (this.chronology) await this.loadRest();
  }
}
