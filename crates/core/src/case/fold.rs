//! The fold of a case's events. Total: whatever the history, there is a case.

use super::{
    Case, Departure, From, Phase, ReachedMoment, Request, SavedPaper, Visit, VisitOutcome,
    effective,
};
use crate::event::{AgreedAction, Event, Outcome, What};
use crate::ids::{AgencyId, ChoiceId, FactId, LeavingId, PersonId, RequestId, SubjectId};
use crate::time::Happened;
use std::collections::BTreeMap;

/// The case as its events tell it, corrections heard.
pub fn fold(events: &[Event]) -> Case {
    let (kept, corrections) = effective(events);
    let mut folding = Folding::default();
    for event in &kept {
        folding.apply(event);
    }
    let mut case = folding.case;
    case.corrections = corrections;
    case.last_seq = events.iter().map(|e| e.seq).max().unwrap_or(0);
    case
}

/// A fold under way, one effective event at a time (see [`effective`]).
#[derive(Default)]
pub struct Folding {
    /// The case so far.
    pub case: Case,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            opening: None,
            phase: Phase::Empty,
            danger: Vec::new(),
            subjects: Vec::new(),
            agencies: Vec::new(),
            people: Vec::new(),
            decision: None,
            facts: BTreeMap::new(),
            answers: Vec::new(),
            moments: Vec::new(),
            checks: BTreeMap::new(),
            visits: Vec::new(),
            entries: Vec::new(),
            settled: BTreeMap::new(),
            plans: Vec::new(),
            voices: Vec::new(),
            limits: BTreeMap::new(),
            own_dates: Vec::new(),
            actions: Vec::new(),
            papers: BTreeMap::new(),
            attachments: Vec::new(),
            requests: Vec::new(),
            leavings: Vec::new(),
            sent: Vec::new(),
            dissents: BTreeMap::new(),
            links: Vec::new(),
            withdrawal: None,
            closings: Vec::new(),
            reopened: Vec::new(),
            policy: None,
            versions: Vec::new(),
            holds: Vec::new(),
            kept_longer: Vec::new(),
            recorded: BTreeMap::new(),
            corrections: BTreeMap::new(),
            last_seq: 0,
        }
    }
}

fn from<T>(event: &Event, value: T) -> From<T> {
    From {
        value,
        seq: event.seq,
        recorded: event.recorded,
        by: event.by.clone(),
    }
}

/// Puts a named thing in the place of its earlier naming, or at the end.
fn put<T>(list: &mut Vec<From<T>>, new: From<T>, same: impl Fn(&T, &T) -> bool) {
    match list.iter_mut().find(|old| same(&old.value, &new.value)) {
        Some(old) => *old = new,
        None => list.push(new),
    }
}

