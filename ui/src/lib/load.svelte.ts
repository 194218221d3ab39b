import { shownError, type Shown } from "./errors";

/** Something asked of the application for a page: loading, there, or refused. */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<Shown | null>(null);
  readonly #ask: () => Promise<T>;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
    void this.load();
  }

  /** Asks again; what was there stays until the answer comes. */
  async load(): Promise<void> {
    try {
      this.value = await this.#ask();
      this.error = null;
    } catch (thrown) {
      this.error = shownError(thrown);
    }
  }
}
