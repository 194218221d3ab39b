//! Who leaves, and what is left to do.

use super::rule::Rule;
use super::tell::done;
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::summary::{Job, RowDue, Turn};
use crate::views::about::{about_heading, short_name};
use crate::views::due;
use crate::wire::{CaseRef, LeavingRow, LeavingStepRow, LeavingsView};
use crate::words::day_words;
use chrono::NaiveDate;
use stepwise_core::case::Departure;
use stepwise_core::event::FileStep;

/// The children of a case who leave.
///
/// # Errors
/// Locked; no such case.
pub(crate) fn leavings(session: &mut Session, case: &CaseRef) -> Answer<LeavingsView> {
    view(&session.load_case(&case.case)?)
}

pub(super) fn view(loaded: &LoadedCase) -> Answer<LeavingsView> {
    let rule = Rule::read()?;
    let subjects = loaded.case.subjects.iter().map(|s| &s.value);
    Ok(LeavingsView {
        case: loaded.id.to_string(),
        number: loaded.number.clone(),
        about: about_heading(&loaded.case),
        seen: loaded.case.last_seq,
        subjects: subjects
            .map(|s| (s.id.to_string(), s.name.clone()))
            .collect(),
        leavings: loaded
            .case
            .leavings
            .iter()
            .rev()
            .map(|one| row(loaded, &rule, one))
            .collect(),
        rule: rule.rule.clone(),
        scope: rule.scope.clone(),
        cite: rule.cite(),
    })
}

/// The name of whoever leaves.
pub(super) fn name(loaded: &LoadedCase, one: &Departure) -> String {
    let subject = loaded.case.subject(&one.leaving.value.subject);
    subject.map(|s| s.name.clone()).unwrap_or_default()
}

fn row(loaded: &LoadedCase, rule: &Rule, one: &Departure) -> LeavingRow {
    let leaving = &one.leaving.value;
    LeavingRow {
        leaving: leaving.id.to_string(),
        seq: one.leaving.seq,
        subject: leaving.subject.to_string(),
        about: name(loaded, one),
        to: leaving.to.clone(),
        lead: leaving.lead.clone(),
        reach: leaving.reach.clone(),
        last_day: leaving.last_day.to_string(),
        first_day: leaving.first_day.map(|day| day.to_string()),
        due: rule
            .due_view(loaded, leaving)
            .filter(|_| one.is_open() && one.sent().is_none()),
        ask: asks(one).map(|day| due::own(loaded, day)),
        steps: one.steps.iter().map(step).collect(),
        sent: one.sent().is_some(),
        open: one.is_open(),
    }
}

fn step(step: &stepwise_core::case::From<stepwise_core::event::LeavingStep>) -> LeavingStepRow {
    let (kind, text) = match &step.value.step {
        FileStep::Sent { .. } => ("sent", done(&step.value.step)),
        FileStep::Asked { .. } => ("asked", done(&step.value.step)),
        FileStep::Received { .. } => ("received", done(&step.value.step)),
        FileStep::CalledOff { .. } => ("called-off", done(&step.value.step)),
    };
    LeavingStepRow {
        seq: step.seq,
        kind: kind.to_owned(),
        on: crate::views::forms::moment(step.value.on),
        text,
    }
}

/// When the receipt is asked for again: the day that was chosen last.
fn asks(one: &Departure) -> Option<NaiveDate> {
    one.sent().filter(|_| one.is_open())?;
    one.steps.iter().rev().find_map(|step| step.value.again)
}

/// What there is to do for each child who leaves, for Today.
pub(crate) fn jobs(loaded: &LoadedCase) -> impl Iterator<Item = Job> {
    let open = loaded.case.leavings.iter().filter(|one| one.is_open());
    open.map(move |one| {
        let leaving = &one.leaving.value;
        let (task, due) = match one.sent() {
            None => (
                format!(
                    "Send the safeguarding file: {}, to {}",
                    called(loaded, one),
                    leaving.to
                ),
                // Where the rule cannot be read or counted, the job stands without a date.
                Rule::read()
                    .ok()
                    .and_then(|rule| Some((rule.due(leaving, loaded.calendar())?, rule)))
                    .map(|(due, rule)| RowDue::of(&due, &rule.written(leaving))),
            ),
            Some(_) => (
                format!(
                    "Get the receipt for the file: {}, from {}",
                    called(loaded, one),
                    leaving.to
                ),
                asks(one).map(RowDue::own),
            ),
        };
        Job {
            task,
            action: "leaving".into(),
            anchor: format!("leaving:{}", leaving.id),
            paper: String::new(),
            visit: None,
            turn: Turn::Ours,
            remark: String::new(),
            due,
        }
    })
}

/// First name and initial.
fn called(loaded: &LoadedCase, one: &Departure) -> String {
    short_name(&name(loaded, one))
}

/// What stands on the case about those who leave; empty where nothing is left to do.
pub(crate) fn sentence(loaded: &LoadedCase) -> String {
    let open = loaded.case.leavings.iter().filter(|one| one.is_open());
    let each = open.map(|one| {
        let leaving = &one.leaving.value;
        let who = called(loaded, one);
        match one.sent() {
            Some(_) => format!("{who}: the receipt from {} is not here yet.", leaving.to),
            None => {
                let due = Rule::read()
                    .ok()
                    .and_then(|rule| rule.due(leaving, loaded.calendar()));
                match due {
                    Some(due) => format!(
                        "{who}: the file is to be at {} by {}.",
                        leaving.to,
                        day_words(due.date)
                    ),
                    None => format!("{who}: the file is to go to {}.", leaving.to),
                }
            }
        }
    });
    each.collect::<Vec<_>>().join(" ")
}
