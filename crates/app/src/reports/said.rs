//! What forms and duties say of how effective a policy was and of what was learned. A policy marks the questions; the words
//! are listed only after somebody has read each of them, because they may say who it was.

use super::facts::Facts;
use super::small::LEAST;
use crate::blackout::Naming;
use crate::loaded::LoadedCase;
use crate::wire::ReportSaid;
use stepwise_core::event::Settled;
use stepwise_core::ids::PaperId;
use stepwise_core::policy::{Field, FieldKind, Gathers};

/// One answer of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Names it within the record.
    pub id: String,
    pub about: Gathers,
    pub question: String,
    pub text: String,
    /// It was ticked, so that it can be counted.
    pub ticked: bool,
    /// It names somebody of the case.
    pub named: bool,
}

/// What the policy of a case asks for.
pub(super) fn asked(loaded: &LoadedCase) -> Vec<Gathers> {
    let policy = &loaded.policy;
    let fields = policy.papers.iter().flat_map(|p| &p.fields);
    let marks = fields.filter_map(|f| f.report);
    let mut all: Vec<Gathers> = marks
        .chain(policy.duties.iter().filter_map(|d| d.report))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What is answered.
pub(super) fn said(loaded: &LoadedCase) -> Vec<Said> {
    let case = &loaded.case;
    let mut all: Vec<Said> = Vec::new();
    for paper in &loaded.policy.papers {
        for field in paper.fields.iter().filter(|f| f.report.is_some()) {
            all.extend(of_field(loaded, &paper.id, field));
        }
    }
    for duty in &loaded.policy.duties {
        let Some(about) = duty.report else { continue };
        let settled = case.settled.iter().filter(|(key, _)| key.duty == duty.id);
        for (key, settled) in settled {
            let Settled::Done { evidence, .. } = &settled.value else {
                continue;
            };
            let of = key.of.as_deref().unwrap_or_default();
            all.push(Said {
                id: format!("{}/{}/{:?}/{of}", loaded.id, duty.id, key.visit),
                about,
                question: duty.say.clone(),
                text: evidence.trim().to_owned(),
                ticked: false,
                named: false,
            });
        }
    }
    all.retain(|said| !said.text.is_empty());
    if !all.is_empty() {
        let subjects = case.subjects.iter().map(|s| s.value.name.as_str());
        let people = case.people.iter().map(|p| p.value.name.as_str());
        let names: Vec<&str> = subjects.chain(people).collect();
        let naming = Naming::of(&names, &[loaded.number.as_str()]);
        for said in &mut all {
            said.named = naming.is_in(&said.text);
        }
    }
    all
}

/// The answer of a field as it was saved last: a later stage's form carries the earlier one's on.
fn of_field(loaded: &LoadedCase, paper: &PaperId, field: &Field) -> Option<Said> {
    let papers = loaded.case.papers.iter();
    let saved = papers.filter(|((id, _), _)| id == paper);
    let answers = saved.filter_map(|((_, visit), saved)| {
        let mut answers = saved.value.answers.iter();
        let answer = answers.find(|(id, text)| *id == field.id && !text.trim().is_empty());
        answer.map(|(_, text)| (saved.seq, visit, text))
    });
    let (_, visit, text) = answers.max_by_key(|(seq, ..)| *seq)?;
    Some(Said {
        id: format!("{}/{paper}/{visit:?}/{}", loaded.id, field.id),
        about: field.report?,
        question: field.label.clone(),
        text: text.trim().to_owned(),
        ticked: matches!(field.kind, FieldKind::Tick { .. }),
        named: false,
    })
}

/// Answers in words, to be read one by one; by what they say, so that their order tells nothing of the cases. Where small
/// counts are hidden, fewer of a kind than are counted are not listed.
pub(super) fn listed(all: &[Facts], hide: bool, chosen: &[String]) -> Vec<ReportSaid> {
    let mut listed: Vec<ReportSaid> = Vec::new();
    for about in [Gathers::Effective, Gathers::Learned] {
        let each = all.iter().flat_map(|facts| &facts.said);
        let words: Vec<&Said> = each.filter(|s| s.about == about && !s.ticked).collect();
        if hide && u32::try_from(words.len()).is_ok_and(|n| n < LEAST) {
            continue;
        }
        let mut rows: Vec<ReportSaid> = words
            .into_iter()
            .map(|said| ReportSaid {
                id: said.id.clone(),
                about: word(about).to_owned(),
                question: said.question.clone(),
                text: said.text.clone(),
                named: said.named,
                chosen: !said.named && chosen.contains(&said.id),
            })
            .collect();
        rows.sort_by(|a, b| a.text.cmp(&b.text).then_with(|| a.id.cmp(&b.id)));
        listed.extend(rows);
    }
    listed
}

/// As the window names it.
fn word(about: Gathers) -> &'static str {
    match about {
        Gathers::Effective => "effective",
        Gathers::Learned => "learned",
    }
}

/// The heading over the answers.
pub(super) fn heading(about: &str) -> &'static str {
    match about {
        "effective" => "How effective it was, in the words of forms",
        _ => "What was learned",
    }
}
