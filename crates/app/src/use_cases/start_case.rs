//! Starting a case: all answers become its first records, together.

use super::deeds::person;
use super::new_id;
use crate::clean::line;
use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::library::Bundled;
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::forms::{decision, happened, side, subject};
use crate::wire::{CaseRef, KnownPerson, StartCase};
use stepwise_core::event::{Agency, Opening, Side, What, Why};
use stepwise_core::ids::AgencyId;
use stepwise_core::time::Happened;

/// Starts a case. What it returns is on the disk.
pub(crate) fn start_case(session: &mut Session, request: StartCase) -> Answer<CaseRef> {
    let now = session.now();
    let bundled = session.library.policy(&request.policy)?.clone();
    let loaded = start_in(session.vault()?, &now, &bundled, &request)?;
    Ok(CaseRef {
        case: loaded.id.to_string(),
    })
}

/// The first records, each with the part of the form it comes from.
struct First {
    whats: Vec<What>,
    fields: Vec<String>,
}

impl First {
    fn push(&mut self, field: impl Into<String>, what: What) {
        self.whats.push(what);
        self.fields.push(field.into());
    }

    /// Names the form's own fields in what the rules refuse.
    fn named(&self, error: AppError) -> AppError {
        let AppError::Rules(mut refusals) = error else {
            return error;
        };
        for refusal in &mut refusals {
            let part = refusal
                .wanted
                .and_then(|i| self.fields.get(i))
                .map(String::as_str)
                .unwrap_or_default();
            let own = refusal.field.clone().unwrap_or_default();
            refusal.field = Some(match (part, own.as_str()) {
                ("agency" | "start_stage" | "danger_done", _) => part.to_owned(),
                ("", own) => own.to_owned(),
                (part, "") => part.to_owned(),
                (part, own) => format!("{part}.{own}"),
            });
        }
        AppError::Rules(refusals)
    }
}

/// As [`start_case`], at a given moment.
///
/// # Errors
/// Refused, with the form's field; or not saved.
pub(crate) fn start_in(
    open: &mut OpenVault,
    now: &Now,
    bundled: &Bundled,
    request: &StartCase,
) -> Answer<LoadedCase> {
    let policy = &bundled.policy;
    let first = first_records(open, now, bundled, request)?;
    let loaded = open
        .create(
            now,
            policy,
            &bundled.bytes,
            first.whats.clone(),
            &request.drop_drafts,
            remembering(&open.settings, request),
        )
        .map_err(|error| first.named(error))?;
    Ok(loaded)
}

fn first_records(
    open: &OpenVault,
    now: &Now,
    bundled: &Bundled,
    request: &StartCase,
) -> Answer<First> {
    let policy = &bundled.policy;
    let local = now.stamp.with_timezone(&policy.zone).naive_local();
    let minute = chrono::Timelike::with_second(&local.time(), 0)
        .and_then(|t| chrono::Timelike::with_nanosecond(&t, 0));
    let just_now = Happened {
        date: local.date(),
        time: minute,
    };
    let raised = happened(&request.raised, "raised")?;
    let moments = request
        .moments
        .iter()
        .map(|(id, on)| Ok((id.as_str().into(), happened(on, &format!("moments.{id}"))?)));
    let theirs = line(&request.agency);
    if theirs.is_empty() {
        return Err(AppError::typed(
            "agency",
            "The other agency has no name yet.",
            "Type the agency's name.",
        ));
    }
    if request.subjects.is_empty() {
        return Err(AppError::typed(
            "subjects",
            "Nobody is named whom this is about.",
            "Name at least one child or adult.",
        ));
    }
    let mut first = First {
        whats: Vec::new(),
        fields: Vec::new(),
    };
    first.push(
        "",
        What::Opened(Opening {
            policy: policy.digest.clone(),
            policy_id: policy.id.clone(),
            raised_by: side(&request.raised_by, "raised_by")?,
            raised,
            facts: request
                .facts
                .iter()
                .filter(|(_, answer)| !answer.is_empty())
                .map(|(fact, answer)| (fact.as_str().into(), answer.as_str().into()))
                .collect(),
            moments: moments.collect::<Answer<Vec<_>>>()?,
            areas: request
                .areas
                .iter()
                .map(|a| line(a))
                .filter(|a| !a.is_empty())
                .collect(),
        }),
    );
    first.push(
        "danger_done",
        What::DangerAsked {
            immediate: request.danger,
            done: request.danger_done.clone(),
            on: just_now,
        },
    );
    let ours_id = AgencyId::new(new_id("agency")?);
    let theirs_id = AgencyId::new(new_id("agency")?);
    let setting = open.settings.setting.clone();
    first.push(
        "setting",
        What::AgencyNamed(Agency {
            id: ours_id.clone(),
            side: Side::Ours,
            name: setting,
        }),
    );
    first.push(
        "agency",
        What::AgencyNamed(Agency {
            id: theirs_id.clone(),
            side: Side::Theirs,
            name: theirs,
        }),
    );
    for (i, form) in request.people.iter().enumerate() {
        let of = |side| {
            Some(if side == Side::Ours {
                ours_id.clone()
            } else {
                theirs_id.clone()
            })
        };
        first.push(format!("people.{i}"), What::PersonNamed(person(form, of)?));
    }
    for (i, form) in request.subjects.iter().enumerate() {
        let named = subject(form, new_id("subject")?).map_err(|error| match error {
            AppError::Typed {
                field,
                message,
                hint,
            } => AppError::Typed {
                field: format!("subjects.{i}.{field}"),
                message,
                hint,
            },
            other => other,
        })?;
        first.push(format!("subjects.{i}"), What::SubjectNamed(named));
    }
    let disputed = decision(&request.decision).map_err(|error| match error {
        AppError::Typed {
            field,
            message,
            hint,
        } => AppError::Typed {
            field: format!("decision.{field}"),
            message,
            hint,
        },
        other => other,
    })?;
    first.push("decision", What::DecisionDescribed(disputed));
    if !request.start_stage.is_empty() {
        let on = match &request.start_on {
            Some(on) => happened(on, "start_on")?,
            None => just_now,
        };
        let reason = request.start_reason.trim().to_owned();
        let why = match (request.start_for_risk, reason.is_empty()) {
            (_, true) => {
                return Err(AppError::typed(
                    "start_reason",
                    "This cannot be left empty.",
                    "Say why it starts at a later stage.",
                ));
            }
            (true, false) => Why::Risk(reason),
            (false, false) => Why::AlreadyThere(reason),
        };
        let stage = request.start_stage.as_str().into();
        first.push("start_stage", What::StageOpened { stage, on, why });
    }
    Ok(first)
}

/// People of the other agency are offered again in the next case. None where there are none.
fn remembering(settings: &Settings, request: &StartCase) -> Option<Settings> {
    let theirs: Vec<_> = request
        .people
        .iter()
        .filter(|p| p.side == "theirs" && !p.name.is_empty())
        .collect();
    if theirs.is_empty() {
        return None;
    }
    let mut settings = settings.clone();
    for form in theirs.into_iter().rev() {
        settings.remember(KnownPerson {
            agency: line(&request.agency),
            name: line(&form.name),
            designation: line(&form.designation),
            phone: line(&form.phone),
            email: line(&form.email),
        });
    }
    Some(settings)
}
