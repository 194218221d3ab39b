//! A policy tried out on dates: the engine and the files of `stepwise policy simulate`, in the window.

mod file;
mod options;
mod words;

use crate::config::{Ask, FileKind, OpenKind};
use crate::failure::{Answer, AppError};
use crate::intake;
use crate::library::{Bundled, Library};
use crate::papers::leave::write_file;
use crate::session::Session;
use crate::wire::{
    ExampleOpened, Nothing, PolicyQuery, SaveExample, SavedView, Tried, TryOptions, TryPolicy,
};
use std::collections::BTreeMap;
use stepwise_core::calendar::Calendar;
use stepwise_core::ids::CalendarId;
use stepwise_core::policy::{Policy, Problem};
use stepwise_core::simulate::{self, Step, Timeline, TimelineError};

/// The name that a try has in messages: nobody sees a file.
const FILE: &str = "try";

/// All that can be chosen in a try of a policy.
///
/// # Errors
/// No such policy.
pub(crate) fn try_options(session: &mut Session, request: &PolicyQuery) -> Answer<TryOptions> {
    let library = session.library();
    let bundled = library.exact(&request.policy, &request.digest)?;
    let today = session.now().date_in(bundled.policy.zone);
    Ok(options::options(bundled, today))
}

/// Plays a try. What cannot be played is said, and is no error: somebody is in the middle of typing it.
///
/// # Errors
/// No such policy.
pub(crate) fn try_policy(session: &mut Session, request: &TryPolicy) -> Answer<Tried> {
    let library = session.library();
    let bundled = library.exact(&request.policy, &request.digest)?;
    let calendars = match session.held() {
        Some(open) => open.calendars.as_ref(),
        None => &library.calendars,
    };
    Ok(match play(&library, bundled, calendars, request) {
        Ok(steps) => Tried {
            steps: steps
                .iter()
                .map(|step| words::step(&bundled.policy, calendars, step))
                .collect(),
            fault: String::new(),
            fault_step: 0,
        },
        Err((step, fault)) => Tried {
            steps: Vec::new(),
            fault,
            fault_step: step,
        },
    })
}

/// The steps, or what is wrong with the try and in which step.
fn play(
    library: &Library,
    bundled: &Bundled,
    calendars: &BTreeMap<CalendarId, Calendar>,
    request: &TryPolicy,
) -> Result<Vec<Step>, (u32, String)> {
    let text = file::written(&request.tried).map_err(|wrong| (wrong.step, wrong.to_string()))?;
    let timeline = Timeline::parse(&text, FILE).map_err(|e| (0, said(e.problems())))?;
    let versions = library.versions(&request.policy);
    let others: Vec<&Policy> = versions.iter().map(|b| b.policy.as_ref()).collect();
    let played = simulate::run_versions(&bundled.policy, &others, calendars, &timeline);
    played.map_err(|error| {
        let first = error.reasons().first().map_or(0, |r| r.step);
        let here = error.reasons().iter().filter(|r| r.step == first);
        let said: Vec<String> = here.map(|r| r.source.to_string()).collect();
        (u32::try_from(first).unwrap_or(0), said.join(" "))
    })
}

/// Several problems as one text. The lines are those of a file that nobody sees.
fn said(problems: &[Problem]) -> String {
    let each = problems
        .iter()
        .map(|p| format!("{} {}", p.message, p.remedy));
    each.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Keeps a try as an example in a file of the user's choice.
///
/// # Errors
/// It cannot be played; not written.
pub(crate) fn save_example(session: &mut Session, request: &SaveExample) -> Answer<SavedView> {
    let library = session.library();
    let bundled = library.exact(&request.tried.policy, &request.tried.digest)?;
    let calendars = match session.held() {
        Some(open) => open.calendars.as_ref(),
        None => &library.calendars,
    };
    let wrong = |fault: &str| AppError::typed("steps", fault, "Correct it, then save it again.");
    let mut tried = request.tried.tried.clone();
    if request.expect {
        let steps =
            play(&library, bundled, calendars, &request.tried).map_err(|(_, f)| wrong(&f))?;
        for (kept, step) in tried.steps.iter_mut().zip(&steps) {
            kept.expect = file::expectation(step);
        }
    }
    let text = file::written(&tried).map_err(|fault| wrong(&fault.to_string()))?;
    let name = format!("{}.toml", file::file_name(&tried.name));
    let Some(path) = session.ask(Ask::SaveFile(name, FileKind::Toml))? else {
        return Ok(SavedView::at(None));
    };
    write_file(&path, text.as_bytes())?;
    Ok(SavedView::at(Some(&path)))
}

/// Opens an example from a file of the user's choice.
///
/// # Errors
/// It is no example; the message says on which line.
pub(crate) fn open_example(session: &mut Session, _: &Nothing) -> Answer<ExampleOpened> {
    let Some(path) = session.ask(Ask::OpenFile(OpenKind::Example))? else {
        return Ok(ExampleOpened { tried: None });
    };
    let hint = "Choose a file from a policy's folder of examples.";
    let bytes = intake::text(&path)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| AppError::typed("place", "This file is not text.", hint))?;
    let tried = file::read(&text).map_err(|e| AppError::typed("place", &lines(&e), hint))?;
    Ok(ExampleOpened { tried: Some(tried) })
}

/// What is wrong with a file, with the line of each.
fn lines(error: &TimelineError) -> String {
    let each = error
        .problems()
        .iter()
        .map(|p| format!("Line {}: {}", p.line, p.message));
    each.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
