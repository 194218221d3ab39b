// Where the window is. Kept in memory alone: no address, nothing in the webview's history.

import type { SheetKind } from "../backend/generated/types";
import { leavePage } from "./focus";

/** A place in the window. */
export type Route =
  | { page: "today" }
  | { page: "cases" }
  | { page: "start" }
  /** `anchor`: the duty, limit or own date to bring into sight. */
  | { page: "case"; case: string; anchor?: string }
  /** `action`: what to record: `record`, `settle`; `anchor`: the duty it settles; `seq`: the record to amend. */
  | { page: "record"; case: string; action?: string; anchor?: string; seq?: number }
  /** `seq`: the record to bring into sight. */
  | { page: "chronology"; case: string; seq?: number }
  | { page: "checklist"; case: string; check?: string }
  /** `mail`: with the e-mail that carries it, ready to be filled in; `chases`: the agreed action whose receipt it chases. */
  | { page: "paper"; case: string; paper: string; visit: number | null; mail?: boolean; chases?: string }
  | { page: "bundle"; case: string }
  /** A bundle or a form that somebody sent; a file in it. */
  | { page: "incoming" }
  | { page: "incoming-file"; path: string }
  /** `sheet`: what is wanted; none: as it was chosen last. */
  | { page: "sheets"; case: string; sheet?: SheetKind }
  /** `belongs`: what the next file belongs to; `form`: the form that is open is to be attached. */
  | { page: "files"; case: string; belongs?: string; form?: boolean }
  | { page: "file"; case: string; id: string }
  /** Records to review; one case; erasing one. */
  | { page: "keeping" }
  /** A version of the case that is kept beside it; `line` names it. */
  | { page: "beside"; case: string; line: string }
  | { page: "keeping-case"; case: string }
  | { page: "erase"; case: string }
  | { page: "copies"; case: string }
  | { page: "leaving"; case: string }
  | { page: "copy-for"; case: string; request: string }
  | { page: "policies" }
  /** `digest`: one version; none: the newest; `added`: just now. */
  | { page: "policy"; policy: string; digest?: string; added?: boolean }
  | { page: "policy-add" }
  | { page: "policy-check"; policy: string; digest: string }
  | { page: "policy-try"; policy: string; digest: string }
  /** `case`: the case that holds the older one, and may be moved to the newer one. */
  | { page: "policy-compare"; policy: string; old: string; new: string; case?: string }
  | { page: "people" }
  /** A record beside this one, for a case that not everybody here may read. */
  | { page: "separate" }
  | { page: "settings"; part?: string }
  /** Who can open the record. */
  | { page: "access" }
  /** `case`: what was done with that case alone. */
  | { page: "activity"; case?: string }
  | { page: "check-form" }
  /** Counts without names. */
  | { page: "report" }
  /** `trial`: to try a backup and change nothing; `name`: which one of the folder. */
  | { page: "restore"; trial?: boolean; name?: string };

/** The names of places. */
export type Page = Route["page"];

const HOME: Route = { page: "today" };
const DEPTH = 50;

class Router {
  #stack = $state.raw<Route[]>([HOME]);
  /** Counts moves, so that the page is drawn anew even when going to the same place. */
  moves = $state(0);

  get route(): Route {
    return this.#stack[this.#stack.length - 1] ?? HOME;
  }

  get canGoBack(): boolean {
    return this.#stack.length > 1;
  }

  /** Asks before this place is left, and goes on when called; null: nothing would be lost. */
  guard: ((goOn: () => void) => void) | null = null;

  /** Leaves this place, unless something on it asks first. */
  leave(goOn: () => void): void {
    if (this.guard) this.guard(goOn);
    else goOn();
  }

  #move(stack: () => Route[]): void {
    this.leave(() => {
      leavePage();
      this.#stack = stack();
      this.moves += 1;
    });
  }

  /** Goes to a place. */
  go(route: Route): void {
    this.#move(() => [...this.#stack, route].slice(-DEPTH));
  }

  /** Goes to a place in place of this one, so that going back does not return here. */
  replace(route: Route): void {
    this.#move(() => [...this.#stack.slice(0, -1), route]);
  }

  /** Goes back one place, or to `otherwise` from the first one. */
  back(otherwise: Route = HOME): void {
    this.#move(() => (this.#stack.length > 1 ? this.#stack.slice(0, -1) : [otherwise]));
  }

  /** Forgets every place and goes to one, without asking: after unlocking. */
  reset(route: Route = HOME): void {
    this.guard = null;
    this.#stack = [route];
    this.moves += 1;
  }
}

export const router = new Router();

/** Which entry of the side list a place belongs to. */
export function sectionOf(page: Page): "today" | "cases" | "policies" | "people" | "settings" {
  switch (page) {
    case "today":
    case "policies":
    case "people":
    case "settings":
      return page;
    case "restore":
    case "access":
    case "activity":
    case "check-form":
      return "settings";
    case "separate":
      return "people";
    case "policy":
    case "policy-add":
    case "policy-check":
    case "policy-try":
    case "policy-compare":
      return "policies";
    default:
      return "cases";
  }
}
