//! Whether one record fits after those before it.

mod access;
mod acts;
mod attached;
mod leaving;
mod pack;
mod stages;

use super::World;
use super::refusal::{Refusal, RefusalCode as Code};
use super::scene::Scene;
use super::text::{needed, texts};
use crate::case::{Case, Phase};
use crate::event::{AgreedAction, Entry, Event, Opening, Person, VersionChoice, What};
use crate::ids::PolicyDigest;
use crate::time::Happened;

/// One record, and the case before it.
pub(super) struct Check<'a> {
    pub world: &'a World<'a>,
    pub case: &'a Case,
    pub event: &'a Event,
    /// The version of the policy that the whole history ends with.
    pub held: Option<&'a PolicyDigest>,
    /// It is wanted now; otherwise it was recorded earlier and only its ground is looked at.
    pub fresh: bool,
}

fn unknown_to_policy(field: &str, thing: &str) -> Refusal {
    Refusal::new(
        Code::UnknownToPolicy,
        field,
        format!("The policy has no such {thing}."),
        "Choose one that the policy has.",
    )
}

fn unknown_in_case(field: &str, thing: &str) -> Refusal {
    Refusal::new(
        Code::UnknownInCase,
        field,
        format!("The case has no such {thing}."),
        format!("Enter the {thing} first."),
    )
}

fn order(field: &str, message: &str) -> Refusal {
    Refusal::new(Code::WrongOrder, field, message, "Check the dates.")
}

/// Certainly earlier: by the date, or by the time where both are known.
fn earlier(a: Happened, b: Happened) -> bool {
    match (a.time, b.time) {
        (Some(x), Some(y)) => (a.date, x) < (b.date, y),
        _ => a.date < b.date,
    }
}

