//! The last guard on text and dates. The app cleans what is pasted before it comes here.

use super::refusal::{Refusal, RefusalCode};
use super::scene::Scene;
use crate::event::{FileStep, Opening, Reasons, Settled, What, Why};
use crate::ids::MomentId;
use crate::time::Happened;
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use std::borrow::Cow;

/// The longest name or other single line, in characters.
const LINE: usize = 300;

/// Fields that hold one line.
const LINES: [&str; 28] = [
    "id",
    "name",
    "designation",
    "phone",
    "email",
    "by_whom",
    "owner",
    "reference",
    "of",
    "means",
    "digest",
    "status",
    "ours",
    "theirs",
    "to",
    "areas",
    "case",
    "number",
    "original",
    "media_type",
    "sha256",
    "description",
    "says",
    "asked_by",
    "hold",
    "lead",
    "reach",
    "leaving",
];

/// Every text of a record: no control characters, no marks that turn text around, no endless names.
pub(super) fn texts(what: &What) -> Vec<Refusal> {
    let mut found = Vec::new();
    // Every payload is plain data; one that could not be written could not be stored either.
    if let Ok(value) = serde_json::to_value(what) {
        walk(
            value.get("data").unwrap_or(&Value::Null),
            &mut Vec::new(),
            &mut found,
        );
    }
    found
}

