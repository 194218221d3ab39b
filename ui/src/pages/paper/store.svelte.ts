import { backend } from "../../backend";
import type { FieldView, PaperQuery, PaperView, Signing } from "../../backend/generated/types";
import { FormDraft } from "../../lib/drafts.svelte";
import { shownError, type Shown } from "../../lib/errors";
import { words } from "../../words";
import { changedAnswers, answerOf, opening, paperKey, typedSince, withAnswer, type Changed } from "./answers";

/** A form or letter being filled. Make it while a component is set up. */
export class PaperStore {
  view = $state.raw<PaperView | null>(null);
  error = $state.raw<Shown | null>(null);
  conflict = $state(false);
  busy = $state(false);
  /** How it is signed when it leaves. */
  signing = $state<Signing>("fields");
  /** Loaded once: from then on it stays in sight, also while it is saved or read again. */
  ready = $state(false);
  /** Said to screen readers after saving. */
  said = $state("");
  readonly form: FormDraft<{ changed: Changed }>;
  readonly #asked: PaperQuery;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(which: PaperQuery) {
    this.#asked = which;
    this.form = new FormDraft(paperKey(which), { changed: {} });
  }

  /** Under which what is typed into the email's form is kept: not beneath the answers, whose draft goes when they are saved. */
  get mailKey(): string {
    return `case/${this.#asked.case}/email/${this.#asked.paper}/${this.#asked.visit ?? "open"}`;
  }

  get changed(): Changed {
    return this.form.value.changed;
  }

  get dirty(): boolean {
    return Object.keys(this.changed).length > 0;
  }

  /** Which paper, with the visit that it is for. */
  get which(): PaperQuery {
    return { ...this.#asked, visit: this.view?.visit ?? this.#asked.visit, signing: this.signing };
  }

  async load(): Promise<void> {
    try {
      this.view = await backend.call("paper", this.#asked);
      if (!this.ready) await this.form.load();
      this.ready = true;
      this.error = null;
      this.conflict = false;
    } catch (thrown) {
      this.error = shownError(thrown);
    }
  }

  /** What a field is called on the screen. A letter's paragraph goes by its beginning: what the case fills in stands in the answer. */
  label(field: FieldView): string {
    if (field.kind !== "paragraph") return field.label;
    const paragraphs = this.view?.fields.filter((one) => one.kind === "paragraph") ?? [];
    return words.paper.paragraph(paragraphs.findIndex((one) => one.id === field.id) + 1, opening(field.label));
  }

  answer(id: string): string {
    const field = this.view?.fields.find((one) => one.id === id);
    return field ? answerOf(field, this.changed) : "";
  }

  set(id: string, answer: string): void {
    const field = this.view?.fields.find((one) => one.id === id);
    if (field) this.form.value.changed = withAnswer(field, this.changed, answer);
  }

  /** What was changed on the screen. All else is left to the case, which may say more by now. */
  answers(): [string, string][] {
    return this.view ? changedAnswers(this.view, this.changed) : [];
  }

  /** Saves as a record, after what is being saved already. True: what is on the screen is on the disk. */
  async save(done: string): Promise<boolean> {
    const before = this.#saving;
    const mine = before.then(() => this.#save(done));
    this.#saving = mine;
    return mine;
  }

  async #save(done: string): Promise<boolean> {
    const view = this.view;
    if (!view) return false;
    this.busy = true;
    this.error = null;
    this.said = "";
    const sent = { ...this.changed };
    try {
      const saved = await backend.call("save_paper", { ...this.which, seen: view.seen, answers: changedAnswers(view, sent) });
      // What was typed while it was being saved stays, to be saved next, and is kept as a draft until then.
      const left = typedSince(view, sent, this.changed);
      this.view = saved;
      // A draft that could not be dropped says what is saved already: no reason to call the saving failed.
      await this.form.saved({ changed: left }, Object.keys(left).length === 0).catch(() => undefined);
      this.said = done;
      return true;
    } catch (thrown) {
      const shown = shownError(thrown);
      if (shown.code === "conflict") this.conflict = true;
      else this.error = shown;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