impl Folding {
    /// Takes the next effective event in.
    pub fn apply(&mut self, event: &Event) {
        let case = &mut self.case;
        case.last_seq = case.last_seq.max(event.seq);
        case.recorded.insert(event.seq, event.recorded);
        match &event.what {
            What::Opened(opening) => {
                if case.opening.is_none() {
                    case.phase = Phase::Before;
                }
                for (fact, choice) in &opening.facts {
                    case.answer(event, fact, choice);
                }
                case.moments
                    .extend(opening.moments.iter().map(|(moment, on)| ReachedMoment {
                        moment: moment.clone(),
                        on: *on,
                        visit: None,
                        answer: None,
                        agency: None,
                        seq: event.seq,
                    }));
                case.policy.get_or_insert_with(|| opening.policy.clone());
                case.opening = Some(from(event, opening.clone()));
            }
            What::DangerAsked {
                immediate,
                done,
                on,
            } => {
                case.danger
                    .push(from(event, (*immediate, done.clone(), *on)));
            }
            What::SubjectNamed(s) => put(&mut case.subjects, from(event, s.clone()), |a, b| {
                a.id == b.id
            }),
            What::AgencyNamed(a) => put(&mut case.agencies, from(event, a.clone()), |a, b| {
                a.id == b.id
            }),
            What::PersonNamed(p) => put(&mut case.people, from(event, p.clone()), |a, b| {
                a.id == b.id
            }),
            What::DecisionDescribed(d) => case.decision = Some(from(event, d.clone())),
            What::FactSet(fact, choice) => case.answer(event, fact, choice),
            What::Reached {
                moment,
                on,
                visit,
                answer,
                agency,
                ..
            } => case.moments.push(ReachedMoment {
                moment: moment.clone(),
                on: *on,
                visit: *visit,
                answer: answer.clone(),
                agency: agency.clone(),
                seq: event.seq,
            }),
            What::Checked { check, answer } => {
                case.checks
                    .insert(check.clone(), from(event, answer.clone()));
            }
            What::StageOpened { stage, on, why } => {
                case.leave(*on);
                let n = u32::try_from(case.visits.len())
                    .unwrap_or(u32::MAX)
                    .saturating_add(1);
                case.visits.push(Visit {
                    n,
                    stage: stage.clone(),
                    opened: *on,
                    seq: event.seq,
                    why: why.clone(),
                    outcome: None,
                    left: None,
                });
                case.phase = Phase::AtStage { visit: n };
            }
            What::Recorded(entry) => case.entries.push(from(event, entry.clone())),
            What::DutySettled(key, settled) => {
                case.settled
                    .insert(key.clone(), from(event, settled.clone()));
            }
            What::PlanReviewed(plan) => case.plans.push(from(event, plan.clone())),
            What::VoiceRecorded {
                subject,
                own_words,
                family,
                on,
            } => case.voices.push(from(
                event,
                (subject.clone(), own_words.clone(), family.clone(), *on),
            )),
            What::LimitEntered { clock, by, reason } => {
                let entered = case.limits.entry(clock.clone()).or_default();
                entered.push(from(event, (*by, reason.clone())));
            }
            What::OwnDateSet(date) => {
                put(&mut case.own_dates, from(event, date.clone()), |a, b| {
                    a.visit == b.visit
                });
            }
            What::ActionAgreed(action) => put_action(case, from(event, action.clone())),
            What::ActionSettled {
                action,
                done,
                on,
                note,
            } => {
                if let Some((_, settled)) =
                    case.actions.iter_mut().find(|(a, _)| a.value.id == *action)
                {
                    *settled = Some(from(event, (*done, *on, note.clone())));
                }
            }
            What::StageSettled {
                visit,
                outcome,
                on,
                note,
            } => case.settle_stage(event, *visit, *outcome, *on, note),
            What::PaperFilled {
                paper,
                visit,
                answers,
                own,
            } => {
                let saved = SavedPaper {
                    answers: answers.clone(),
                    own: own.clone(),
                };
                case.papers
                    .insert((paper.clone(), *visit), from(event, saved));
            }
            What::Sent(sending) => case.sent.push(from(event, sending.clone())),
            What::Ended {
                ending,
                on,
                dissent,
                ..
            } => {
                case.leave(*on);
                if !dissent.trim().is_empty() {
                    case.dissents.insert(event.seq, dissent.clone());
                }
                case.closings.push(from(event, (Some(ending.clone()), *on)));
                case.phase = Phase::Ended {
                    ending: ending.clone(),
                    on: *on,
                };
            }
            What::Withdrawn(withdrawal, on) => {
                case.leave(*on);
                case.closings.push(from(event, (None, *on)));
                case.withdrawal = Some(from(event, (withdrawal.clone(), *on)));
                case.phase = Phase::Withdrawn { on: *on };
            }
            What::Reopened { reason, on } => {
                case.reopened.push(from(event, (reason.clone(), *on)));
                case.phase = Phase::Before;
            }
            What::Linked(link) => {
                put(&mut case.links, from(event, link.clone()), |a, b| {
                    a.case == b.case
                });
            }
            What::PolicyMoved(choice) => {
                case.policy = Some(choice.digest.clone());
                case.versions.push(from(event, (true, choice.clone())));
            }
            What::PolicyKept(choice) => {
                case.versions.push(from(event, (false, choice.clone())));
            }
            What::Attached(attachment) => {
                case.attachments.push(from(event, attachment.clone()));
            }
            What::HoldPlaced(hold) => case.holds.push((from(event, hold.clone()), None)),
            What::HoldLifted { hold, reason, on } => {
                let mut open = case.holds.iter_mut();
                if let Some((_, lifted)) =
                    open.find(|(h, lifted)| h.value.id == *hold && lifted.is_none())
                {
                    *lifted = Some(from(event, (reason.clone(), *on)));
                }
            }
            What::KeptLonger(kept) => case.kept_longer.push(from(event, kept.clone())),
            What::AccessAsked(asked) => case.requests.push(Request {
                asked: from(event, asked.clone()),
                review: None,
                extended: None,
                given: Vec::new(),
            }),
            What::AccessReviewed(review) => {
                if let Some(request) = case.request_mut(&review.request) {
                    request.review = Some(from(event, review.clone()));
                }
            }
            What::AccessExtended { request, reason } => {
                if let Some(request) = case.request_mut(request) {
                    request.extended = Some(from(event, reason.clone()));
                }
            }
            What::AccessGiven(copy) => {
                if let Some(request) = case.request_mut(&copy.request) {
                    request.given.push(from(event, copy.clone()));
                }
            }
            What::PupilLeaves(leaving) => case.leavings.push(Departure {
                leaving: from(event, leaving.clone()),
                steps: Vec::new(),
            }),
            What::LeavingStep(step) => {
                let mut all = case.leavings.iter_mut();
                if let Some(one) = all.find(|l| l.leaving.value.id == step.leaving) {
                    one.steps.push(from(event, step.clone()));
                }
            }
            // Heard already: corrections are no effective events.
            What::Amended { .. } | What::Struck { .. } => {}
        }
    }
}