fn walk(value: &Value, path: &mut Vec<String>, found: &mut Vec<Refusal>) {
    match value {
        Value::String(text) => text_of(text, path, found),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                path.push(i.to_string());
                walk(item, path, found);
                path.pop();
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                path.push(key.clone());
                walk(item, path, found);
                path.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn text_of(text: &str, path: &[String], found: &mut Vec<Refusal>) {
    let key = path
        .iter()
        .rev()
        .find(|p| p.parse::<usize>().is_err())
        .map_or("", String::as_str);
    // A payload of several parts is written as a list; its places are no part of a field's name.
    let field = path
        .iter()
        .skip_while(|p| p.parse::<usize>().is_ok())
        .cloned()
        .collect::<Vec<_>>()
        .join(".");
    let line = LINES.contains(&key);
    let bad = |c: char| {
        let breaks = !line && (c == '\n' || c == '\t');
        (c.is_control() && !breaks)
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    if text.chars().any(bad) {
        found.push(Refusal::new(
            RefusalCode::BadCharacter,
            &field,
            "This text holds a hidden character that can change how it is read.",
            "Type the text again, or paste it as plain text.",
        ));
    }
    if line && text.chars().count() > LINE {
        found.push(Refusal::new(
            RefusalCode::TooLong,
            &field,
            format!("This is longer than {LINE} characters."),
            "Shorten it. Longer text belongs in a record.",
        ));
    }
}

/// Texts that must not be empty.
pub(super) fn needed(what: &What) -> Vec<Refusal> {
    let needed: Vec<(&str, &str, &str)> = match what {
        What::SubjectNamed(s) => vec![("name", &s.name, "Enter the name of the child or adult.")],
        What::AgencyNamed(a) => vec![("name", &a.name, "Enter the name of the agency.")],
        What::PersonNamed(p) => vec![("name", &p.name, "Enter the name of the person.")],
        What::DecisionDescribed(d) => {
            let mut all = vec![("what", d.what.as_str(), "Say what was decided.")];
            if let Reasons::Given(text) = &d.reasons {
                all.push((
                    "reasons.text",
                    text,
                    "Enter the reasons they gave, or choose that they were refused or not asked.",
                ));
            }
            all
        }
        What::StageOpened {
            why: Why::Risk(reason) | Why::AlreadyThere(reason) | Why::Passing(reason),
            ..
        } => {
            vec![(
                "why.reason",
                reason,
                "Say why the dispute goes to this stage.",
            )]
        }
        What::DutySettled(_, Settled::NotDone { reason }) => {
            vec![("reason", reason, "Say why it was not done.")]
        }
        What::PlanReviewed(p) => vec![(
            "measures",
            &p.measures,
            "Say what keeps the child or adult safe now.",
        )],
        What::LimitEntered { reason, .. } => vec![("reason", reason, "Say who set the date.")],
        What::OwnDateSet(d) => vec![("what", &d.what, "Say what is to happen by then.")],
        What::ActionAgreed(a) => vec![("what", &a.what, "Say what was agreed.")],
        What::Sent(s) => {
            let to = if s.to.iter().any(|to| !to.trim().is_empty()) {
                "somebody"
            } else {
                ""
            };
            let digest = match s.handed {
                Some(_) => "the case itself",
                None => &s.digest,
            };
            vec![
                ("digest", digest, "Name the file that was sent."),
                ("to", to, "Say to whom it was sent."),
            ]
        }
        What::Withdrawn(w, _) => {
            let concern = if w.concern_remains {
                w.concern.as_str()
            } else {
                "none"
            };
            vec![
                ("by_whom", &w.by_whom, "Say who withdrew the dispute."),
                ("why", &w.why, "Say why the dispute was withdrawn."),
                (
                    "concern",
                    concern,
                    "Say what is done about the concern that remains.",
                ),
            ]
        }
        What::Linked(link) => vec![
            ("case", &link.case, "Choose the case that is linked."),
            ("why", &link.why, "Say why the two cases belong together."),
        ],
        What::Reopened { reason, .. } => {
            vec![("reason", reason, "Say why the case is opened again.")]
        }
        What::AccessAsked(a) => vec![("by", a.by.as_str(), "Say who asks.")],
        What::AccessExtended { reason, .. } => {
            vec![("reason", reason, "Say why more time is needed.")]
        }
        What::AccessReviewed(review) => {
            let bare = |c: &&crate::event::Considered| c.withheld && c.reason.trim().is_empty();
            let reason = match review.considered.iter().find(bare) {
                Some(_) => "",
                None => "each has one",
            };
            vec![("considered", reason, "Say why an entry is withheld.")]
        }
        What::AccessGiven(copy) => {
            vec![(
                "how",
                copy.how.as_str(),
                "Say to whom it was given and how.",
            )]
        }
        What::PupilLeaves(l) => vec![
            (
                "to",
                l.to.as_str(),
                "Say which school or setting they go to.",
            ),
            ("lead", &l.lead, "Say who takes the file there."),
        ],
        What::LeavingStep(step) => match &step.step {
            FileStep::Sent { to, how, .. } => vec![
                ("to", to.as_str(), "Say to whom the file went."),
                ("how", how, "Say how it went."),
            ],
            FileStep::Asked { how } => vec![("how", how.as_str(), "Say whom you asked, and how.")],
            FileStep::Received { by, how } => vec![
                ("by", by.as_str(), "Say who has the file."),
                ("how", how, "Say what shows that they have it."),
            ],
            FileStep::CalledOff { reason } => {
                vec![("reason", reason.as_str(), "Say why the file is not to go.")]
            }
        },
        What::Attached(a) => vec![
            ("name", a.name.as_str(), "Give the file a name."),
            ("sha256", &a.sha256, "Choose the file again."),
            (
                "description",
                &a.description,
                "Say in a few words what the file is.",
            ),
        ],
        What::PolicyMoved(choice) => vec![(
            "reason",
            &choice.reason,
            "Say why the case is moved to this version.",
        )],
        What::PolicyKept(choice) => vec![(
            "reason",
            &choice.reason,
            "Say why the case stays on the version that it holds.",
        )],
        What::HoldPlaced(hold) => vec![
            ("asked_by", &hold.asked_by, "Say who asked for the hold."),
            ("why", &hold.why, "Say why the case must be kept."),
        ],
        What::HoldLifted { reason, .. } => {
            vec![("reason", reason, "Say why the hold is lifted.")]
        }
        What::KeptLonger(kept) => {
            vec![("reason", &kept.reason, "Say why the record is kept longer.")]
        }
        What::Amended { reason, .. } => {
            vec![("reason", reason, "Say why the record is corrected.")]
        }
        What::Struck { reason, .. } => {
            vec![("reason", reason, "Say why the record is struck out.")]
        }
        _ => Vec::new(),
    };
    let empty = needed
        .into_iter()
        .filter(|(_, text, _)| text.trim().is_empty());
    empty
        .map(|(field, _, remedy)| {
            Refusal::new(
                RefusalCode::Empty,
                field,
                "This cannot be left empty.",
                remedy,
            )
        })
        .collect()
}

/// A field and its value.
type Named<T> = (Cow<'static, str>, T);

fn named<T>(field: &'static str, value: T) -> Named<T> {
    (Cow::Borrowed(field), value)
}

/// The moments of an opening that are set ahead, or those that are not: each by its place in the list, so
/// that a refusal points at the right one.
fn moments_of(
    opening: &Opening,
    wanted: impl Fn(&MomentId) -> bool,
) -> impl Iterator<Item = Named<Happened>> {
    let listed = opening.moments.iter().enumerate();
    listed
        .filter(move |(_, (id, _))| wanted(id))
        .map(|(i, (_, on))| (Cow::Owned(format!("moments.{i}")), *on))
}

/// The dates of a record: what happened, and other dates. A moment may be set in advance where `ahead`
/// says so.
fn dates(
    what: &What,
    ahead: impl Fn(&MomentId) -> bool,
) -> (Vec<Named<Happened>>, Vec<Named<NaiveDate>>) {
    let happened = match what {
        What::Opened(o) => {
            let moments = moments_of(o, |id| !ahead(id));
            std::iter::once(named("raised", o.raised))
                .chain(moments)
                .collect()
        }
        What::Reached { moment, .. } if ahead(moment) => Vec::new(),
        What::DangerAsked { on, .. }
        | What::Reached { on, .. }
        | What::StageOpened { on, .. }
        | What::DutySettled(_, Settled::Done { on, .. })
        | What::VoiceRecorded { on, .. }
        | What::ActionSettled { on, .. }
        | What::StageSettled { on, .. }
        | What::Ended { on, .. }
        | What::Withdrawn(_, on)
        | What::HoldLifted { on, .. }
        | What::Reopened { on, .. } => vec![named("on", *on)],
        What::HoldPlaced(hold) => vec![named("since", hold.since)],
        What::KeptLonger(kept) => vec![named("on", kept.on)],
        What::Recorded(entry) => vec![named("happened", entry.happened)],
        What::PlanReviewed(plan) => vec![named("reviewed", plan.reviewed)],
        What::ActionAgreed(action) => vec![named("agreed", action.agreed)],
        What::DecisionDescribed(d) => {
            let referred = d.referred.map(|date| named("referred", Happened::on(date)));
            referred
                .into_iter()
                .chain(d.on.map(|date| named("on", Happened::on(date))))
                .collect()
        }
        What::AccessAsked(a) => vec![named("received", Happened::on(a.received))],
        What::LeavingStep(step) => vec![named("on", step.on)],
        What::Attached(a) => a
            .received
            .map(|date| named("received", Happened::on(date)))
            .into_iter()
            .collect(),
        What::SubjectNamed(s) => s
            .born
            .map(|date| named("born", Happened::on(date)))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    };
    let others = match what {
        What::Opened(o) => {
            let moments = moments_of(o, &ahead);
            moments.map(|(field, on)| (field, on.date)).collect()
        }
        What::Reached { moment, on, .. } if ahead(moment) => vec![named("on", on.date)],
        What::LimitEntered { by, .. } => vec![named("by", *by)],
        // A letter may bear a later day than the one on which it came.
        What::Attached(a) => a
            .dated
            .map(|date| named("dated", date))
            .into_iter()
            .collect(),
        What::OwnDateSet(date) => vec![named("by", date.by)],
        // It is known beforehand when a child leaves.
        What::PupilLeaves(leaving) => std::iter::once(named("last_day", leaving.last_day))
            .chain(leaving.first_day.map(|day| named("first_day", day)))
            .collect(),
        What::LeavingStep(step) => step
            .again
            .map(|day| named("again", day))
            .into_iter()
            .collect(),
        What::KeptLonger(kept) => vec![named("again", kept.again)],
        What::PlanReviewed(plan) => plan
            .next_review
            .map(|date| named("next_review", date))
            .into_iter()
            .collect(),
        What::ActionAgreed(action) => action
            .by
            .map(|date| named("by", date))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    };
    (happened, others)
}

impl Scene<'_> {
    /// No happening later than now, and no year that cannot be meant.
    pub fn dates(&self, what: &What) -> Vec<Refusal> {
        let set_ahead = |id: &MomentId| self.policy().moment(id).is_some_and(|m| m.ahead);
        let (happened, others) = dates(what, set_ahead);
        let mut found = Vec::new();
        for (field, on) in &happened {
            let later = match on.time {
                Some(time) => (on.date, Some(time)) > (self.today(), self.local_now.time),
                None => on.date > self.today(),
            };
            if later {
                found.push(Refusal::new(
                    RefusalCode::InFuture,
                    field,
                    "This is later than now, so it cannot have happened yet.",
                    "Check the date and time. Record it once it has happened.",
                ));
            }
        }
        let all = happened
            .into_iter()
            .map(|(field, on)| (field, on.date))
            .chain(others);
        for (field, _) in all.filter(|(_, date)| !(1900..2200).contains(&date.year())) {
            found.push(Refusal::new(
                RefusalCode::ImpossibleDate,
                &field,
                "This year cannot be right.",
                "Write the year with four digits, such as 2026.",
            ));
        }
        found
    }
}
