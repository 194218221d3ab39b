//! Holds, reviews, and the setting's own schedule.

use super::data::{HoldOnAll, KEY, Retention, built_in};
use super::list::{rule_of, today, view};
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::session::Session;
use crate::settings::short;
use crate::use_cases::{needed, new_id};
use crate::views::forms::date;
use crate::wire::*;
use serde_json::{Value, json};
use std::sync::Arc;
use stepwise_core::event::{Hold, KeptLonger, What};
use stepwise_core::retention::{Schedule, ScheduleFault};
use stepwise_core::time::Happened;
use stepwise_store::NewEntry;

/// The kinds of entry in the journal.
const HOLD_PLACED: &str = "hold-on-all-placed";
const HOLD_LIFTED: &str = "hold-on-all-lifted";
const SCHEDULE: &str = "schedule-changed";

/// Puts a case on hold, or every case, now and to come.
pub(crate) fn place_hold(session: &mut Session, request: PlaceHold) -> Answer<KeepingView> {
    let now = session.now();
    let since = date(&request.since, "since")?;
    let open = session.vault()?;
    let id = new_id("hold")?;
    if !request.case.is_empty() {
        let loaded = open.load(&now, &request.case)?;
        let hold = Hold {
            id: id.as_str().into(),
            asked_by: line(&request.asked_by),
            why: request.why,
            reference: line(&request.reference),
            since: Happened::on(since),
        };
        open.append(loaded, vec![What::HoldPlaced(hold)], Vec::new())?;
        return view(open, &now);
    }
    let asked_by = needed(&request.asked_by, "asked_by", "Say who asked for the hold.")?;
    let why = needed(&request.why, "why", "Say why the cases must be kept.")?;
    for (field, text) in [("asked_by", &asked_by), ("reference", &request.reference)] {
        short(field, text)?;
    }
    if since > today(open, &now) {
        return Err(AppError::typed(
            "since",
            "This is later than today.",
            "Check the date.",
        ));
    }
    let hold = HoldOnAll {
        id,
        asked_by: line(&asked_by),
        why,
        reference: line(&request.reference),
        since,
        by: open.user.to_string(),
    };
    let mut kept = Retention::of(&open.vault)?;
    let said = json!({
        "hold": hold.id, "asked_by": hold.asked_by, "why": hold.why, "reference": hold.reference, "since": hold.since,
    });
    kept.holds.push(hold);
    save(open, &now, &kept, HOLD_PLACED, said)?;
    view(open, &now)
}

/// Lifts a hold.
pub(crate) fn lift_hold(session: &mut Session, request: LiftHold) -> Answer<KeepingView> {
    let now = session.now();
    let open = session.vault()?;
    if !request.case.is_empty() {
        let loaded = open.load(&now, &request.case)?;
        let lifted = What::HoldLifted {
            hold: request.hold.as_str().into(),
            reason: request.reason,
            on: loaded.just_now(),
        };
        open.append(loaded, vec![lifted], Vec::new())?;
        return view(open, &now);
    }
    let reason = needed(&request.reason, "reason", "Say why the hold is lifted.")?;
    let mut kept = Retention::of(&open.vault)?;
    let before = kept.holds.len();
    kept.holds.retain(|hold| hold.id != request.hold);
    if kept.holds.len() == before {
        return Err(AppError::NotFound("hold"));
    }
    let said = json!({ "hold": request.hold, "reason": reason });
    save(open, &now, &kept, HOLD_LIFTED, said)?;
    view(open, &now)
}

/// A case was reviewed and is kept until it is reviewed again.
pub(crate) fn keep_longer(session: &mut Session, request: KeepLonger) -> Answer<KeepingView> {
    let now = session.now();
    let again = date(&request.again, "again")?;
    let open = session.vault()?;
    let loaded = open.load(&now, &request.case)?;
    let on = loaded.just_now();
    if again <= on.date {
        return Err(AppError::typed(
            "again",
            "This day is not ahead.",
            "Choose the day on which it is to be reviewed again.",
        ));
    }
    let kept = KeptLonger {
        reason: request.reason,
        again,
        on: Happened::on(on.date),
    };
    open.append(loaded, vec![What::KeptLonger(kept)], Vec::new())?;
    view(open, &now)
}

/// Takes the setting's own schedule, or goes back to the one that comes with the application.
pub(crate) fn save_schedule(session: &mut Session, request: SaveSchedule) -> Answer<KeepingView> {
    let now = session.now();
    let open = session.vault()?;
    let mut kept = Retention::of(&open.vault)?;
    kept.own = match request.rules.is_empty() && request.source.trim().is_empty() {
        true => None,
        false => Some(own(open, &now, &request)?),
    };
    let rules = kept.own.as_ref().map_or(0, |own| own.rules.len());
    save(open, &now, &kept, SCHEDULE, json!({ "rules": rules }))?;
    view(open, &now)
}

fn own(open: &OpenVault, now: &crate::config::Now, request: &SaveSchedule) -> Answer<Schedule> {
    let rules = request.rules.iter().enumerate();
    let schedule = Schedule {
        format: 1,
        title: "Your own schedule".into(),
        source: request.source.trim().to_owned(),
        read: today(open, now),
        notes: Vec::new(),
        school_year_ends: built_in()?.school_year_ends,
        rules: rules
            .map(|(place, rule)| rule_of(rule, place))
            .collect::<Answer<_>>()?,
    };
    short("source", &schedule.source)?;
    schedule.check().map_err(|fault| {
        let (field, message, hint) = match fault {
            ScheduleFault::Source => (
                "source",
                "A schedule and each of its rules need their source in words.",
                "Write the title and date of your schedule.",
            ),
            ScheduleFault::Years => (
                "rules",
                "A rule keeps for 1 to 200 years.",
                "Enter whole years.",
            ),
            ScheduleFault::NoRules => (
                "rules",
                "The schedule has no rule about children.",
                "Add a rule about children.",
            ),
            _ => ("", "This schedule cannot be used.", "Check its rules."),
        };
        AppError::typed(field, message, hint)
    })?;
    Ok(schedule)
}

/// The journal first: a change that it does not know must not hold.
fn save(
    open: &mut OpenVault,
    now: &crate::config::Now,
    kept: &Retention,
    kind: &str,
    said: Value,
) -> Answer<()> {
    let entry = NewEntry {
        kind: kind.into(),
        case: None,
        payload: said,
        stamp: now.for_store(),
        actor: open.user.to_string(),
    };
    open.vault.journal(entry)?;
    let value = serde_json::to_value(kept).map_err(AppError::Stored)?;
    open.vault.put_setting(KEY, &value)?;
    open.holds = Arc::new(kept.holds.clone());
    open.saved(now);
    Ok(())
}
