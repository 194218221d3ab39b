//! Details between the window's forms and the core.

use crate::failure::{Answer, AppError};
use crate::wire::{DecisionForm, Moment, NewSubject, PersonForm, RoleView, SubjectForm};
use chrono::{NaiveDate, NaiveTime};
use stepwise_core::case::Case;
use stepwise_core::event::{DisputedDecision, Person, Reasons, Side, Subject, SubjectKind};
use stepwise_core::ids::SubjectId;
use stepwise_core::policy::Role;
use stepwise_core::time::Happened;

/// When something happened, for the window.
pub(crate) fn moment(when: Happened) -> Moment {
    Moment {
        date: when.date.to_string(),
        time: when.time.map(|t| t.format("%H:%M").to_string()),
    }
}

/// When something happened, from the window.
///
/// # Errors
/// No such date or time.
pub(crate) fn happened(moment: &Moment, field: &str) -> Answer<Happened> {
    let date = date(&moment.date, field)?;
    let time = match moment.time.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| {
            AppError::typed(
                field,
                "There is no such time of day.",
                "Write it as 14:05, or leave it out.",
            )
        })?),
    };
    Ok(Happened { date, time })
}

/// An ISO day from the window.
///
/// # Errors
/// No such day.
pub(crate) fn date(text: &str, field: &str) -> Answer<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| {
        AppError::typed(
            field,
            "There is no such date.",
            "Give a day, a month and a year, such as 3 11 2026.",
        )
    })
}

/// An ISO day that may be left out.
///
/// # Errors
/// No such day.
pub(crate) fn maybe_date(text: Option<&String>, field: &str) -> Answer<Option<NaiveDate>> {
    match text.map(|t| t.trim()) {
        None | Some("") => Ok(None),
        Some(text) => date(text, field).map(Some),
    }
}

/// `ours` or `theirs`.
///
/// # Errors
/// Anything else.
pub(crate) fn side(text: &str, field: &str) -> Answer<Side> {
    match text {
        "ours" => Ok(Side::Ours),
        "theirs" => Ok(Side::Theirs),
        _ => Err(AppError::typed(
            field,
            "Say which side this is.",
            "Choose your own side or the other one.",
        )),
    }
}

/// The word for a side.
pub(crate) fn side_word(side: Side) -> String {
    match side {
        Side::Ours => "ours".into(),
        Side::Theirs => "theirs".into(),
    }
}

/// A child or adult, for the window.
pub(crate) fn subject_form(subject: &Subject) -> SubjectForm {
    SubjectForm {
        id: subject.id.to_string(),
        kind: match subject.kind {
            SubjectKind::Child => "child".into(),
            SubjectKind::Adult => "adult".into(),
        },
        name: subject.name.clone(),
        born: subject.born.map(|d| d.to_string()),
        status: subject.status.clone(),
    }
}

/// A child or adult, from the window.
///
/// # Errors
/// A kind or a date that does not exist.
pub(crate) fn subject(form: &NewSubject, id: SubjectId) -> Answer<Subject> {
    Ok(Subject {
        id,
        kind: match form.kind.as_str() {
            "child" => SubjectKind::Child,
            "adult" => SubjectKind::Adult,
            _ => {
                return Err(AppError::typed(
                    "kind",
                    "Say whether this is a child or an adult.",
                    "Choose one of the two.",
                ));
            }
        },
        name: crate::clean::line(&form.name),
        born: maybe_date(form.born.as_ref(), "born")?,
        status: crate::clean::line(&form.status),
    })
}

/// A person on one side, for the window.
pub(crate) fn person_form(case: &Case, person: &Person) -> PersonForm {
    let agency = case.agencies.iter().find(|a| a.value.id == person.agency);
    PersonForm {
        id: person.id.to_string(),
        agency: person.agency.to_string(),
        side: agency.map_or_else(String::new, |a| side_word(a.value.side)),
        name: person.name.clone(),
        designation: person.designation.clone(),
        phone: person.phone.clone(),
        email: person.email.clone(),
        roles: person.roles.iter().map(ToString::to_string).collect(),
    }
}

/// The decision in dispute, for the window.
pub(crate) fn decision_form(decision: &DisputedDecision) -> DecisionForm {
    let (reasons, text) = match &decision.reasons {
        Reasons::Given(text) => ("given", text.clone()),
        Reasons::Refused => ("refused", String::new()),
        Reasons::NotAsked => ("not-asked", String::new()),
    };
    DecisionForm {
        reference: decision.reference.clone(),
        referred: decision.referred.map(|d| d.to_string()),
        what: decision.what.clone(),
        by_whom: decision.by_whom.clone(),
        on: decision.on.map(|d| d.to_string()),
        reasons: reasons.into(),
        reasons_text: text,
        not_safe: decision.not_safe.clone(),
        wanted: decision.wanted.clone(),
    }
}

/// The decision in dispute, from the window.
///
/// # Errors
/// A date or an answer that does not exist.
pub(crate) fn decision(form: &DecisionForm) -> Answer<DisputedDecision> {
    Ok(DisputedDecision {
        reference: crate::clean::line(&form.reference),
        referred: maybe_date(form.referred.as_ref(), "referred")?,
        what: form.what.clone(),
        by_whom: crate::clean::line(&form.by_whom),
        on: maybe_date(form.on.as_ref(), "on")?,
        reasons: match form.reasons.as_str() {
            "given" => Reasons::Given(form.reasons_text.clone()),
            "refused" => Reasons::Refused,
            "not-asked" | "" => Reasons::NotAsked,
            _ => {
                return Err(AppError::typed(
                    "reasons",
                    "Say whether reasons were given.",
                    "Choose one of the answers.",
                ));
            }
        },
        not_safe: form.not_safe.clone(),
        wanted: form.wanted.clone(),
    })
}

/// A capacity of a policy.
pub(crate) fn role_view(role: &Role) -> RoleView {
    RoleView {
        id: role.id.to_string(),
        name: role.name.clone(),
        in_school: role.in_school.clone().unwrap_or_default(),
        body: role.body,
    }
}
