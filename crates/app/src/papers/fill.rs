//! The first answer of every field.

use super::dispute::{areas, dispute, subjects};
use super::outcomes::{actions, days_taken, outcomes, resolved_stage, stages};
use super::{letters, signatures, words};
use stepwise_core::calendar::Calendar;
use stepwise_core::case::{Case, From, Visit};
use stepwise_core::event::Side;
use stepwise_core::policy::{Field, FieldKind, Paper, PaperKind, Policy, Source};
use stepwise_core::time::Stamp;

/// A record that an answer came from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trace {
    /// The event's number.
    pub seq: u64,
    /// In words.
    pub title: String,
}

/// An answer and where it came from.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The words. Empty where the case says nothing.
    pub text: String,
    /// The records, in order of writing.
    pub traces: Vec<Trace>,
}

impl Answer {
    /// Words with the record that they came from.
    pub(super) fn of(text: impl Into<String>, seq: u64, title: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            traces: vec![Trace {
                seq,
                title: title.into(),
            }],
        }
    }

    /// Adds a paragraph and its records.
    pub(super) fn and(&mut self, more: Answer) {
        if more.text.trim().is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&more.text);
        self.traces.extend(more.traces);
        self.traces.sort();
        self.traces.dedup();
    }
}

/// A field with its answers.
#[derive(Clone)]
pub struct Filled {
    /// The field; for a letter's paragraph, made from its number.
    pub field: Field,
    /// What the case gives.
    pub case: Answer,
    /// What was saved, where it was.
    pub saved: Option<String>,
}

impl Filled {
    /// The answer that counts: the saved one, else the case's.
    pub fn answer(&self) -> &str {
        self.saved.as_deref().unwrap_or(&self.case.text)
    }

    /// Asked for and not answered.
    pub fn missing(&self) -> bool {
        self.field.wanted
            && match self.field.kind {
                FieldKind::Printed { .. } | FieldKind::Heading => false,
                // The date is for the day of signing and may be written by hand.
                FieldKind::Signature { .. } => {
                    signatures::signature_of(self.answer()).name.is_empty()
                }
                _ => {
                    let answer = self.answer();
                    answer.trim().is_empty() || answer.contains(letters::TO_COMPLETE)
                }
            }
    }
}

/// What a paper is filled from.
pub struct Filling<'a> {
    /// The case's policy.
    pub policy: &'a Policy,
    /// The case.
    pub case: &'a Case,
    /// Its number.
    pub number: &'a str,
    /// The calendar that holds for it.
    pub calendar: Option<&'a Calendar>,
    /// Now.
    pub now: Stamp,
    /// The date that governs the open stage, for letters.
    pub due: Option<chrono::NaiveDate>,
    /// Who is at the keyboard, for letters.
    pub user: &'a str,
    /// The paper.
    pub paper: &'a Paper,
    /// The visit it is for.
    pub visit: Option<u32>,
}

impl Filling<'_> {
    pub(super) fn the_visit(&self) -> Option<&Visit> {
        self.visit
            .and_then(|n| self.case.visits.iter().find(|v| v.n == n))
    }

    pub(super) fn stage_name(&self, visit: &Visit) -> String {
        self.policy
            .stage(&visit.stage)
            .map_or_else(|| visit.stage.to_string(), |s| s.name.clone())
    }

    pub(super) fn agency(&self, side: Side) -> Option<&From<stepwise_core::event::Agency>> {
        self.case.agencies.iter().find(|a| a.value.side == side)
    }

    pub(super) fn agency_name(&self, side: Side) -> String {
        self.agency(side)
            .map_or_else(String::new, |a| a.value.name.clone())
    }

    pub(super) fn raiser(&self) -> Side {
        self.case
            .opening
            .as_ref()
            .map_or(Side::Ours, |o| o.value.raised_by)
    }

    /// Answers saved for this paper in this visit.
    fn saved(&self) -> Option<&From<Vec<(String, String)>>> {
        self.case.papers.get(&(self.paper.id.clone(), self.visit))
    }

    /// Answers saved for an earlier visit, where the paper carries them forward.
    fn carried(&self) -> Option<&From<Vec<(String, String)>>> {
        if !self.paper.carries_forward {
            return None;
        }
        self.case
            .papers
            .iter()
            .filter(|((paper, visit), _)| *paper == self.paper.id && *visit < self.visit)
            .map(|(_, saved)| saved)
            .max_by_key(|saved| saved.seq)
    }
}

/// Every field of the paper, in order, with its answers.
pub fn fill(filling: &Filling<'_>) -> Vec<Filled> {
    let fields = match filling.paper.kind {
        PaperKind::Form => filling.paper.fields.clone(),
        PaperKind::Letter => letters::fields(filling.paper),
    };
    let saved = filling.saved();
    let carried = filling.carried();
    fields
        .into_iter()
        .map(|field| {
            let case = carry(&field, carried).unwrap_or_else(|| first(filling, &field));
            let saved = saved
                .and_then(|s| find(&s.value, &field.id))
                .map(str::to_owned);
            Filled { field, case, saved }
        })
        .collect()
}

fn find<'a>(answers: &'a [(String, String)], id: &str) -> Option<&'a str> {
    answers
        .iter()
        .find(|(field, _)| field == id)
        .map(|(_, answer)| answer.as_str())
}

/// What the last stage's form said, for fields that do not change with the stage. Outcomes, stages and
/// days are filled afresh: they report on the stage at hand, and name the earlier ones themselves.
fn carry(field: &Field, carried: Option<&From<Vec<(String, String)>>>) -> Option<Answer> {
    let stays = matches!(
        field.source,
        Source::User | Source::Dispute | Source::Subjects | Source::Areas
    ) && !matches!(field.kind, FieldKind::Signature { .. });
    let carried = carried.filter(|_| stays)?;
    let text = find(&carried.value, &field.id).filter(|text| !text.trim().is_empty())?;
    Some(Answer::of(
        text,
        carried.seq,
        "Carried forward from the form saved at an earlier stage",
    ))
}

fn first(filling: &Filling<'_>, field: &Field) -> Answer {
    if let FieldKind::Signature { party } = &field.kind {
        return signatures::signature(filling, party);
    }
    if filling.paper.kind == PaperKind::Letter {
        return letters::paragraph(filling, &field.label);
    }
    match field.source {
        Source::Subjects => subjects(filling),
        Source::Dispute => dispute(filling),
        Source::Outcomes => outcomes(filling),
        Source::Actions => actions(filling),
        Source::Stages => stages(filling),
        Source::ResolvedStage => resolved_stage(filling, field),
        Source::DaysTaken => days_taken(filling),
        Source::Areas => areas(filling),
        Source::CaseNumber => Answer {
            text: filling.number.to_owned(),
            traces: vec![],
        },
        Source::RaisedOn => filling
            .case
            .opening
            .as_ref()
            .map_or_else(Answer::default, |o| {
                Answer::of(
                    words::moment(o.value.raised),
                    o.seq,
                    "How the case was opened",
                )
            }),
        Source::Agencies => {
            let names: Vec<&str> = filling
                .case
                .agencies
                .iter()
                .map(|a| a.value.name.as_str())
                .collect();
            Answer {
                text: words::joined(&names),
                traces: filling
                    .case
                    .agencies
                    .iter()
                    .map(|a| Trace {
                        seq: a.seq,
                        title: "An agency was named".into(),
                    })
                    .collect(),
            }
        }
        Source::User => Answer::default(),
    }
}