impl Check<'_> {
    pub fn run(&self) -> Vec<Refusal> {
        let scene = Scene::new(*self.world, self.case);
        let what = &self.event.what;
        let mut found = Vec::new();
        if self.fresh {
            found.extend(texts(what));
            found.extend(needed(what));
            found.extend(scene.dates(what));
        }
        if let Some(refusal) = self.phase(&scene) {
            found.push(refusal);
            return found;
        }
        match what {
            What::Opened(opening) => self.opening(opening, &mut found),
            What::PersonNamed(person) => self.person(person, &mut found),
            What::FactSet(fact, choice) => {
                found.extend(self.fact(fact, choice));
                let with = [(fact.clone(), choice.clone())];
                found.extend(self.excluded(&with));
            }
            What::Reached {
                moment,
                visit,
                answer,
                agency,
                reason,
                ..
            } => {
                self.reached(moment, answer.as_ref(), agency.as_ref(), &mut found);
                found.extend(self.visit(*visit));
                found.extend(self.moved(&scene, moment, *visit, reason));
            }
            What::AgencyNamed(agency) => self.agency(agency, &mut found),
            What::Checked { check, .. } => {
                if !self.world.policy.checklist.iter().any(|c| c.id == *check) {
                    found.push(unknown_to_policy("check", "question in its checklist"));
                }
            }
            What::StageOpened { stage, on, why } => {
                self.stage_opened(&scene, stage, *on, why, &mut found)
            }
            What::StageSettled {
                visit, outcome, on, ..
            } => found.extend(self.stage_settled(*visit, *outcome, *on)),
            What::Recorded(entry) => self.entry(entry, &mut found),
            What::DutySettled(key, settled) => self.duty(&scene, key, settled, &mut found),
            What::PlanReviewed(plan) if self.case.subject(&plan.subject).is_none() => {
                found.push(unknown_in_case("subject", "child or adult"));
            }
            What::VoiceRecorded { subject, .. } if self.case.subject(subject).is_none() => {
                found.push(unknown_in_case("subject", "child or adult"));
            }
            What::LimitEntered { clock, by, .. } => {
                found.extend(self.limit(&scene, clock));
                found.extend(self.not_before_raised("by", Happened::on(*by)));
            }
            What::OwnDateSet(date) => {
                found.extend(self.visit(date.visit));
                found.extend(self.not_before_raised("by", Happened::on(date.by)));
            }
            What::ActionAgreed(action) => {
                if self
                    .case
                    .actions
                    .iter()
                    .any(|(a, _)| a.value.id == action.id)
                {
                    found.push(taken());
                }
            }
            What::ActionSettled { action, on, .. } => self.action(action, *on, &mut found),
            What::PaperFilled { paper, visit, .. } => {
                if self.world.policy.paper(paper).is_none() {
                    found.push(unknown_to_policy("paper", "form or letter"));
                }
                found.extend(self.visit(*visit));
            }
            What::Sent(sending) => {
                if sending
                    .paper
                    .as_ref()
                    .is_some_and(|p| self.world.policy.paper(p).is_none())
                {
                    found.push(unknown_to_policy("paper", "form or letter"));
                }
            }
            What::Ended {
                ending,
                on,
                dissent,
                ..
            } => {
                let asked = self.world.policy.ending(ending).is_some_and(|e| e.dissent);
                if self.fresh && asked && dissent.trim().is_empty() {
                    found.push(Refusal::new(
                        Code::Empty,
                        "dissent",
                        "This cannot be left empty.",
                        "Say which agency dissents, and why.",
                    ));
                }
                if self.world.policy.ending(ending).is_none() {
                    found.push(unknown_to_policy("ending", "ending"));
                } else if self.fresh && !scene.endings().contains(ending) {
                    found.push(Refusal::new(
                        Code::EndingNotOffered,
                        "ending",
                        "The policy does not offer this ending here.",
                        "Choose one of the endings on offer, or record that the dispute was withdrawn.",
                    ));
                }
                found.extend(self.after_all(*on));
            }
            What::Withdrawn(_, on) => found.extend(self.after_all(*on)),
            What::Reopened { on, .. } => found.extend(self.after_all(*on)),
            What::PolicyMoved(choice) | What::PolicyKept(choice) => {
                found.extend(self.version(choice));
            }
            What::Attached(attachment) => self.attached(attachment, &mut found),
            What::HoldPlaced(hold) => {
                if self.case.holds.iter().any(|(h, _)| h.value.id == hold.id) {
                    found.push(taken());
                }
            }
            What::HoldLifted { hold, on, .. } => {
                match self.case.open_holds().find(|h| h.value.id == *hold) {
                    None => found.push(unknown_in_case("hold", "hold")),
                    Some(placed) if earlier(*on, placed.value.since) => {
                        found.push(order("on", "This is before the hold began."));
                    }
                    Some(_) => {}
                }
            }
            What::AccessAsked(asked) => self.access_asked(asked, &mut found),
            What::AccessReviewed(review) => found.extend(self.of_request(&review.request)),
            What::AccessExtended { request, .. } => found.extend(self.of_request(request)),
            What::AccessGiven(copy) => found.extend(self.of_request(&copy.request)),
            What::PupilLeaves(leaving) => self.leaving(leaving, &mut found),
            What::LeavingStep(step) => self.leaving_step(step, &mut found),
            What::PlanReviewed(_)
            | What::VoiceRecorded { .. }
            | What::DangerAsked { .. }
            | What::SubjectNamed(_)
            | What::Linked(_)
            | What::DecisionDescribed(_)
            | What::KeptLonger(_)
            | What::Amended { .. }
            | What::Struck { .. } => {}
        }
        found
    }

    /// Whether this is what a limit still waits for that goes on after the case is closed.
    fn follows(&self, scene: &Scene<'_>) -> bool {
        match &self.event.what {
            What::Reached { moment, visit, .. } => {
                !self.fresh || scene.awaited().contains(&(moment.clone(), *visit))
            }
            What::LimitEntered { clock, .. } => {
                !self.fresh || scene.going_on().any(|(id, _)| id == *clock)
            }
            _ => false,
        }
    }

    /// What the phase of the case lets through.
    fn phase(&self, scene: &Scene<'_>) -> Option<Refusal> {
        let what = &self.event.what;
        let closing = matches!(
            what,
            What::Reopened { .. }
                | What::Sent(..)
                | What::DutySettled(..)
                | What::ActionSettled { .. }
                | What::PaperFilled { .. }
                | What::Linked(..)
                // A letter may come when all is over.
                | What::Attached(..)
                | What::HoldPlaced(..)
                | What::HoldLifted { .. }
                | What::KeptLonger(..)
                // What may leave then also arrives then, or has to be asked after.
                | What::Recorded(Entry { went: Some(_), .. })
                | What::ActionAgreed(AgreedAction { receipt_of: Some(_), .. })
                // A person may ask for their record whenever they like.
                | What::AccessAsked(..)
                | What::AccessReviewed(..)
                | What::AccessExtended { .. }
                | What::AccessGiven(..)
                // The file goes with the child, whatever became of the dispute.
                | What::PupilLeaves(..)
                | What::LeavingStep(..)
        );
        match (&self.case.phase, what) {
            (Phase::Empty, What::Opened(_)) => None,
            (Phase::Empty, _) => Some(Refusal::new(
                Code::NotOpened,
                "",
                "The case has not been opened yet.",
                "Open the case first.",
            )),
            (_, What::Opened(_)) => Some(Refusal::new(
                Code::AlreadyOpened,
                "",
                "The case is open already.",
                "Correct the opening, or start another case.",
            )),
            (Phase::Ended { .. } | Phase::Withdrawn { .. }, _) if self.follows(scene) => None,
            (Phase::Ended { .. } | Phase::Withdrawn { .. }, _) if !closing => Some(Refusal::new(
                Code::CaseClosed,
                "",
                "The case is closed.",
                "Open it again, with a reason, to record more.",
            )),
            (Phase::Before | Phase::AtStage { .. }, What::Reopened { .. }) => Some(Refusal::new(
                Code::NotClosed,
                "",
                "The case is not closed.",
                "Go on recording in it.",
            )),
            _ => None,
        }
    }

    fn opening(&self, opening: &Opening, found: &mut Vec<Refusal>) {
        let policy = self.world.policy;
        let held = self.held.unwrap_or(&opening.policy);
        if *held != policy.digest || opening.policy_id != policy.id {
            found.push(Refusal::new(
                Code::OtherPolicy,
                "policy",
                "The case belongs to another policy, or to another version of it.",
                "Open it under the policy with which it was started.",
            ));
        }
        found.extend(
            opening
                .facts
                .iter()
                .filter_map(|(fact, choice)| self.fact(fact, choice)),
        );
        found.extend(self.excluded(&opening.facts));
        if opening
            .moments
            .iter()
            .any(|(moment, _)| policy.moment(moment).is_none())
        {
            found.push(unknown_to_policy("moments", "moment"));
        }
    }

    /// A choice between two versions: the case holds the one, and the other is another.
    fn version(&self, choice: &VersionChoice) -> Option<Refusal> {
        let fits = self.case.policy.as_ref() == Some(&choice.from) && choice.digest != choice.from;
        (self.fresh && !fits).then(|| {
            Refusal::new(
                Code::OtherPolicy,
                "digest",
                "The case does not hold the version that this was compared with.",
                "Compare the two versions again.",
            )
        })
    }

    fn person(&self, person: &Person, found: &mut Vec<Refusal>) {
        if self.case.agency(&person.agency).is_none() {
            found.push(unknown_in_case("agency", "agency"));
        }
        if person
            .roles
            .iter()
            .any(|role| self.world.policy.role(role).is_none())
        {
            found.push(unknown_to_policy("roles", "role"));
        }
    }

    fn visit(&self, n: Option<u32>) -> Option<Refusal> {
        let known = n.is_none_or(|n| self.case.visit(n).is_some());
        (!known).then(|| unknown_in_case("visit", "stage"))
    }

    fn raised(&self) -> Option<Happened> {
        self.case.opening.as_ref().map(|o| o.value.raised)
    }

    fn not_before_raised(&self, field: &str, on: Happened) -> Option<Refusal> {
        let raised = self.raised()?;
        earlier(on, raised).then(|| {
            Refusal::new(
                Code::BeforeRaised,
                field,
                "This is before the dispute was raised.",
                "Check this date, or correct the date on which the dispute was raised.",
            )
        })
    }

    /// Not before anything that moved the dispute.
    fn after_all(&self, on: Happened) -> Option<Refusal> {
        let last = self.case.visits.last();
        let opened = last.map(|v| v.opened);
        let outcome = last.and_then(|v| v.outcome.as_ref()).map(|o| o.on);
        let closed = self.case.closings.last().map(|c| c.value.1);
        let reopened = self.case.reopened.last().map(|r| r.value.1);
        if [opened, outcome, closed, reopened]
            .into_iter()
            .flatten()
            .any(|before| earlier(on, before))
        {
            return Some(order("on", "This is before the last step of the dispute."));
        }
        self.not_before_raised("on", on)
    }

    fn entry(&self, entry: &Entry, found: &mut Vec<Refusal>) {
        found.extend(self.visit(entry.visit));
        let left = |seq: u64| self.case.sent.iter().any(|s| s.seq == seq);
        if self.fresh && entry.went.is_some_and(|seq| !left(seq)) {
            found.push(unknown_in_case("went", "record of what left"));
        }
        if self.case.entries.iter().any(|e| e.value.id == entry.id) {
            found.push(taken());
        }
    }
}

fn taken() -> Refusal {
    Refusal::new(
        Code::AlreadyThere,
        "id",
        "There is a record of that name in the case already.",
        "Correct that record instead.",
    )
}
