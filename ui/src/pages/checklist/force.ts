import type { ForceView } from "../../backend/generated/types";
import { words } from "../../words";

/** Whether a question is the policy's, and how strong, in words. */
export function forceText(force: ForceView): string {
  switch (force) {
    case "must":
      return words.checklist.must;
    case "should":
      return words.checklist.should;
    case "may":
      return words.checklist.may;
    case "good-practice":
      return words.checklist.good;
  }
}
