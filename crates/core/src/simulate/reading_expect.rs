//! What must come out of a step.

use super::raw::RawExpect;
use super::reading::{date, flag, loose, map, number, string, strings};
use crate::policy::problem::Problems;
use crate::policy::table::{Item, Table};

/// Every key of `expect`, as `docs/timeline.md` lists them.
pub(super) const KEYS: [&str; 36] = [
    "stage",
    "phase",
    "version",
    "ladder",
    "calendar",
    "ours",
    "theirs",
    "outside",
    "late",
    "due",
    "state",
    "counted",
    "skipped",
    "capped",
    "owner",
    "changed",
    "assumed",
    "closed-day",
    "moves",
    "silence",
    "leads-to",
    "asks",
    "answers",
    "starts-at",
    "needed",
    "standing",
    "to",
    "copies",
    "who",
    "papers",
    "pairs",
    "links",
    "endings",
    "no-limit",
    "next-due",
    "refusal",
];

pub(super) fn expect(table: &Table<'_>, problems: &mut Problems) -> RawExpect {
    table.allow(&KEYS, problems);
    let p = problems;
    RawExpect {
        stage: loose(table, "stage", p),
        phase: loose(table, "phase", p),
        version: loose(table, "version", p),
        ladder: loose(table, "ladder", p),
        calendar: loose(table, "calendar", p),
        ours: list(table, "ours", p),
        theirs: list(table, "theirs", p),
        outside: list(table, "outside", p),
        late: list(table, "late", p),
        due: map(table, "due", p, date),
        state: map(table, "state", p, string),
        counted: map(table, "counted", p, number),
        skipped: map(table, "skipped", p, strings),
        capped: map(table, "capped", p, string),
        owner: map(table, "owner", p, string),
        changed: list(table, "changed", p),
        assumed: list(table, "assumed", p),
        closed_day: map(table, "closed-day", p, string),
        moves: list(table, "moves", p),
        silence: list(table, "silence", p),
        leads_to: map(table, "leads-to", p, strings),
        asks: list(table, "asks", p),
        answers: map(table, "answers", p, string),
        starts_at: list(table, "starts-at", p),
        needed: list(table, "needed", p),
        standing: list(table, "standing", p),
        to: map(table, "to", p, strings),
        copies: map(table, "copies", p, strings),
        who: map(table, "who", p, string),
        papers: map(table, "papers", p, string),
        pairs: table.get("pairs").map(|item| pairs(&item, p)),
        links: list(table, "links", p),
        endings: list(table, "endings", p),
        no_limit: table.get("no-limit").and_then(|item| flag(&item, p)),
        next_due: table.get("next-due").and_then(|item| date(&item, p)),
        refusal: loose(table, "refusal", p),
    }
}

fn list(table: &Table<'_>, key: &str, problems: &mut Problems) -> Option<Vec<String>> {
    table.get(key).and_then(|item| strings(&item, problems))
}

/// Who speaks at a stage: for each pair, ours and theirs.
fn pairs(item: &Item<'_>, problems: &mut Problems) -> Vec<(Vec<String>, Vec<String>)> {
    let each = item.list(problems);
    let pairs = each.iter().filter_map(|pair| {
        let sides = pair.list(problems);
        let [ours, theirs] = sides.as_slice() else {
            pair.wrong("two lists, such as [[\"worker\"], [\"officer\"]]", problems);
            return None;
        };
        Some((strings(ours, problems)?, strings(theirs, problems)?))
    });
    pairs.collect()
}
