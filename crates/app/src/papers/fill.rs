//! The first answer of every field.

use super::dispute::{areas, dispute, subjects};
use super::outcomes::{actions, days_taken, outcomes, resolved_stage, stages};
use super::{letters, signatures, words};
use stepwise_core::case::{Case, From, SavedPaper, Visit};
use stepwise_core::engine::World;
use stepwise_core::event::Side;
use stepwise_core::policy::{
    Field, FieldKind, Paper, PaperKind, Part, PartyRef, Policy, PolicySide, Source,
};
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
    /// The user's own words, where they differ from what the case said when they were saved.
    pub own: Option<String>,
    /// The form of an earlier stage that they come from, where they do.
    pub carried: Option<Trace>,
    /// It stands in a part that somebody else fills in.
    pub others: bool,
}

impl Filled {
    /// The answer that counts: the user's own, else the case's.
    pub fn answer(&self) -> &str {
        self.own.as_deref().unwrap_or(&self.case.text)
    }

    /// Whether the answer is other than what the case says now.
    pub fn changed(&self) -> bool {
        self.answer() != self.case.text
    }

    /// Asked for of this side, and not answered.
    pub fn missing(&self) -> bool {
        self.field.wanted
            && !self.others
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
    /// What else the case depends on.
    pub world: World<'a>,
    /// The case.
    pub case: &'a Case,
    /// Its number.
    pub number: &'a str,
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
    /// Whether a field stands in a part that this side does not fill in: the other side's, or an outside body's.
    fn is_others(&self, field: &Field) -> bool {
        let raised_by = self.case.opening.as_ref().map(|o| o.value.raised_by);
        let ours = match raised_by.unwrap_or(Side::Ours) {
            Side::Ours => PolicySide::Raiser,
            Side::Theirs => PolicySide::Other,
        };
        let named = |part: &&Part| field.part.as_ref() == Some(&part.id);
        let part = self.paper.parts.iter().find(named);
        part.is_some_and(|part| match &part.who {
            PartyRef::Side(side, _) => *side != ours && *side != PolicySide::Both,
            _ => true,
        })
    }

    pub(super) fn the_visit(&self) -> Option<&Visit> {
        self.visit.and_then(|n| self.case.visit(n))
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

    /// Which time round the paper is for: 0, and one more after each reopening.
    pub(super) fn episode(&self) -> usize {
        self.the_visit()
            .map_or(self.case.reopened.len(), |v| self.episode_of(v.seq))
    }

    pub(super) fn episode_of(&self, seq: u64) -> usize {
        self.case.reopened.iter().filter(|r| r.seq <= seq).count()
    }

    /// What the user last saved for this paper: for this visit, or for an earlier one where the paper
    /// carries forward.
    fn saved(&self) -> Option<Saved<'_>> {
        let saved = |visit| self.case.papers.get(&(self.paper.id.clone(), visit));
        if let Some(here) = saved(self.visit) {
            return Some(Saved {
                paper: here,
                visit: self.visit,
                carried: false,
            });
        }
        self.case
            .papers
            .iter()
            .filter(|((paper, visit), _)| *paper == self.paper.id && *visit < self.visit)
            .filter(|_| self.paper.carries_forward)
            .max_by_key(|(_, saved)| saved.seq)
            .map(|((_, visit), paper)| Saved {
                paper,
                visit: *visit,
                carried: true,
            })
    }

    fn fields(&self) -> Vec<Field> {
        match self.paper.kind {
            PaperKind::Form => self.paper.fields.clone(),
            PaperKind::Letter => letters::fields(self.paper),
        }
    }
}

/// A paper that was saved, and for which visit.
pub struct Saved<'a> {
    /// The paper.
    pub paper: &'a From<SavedPaper>,
    /// The visit.
    pub visit: Option<u32>,
    /// It was saved for an earlier visit than the one at hand.
    carried: bool,
}

