//! What of a case goes into a copy for one child or adult, and what is left out of itself.

use crate::blackout::{Blackout, Term, exactly, forms};
use crate::loaded::LoadedCase;
use crate::settings::Settings;
use crate::views::chronicle::chronology_view;
use crate::wire::ChronicleView;
use std::collections::BTreeMap;
use stepwise_core::case::{Request, effective};
use stepwise_core::event::{AccessReview, Subject, What};
use stepwise_core::ids::SubjectId;

/// The parts that can be chosen.
pub(super) const PARTS: [&str; 3] = ["chronology", "papers", "files"];

/// A request with all that its copy is made from.
pub(super) struct Asked<'a> {
    pub loaded: &'a LoadedCase,
    pub request: &'a Request,
    /// The last review, or the beginning of one.
    pub review: AccessReview,
    /// Forms of names that somebody else has too, so that they are not blacked out where they stand alone.
    pub shared: Vec<String>,
    terms: Vec<Term>,
}

/// One entry that may go.
pub(super) struct Item {
    pub entry: ChronicleView,
    /// Left out of itself: it is about somebody else alone.
    pub about_other: bool,
}

impl<'a> Asked<'a> {
    pub fn new(loaded: &'a LoadedCase, request: &'a Request) -> Self {
        let review = match &request.review {
            Some(review) => review.value.clone(),
            None => AccessReview {
                request: request.asked.value.id.clone(),
                parts: PARTS.iter().map(|p| (*p).to_owned()).collect(),
                names: Vec::new(),
                spared: Vec::new(),
                considered: Vec::new(),
                passages: Vec::new(),
                exemptions: String::new(),
            },
        };
        let own = subject(loaded, &request.asked.value.subject);
        let own = own.map_or("", |s| s.name.as_str());
        let mut terms = Vec::new();
        let mut shared: Vec<String> = Vec::new();
        for name in others(loaded, request)
            .into_iter()
            .chain(review.names.clone())
        {
            let (more, also) = forms(&name, &[own]);
            terms.extend(more);
            shared.extend(also);
        }
        // With somebody's name go the ways to reach them.
        for person in loaded.case.people.iter().map(|p| &p.value) {
            if review.names.contains(&person.name) {
                let ways = [person.email.as_str(), &person.phone];
                terms.extend(ways.iter().filter_map(|way| exactly(way, &person.name)));
            }
        }
        shared.sort_unstable();
        shared.dedup();
        Self {
            loaded,
            request,
            review,
            shared,
            terms,
        }
    }

    /// What is blacked out.
    pub fn blackout(&self) -> Blackout<'_> {
        Blackout {
            terms: self.terms.clone(),
            spared: &self.review.spared,
            passages: &self.review.passages,
        }
    }

    /// The entries that may go, in the order in which things happened.
    pub fn items(&self, settings: &Settings) -> Vec<Item> {
        let (kept, _) = effective(&self.loaded.events);
        let whats = |seq: u64| {
            let latest = kept.iter().find(|e| e.seq == seq);
            latest.or_else(|| self.loaded.events.iter().find(|e| e.seq == seq))
        };
        let mut entries = chronology_view(self.loaded, settings, &BTreeMap::new()).entries;
        entries.reverse();
        let mut items = Vec::new();
        for entry in entries {
            let Some(event) = whats(entry.seq) else {
                continue;
            };
            let part = match &event.what {
                // What is recorded of a request, of a hold or of keeping is about the handling of the record.
                What::HoldPlaced(..)
                | What::HoldLifted { .. }
                | What::KeptLonger(..)
                | What::AccessAsked(..)
                | What::AccessReviewed(..)
                | What::AccessExtended { .. }
                | What::AccessGiven(..) => continue,
                What::PaperFilled { .. } => "papers",
                What::Attached(..) => "files",
                _ => "chronology",
            };
            if !self.review.parts.iter().any(|p| p == part) {
                continue;
            }
            items.push(Item {
                about_other: self.about_other(&event.what),
                entry,
            });
        }
        items
    }

    /// Whether a record is about another child or adult alone.
    fn about_other(&self, what: &What) -> bool {
        let own = &self.request.asked.value.subject;
        let others = || {
            self.loaded
                .case
                .subjects
                .iter()
                .filter(|s| s.value.id != *own)
        };
        match what {
            What::SubjectNamed(subject) => subject.id != *own,
            What::PlanReviewed(plan) => plan.subject != *own,
            What::VoiceRecorded { subject, .. } => subject != own,
            What::PupilLeaves(leaving) => leaving.subject != *own,
            What::LeavingStep(step) => {
                let one = self.loaded.case.leaving(&step.leaving);
                one.is_none_or(|one| one.leaving.value.subject != *own)
            }
            What::DutySettled(key, _) => {
                let of = key.of.as_deref().unwrap_or_default();
                others().any(|s| s.value.id.as_str() == of)
            }
            _ => false,
        }
    }

    /// Whether an entry was thought over, and what came of it.
    pub fn considered(&self, seq: u64) -> Option<&stepwise_core::event::Considered> {
        self.review.considered.iter().find(|c| c.seq == seq)
    }
}

/// The child or adult of that name within the case.
pub(super) fn subject<'a>(loaded: &'a LoadedCase, id: &SubjectId) -> Option<&'a Subject> {
    loaded.case.subject(id)
}

/// The names of the other children and adults of the case, also those that they were recorded with before.
fn others(loaded: &LoadedCase, request: &Request) -> Vec<String> {
    let own = &request.asked.value.subject;
    let mut names: Vec<String> = Vec::new();
    let mut add = |subject: &Subject| {
        if subject.id != *own && !names.contains(&subject.name) {
            names.push(subject.name.clone());
        }
    };
    for what in loaded.said() {
        if let What::SubjectNamed(subject) = what {
            add(subject);
        }
    }
    names
}
