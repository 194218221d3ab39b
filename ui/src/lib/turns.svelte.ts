/**
 * Acts on the same thing, one after another: what is asked for while something is under way waits for its turn,
 * and is known to wait, so that its button can say so. The same act is not lined up twice.
 */
export class Turns<Act extends string> {
  #waiting = $state.raw<Act[]>([]);
  #last: Promise<unknown> = Promise.resolve();

  /** Whether an act is under way or waits for its turn. */
  has(act: Act): boolean {
    return this.#waiting.includes(act);
  }

  /** Does an act once those before it are done. Never fails; `work` tells its own faults. */
  async take(act: Act, work: () => Promise<void>): Promise<void> {
    if (this.has(act)) return;
    this.#waiting = [...this.#waiting, act];
    const mine = this.#last.then(work).finally(() => {
      this.#waiting = this.#waiting.filter((other) => other !== act);
    });
    this.#last = mine.catch(() => undefined);
    await this.#last;
  }
}
