//! Letters: paragraphs of the pack with a closed list of places to fill.

use super::fill::{Answer, Filling, Trace};
use super::outcomes::actions;
use super::words;
use stepwise_core::event::{Outcome, Side};
use stepwise_core::policy::{Field, FieldKind, Paper, Source};

/// Stands in a letter where the case does not know what belongs there.
pub(super) const TO_COMPLETE: &str = "[to be completed]";

/// A letter's paragraphs as fields, so that each can be changed before it goes.
pub(super) fn fields(paper: &Paper) -> Vec<Field> {
    (1..)
        .zip(&paper.body)
        .map(|(n, paragraph)| Field {
            id: format!("paragraph-{n}"),
            label: paragraph.clone(),
            help: None,
            kind: FieldKind::Long,
            part: None,
            source: Source::User,
            wanted: true,
            report: None,
        })
        .collect()
}

/// One paragraph with its places filled. What the case does not know is left as a visible blank to complete.
pub(super) fn paragraph(filling: &Filling<'_>, text: &str) -> Answer {
    let mut out = Answer::default();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        out.text.push_str(before);
        let Some(close) = after.find('}') else {
            rest = after;
            break;
        };
        let value = place(filling, &after[1..close]);
        out.text.push_str(if value.text.trim().is_empty() {
            TO_COMPLETE
        } else {
            value.text.trim()
        });
        out.traces.extend(value.traces);
        rest = &after[close + 1..];
    }
    out.text.push_str(rest);
    out.traces.sort();
    out.traces.dedup();
    out
}

/// The closed list of places. The pack's checker refuses any other.
fn place(filling: &Filling<'_>, name: &str) -> Answer {
    let plain = |text: String| Answer {
        text,
        traces: vec![],
    };
    let decision = |pick: fn(&stepwise_core::event::DisputedDecision) -> &String| {
        filling
            .case
            .decision
            .as_ref()
            .map_or_else(Answer::default, |d| {
                Answer::of(pick(&d.value), d.seq, "The decision in dispute")
            })
    };
    match name {
        "our-agency" => plain(filling.agency_name(Side::Ours)),
        "their-agency" => plain(filling.agency_name(Side::Theirs)),
        "policy" => plain(filling.policy.title.clone()),
        "case-number" => plain(filling.number.to_owned()),
        "stage" => plain(
            filling
                .the_visit()
                .map_or_else(String::new, |v| filling.stage_name(v)),
        ),
        "our-person" => person(filling, Side::Ours),
        "their-person" => person(filling, Side::Theirs),
        "raised-on" => filling
            .case
            .opening
            .as_ref()
            .map_or_else(Answer::default, |o| {
                Answer::of(
                    words::plain(o.value.raised.date),
                    o.seq,
                    "How the case was opened",
                )
            }),
        "decision" => decision(|d| &d.what),
        "not-safe" => decision(|d| &d.not_safe),
        "wanted" => decision(|d| &d.wanted),
        "agreed" => agreed(filling, |visit| visit == filling.visit),
        "agreed-so-far" => agreed(filling, |visit| visit.is_some_and(|n| so_far(filling, n))),
        "actions" => actions(filling, |seq| visit_at(filling, seq) == filling.visit),
        "outstanding" => outstanding(filling),
        "due" => plain(filling.due.map_or_else(String::new, words::plain)),
        "today" => plain(words::plain(filling.now.date_naive())),
        "user" => plain(filling.user.to_owned()),
        _ => Answer::default(),
    }
}

fn person(filling: &Filling<'_>, side: Side) -> Answer {
    let Some(agency) = filling.agency(side) else {
        return Answer::default();
    };
    let roles = filling
        .the_visit()
        .and_then(|v| filling.policy.stage(&v.stage))
        .map(|stage| {
            let raised = side == filling.raiser();
            stage
                .pairs
                .iter()
                .flat_map(|p| if raised { &p.raiser } else { &p.other })
                .collect::<Vec<_>>()
        });
    let mut people = filling
        .case
        .people
        .iter()
        .filter(|p| p.value.agency == agency.value.id);
    let holder = match &roles {
        Some(roles) => people.find(|p| p.value.roles.iter().any(|r| roles.contains(&r))),
        None => people.next(),
    };
    holder.map_or_else(Answer::default, |p| {
        Answer::of(&p.value.name, p.seq, "Who acts at this stage")
    })
}

/// The stay at a stage in which something was recorded: the last one opened before it, unless the
/// case was opened again in between.
fn visit_at(filling: &Filling<'_>, seq: u64) -> Option<u32> {
    let episode = filling.episode_of(seq);
    let mut visits = filling.case.visits.iter().rev();
    let last = visits.find(|v| v.seq < seq)?;
    (filling.episode_of(last.seq) == episode).then_some(last.n)
}

/// Whether a stay is the letter's own or came before it, this time round.
fn so_far(filling: &Filling<'_>, n: u32) -> bool {
    let here = filling.visit.is_none_or(|visit| n <= visit);
    let mut visits = filling.case.visits.iter();
    here && visits.any(|v| v.n == n && filling.episode_of(v.seq) == filling.episode())
}

/// What was agreed in the stays that `of` picks. What was agreed at an earlier stage, or before the case
/// was opened again, did not hold: otherwise it would not have gone on.
fn agreed(filling: &Filling<'_>, of: impl Fn(Option<u32>) -> bool) -> Answer {
    let mut all = Answer::default();
    for entry in &filling.case.entries {
        let visit = entry.value.visit.or_else(|| visit_at(filling, entry.seq));
        if of(visit) {
            all.and(Answer::of(
                entry.value.agreed.trim(),
                entry.seq,
                super::dispute::entry_title(&entry.value),
            ));
        }
    }
    for visit in filling.case.visits.iter().filter(|v| of(Some(v.n))) {
        if let Some(outcome) = visit
            .outcome
            .as_ref()
            .filter(|o| o.outcome == Outcome::Resolved)
        {
            all.and(Answer::of(
                outcome.note.trim(),
                outcome.seq,
                format!("Outcome of {}", filling.stage_name(visit)),
            ));
        }
    }
    all
}

/// What was not resolved, and the actions still open.
fn outstanding(filling: &Filling<'_>) -> Answer {
    let mut all = Answer::default();
    let upto = filling.visit.unwrap_or(u32::MAX);
    let last = filling
        .case
        .visits
        .iter()
        .filter(|v| v.n <= upto)
        .filter_map(|v| Some((v, v.outcome.as_ref()?)))
        .next_back();
    if let Some((visit, outcome)) = last.filter(|(_, o)| o.outcome == Outcome::NotResolved) {
        all.and(Answer::of(
            outcome.note.trim(),
            outcome.seq,
            format!("Outcome of {}", filling.stage_name(visit)),
        ));
    }
    for (action, settled) in &filling.case.actions {
        if settled.as_ref().is_none_or(|s| !s.value.0) {
            all.and(Answer::of(
                action.value.what.trim(),
                action.seq,
                "Agreed action",
            ));
        }
    }
    if all.text.is_empty() {
        return Answer {
            text: "nothing that we know of.".into(),
            traces: Vec::<Trace>::new(),
        };
    }
    all
}
