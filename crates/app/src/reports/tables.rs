//! Counting: the tables of a report, from what is known of each case.

use super::facts::{Came, Facts, Limits};
use super::small::hide_small;
use crate::wire::{ReportRow, ReportTable};
use crate::words::plural;
use std::collections::BTreeMap;
use stepwise_core::policy::Gathers;

/// Days in a group, up to and including the first number; the last group is open. Ours, to read by: no policy's.
const GROUPS: [u32; 4] = [5, 10, 20, 40];

/// A row that is not counted yet: label and count.
type Row = (String, u32);

/// All tables of a report, small counts hidden or not.
pub(super) fn tables(all: &[Facts], hide: bool) -> Vec<ReportTable> {
    let cases = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let mut tables = vec![
        table("came", "How they came out", came(all), Some(cases), hide),
        table(
            "stages",
            "Stages that they reached",
            stages(all),
            None,
            hide,
        ),
        table(
            "agencies",
            "The other agency",
            by(all, |f| vec![f.agency.clone()]),
            Some(cases),
            hide,
        ),
        table("reasons", "What it was about", by(all, reasons), None, hide),
        table(
            "policies",
            "Policy",
            by(all, |f| vec![f.policy.clone()]),
            Some(cases),
            hide,
        ),
        table(
            "raised",
            "Who raised it",
            by(all, |f| vec![raised_by(f)]),
            Some(cases),
            hide,
        ),
        table(
            "working",
            "Working days from being raised to being resolved",
            days(all, true),
            None,
            hide,
        ),
        table(
            "calendar",
            "Calendar days from being raised to being resolved",
            days(all, false),
            None,
            hide,
        ),
        table(
            "ours",
            "Limits with a date that were this setting’s",
            kept(all, |f| f.our_limits),
            None,
            hide,
        ),
        table(
            "theirs",
            "Limits with a date that were the other agency’s",
            kept(all, |f| f.their_limits),
            None,
            hide,
        ),
        table(
            "effective",
            "Whether it was said how effective it was",
            answered(all, Gathers::Effective),
            Some(asked(all, Gathers::Effective)),
            hide,
        ),
        table(
            "learned",
            "Whether it was said what was learned",
            answered(all, Gathers::Learned),
            Some(asked(all, Gathers::Learned)),
            hide,
        ),
    ];
    for (n, (question, rows)) in (1..).zip(ticked(all)) {
        let id = format!("ticked-{n}");
        tables.push(table(&id, &question, rows, None, hide));
    }
    tables.retain(|table| !table.rows.is_empty());
    for (id, note) in [
        ("stages", "A case counts at each stage that it was at."),
        (
            "reasons",
            "A case with several areas of disagreement counts in each.",
        ),
        (
            "working",
            "The day on which it was raised is day 0. Counted with the calendar of each case.",
        ),
        ("calendar", "The day on which it was raised is day 0."),
        (
            "ours",
            "Limits are counted, not cases. Kept means by its last day.",
        ),
        (
            "theirs",
            "Limits are counted, not cases. Kept means by its last day.",
        ),
    ] {
        if let Some(table) = tables.iter_mut().find(|table| table.id == id) {
            note.clone_into(&mut table.note);
        }
    }
    tables
}

fn table(id: &str, title: &str, rows: Vec<Row>, whole: Option<u32>, hide: bool) -> ReportTable {
    let counts: Vec<u32> = rows.iter().map(|(_, n)| *n).collect();
    let shown = match hide {
        true => hide_small(&counts, whole),
        false => counts.iter().copied().map(Some).collect(),
    };
    let rows = rows.into_iter().zip(shown);
    ReportTable {
        id: id.into(),
        title: title.into(),
        note: String::new(),
        rows: rows
            .map(|((label, _), count)| ReportRow { label, count })
            .collect(),
    }
}

/// How often each label comes, the most frequent first, then by the alphabet.
fn by(all: &[Facts], labels: impl Fn(&Facts) -> Vec<String>) -> Vec<Row> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for label in all.iter().flat_map(labels) {
        *counts.entry(label).or_default() += 1;
    }
    let mut rows: Vec<Row> = counts.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    rows
}

fn reasons(facts: &Facts) -> Vec<String> {
    match facts.reasons.is_empty() {
        true => vec!["Not said".into()],
        false => facts.reasons.clone(),
    }
}

fn raised_by(facts: &Facts) -> String {
    match facts.ours {
        true => "This setting".into(),
        false => "The other agency".into(),
    }
}

