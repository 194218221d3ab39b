//! What may go into a bundle, and which of the record's entries each part shows.

use crate::files::{is_picture, kind_words, named, size_words};
use crate::loaded::LoadedCase;
use crate::wire::BundlePart;
use crate::words::plural;
use std::collections::BTreeSet;
use stepwise_core::event::Attachment;
use stepwise_core::event::What;
use stepwise_core::ids::{AttachmentId, PaperId};

/// A part of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The decision in dispute, the stages and what came of them.
    Summary,
    /// What keeps the child or adult safe, and their voices.
    Safety,
    /// People and agencies with how to reach them.
    People,
    /// The checklist before escalating.
    Checklist,
    /// Every record of the chronology.
    Chronology,
    /// A saved paper of a visit.
    Paper(PaperId, Option<u32>),
    /// The policy's rules, as the case pins them.
    Policy,
    /// An attached file: listed in the report, and itself in the sealed file.
    File(AttachmentId),
}

impl Part {
    /// The name in the window's request.
    pub fn name(&self) -> String {
        match self {
            Part::Summary => "summary".into(),
            Part::Safety => "safety".into(),
            Part::People => "people".into(),
            Part::Checklist => "checklist".into(),
            Part::Chronology => "chronology".into(),
            Part::Paper(paper, visit) => {
                format!(
                    "paper:{paper}:{}",
                    visit.map(|v| v.to_string()).unwrap_or_default()
                )
            }
            Part::Policy => "policy".into(),
            Part::File(id) => format!("file:{id}"),
        }
    }
}

/// What goes: parts, but for single entries.
#[derive(Default)]
pub(crate) struct Chosen {
    pub parts: BTreeSet<Part>,
    /// Entries that are left out whole, by choice.
    pub out: BTreeSet<u64>,
}

impl Chosen {
    /// Whether an entry was not left out by choice.
    pub fn keeps(&self, seq: u64) -> bool {
        !self.out.contains(&seq)
    }
}

impl From<BTreeSet<Part>> for Chosen {
    fn from(parts: BTreeSet<Part>) -> Self {
        let out = BTreeSet::new();
        Self { parts, out }
    }
}

/// All parts of a case, in the order in which they are printed.
pub(crate) fn all(loaded: &LoadedCase) -> Vec<Part> {
    let mut parts = vec![
        Part::Summary,
        Part::Safety,
        Part::People,
        Part::Checklist,
        Part::Chronology,
    ];
    parts.extend(
        loaded
            .case
            .papers
            .keys()
            .map(|(paper, visit)| Part::Paper(paper.clone(), *visit)),
    );
    parts.push(Part::Policy);
    let files = loaded.case.attachments.iter();
    parts.extend(files.map(|file| Part::File(file.value.id.clone())));
    parts
}

/// The parts of those names.
pub(crate) fn by_name(loaded: &LoadedCase, names: &[String]) -> BTreeSet<Part> {
    let all = all(loaded).into_iter();
    all.filter(|part| names.contains(&part.name())).collect()
}

/// The attached files among the parts, each with its name in the sealed file: opaque, and in the order in
/// which they were attached.
pub(crate) fn files<'a>(
    loaded: &'a LoadedCase,
    chosen: &BTreeSet<Part>,
) -> Vec<(String, &'a Attachment)> {
    let all = loaded.case.attachments.iter().map(|a| &a.value);
    let chosen = all.filter(|a| chosen.contains(&Part::File(a.id.clone())));
    let named = chosen
        .enumerate()
        .map(|(n, file)| (file_name(n, file), file));
    named.collect()
}

/// The opaque name in the sealed file of the attached file that is counted so, from 0.
pub(super) fn file_name(n: usize, file: &Attachment) -> String {
    let ending = file.name.rsplit_once('.').map_or("bin", |(_, e)| e);
    format!("file-{:02}.{ending}", n + 1)
}

