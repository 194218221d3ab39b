import type { CaseView, OfferView } from "../../backend/generated/types";
import { words } from "../../words";

/** A way to begin, and the stages of it for which no reason is asked. */
export interface Start {
  offer: OfferView;
  unasked: string[];
}

/** The dispute was at a stage before, and was opened again after it had ended. */
export function openedAgain(view: Pick<CaseView, "phase" | "rungs">): boolean {
  return view.phase === "before" && view.rungs.some((rung) => rung.state === "done");
}

/**
 * Before the first stage the policy names no way on: the first stage in turn is it, or another one where the
 * dispute stands already. Opened again, it may go on at any stage, and none is put forward.
 */
export function starts(view: CaseView): Start[] {
  const again = openedAgain(view);
  const open = again ? view.rungs : view.rungs.filter((rung) => rung.state === "ahead");
  const first = open[0];
  // A referral beside the route, or out of it, does not begin the dispute.
  const begins = view.moves.some((move) => !move.for_risk && !move.leads && move.stages.length > 0);
  if (view.phase !== "before" || !first || begins) return [];
  const named = (rungs: CaseView["rungs"]): [string, string][] => rungs.map((rung) => [rung.stage, `${rung.name}: ${rung.title}`]);
  const offer = (stages: [string, string][], say: string, reason: boolean): OfferView => ({
    rule: "", say, because: [], for_silence: false, stages, passing: reason ? [] : stages.slice(1).map(([stage]) => stage), elsewhere: "",
    reaches: "", asks_reason: reason, for_risk: false, leads: false, cite: again ? { ...first.cite, heading: "", quote: "", readings: [] } : first.cite,
  });
  const entry = view.starts.length > 0 ? view.starts : named([first]);
  if (again) return [{ offer: offer(named(open), words.case.startAgain, true), unasked: entry.slice(0, 1).map(([stage]) => stage) }];
  const later = open.filter((rung) => !entry.some(([stage]) => stage === rung.stage));
  const all = [{ offer: offer(entry, words.case.startFirst, false), unasked: [] }];
  return later.length > 0 ? [...all, { offer: offer(named(later), words.case.startLater, true), unasked: [] }] : all;
}
