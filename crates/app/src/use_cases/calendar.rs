//! The days ahead as a calendar file for another program. It leaves the encrypted record and may lie on a server, so it
//! holds case numbers and counts: no name, and nothing that anybody wrote.

use super::lists::rows;
use super::today::own_zone;
use crate::activity::Act;
use crate::config::{Ask, FileKind, Now};
use crate::failure::{Answer, AppError};
use crate::papers::leave::write_file;
use crate::session::Session;
use crate::wire::{SaveCalendar, SavedView};
use crate::words::plural;
use chrono::NaiveDate;
use ics::parameters::Value;
use ics::properties::{Class, Description, DtEnd, DtStart, Summary, Transp};
use ics::{Event, ICalendar};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use stepwise_store::CaseId;

/// How many days ahead are written: a limit further away is not a day to keep free.
const AHEAD_DAYS: i64 = 400;

/// Saves the days ahead of every case, or of one, as a calendar file at a place of the user's choice.
///
/// # Errors
/// Locked; no such case; nothing is due; not written.
pub(crate) fn save_calendar(session: &mut Session, request: SaveCalendar) -> Answer<SavedView> {
    let now = session.now();
    let open = session.vault()?;
    let wanted = match &request.case {
        Some(case) => Some(open.load(&now, case)?.id),
        None => None,
    };
    let zone = own_zone(open).unwrap_or(chrono_tz::Tz::UTC);
    let today = now.date_in(zone);
    let mut days: BTreeMap<(NaiveDate, CaseId), (String, i64)> = BTreeMap::new();
    for id in rows(open, &now)? {
        if wanted.is_some_and(|wanted| wanted != id) {
            continue;
        }
        let Some(kept) = open.summaries.get(&id) else {
            continue;
        };
        let ahead = kept.summary.dates.iter().map(|(day, _)| *day);
        for day in ahead.filter(|day| (0..=AHEAD_DAYS).contains(&(*day - today).num_days())) {
            let number = || (kept.number.clone(), 0);
            days.entry((day, id)).or_insert_with(number).1 += 1;
        }
    }
    if days.is_empty() {
        return Err(AppError::typed(
            "case",
            "No day ahead has a date.",
            "There is nothing to put into a calendar now.",
        ));
    }
    let name = match (&wanted, days.values().next()) {
        (Some(_), Some((number, _))) => format!("case-{number}.ics"),
        _ => "stepwise-dates.ics".to_owned(),
    };
    let Some(path) = session.ask(Ask::SaveFile(name, FileKind::Ics))? else {
        return Ok(SavedView::at(None));
    };
    let act = Act::CalendarSaved {
        case: wanted,
        days: days.len(),
    };
    // Written down first: a file of which nobody knows is worse than a note of one that is not there.
    session.vault()?.note(&now, &act)?;
    write_file(&path, file(&days, &now).as_bytes())?;
    Ok(SavedView::at(Some(&path)))
}

/// A day as RFC 5545 writes it.
const DAY: &str = "%Y%m%d";

/// The file. The same day of the same case keeps its name in it, so that taking it in again changes that day and adds none.
fn file(days: &BTreeMap<(NaiveDate, CaseId), (String, i64)>, now: &Now) -> String {
    let mut calendar = ICalendar::new("2.0", "-//Stepwise//Dates//EN");
    let written = now.stamp.to_utc().format("%Y%m%dT%H%M%SZ").to_string();
    for ((day, id), (number, steps)) in days {
        let mut name = Sha256::new();
        name.update(id.0);
        name.update(day.to_string());
        let name = data_encoding::HEXLOWER.encode(&name.finalize()[..16]);
        let mut event = Event::new(format!("{name}@stepwise.invalid"), written.clone());
        let mut start = DtStart::new(day.format(DAY).to_string());
        start.add(Value::DATE);
        event.push(start);
        if let Some(next) = day.succ_opt() {
            let mut end = DtEnd::new(next.format(DAY).to_string());
            end.add(Value::DATE);
            event.push(end);
        }
        let title = format!("Case {number}: {} due", plural(*steps, "step"));
        event.push(Summary::new(title));
        event.push(Description::new("Open Stepwise to see what it is."));
        event.push(Class::private());
        // It takes no time of the day.
        event.push(Transp::transparent());
        calendar.add_event(event);
    }
    calendar.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_holds_numbers_and_the_same_day_keeps_its_name() {
        let day: NaiveDate = "2026-11-20".parse().unwrap();
        let id = CaseId([7; 16]);
        let now = |text: &str| Now {
            stamp: text.parse().unwrap(),
            zone: "Europe/London".into(),
        };
        let of = |steps, text| {
            let days = BTreeMap::from([((day, id), ("2026-001".to_owned(), steps))]);
            file(&days, &now(text))
        };
        let first = of(1, "2026-11-18T15:00:00+00:00");
        assert!(
            first.contains("SUMMARY:Case 2026-001: 1 step due"),
            "{first}"
        );
        assert!(first.contains("DTSTART;VALUE=DATE:20261120"), "{first}");
        let uid = |text: &str| {
            let line = text.lines().find(|l| l.starts_with("UID:")).unwrap();
            line.to_owned()
        };
        let again = of(2, "2026-11-19T15:00:00+00:00");
        assert_eq!(uid(&first), uid(&again));
        assert!(again.contains("2 steps due"));
        assert!(first.lines().all(|l| l.len() <= 75));
    }
}
