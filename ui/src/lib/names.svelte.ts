// "Hide names": names give way to initials and longer text to blocks, across the window, while the
// work goes on. Nothing is changed in the record.

class Names {
  hidden = $state(false);

  toggle(): void {
    this.hidden = !this.hidden;
    document.documentElement.classList.toggle("names-hidden", this.hidden);
  }
}

export const names = new Names();

/** "Ismail Khan and 1 more" becomes "I. K. and 1 more". Words without a capital are kept. */
export function initials(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => {
      const first = [...word][0] ?? "";
      return first.toLowerCase() === first ? word : `${first}.`;
    })
    .join(" ");
}

/** Letters and digits as blocks; the shape of the text stays, so that the page does not jump. */
export function blocks(text: string): string {
  return text.replace(/[\p{L}\p{M}\p{N}]/gu, "▒");
}

/** A name as it may be shown now. */
export function shownName(name: string): string {
  return names.hidden ? initials(name) : name;
}

/** A job as it may be shown now: what somebody typed stands after its colon. */
export function shownTask(task: string): string {
  const at = task.indexOf(": ");
  return names.hidden && at >= 0 ? task.slice(0, at + 2) + blocks(task.slice(at + 2)) : task;
}

/** Free text as it may be shown now. */
export function shownText(text: string): string {
  return names.hidden ? blocks(text) : text;
}