fn put_action(case: &mut Case, action: From<AgreedAction>) {
    match case
        .actions
        .iter_mut()
        .find(|(old, _)| old.value.id == action.value.id)
    {
        Some((old, _)) => *old = action,
        None => case.actions.push((action, None)),
    }
}

/// Where the stay with this number stands in the list of them.
fn place(n: u32) -> Option<usize> {
    usize::try_from(n.checked_sub(1)?).ok()
}

impl Case {
    fn answer(&mut self, event: &Event, fact: &FactId, choice: &ChoiceId) {
        self.facts.insert(fact.clone(), choice.clone());
        self.answers
            .push(from(event, (fact.clone(), choice.clone())));
    }

    /// Leaves the open visit, if there is one.
    fn leave(&mut self, on: Happened) {
        if let Some(visit) = self.visits.last_mut()
            && visit.left.is_none()
        {
            visit.left = Some(on);
        }
    }

    fn settle_stage(
        &mut self,
        event: &Event,
        visit: u32,
        outcome: Outcome,
        on: Happened,
        note: &str,
    ) {
        let Some(at) = place(visit).and_then(|at| self.visits.get_mut(at)) else {
            return;
        };
        at.outcome = Some(VisitOutcome {
            outcome,
            on,
            note: note.to_owned(),
            seq: event.seq,
        });
        let here = self.phase == Phase::AtStage { visit };
        if outcome == Outcome::Resolved && here {
            at.left = Some(on);
            self.phase = Phase::Resolved { on };
        }
    }

    /// The stay at a stage with this number. They are counted from 1, each in its place, so that it is found at once
    /// however many there are.
    pub fn visit(&self, n: u32) -> Option<&Visit> {
        self.visits.get(place(n)?)
    }

    /// The stay at a stage that goes on now.
    pub fn open_visit(&self) -> Option<&Visit> {
        match self.phase {
            Phase::AtStage { visit } => self.visit(visit),
            _ => None,
        }
    }

    /// The holds that were not lifted.
    pub fn open_holds(&self) -> impl Iterator<Item = &From<crate::event::Hold>> {
        let open = self.holds.iter().filter(|(_, lifted)| lifted.is_none());
        open.map(|(hold, _)| hold)
    }

    /// The child or adult of that name within the case.
    pub fn subject(&self, id: &SubjectId) -> Option<&crate::event::Subject> {
        self.subjects.iter().map(|s| &s.value).find(|s| s.id == *id)
    }

    /// The request for a copy of that name within the case.
    pub fn request(&self, id: &RequestId) -> Option<&Request> {
        self.requests.iter().find(|r| r.asked.value.id == *id)
    }

    /// The leaving of that name within the case.
    pub fn leaving(&self, id: &LeavingId) -> Option<&Departure> {
        self.leavings.iter().find(|l| l.leaving.value.id == *id)
    }

    fn request_mut(&mut self, id: &RequestId) -> Option<&mut Request> {
        self.requests.iter_mut().find(|r| r.asked.value.id == *id)
    }

    /// The agency of that name within the case.
    pub fn agency(&self, id: &AgencyId) -> Option<&crate::event::Agency> {
        self.agencies.iter().map(|a| &a.value).find(|a| a.id == *id)
    }

    /// The person of that name within the case.
    pub fn person(&self, id: &PersonId) -> Option<&crate::event::Person> {
        self.people.iter().map(|p| &p.value).find(|p| p.id == *id)
    }
}
