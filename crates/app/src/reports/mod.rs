//! Reports without names, for governors and the board: how many disputes, at which stages, with whom, about what, how
//! they came out and how long they took. What is on the screen is what is in the PDF and in the table for a spreadsheet.

mod csv;
mod facts;
mod paper;
mod ranges;
mod said;
mod small;
mod tables;

use crate::activity::Act;
use crate::config::{Ask, FileKind};
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::papers::leave::stage;
use crate::papers::plain;
use crate::papers::render::{PRODUCER, failed as document_failed};
use crate::session::Session;
use crate::use_cases::own_zone;
use crate::wire::{ReportQuery, ReportView, SaveReport, SavedView};
use chrono::NaiveDate;
use facts::Facts;
use small::LEAST;
use stepwise_documents::{PdfOptions, write_pdf};

/// The report over the cases that were raised in the days asked for.
///
/// # Errors
/// Locked; the days are none, or the wrong way round; a case cannot be read: a report that leaves one out in silence would
/// be wrong.
pub(crate) fn report(session: &mut Session, query: &ReportQuery) -> Answer<ReportView> {
    let now = session.now();
    let open = session.vault()?;
    let zone = own_zone(open).unwrap_or(chrono_tz::Tz::UTC);
    let today = now.date_in(zone);
    let ranges = ranges::ranges(&open.settings.terms, today);
    let (from, to) = match (&*query.from, &*query.to, ranges.first()) {
        ("", "", Some(first)) => days(&first.from, &first.to)?,
        (from, to, _) => days(from, to)?,
    };
    let entries = open.vault.cases()?;
    let erased = entries.iter().filter(|entry| entry.erased).count();
    let mut all: Vec<Facts> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.erased) {
        let loaded = open.load_entry(&now, entry)?;
        if facts::raised(&loaded).is_some_and(|day| day >= from && day <= to) {
            all.extend(facts::facts(&loaded));
        }
    }
    let hidden = !query.small;
    let cases = u32::try_from(all.len()).unwrap_or(u32::MAX);
    Ok(ReportView {
        from: from.to_string(),
        to: to.to_string(),
        range: format!("{} to {}", plain(from), plain(to)),
        cases: match hidden && cases > 0 && cases < LEAST {
            true => format!("Fewer than {LEAST} cases"),
            false => tables::cases_words(cases),
        },
        none: all.is_empty(),
        tables: tables::tables(&all, hidden),
        said: said::listed(&all, hidden, &query.answers),
        least: LEAST,
        hidden,
        notes: notes(hidden, erased),
        ranges,
    })
}

fn notes(hidden: bool, erased: usize) -> Vec<String> {
    let mut notes = vec![
        "Counted are the cases that were raised in these days, as they stand now. One that goes on counts as not finished."
            .to_owned(),
    ];
    notes.push(match hidden {
        true => format!(
            "Counts from 1 to {} are not shown, nor one more where they could be worked out from it: in a small school they say who it was.",
            LEAST - 1
        ),
        false => "Small counts are shown. In a small school they say who it was: this is not for others.".to_owned(),
    });
    if erased > 0 {
        let said = crate::words::plural(i64::try_from(erased).unwrap_or(i64::MAX), "case");
        notes.push(format!(
            "{said} of this record {} erased, and cannot be counted.",
            if erased == 1 { "was" } else { "were" }
        ));
    }
    notes
}

fn days(from: &str, to: &str) -> Answer<(NaiveDate, NaiveDate)> {
    let day = |text: &str, field: &str| {
        text.parse::<NaiveDate>().map_err(|_| {
            AppError::typed(
                field,
                "This is no day.",
                "Choose one, or type it as day, month and year.",
            )
        })
    };
    let (from, to) = (day(from, "from")?, day(to, "to")?);
    if from > to {
        return Err(AppError::typed(
            "to",
            "The last day is before the first.",
            "Change one of the two.",
        ));
    }
    Ok((from, to))
}

/// Saves the report as a file at a place of the user's choice.
///
/// # Errors
/// As [`report`]; nothing was raised in these days; not written.
pub(crate) fn save_report(session: &mut Session, request: &SaveReport) -> Answer<SavedView> {
    let mut view = report(session, &request.query)?;
    // What nobody chose after reading it does not leave.
    view.said.retain(|said| said.chosen);
    if view.none {
        return Err(AppError::typed(
            "from",
            "No case was raised in these days, so there is nothing to save.",
            "Choose other days.",
        ));
    }
    let (kind, ending) = match request.csv {
        true => (FileKind::Csv, "csv"),
        false => (FileKind::Pdf, "pdf"),
    };
    let name = format!("report-{}-{}.{ending}", view.from, view.to);
    let Some(path) = session.ask(Ask::SaveFile(name, kind))? else {
        return Ok(SavedView::at(None));
    };
    let now = session.now();
    let open = session.vault()?;
    let setting = open.settings.setting.clone();
    let bytes = match request.csv {
        true => csv::csv(&view).map_err(|_| AppError::of(ErrorCode::FileNotSaved))?,
        false => {
            let options = PdfOptions {
                created: now.stamp,
                producer: PRODUCER.into(),
                author: setting.clone(),
                encrypt: None,
                fields: false,
            };
            let document = paper::paper(&view, &setting, plain(now.stamp.date_naive()));
            write_pdf(&document, &options)
                .map_err(document_failed)?
                .bytes
        }
    };
    // The note is made before the file is in its place: what left without one would be known to nobody.
    let staged = stage(path.clone(), &bytes)?;
    session.vault()?.note(
        &now,
        &Act::ReportSaved {
            small: !view.hidden,
        },
    )?;
    staged.place()?;
    Ok(SavedView::at(Some(&path)))
}
