//! Duties, as the window shows them.

use crate::loaded::LoadedCase;
use crate::settings::Settings;
use crate::views::cite::{cite_view, force, whose};
use crate::views::due::of_task;
use crate::views::forms::side_word;
use crate::views::who::who_view;
use crate::wire::{DutyRef, TaskView};
use crate::words::{happened_words, lower, urgency_words};
use stepwise_core::event::{DutyKey, Settled, Side};
use stepwise_core::policy::{MomentRef, Wanted};
use stepwise_core::standing::Task;

/// A duty's name, for the window.
pub(crate) fn duty_ref(key: &DutyKey) -> DutyRef {
    DutyRef {
        duty: key.duty.to_string(),
        visit: key.visit,
        of: key.of.clone(),
        side: key.side.map(side_word),
    }
}

/// A duty's name, from the window.
pub(crate) fn duty_key(key: &DutyRef) -> DutyKey {
    DutyKey {
        duty: key.duty.as_str().into(),
        visit: key.visit,
        of: key.of.clone().filter(|of| !of.is_empty()),
        side: match key.side.as_deref() {
            Some("ours") => Some(Side::Ours),
            Some("theirs") => Some(Side::Theirs),
            _ => None,
        },
    }
}

/// For which child, adult, action or agency, or of when, in words.
pub(crate) fn of_words(loaded: &LoadedCase, of: &str) -> String {
    let case = &loaded.case;
    if let Some(record) = DutyKey::of_record(of) {
        let dated = case.moments.iter().find(|m| m.seq == record);
        return dated.map(|m| happened_words(m.on)).unwrap_or_default();
    }
    let subject = case
        .subjects
        .iter()
        .map(|s| &s.value)
        .find(|s| s.id.as_str() == of);
    if let Some(subject) = subject {
        return subject.name.clone();
    }
    let agency = case.agencies.iter().map(|a| &a.value);
    if let Some(agency) = agency.into_iter().find(|a| a.id.as_str() == of) {
        return agency.name.clone();
    }
    let action = case
        .actions
        .iter()
        .map(|(a, _)| &a.value)
        .find(|a| a.id.as_str() == of);
    action.map_or_else(String::new, |a| a.what.clone())
}

/// What shows that a duty is done, as a word.
pub(crate) fn wants_word(wants: Wanted) -> &'static str {
    match wants {
        Wanted::Note => "note",
        Wanted::Discussion => "discussion",
        Wanted::SafetyPlan => "safety-plan",
        Wanted::Paper => "paper",
        Wanted::Sent => "sent",
        Wanted::Copied => "copied",
    }
}

/// The stage at hand; of a case that is over, the stage that ended it: what that stage still asks, such as
/// the written confirmation, is asked now.
fn last_visit(loaded: &LoadedCase) -> Option<u32> {
    loaded
        .standing
        .visit
        .or_else(|| loaded.case.visits.last().map(|visit| visit.n))
}

/// Whether the policy asks for this because immediate harm is thought likely.
fn for_danger(loaded: &LoadedCase, task: &Task) -> bool {
    let rule = loaded.policy.duty(&task.key.duty);
    rule.is_some_and(|duty| duty.on.contains(&MomentRef::ImmediateHarm))
}

/// One duty.
pub(crate) fn task_view(loaded: &LoadedCase, settings: &Settings, task: &Task) -> TaskView {
    let (state, evidence) = match &task.settled {
        Some(Settled::Done { on, evidence, .. }) => {
            let words = format!("Done {}. {evidence}", happened_words(*on));
            ("done", words.trim_end().to_owned())
        }
        Some(Settled::NotDone { reason }) => (
            "not-done",
            format!("Not done. {reason}").trim_end().to_owned(),
        ),
        None if task.lapsed && !task.standing.is_empty() => {
            ("lapsed", "It holds no longer.".to_owned())
        }
        None if task.lapsed => ("lapsed", "No longer asked: the stage is over.".to_owned()),
        None if !task.standing.is_empty() => {
            let until: Vec<String> = task.standing.iter().map(|m| lower(m)).collect();
            (
                "standing",
                format!("It holds until {}.", until.join(", or ")),
            )
        }
        None => ("open", String::new()),
    };
    TaskView {
        key: duty_ref(&task.key),
        say: task.say.clone(),
        help: task.help.clone().unwrap_or_default(),
        whose: whose(task.who.whose),
        who: who_view(loaded, settings, &task.who),
        to: task
            .to
            .iter()
            .map(|to| who_view(loaded, settings, to))
            .collect(),
        copies: task
            .copies
            .iter()
            .map(|to| who_view(loaded, settings, to))
            .collect(),
        part: part_title(loaded, task),
        force: force(task.force),
        wants: wants_word(task.wants).into(),
        paper: task
            .paper
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        of: task
            .of
            .as_deref()
            .map(|of| of_words(loaded, of))
            .unwrap_or_default(),
        due: task.due.as_ref().map(|due| of_task(loaded, task, due)),
        urgency: task.urgency.map(urgency_words).unwrap_or_default().into(),
        state: state.into(),
        evidence,
        late: task.late,
        refused: task.refused.clone().unwrap_or_default(),
        for_danger: for_danger(loaded, task),
        earlier: task.key.visit.is_some() && task.key.visit != last_visit(loaded),
        cite: cite_view(&loaded.policy, &task.cite, &task.readings),
    }
}

/// The part of the paper that a duty fills, as printed over it.
fn part_title(loaded: &LoadedCase, task: &Task) -> String {
    let paper = task.paper.as_ref().and_then(|id| loaded.policy.paper(id));
    let parts = paper.into_iter().flat_map(|p| p.parts.iter());
    let mut mine = parts.filter(|p| task.part.as_ref() == Some(&p.id));
    mine.next().map(|p| p.title.clone()).unwrap_or_default()
}
