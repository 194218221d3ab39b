import { backend } from "../backend";
import type { TodayView } from "../backend/generated/types";

class TodayStore {
  view = $state.raw<TodayView | null>(null);

  /** How many jobs are past their date. */
  get overdue(): number {
    return this.view?.jobs.filter((job) => job.group === "overdue").length ?? 0;
  }

  async load(): Promise<void> {
    this.view = await backend.call("today", {});
  }
}

/** Today's jobs, kept for the count in the side list. */
export const todayStore = new TodayStore();
