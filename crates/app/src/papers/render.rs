//! From a picked paper to a PDF.

use super::fill::Filling;
use super::leaf::{Leaf, Of};
use super::mail;
use super::open::Picked;
use super::outcomes::days_calendar;
use super::recipients::recipients;
use super::save::as_it_stands;
use super::{Printing, lay_out};
use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use stepwise_core::policy::{PaperKind, Source};
use stepwise_core::standing::ClockState;
use stepwise_documents::DocumentError;

/// Who made a file, for its properties.
pub(crate) const PRODUCER: &str = concat!("Stepwise ", env!("CARGO_PKG_VERSION"));

/// The paper with the given answers over what is saved, as pages.
///
/// # Errors
/// As [`Picked::paper`].
pub(crate) fn leaf(picked: Picked, answers: &[(String, String)]) -> Answer<Leaf> {
    let filling = picked.filling()?;
    let fields = picked.filled(answers)?;
    let words = picked
        .loaded
        .calendar()
        .map(|c| calendar_words(&c.place, &revisions(&picked, &filling), &c.revision))
        .unwrap_or_default();
    let to = addressees(&picked)?;
    let printing = Printing {
        head: picked.loaded.head,
        calendar: &words,
        to: &to,
        signing: picked.signing,
    };
    let document = lay_out(&filling, &fields, &printing);
    let paper = picked.paper()?;
    let stem = match paper.kind {
        PaperKind::Form => "form",
        PaperKind::Letter => "letter",
    };
    let subject = mail::subject(Some(paper), &picked.loaded.number);
    let words = as_it_stands(&picked, &fields)?;
    let labels = paper.fields.iter().map(|f| (f.id.clone(), f.label.clone()));
    Ok(Leaf {
        document,
        of: Of::Paper(paper.id.clone(), stem),
        labels: labels.collect(),
        subject,
        words,
        settings: picked.settings,
        user: picked.user,
        loaded: picked.loaded,
    })
}

/// The states of the calendar that what is printed was counted with, each once: that of the days taken,
/// and those of the limits at the paper's stage. What stopped was counted with the state of its day.
fn revisions(picked: &Picked, filling: &Filling<'_>) -> Vec<String> {
    let fields = &filling.paper.fields;
    let days = fields
        .iter()
        .any(|f| f.source == Source::DaysTaken)
        .then(|| days_calendar(filling))
        .flatten();
    let clocks = picked.loaded.standing.clocks.iter();
    let limits = clocks
        .filter(|timed| timed.visit.is_none() || timed.visit == picked.visit)
        .filter_map(|timed| match &timed.state {
            ClockState::Running { due }
            | ClockState::Late { due }
            | ClockState::Met { due, .. } => {
                Some(due.count.as_ref()?.with.as_ref()?.revision.clone())
            }
            _ => None,
        });
    let mut each = Vec::new();
    for revision in days.map(|c| c.revision).into_iter().chain(limits) {
        if !each.contains(&revision) {
            each.push(revision);
        }
    }
    each
}

/// Names the calendar. Where nothing was counted, it is the one that would be counted with `now`.
fn calendar_words(place: &str, counted: &[String], now: &str) -> String {
    match counted {
        [] => format!("Calendar: {place}, {now}."),
        [one] => format!("Calendar: {place}, {one}."),
        several => format!(
            "Calendar: {place}, as it stood when each limit was counted: {}.",
            several.join("; ")
        ),
    }
}

/// Whom a letter is addressed to: the person where one is named, else the capacity.
fn addressees(picked: &Picked) -> Answer<Vec<String>> {
    let each = recipients(picked)?.into_iter().map(|recipient| {
        let who = recipient.who;
        let first = if who.name.is_empty() {
            crate::words::sentence(&who.capacity)
        } else {
            who.name
        };
        // A body is often called by its capacity, and its contact by the same words.
        let mut parts = vec![first];
        for part in [who.designation, who.agency] {
            let said = |p: &String| p.to_lowercase() == part.to_lowercase();
            if !part.is_empty() && !parts.iter().any(said) {
                parts.push(part);
            }
        }
        parts.join(", ")
    });
    Ok(each.collect())
}

/// A document that could not be made, with its own sentence.
pub(crate) fn failed(error: DocumentError) -> AppError {
    let code = ErrorCode::Document;
    AppError::wire(WireError::new(
        code,
        &sentence(&error.to_string()),
        code.hint(),
        "",
    ))
}

/// A message as a sentence of its own.
pub(crate) fn sentence(text: &str) -> String {
    let text = crate::words::sentence(text.trim());
    if text.ends_with('.') {
        text
    } else {
        format!("{text}.")
    }
}

#[cfg(test)]
mod tests {
    use super::calendar_words;

    #[test]
    fn each_state_of_the_calendar_is_named() {
        let words = |counted: &[&str]| {
            let counted: Vec<String> = counted.iter().map(|&c| c.into()).collect();
            calendar_words("Teston", &counted, "now")
        };
        assert_eq!(words(&[]), "Calendar: Teston, now.");
        assert_eq!(words(&["then"]), "Calendar: Teston, then.");
        assert!(words(&["then", "now"]).ends_with("was counted: then; now."));
    }
}