/// The part as the window lists it.
pub(crate) fn view(loaded: &LoadedCase, part: &Part) -> BundlePart {
    let case = &loaded.case;
    let count = |n: usize, one: &str| plural(i64::try_from(n).unwrap_or(i64::MAX), one);
    let (title, remark) = match part {
        Part::Summary => (
            "The dispute, stage by stage".to_owned(),
            count(case.visits.len(), "stage"),
        ),
        Part::Safety => (
            "Keeping safe meanwhile, and voices".to_owned(),
            format!(
                "{}, {}",
                count(case.plans.len(), "review"),
                count(case.voices.len(), "recorded view")
            ),
        ),
        Part::People => (
            "People and agencies, with how to reach them".to_owned(),
            count(case.people.len(), "name"),
        ),
        Part::Checklist => (
            "The thinking before escalating".to_owned(),
            count(case.checks.len(), "answer"),
        ),
        Part::Chronology => ("Chronology".to_owned(), chronology_remark(loaded)),
        Part::Paper(paper, visit) => {
            let title = loaded
                .policy
                .paper(paper)
                .map_or_else(|| paper.to_string(), |p| p.title.clone());
            let visit = visit.and_then(|n| case.visit(n));
            let stage = visit.and_then(|v| loaded.policy.stage(&v.stage));
            (title, stage.map(|s| s.name.clone()).unwrap_or_default())
        }
        Part::Policy => (
            match case.versions.iter().any(|v| v.value.0) {
                true => "The policy's rules, in the version that the case was moved to",
                false => "The policy's rules as they were when the case was opened",
            }
            .to_owned(),
            loaded.policy.title.clone(),
        ),
        Part::File(id) => match named(loaded, id) {
            Some(file) => (
                format!("Attached file: {}", file.description),
                format!(
                    "{}, {}, {}. In the sealed file only",
                    file.name,
                    kind_words(&file.media_type),
                    size_words(file.size)
                ),
            ),
            None => ("An attached file".to_owned(), String::new()),
        },
    };
    let file = match part {
        Part::File(id) => named(loaded, id),
        _ => None,
    };
    // A list of contacts is left out unless somebody needs it.
    BundlePart {
        picture: file.is_some_and(is_picture),
        id: part.name(),
        title,
        remark,
        chosen: !matches!(part, Part::People),
    }
}

fn chronology_remark(loaded: &LoadedCase) -> String {
    let days: BTreeSet<_> = loaded
        .case
        .entries
        .iter()
        .map(|e| e.value.happened.date)
        .collect();
    let records = plural(
        i64::try_from(loaded.case.entries.len()).unwrap_or(i64::MAX),
        "record",
    );
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => {
            format!(
                "{records} from {} to {}",
                crate::papers::plain(*first),
                crate::papers::plain(*last)
            )
        }
        (Some(only), _) => format!("{records} of {}", crate::papers::plain(*only)),
        _ => records,
    }
}

/// Whether an entry's text goes with the chosen parts. What is left out keeps its row, so that the chain holds.
pub(crate) fn shows(loaded: &LoadedCase, parts: &BTreeSet<Part>, what: &What) -> bool {
    let has = |part: Part| parts.contains(&part);
    match what {
        What::Opened(..)
        | What::SubjectNamed(..)
        | What::DecisionDescribed(..)
        | What::DangerAsked { .. }
        | What::FactSet(..)
        | What::Reached { .. }
        | What::StageOpened { .. }
        | What::StageSettled { .. }
        | What::LimitEntered { .. }
        | What::OwnDateSet(..)
        | What::DutySettled(..)
        | What::Linked(..)
        | What::Ended { .. }
        | What::Withdrawn(..)
        | What::Reopened { .. }
        | What::HoldPlaced(..)
        | What::HoldLifted { .. }
        | What::KeptLonger(..)
        | What::PupilLeaves(..)
        | What::LeavingStep(..) => has(Part::Summary) || has(Part::Chronology),
        What::Sent(sending) => {
            let file = sending.attachment.clone().map(Part::File);
            (has(Part::Summary) || has(Part::Chronology)) && file.is_none_or(has)
        }
        What::AccessAsked(..) | What::AccessExtended { .. } | What::AccessGiven(..) => {
            has(Part::Chronology)
        }
        // What was withheld from somebody, and why, is for this setting alone.
        What::AccessReviewed(..) => false,
        What::Attached(file) => has(Part::File(file.id.clone())),
        What::PolicyMoved(..) | What::PolicyKept(..) => {
            has(Part::Policy) || has(Part::Summary) || has(Part::Chronology)
        }
        What::AgencyNamed(..) => true,
        What::PersonNamed(..) => has(Part::People),
        What::Checked { .. } => has(Part::Checklist),
        What::Recorded(..) | What::ActionAgreed(..) | What::ActionSettled { .. } => {
            has(Part::Chronology)
        }
        What::PlanReviewed(..) | What::VoiceRecorded { .. } => has(Part::Safety),
        What::PaperFilled { paper, visit, .. } => has(Part::Paper(paper.clone(), *visit)),
        What::Amended { seq, .. } | What::Struck { seq, .. } => {
            let target = loaded.events.iter().find(|e| e.seq == *seq);
            target.is_some_and(|e| shows(loaded, parts, &e.what))
        }
    }
}
