//! Proclaimed days between the window and the core.

use crate::wire::{CalendarView, ProclaimHoliday};
use stepwise_core::calendar::{Calendar, Proclaimed, ProclaimedKind};
use stepwise_core::ids::CalendarId;

/// The days proclaimed for one calendar.
pub(crate) fn proclaimed(all: &[ProclaimHoliday], calendar: &CalendarId) -> Vec<Proclaimed> {
    let mine = all.iter().filter(|p| p.calendar == calendar.as_str());
    let each = mine.filter_map(|p| {
        Some(Proclaimed {
            date: p.date.parse().ok()?,
            kind: if p.working {
                ProclaimedKind::Removed
            } else {
                ProclaimedKind::Added
            },
            name: p.name.clone(),
            source: p.source.clone(),
            since: p.since.as_ref().and_then(|s| s.parse().ok()),
        })
    });
    each.collect()
}

/// A calendar, for the settings.
pub(crate) fn calendar_view(calendar: &Calendar) -> CalendarView {
    let unconfirmed = calendar.unconfirmed.iter();
    CalendarView {
        id: calendar.id.to_string(),
        place: calendar.name.clone(),
        from: calendar.covers.0.to_string(),
        until: calendar.covers.1.to_string(),
        revision: calendar.revision.clone(),
        notes: calendar
            .reading
            .iter()
            .chain(&calendar.notes)
            .cloned()
            .collect(),
        unconfirmed: unconfirmed
            .map(|u| (u.from.to_string(), u.to.to_string(), u.say.clone()))
            .collect(),
    }
}

/// The word that holds for each day: the last one.
pub(crate) fn in_force(all: &[ProclaimHoliday]) -> Vec<ProclaimHoliday> {
    let same =
        |a: &ProclaimHoliday, b: &ProclaimHoliday| a.calendar == b.calendar && a.date == b.date;
    let last =
        |(n, p): &(usize, &ProclaimHoliday)| !all.iter().skip(n + 1).any(|later| same(later, p));
    all.iter()
        .enumerate()
        .filter(last)
        .map(|(_, p)| p.clone())
        .collect()
}
