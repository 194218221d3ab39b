//! What is recorded of a child who leaves, in words of the chronology.

use super::list::name;
use crate::loaded::LoadedCase;
use crate::views::details::Told;
use crate::words::day_words;
use stepwise_core::event::{FileStep, Leaving, LeavingStep};

/// A child leaves.
pub(crate) fn left(loaded: &LoadedCase, leaving: &Leaving) -> Told {
    let subject = loaded.case.subject(&leaving.subject);
    let first = leaving.first_day.map(day_words).unwrap_or_default();
    Told::new("detail", "Leaves for another school or setting")
        .detail("Who leaves", subject.map_or("", |s| s.name.as_str()))
        .detail("Goes to", &leaving.to)
        .detail("Who takes the file", &leaving.lead)
        .detail("How they are reached", &leaving.reach)
        .detail("Last day here", &day_words(leaving.last_day))
        .detail("First day of the new term there", &first)
}

/// What was done about the file.
pub(crate) fn step(loaded: &LoadedCase, step: &LeavingStep) -> Told {
    let title = match &step.step {
        FileStep::Sent { .. } => "The safeguarding file went to the next school or setting",
        FileStep::Asked { .. } => "The receipt for the safeguarding file was asked for",
        FileStep::Received { .. } => "The next school or setting has the safeguarding file",
        FileStep::CalledOff { .. } => "The safeguarding file is not to go",
    };
    let one = loaded.case.leaving(&step.leaving);
    let (who, to) = one.map_or_else(Default::default, |one| {
        (name(loaded, one), one.leaving.value.to.clone())
    });
    let again = step.again.map(day_words).unwrap_or_default();
    Told::new("paper", title)
        .on(step.on)
        .detail("Whose file", &who)
        .detail("Goes to", &to)
        .detail("What was done", &done(&step.step))
        .detail("The receipt is asked for again on", &again)
}

/// A step in one line.
pub(super) fn done(step: &FileStep) -> String {
    match step {
        FileStep::Sent { to, how, apart } => {
            let apart = match apart {
                true => "Apart from the main pupil file.",
                false => "Together with the main pupil file.",
            };
            format!("To {to}. {} {apart}", stop(how))
        }
        FileStep::Asked { how } => stop(how),
        FileStep::Received { by, how } => format!("From {by}. {}", stop(how)),
        FileStep::CalledOff { reason } => stop(reason),
    }
}

fn stop(text: &str) -> String {
    let text = text.trim();
    match text.ends_with(['.', '!', '?']) || text.is_empty() {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}
