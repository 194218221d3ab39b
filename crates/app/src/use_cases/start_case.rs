//! Starting a case: all answers become its first records, together.

use super::deeds::{answers, person};
use super::new_id;
use crate::clean::line;
use crate::config::Now;
use crate::error::{WireError, WrongView};
use crate::failure::{Answer, AppError, wrong_views};
use crate::library::Bundled;
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::forms::{decision, happened, side, subject};
use crate::wire::{CaseRef, KnownPerson, StartCase, StartChecked};
use stepwise_core::engine::{World, decide};
use stepwise_core::event::{Agency, Opening, Side, What, Why};
use stepwise_core::ids::{AgencyId, PersonId, SubjectId};
use stepwise_core::policy::Policy;
use stepwise_core::policy::versions::Days;
use stepwise_core::time::Happened;

/// Starts a case. What it returns is on the disk.
pub(crate) fn start_case(session: &mut Session, request: StartCase) -> Answer<CaseRef> {
    let now = session.now();
    let bundled = version_for(session, &now, &request)?;
    let loaded = start_in(session.vault()?, &now, &bundled, &request)?;
    Ok(CaseRef {
        case: loaded.id.to_string(),
    })
}

/// The version of the policy that a case takes by its day.
fn version_for(session: &Session, now: &Now, request: &StartCase) -> Answer<Bundled> {
    let library = session.library();
    // Today is asked in the zone of the newest version: a board's zone does not change with its rules.
    let newest = library.policy(&request.policy)?;
    let days = Days {
        raised: happened(&request.raised, "raised")?.date,
        opened: now.date_in(newest.policy.zone),
    };
    let (bundled, _) = library.in_force(&request.policy, days)?;
    Ok(bundled.clone())
}

/// What does not fit in the answers so far, so that each page can say it at its own field.
pub(crate) fn check_start(session: &mut Session, request: StartCase) -> Answer<StartChecked> {
    let now = session.now();
    let bundled = version_for(session, &now, &request)?;
    let open = session.vault()?;
    let first = first_records(open, &now, &bundled, &request)?;
    let wrong = first.all_wrong(open, &now, &bundled);
    Ok(StartChecked { wrong })
}

/// As [`start_case`], at a given moment.
///
/// # Errors
/// Refused, with every field of the form that does not fit; or not saved.
pub(crate) fn start_in(
    open: &mut OpenVault,
    now: &Now,
    bundled: &Bundled,
    request: &StartCase,
) -> Answer<LoadedCase> {
    let policy = &bundled.policy;
    let first = first_records(open, now, bundled, request)?;
    let wrong = first.all_wrong(open, now, bundled);
    if !wrong.is_empty() {
        return Err(AppError::wire(WireError::several(wrong)));
    }
    open.create(
        now,
        policy,
        &bundled.bytes,
        first.whats,
        &request.drop_drafts,
        remembering(&open.settings, request),
    )
}

/// The first records, each with the part of the form it comes from, and what cannot become one.
#[derive(Default)]
struct First {
    whats: Vec<What>,
    fields: Vec<String>,
    wrong: Vec<WrongView>,
}

impl First {
    fn push(&mut self, field: impl Into<String>, what: What) {
        self.whats.push(what);
        self.fields.push(field.into());
    }

