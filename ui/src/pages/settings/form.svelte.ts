import type { SettingsView } from "../../backend/generated/types";
import type { Mistake } from "../../components/ErrorSummary.svelte";
import { shownError, type Shown } from "../../lib/errors";
import { words } from "../../words";

/** One part of the settings being saved: mistakes, refusal, "Saved". */
export class PartForm {
  mistakes = $state.raw<Mistake[]>([]);
  error = $state.raw<Shown | null>(null);
  busy = $state(false);
  done = $state("");

  said(id: string): string {
    return this.mistakes.find((one) => one.id === id)?.text ?? "";
  }

  /** Sends unless there is a mistake; hands what came back to `took`. */
  async send<V = SettingsView>(mistakes: Mistake[], ask: () => Promise<V>, took: (view: V) => void, done = words.settings.saved): Promise<boolean> {
    if (this.busy) return false;
    this.mistakes = mistakes;
    this.error = null;
    this.done = "";
    if (mistakes.length > 0) return false;
    this.busy = true;
    try {
      took(await ask());
      this.done = done;
      return true;
    } catch (thrown) {
      this.error = shownError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
