//! Children, adults, people and agencies, named or corrected.

use super::answers;
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::use_cases::new_id;
use crate::views::forms::{side, subject};
use crate::wire::{NewPerson, NewSubject, PersonForm, SubjectForm};
use stepwise_core::event::{Agency, Person, What};
use stepwise_core::ids::{AgencyId, PersonId, SubjectId};

/// The name within the case: a known one, or a fresh one where none is given. The window cannot choose
/// a name of its own.
///
/// # Errors
/// A name that the case does not have.
fn id_of(given: &str, kind: &'static str, known: bool) -> Answer<String> {
    match given {
        "" => new_id(kind),
        given if known => Ok(given.to_owned()),
        _ => Err(AppError::NotFound(kind)),
    }
}

/// A child or adult named, or their details corrected.
pub(super) fn subject_named(loaded: &LoadedCase, form: &SubjectForm) -> Answer<What> {
    let known = loaded.case.subject(&form.id.as_str().into()).is_some();
    let id = SubjectId::new(id_of(&form.id, "subject", known)?);
    let form = NewSubject {
        kind: form.kind.clone(),
        name: form.name.clone(),
        born: form.born.clone(),
        status: form.status.clone(),
    };
    Ok(What::SubjectNamed(subject(&form, id)?))
}

/// A person named, or their details corrected. A new one belongs to the first agency of their side.
pub(super) fn person_named(loaded: &LoadedCase, form: &PersonForm) -> Answer<What> {
    let known = loaded.case.person(&form.id.as_str().into()).is_some();
    let id = PersonId::new(id_of(&form.id, "person", known)?);
    let agency = match form.agency.as_str() {
        "" => {
            let side = side(&form.side, "side")?;
            let mut agencies = loaded.case.agencies.iter().map(|a| &a.value);
            let first = agencies.find(|a| a.side == side);
            first.map(|a| a.id.clone()).ok_or_else(|| {
                AppError::typed(
                    "agency",
                    "No agency is named on this side yet.",
                    "Name the agency first.",
                )
            })?
        }
        id => id.into(),
    };
    let form = NewPerson {
        side: form.side.clone(),
        name: form.name.clone(),
        designation: form.designation.clone(),
        phone: form.phone.clone(),
        email: form.email.clone(),
        roles: form.roles.clone(),
    };
    Ok(What::PersonNamed(person(&form, id, agency)))
}

/// An agency named, or its name corrected.
pub(super) fn agency_named(
    loaded: &LoadedCase,
    id: &str,
    side_word: &str,
    name: &str,
    facts: &[(String, String)],
) -> Answer<What> {
    let known = loaded.case.agency(&id.into()).is_some();
    Ok(What::AgencyNamed(Agency {
        id: AgencyId::new(id_of(id, "agency", known)?),
        side: side(side_word, "side")?,
        name: line(name),
        facts: answers(facts),
    }))
}

/// A person as typed, in an agency.
pub(crate) fn person(form: &NewPerson, id: PersonId, agency: AgencyId) -> Person {
    Person {
        id,
        agency,
        name: line(&form.name),
        designation: line(&form.designation),
        phone: line(&form.phone),
        email: line(&form.email),
        roles: form.roles.iter().map(|r| r.as_str().into()).collect(),
    }
}
