// How a case that came stands to the cases of this record, in words.

import type { IncomingHere } from "../../backend/generated/types";
import { words } from "../../words";

/** A sentence; empty where the case is not here. */
export function hereText(here: IncomingHere): string {
  switch (here.how) {
    case "same":
      return words.incoming.here.same(here.number);
    case "older":
      return words.incoming.here.older(here.number, here.here);
    case "newer":
      return words.incoming.here.newer(here.number, here.there);
    case "apart":
      return words.incoming.here.apart(here.number, here.here, here.there);
    default:
      return "";
  }
}