/// Names of stages are a policy's own: beside another policy's they are said with it.
fn staged(all: &[Facts], facts: &Facts, stage: &str) -> String {
    let several = all.iter().any(|other| other.policy != facts.policy);
    match several {
        true => format!("{stage} ({})", facts.policy),
        false => stage.to_owned(),
    }
}

fn stages(all: &[Facts]) -> Vec<Row> {
    // In the order of the ladder, as the cases went up it.
    let mut rows: Vec<Row> = Vec::new();
    let mut longest: Vec<&Facts> = all.iter().collect();
    longest.sort_by_key(|facts| std::cmp::Reverse(facts.stages.len()));
    for facts in longest {
        for stage in &facts.stages {
            let label = staged(all, facts, stage);
            match rows.iter_mut().find(|(known, _)| *known == label) {
                Some((_, n)) => *n += 1,
                None => rows.push((label, 1)),
            }
        }
    }
    let none = all.iter().filter(|facts| facts.stages.is_empty()).count();
    if none > 0 {
        rows.insert(0, ("None: before escalating".into(), count(none)));
    }
    rows
}

fn came(all: &[Facts]) -> Vec<Row> {
    by(all, |facts| {
        vec![match &facts.came {
            Came::Open => "Not finished yet".into(),
            Came::Resolved(Some(stage)) => {
                format!("Resolved at {}", staged(all, facts, stage))
            }
            Came::Resolved(None) => "Resolved before escalating".into(),
            Came::Withdrawn => "Withdrawn".into(),
            Came::Closed(words) => format!("Closed: {words}"),
        }]
    })
}

fn days(all: &[Facts], working: bool) -> Vec<Row> {
    let took: Vec<_> = all.iter().filter_map(|facts| facts.took).collect();
    if took.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let each: Vec<u32> = match working {
        true => took.iter().filter_map(|took| took.working).collect(),
        false => took.iter().map(|took| took.calendar).collect(),
    };
    let mut from = 0;
    for upto in GROUPS {
        let within = each.iter().filter(|&&n| n >= from && n <= upto).count();
        rows.push((format!("{from} to {upto}"), count(within)));
        from = upto + 1;
    }
    let more = each.iter().filter(|&&n| n >= from).count();
    rows.push((format!("{from} or more"), count(more)));
    let unknown = took.len() - each.len();
    if unknown > 0 {
        rows.push((
            "Not known: the calendar does not reach".into(),
            count(unknown),
        ));
    }
    rows
}

fn kept(all: &[Facts], of: impl Fn(&Facts) -> Limits) -> Vec<Row> {
    let (kept, late) = all.iter().map(of).fold((0, 0), |(kept, late), limits| {
        (kept + limits.kept, late + limits.late)
    });
    match kept + late {
        0 => Vec::new(),
        _ => vec![
            ("Kept".into(), kept),
            ("Kept late, or not kept".into(), late),
        ],
    }
}

/// Of the cases whose policy asks for it, in how many something was said.
fn answered(all: &[Facts], about: Gathers) -> Vec<Row> {
    let said = |facts: &&Facts| facts.said.iter().any(|said| said.about == about);
    let yes = count(all.iter().filter(said).count());
    match asked(all, about) {
        0 => Vec::new(),
        whole => vec![
            ("Said".into(), yes),
            ("Not said, or not yet".into(), whole.saturating_sub(yes)),
        ],
    }
}

/// How many cases are under a policy that asks for it.
fn asked(all: &[Facts], about: Gathers) -> u32 {
    count(all.iter().filter(|f| f.asked.contains(&about)).count())
}

/// How often each word was ticked, for each question that gathers them.
fn ticked(all: &[Facts]) -> Vec<(String, Vec<Row>)> {
    let each = all.iter().flat_map(|facts| &facts.said);
    let ticks: Vec<_> = each.filter(|said| said.ticked).collect();
    let mut questions: Vec<&str> = ticks.iter().map(|said| said.question.as_str()).collect();
    questions.sort_unstable();
    questions.dedup();
    let rows = questions.into_iter().map(|question| {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for said in ticks.iter().filter(|said| said.question == question) {
            *counts.entry(&said.text).or_default() += 1;
        }
        let rows = counts.into_iter().map(|(word, n)| (word.to_owned(), n));
        (question.to_owned(), rows.collect())
    });
    rows.collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// How many cases, in words.
pub(super) fn cases_words(n: u32) -> String {
    plural(i64::from(n), "case")
}