/// Every field of the paper, in order, with its answers. `before` tells what the case said, by field,
/// when a paper was saved: for records that do not say which answers were the user's own.
pub fn fill(
    filling: &Filling<'_>,
    before: impl Fn(&Saved<'_>) -> Vec<(String, String)>,
) -> Vec<Filled> {
    let saved = filling.saved();
    let own = saved.as_ref().map(|saved| own_fields(saved, before));
    let each = filling.fields().into_iter().map(|field| {
        let mut filled = Filled {
            case: first(filling, &field),
            own: None,
            carried: None,
            others: filling.is_others(&field),
            field,
        };
        if let (Some(saved), Some(own)) = (&saved, &own)
            && own.contains(&filled.field.id)
        {
            take(&mut filled, saved);
        }
        filled
    });
    each.collect()
}

/// Puts the user's own words in.
fn take(filled: &mut Filled, saved: &Saved<'_>) {
    let Some(words) = saved.paper.value.answer(&filled.field.id) else {
        return;
    };
    if saved.carried {
        if words.trim().is_empty() || !stays(&filled.field) {
            return;
        }
        filled.carried = Some(Trace {
            seq: saved.paper.seq,
            title: "The form saved at an earlier stage".into(),
        });
    }
    // What the case has come to say as well is the case's.
    if words != filled.case.text {
        filled.own = Some(words.to_owned());
    }
}

/// The fields that the user answered otherwise than the case did at that moment.
fn own_fields(
    saved: &Saved<'_>,
    before: impl Fn(&Saved<'_>) -> Vec<(String, String)>,
) -> Vec<String> {
    if let Some(own) = &saved.paper.value.own {
        return own.clone();
    }
    let said = before(saved);
    let answers = saved.paper.value.answers.iter();
    answers
        .filter(|answer| !said.contains(answer))
        .map(|(id, _)| id.clone())
        .collect()
}

/// What the case alone says, by field: what a paper holds that nobody has touched.
pub fn said(filling: &Filling<'_>) -> Vec<(String, String)> {
    let each = filling.fields().into_iter();
    each.map(|field| (field.id.clone(), first(filling, &field).text))
        .collect()
}

/// Whether the user's words go on to the next stage's form: those that do not change with the stage do.
/// Outcomes, stages and days report on the stage at hand, and name the earlier ones themselves.
fn stays(field: &Field) -> bool {
    matches!(
        field.source,
        Source::User | Source::Dispute | Source::Subjects | Source::Areas
    ) && !matches!(field.kind, FieldKind::Signature { .. })
}

/// What the case says in answer to a field.
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
        Source::Actions => actions(filling, |_| true),
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

#[cfg(test)]
mod tests {
    use super::{Saved, own_fields};
    use stepwise_core::case::{From, SavedPaper};

    #[test]
    fn a_record_that_does_not_say_whose_words_they_are_is_held_against_what_the_case_said() {
        let answers = [
            ("days", ""),
            ("name", "Zofia"),
            ("reason", "In our own words"),
        ];
        let answers = answers.map(|(id, answer)| (id.to_owned(), answer.to_owned()));
        let paper = |own| From {
            value: SavedPaper {
                answers: answers.to_vec(),
                own,
            },
            seq: 7,
            recorded: "2026-11-20T09:00:00Z".parse().unwrap(),
            by: "user".into(),
        };
        let own = |paper: &From<SavedPaper>| {
            let saved = Saved {
                paper,
                visit: Some(1),
                carried: false,
            };
            let said = [("days", ""), ("name", "Zofia"), ("reason", "As recorded")];
            own_fields(&saved, |_| {
                said.map(|(id, said)| (id.to_owned(), said.to_owned()))
                    .to_vec()
            })
        };
        assert_eq!(own(&paper(None)), ["reason"]);
        assert_eq!(own(&paper(Some(vec!["name".into()]))), ["name"]);
    }
}
