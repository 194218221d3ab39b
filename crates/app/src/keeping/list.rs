//! Records to review: every closed case with the reason why it stands where it does. Nothing here changes
//! anything.

use super::data::{HoldOnAll, Retention};
use super::sentences::sentences;
use crate::config::Now;
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::session::Session;
use crate::settings::Settings;
use crate::summary::Kept;
use crate::use_cases::rows;
use crate::wire::*;
use chrono::{Months, NaiveDate};
use stepwise_core::event::SubjectKind;
use stepwise_core::retention::{
    KeepFrom, KeepRule, KeepUntil, Keeping, Schedule, keeping as stands,
};
use stepwise_store::CaseId;

/// All about how long records are kept.
pub(crate) fn keeping(session: &mut Session, _: Nothing) -> Answer<KeepingView> {
    let now = session.now();
    view(session.vault()?, &now)
}

/// As [`keeping`].
///
/// # Errors
/// The vault or the schedule cannot be read.
pub(super) fn view(open: &mut OpenVault, now: &Now) -> Answer<KeepingView> {
    let kept = Retention::of(&open.vault)?;
    let schedule = kept.schedule()?;
    let all_held = kept.holds.iter().map(|hold| on_all(hold, &open.settings));
    let mut view = KeepingView {
        schedule: schedule_view(schedule, kept.own.is_some()),
        due: Vec::new(),
        ask: Vec::new(),
        held: Vec::new(),
        coming: Vec::new(),
        later: 0,
        open: 0,
        all_held: all_held.collect(),
        erased: erased_rows(open)?,
    };
    for id in rows(open, now)? {
        let Some(row) = open.summaries.get(&id) else {
            continue;
        };
        put(&mut view, schedule, id, row, now);
    }
    let by_day = |a: &ReviewRow, b: &ReviewRow| (&a.day, &a.number).cmp(&(&b.day, &b.number));
    view.due.sort_by(by_day);
    view.coming.sort_by(by_day);
    Ok(view)
}

fn put(view: &mut KeepingView, schedule: &Schedule, id: CaseId, row: &Kept, now: &Now) {
    let facts = &row.summary.keep;
    let today = now.date_in(row.summary.zone);
    let found = stands(schedule, facts, today);
    let day = match &found {
        Keeping::Until { day, .. } | Keeping::Review { since: day, .. } => Some(day.to_string()),
        _ => None,
    };
    let review = ReviewRow {
        case: id.to_string(),
        number: row.number.clone(),
        about: row.summary.about.clone(),
        words: sentences(schedule, facts, &found, today),
        day,
    };
    let year = today.checked_add_months(Months::new(12));
    match found {
        Keeping::Open => view.open += 1,
        Keeping::Held => view.held.push(review),
        Keeping::Ask(_) => view.ask.push(review),
        Keeping::Review { .. } => view.due.push(review),
        Keeping::Until { day, .. } if year.is_some_and(|year| day <= year) => {
            view.coming.push(review);
        }
        Keeping::Until { .. } => view.later += 1,
    }
}

/// How many closed cases are to be looked at: those whose time has come, and those of which nobody can say. None
/// while every case is on hold.
///
/// # Errors
/// The schedule cannot be read.
pub(crate) fn due_count(open: &OpenVault, now: &Now) -> Answer<u32> {
    let kept = Retention::of(&open.vault)?;
    if !kept.holds.is_empty() {
        return Ok(0);
    }
    let schedule = kept.schedule()?;
    let due = open.summaries.values().filter(|row| {
        let today = now.date_in(row.summary.zone);
        matches!(
            stands(schedule, &row.summary.keep, today),
            Keeping::Review { .. } | Keeping::Ask(_)
        )
    });
    Ok(u32::try_from(due.count()).unwrap_or(u32::MAX))
}

/// The cases that were erased, the last one first.
///
/// # Errors
/// The vault cannot be read.
pub(crate) fn erased_rows(open: &OpenVault) -> Answer<Vec<ErasedRow>> {
    let mut rows = Vec::new();
    for erased in open.vault.erasures()?.into_iter().rev() {
        let head = open.vault.head(erased.case)?;
        rows.push(ErasedRow {
            case: erased.case.to_string(),
            number: erased.number,
            at: erased.at,
            by: open.settings.user_name(&erased.by),
            reason: erased.reason,
            again: erased.again,
            entries: head.seq,
            head: crate::words::seal(&head.hash),
        });
    }
    Ok(rows)
}

fn on_all(hold: &HoldOnAll, settings: &Settings) -> HoldView {
    HoldView {
        id: hold.id.clone(),
        asked_by: hold.asked_by.clone(),
        why: hold.why.clone(),
        reference: hold.reference.clone(),
        since: hold.since.to_string(),
        by: settings.user_name(&hold.by),
        all: true,
    }
}

/// The holds that are on a case, those on every case first.
pub(crate) fn open_holds(loaded: &LoadedCase, settings: &Settings) -> Vec<HoldView> {
    let all = loaded.holds.iter().map(|hold| on_all(hold, settings));
    let own = loaded.case.open_holds().map(|hold| HoldView {
        id: hold.value.id.to_string(),
        asked_by: hold.value.asked_by.clone(),
        why: hold.value.why.clone(),
        reference: hold.value.reference.clone(),
        since: hold.value.since.date.to_string(),
        by: loaded.writer(settings, hold.seq, &hold.by),
        all: false,
    });
    all.chain(own).collect()
}

fn schedule_view(schedule: &Schedule, own: bool) -> ScheduleView {
    ScheduleView {
        own,
        title: schedule.title.clone(),
        source: schedule.source.clone(),
        read: schedule.read.to_string(),
        notes: schedule.notes.clone(),
        rules: schedule.rules.iter().map(rule_view).collect(),
    }
}

fn rule_view(rule: &KeepRule) -> KeepRuleView {
    KeepRuleView {
        about: match rule.about {
            SubjectKind::Child => "child".into(),
            SubjectKind::Adult => "adult".into(),
        },
        from: match rule.from {
            KeepFrom::Birth => "birth".into(),
            KeepFrom::End => "end".into(),
        },
        years: rule.years,
        until: match rule.until {
            KeepUntil::Day => "day".into(),
            KeepUntil::SchoolYear => "school-year".into(),
        },
        source: rule.source.clone(),
        confirm: rule.confirm.clone(),
    }
}

/// A rule from the window.
///
/// # Errors
/// A word that means nothing.
pub(super) fn rule_of(form: &KeepRuleView, place: usize) -> Answer<KeepRule> {
    let wrong = |part: &str| {
        let field = format!("rules.{place}.{part}");
        crate::failure::AppError::typed(&field, "Choose one of the two.", "Choose again.")
    };
    Ok(KeepRule {
        about: match form.about.as_str() {
            "child" => SubjectKind::Child,
            "adult" => SubjectKind::Adult,
            _ => return Err(wrong("about")),
        },
        from: match form.from.as_str() {
            "birth" => KeepFrom::Birth,
            "end" => KeepFrom::End,
            _ => return Err(wrong("from")),
        },
        years: form.years,
        until: match form.until.as_str() {
            "day" => KeepUntil::Day,
            "school-year" => KeepUntil::SchoolYear,
            _ => return Err(wrong("until")),
        },
        source: form.source.trim().to_owned(),
        confirm: String::new(),
    })
}

/// The day in the zone of the setting's own policy.
pub(super) fn today(open: &OpenVault, now: &Now) -> NaiveDate {
    let zone = crate::use_cases::own_zone(open).unwrap_or(chrono_tz::Tz::UTC);
    now.date_in(zone)
}
