import { withoutUnseen } from "./text";

/** What is typed or pasted into a field, as it comes in: what cannot be seen is taken out, so that what
 *  stands in the field is what is recorded. */
export class Typing {
  /** Something was just taken out: said until something else is typed. */
  removed = $state(false);

  /** What stays of the field's text. */
  take(value: string, event: Event): string {
    // Where a method of input is still putting a letter together, it is left alone.
    const kept = (event as InputEvent).isComposing ? value : withoutUnseen(value);
    this.removed = kept !== value;
    return kept;
  }
}