    /// The value; or what is wrong with it, kept beside the form's own part, and nothing.
    fn heard<T>(&mut self, part: &str, answer: Answer<T>) -> Answer<Option<T>> {
        match answer {
            Ok(value) => Ok(Some(value)),
            Err(AppError::Typed {
                field,
                message,
                hint,
            }) => {
                let field = joined(part, &field);
                self.wrong.push(WrongView {
                    field,
                    message,
                    hint,
                });
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Everything that does not fit, by the form's own fields.
    fn all_wrong(&self, open: &OpenVault, now: &Now, bundled: &Bundled) -> Vec<WrongView> {
        let world = World {
            policy: &bundled.policy,
            calendars: &open.calendars,
            now: now.stamp,
        };
        let mut refusals = decide(&world, &[], &open.user, self.whats.clone())
            .err()
            .unwrap_or_default();
        for refusal in &mut refusals {
            let part = refusal.wanted.and_then(|i| self.fields.get(i));
            let part = part.map(String::as_str).unwrap_or_default();
            let own = refusal.field.clone().unwrap_or_default();
            refusal.field = Some(match (part, own.as_str()) {
                ("start_stage", "on") => "start_on".to_owned(),
                ("agency" | "setting" | "start_stage" | "danger_done", _) => part.to_owned(),
                _ => joined(part, &own),
            });
        }
        let mut all = self.wrong.clone();
        all.extend(wrong_views(&refusals));
        all
    }
}

/// A field within a part of the form.
fn joined(part: &str, own: &str) -> String {
    match (part, own) {
        ("", one) | (one, "") => one.to_owned(),
        (part, own) => format!("{part}.{own}"),
    }
}

/// The minute it is now, where the policy holds.
fn just_now(now: &Now, policy: &Policy) -> Happened {
    let local = now.stamp.with_timezone(&policy.zone).naive_local();
    let minute = chrono::Timelike::with_second(&local.time(), 0)
        .and_then(|t| chrono::Timelike::with_nanosecond(&t, 0));
    Happened {
        date: local.date(),
        time: minute,
    }
}

fn first_records(
    open: &OpenVault,
    now: &Now,
    bundled: &Bundled,
    request: &StartCase,
) -> Answer<First> {
    let just_now = just_now(now, &bundled.policy);
    let mut first = First::default();
    opening(&mut first, &bundled.policy, request, just_now)?;
    first.push(
        "danger_done",
        What::DangerAsked {
            immediate: request.danger,
            done: request.danger_done.clone(),
            on: just_now,
        },
    );
    let ours = AgencyId::new(new_id("agency")?);
    let theirs = AgencyId::new(new_id("agency")?);
    let named = [
        (&ours, Side::Ours, "setting", open.settings.setting.clone()),
        (&theirs, Side::Theirs, "agency", line(&request.agency)),
    ];
    let facts = |side| match side {
        Side::Ours => answers(&request.our_facts),
        Side::Theirs => answers(&request.their_facts),
    };
    for (id, side, field, name) in named {
        let id = id.clone();
        first.push(
            field,
            What::AgencyNamed(Agency {
                id,
                side,
                name,
                facts: facts(side),
            }),
        );
    }
    for (i, form) in request.people.iter().enumerate() {
        let part = format!("people.{i}");
        if let Some(of) = first.heard(&part, side(&form.side, "side"))? {
            let agency = if of == Side::Ours { &ours } else { &theirs };
            let id = PersonId::new(new_id("person")?);
            first.push(part, What::PersonNamed(person(form, id, agency.clone())));
        }
    }
    if request.subjects.is_empty() {
        let nobody = AppError::typed(
            "subjects",
            "Nobody is named whom this is about.",
            "Name at least one child or adult.",
        );
        first.heard::<()>("", Err(nobody))?;
    }
    for (i, form) in request.subjects.iter().enumerate() {
        let part = format!("subjects.{i}");
        let named = subject(form, SubjectId::new(new_id("subject")?));
        if let Some(named) = first.heard(&part, named)? {
            first.push(part, What::SubjectNamed(named));
        }
    }
    if let Some(disputed) = first.heard("decision", decision(&request.decision))? {
        first.push("decision", What::DecisionDescribed(disputed));
    }
    stage(&mut first, request, just_now)?;
    Ok(first)
}

/// How the dispute was raised. Where that cannot be read, something stands in its place, so that the
/// other answers can be looked at all the same.
fn opening(
    first: &mut First,
    policy: &Policy,
    request: &StartCase,
    just_now: Happened,
) -> Answer<()> {
    let raised = first.heard("", happened(&request.raised, "raised"))?;
    let raised_by = first.heard("", side(&request.raised_by, "raised_by"))?;
    let mut moments = Vec::new();
    for (id, on) in &request.moments {
        if let Some(on) = first.heard("", happened(on, &format!("moments.{id}")))? {
            moments.push((id.as_str().into(), on));
        }
    }
    let facts = request
        .facts
        .iter()
        .filter(|(_, answer)| !answer.is_empty());
    let areas = request.areas.iter().map(|a| line(a));
    first.push(
        "",
        What::Opened(Opening {
            policy: policy.digest.clone(),
            policy_id: policy.id.clone(),
            raised_by: raised_by.unwrap_or(Side::Ours),
            raised: raised.unwrap_or(just_now),
            facts: facts
                .map(|(fact, answer)| (fact.as_str().into(), answer.as_str().into()))
                .collect(),
            moments,
            areas: areas.filter(|a| !a.is_empty()).collect(),
        }),
    );
    Ok(())
}

/// The later stage at which it starts, if it does.
fn stage(first: &mut First, request: &StartCase, just_now: Happened) -> Answer<()> {
    if request.start_stage.is_empty() {
        return Ok(());
    }
    let on = match &request.start_on {
        Some(on) => first.heard("", happened(on, "start_on"))?,
        None => Some(just_now),
    };
    let reason = request.start_reason.trim().to_owned();
    if reason.is_empty() {
        let empty = AppError::typed(
            "start_reason",
            "This cannot be left empty.",
            "Say why it starts at a later stage.",
        );
        first.heard::<()>("", Err(empty))?;
    } else if let Some(on) = on {
        let why = if request.start_for_risk {
            Why::Risk(reason)
        } else {
            Why::AlreadyThere(reason)
        };
        let stage = request.start_stage.as_str().into();
        first.push("start_stage", What::StageOpened { stage, on, why });
    }
    Ok(())
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
