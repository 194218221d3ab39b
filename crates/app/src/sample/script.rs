//! An invented case as data: when it was raised, and what was recorded since.

use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::use_cases::{record_in, start_in};
use crate::views::clocks::is_ours;
use crate::views::forms::moment;
use crate::views::tasks::duty_ref;
use crate::wire::{CaseRef, Deed, RecordDeeds, StartCase};
use chrono::{Days, NaiveDate, NaiveTime, TimeZone};
use serde::Deserialize;
use serde_json::{Value, json};

/// One invented case.
///
/// Within it, `"@-3"` stands for the day three days ago, and `"#subject"` for the first child or
/// adult. Nothing is said to have happened later than it is written down.
#[derive(Deserialize)]
pub(super) struct Script {
    at: String,
    start: Value,
    #[serde(default)]
    step: Vec<Step>,
}

/// Records made together.
#[derive(Deserialize)]
struct Step {
    at: String,
    #[serde(default)]
    deeds: Vec<Value>,
    /// Duties of ours that were done by then, with what shows it.
    #[serde(default)]
    done: Vec<(String, String)>,
}

fn wrong(what: &'static str) -> AppError {
    AppError::Internal(what)
}

/// `-3 09:10`: three days ago at ten past nine, never later than now.
fn moment_of(text: &str, now: &Now, zone: chrono_tz::Tz) -> Answer<Now> {
    let (days, time) = text
        .split_once(' ')
        .ok_or(wrong("a moment of the sample"))?;
    let days: u64 = days
        .trim_start_matches('-')
        .parse()
        .map_err(|_| wrong("a day of the sample"))?;
    let time =
        NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| wrong("a time of the sample"))?;
    let date = days_ago(now, zone, days)?;
    let local = zone.from_local_datetime(&date.and_time(time)).latest();
    let stamp = local.ok_or(wrong("a time of the sample"))?.fixed_offset();
    Ok(Now {
        stamp: stamp.min(now.stamp),
        zone: now.zone.clone(),
    })
}

fn days_ago(now: &Now, zone: chrono_tz::Tz, days: u64) -> Answer<NaiveDate> {
    now.date_in(zone)
        .checked_sub_days(Days::new(days))
        .ok_or(wrong("a day of the sample"))
}

/// Puts real days and names where the script has `@` and `#`.
fn fill(
    value: &mut Value,
    now: &Now,
    zone: chrono_tz::Tz,
    loaded: Option<&LoadedCase>,
) -> Answer<()> {
    match value {
        Value::String(text) => {
            if let Some(days) = text.strip_prefix("@-").and_then(|d| d.parse().ok()) {
                *text = days_ago(now, zone, days)?.to_string();
            } else if let Some(days) = text.strip_prefix("@+").and_then(|d| d.parse().ok()) {
                let day = now.date_in(zone).checked_add_days(Days::new(days));
                *text = day.ok_or(wrong("a day of the sample"))?.to_string();
            } else if text == "#subject" {
                let subject = loaded.and_then(|l| l.case.subjects.first());
                *text = subject
                    .ok_or(wrong("a child of the sample"))?
                    .value
                    .id
                    .to_string();
            }
        }
        Value::Array(items) => {
            for item in items {
                fill(item, now, zone, loaded)?;
            }
        }
        Value::Object(fields) => {
            for (_, field) in fields.iter_mut() {
                fill(field, now, zone, loaded)?;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

/// Answers that a script leaves out.
fn with_defaults(mut given: Value, defaults: Value) -> Value {
    if let (Value::Object(given), Value::Object(defaults)) = (&mut given, defaults) {
        for (key, value) in defaults {
            given.entry(key).or_insert(value);
        }
    }
    given
}

fn start_defaults() -> Value {
    json!({
        "danger": false, "danger_done": "", "raised_by": "ours", "facts": [], "moments": [], "areas": [],
        "start_stage": "", "start_reason": "", "start_for_risk": false,
    })
}

fn deed_defaults(deed: &Value) -> Value {
    match deed.get("deed").and_then(Value::as_str) {
        Some("entry") => json!({
            "ours": [], "theirs": [], "statements": [], "agreed": "", "next": "", "fulfils": [], "reaches": [],
        }),
        Some("reached") => json!({ "reason": "" }),
        Some("open-stage") => json!({ "rule": "", "reason": "", "for_risk": false }),
        _ => json!({}),
    }
}

/// Moments may be written in one: `"@-3 09:10"`.
fn split_moments(value: &mut Value) {
    const MOMENTS: [&str; 5] = ["on", "happened", "reviewed", "agreed", "raised"];
    let Value::Object(fields) = value else { return };
    for (key, field) in fields.iter_mut() {
        let whole = field
            .as_str()
            .filter(|text| MOMENTS.contains(&key.as_str()) && text.starts_with('@'));
        if let Some(whole) = whole {
            let (date, time) = whole
                .split_once(' ')
                .map_or((whole, None), |(d, t)| (d, Some(t)));
            *field = json!({ "date": date, "time": time });
        }
    }
}

impl Script {
    /// Records the case as if it had been recorded on its days.
    ///
    /// # Errors
    /// The rules refuse the script, or the vault cannot be written.
    pub fn play(mut self, open: &mut OpenVault, now: &Now) -> Answer<LoadedCase> {
        let library = open.library.clone();
        let policy = self
            .start
            .get("policy")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let bundled = library.policy(policy)?;
        let zone = bundled.policy.zone;
        split_moments(&mut self.start);
        fill(&mut self.start, now, zone, None)?;
        let start = with_defaults(self.start, start_defaults());
        let start: StartCase = serde_json::from_value(start).map_err(AppError::Stored)?;
        let mut loaded = start_in(open, &moment_of(&self.at, now, zone)?, bundled, &start)?;
        for step in self.step {
            loaded = step.play(open, now, loaded)?;
        }
        Ok(loaded)
    }
}

impl Step {
    fn play(self, open: &mut OpenVault, now: &Now, loaded: LoadedCase) -> Answer<LoadedCase> {
        let zone = loaded.policy.zone;
        let at = moment_of(&self.at, now, zone)?;
        let mut deeds = Vec::new();
        for mut deed in self.deeds {
            split_moments(&mut deed);
            fill(&mut deed, now, zone, Some(&loaded))?;
            let defaults = deed_defaults(&deed);
            deeds.push(
                serde_json::from_value(with_defaults(deed, defaults)).map_err(AppError::Stored)?,
            );
        }
        let mut current = record(open, &at, loaded, deeds)?;
        if !self.done.is_empty() {
            let done: Vec<Deed> = self
                .done
                .iter()
                .flat_map(|(duty, shown)| {
                    let tasks = current.standing.tasks.iter();
                    let mine = tasks.filter(|t| {
                        t.key.duty.as_str() == duty && t.settled.is_none() && is_ours(t.who.whose)
                    });
                    mine.map(|t| Deed::DutyDone {
                        key: duty_ref(&t.key),
                        on: moment(current.just_now()),
                        evidence: shown.clone(),
                    })
                    .collect::<Vec<_>>()
                })
                .collect();
            current = record(open, &at, current, done)?;
        }
        Ok(current)
    }
}

fn record(
    open: &mut OpenVault,
    at: &Now,
    loaded: LoadedCase,
    deeds: Vec<Deed>,
) -> Answer<LoadedCase> {
    let request = RecordDeeds {
        case: CaseRef {
            case: loaded.id.to_string(),
        },
        seen: loaded.head.seq,
        deeds,
        drop_drafts: Vec::new(),
    };
    record_in(open, at, request)
}
