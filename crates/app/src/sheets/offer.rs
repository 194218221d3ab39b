//! What can be made of a case, and what there is to choose from.

use super::copied::{copied, copying};
use super::lines::{self, GROUPS};
use crate::bundles::{Part, all_parts, part_view, remarks};
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::papers::recipients::why_confirm;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::about::about_heading;
use crate::wire::{CaseRef, RecipientView, SheetName, SheetsView, WhoView, WhoseView};
use stepwise_core::event::Side;

/// What can be made of this case.
///
/// # Errors
/// Locked; no such case.
pub(crate) fn sheets(session: &mut Session, case: &CaseRef) -> Answer<SheetsView> {
    let loaded = session.load_case(&case.case)?;
    let settings = session.vault()?.settings.clone();
    let entries = lines::all(session, &loaded, &settings)?;
    let groups = GROUPS.iter().map(|(group, _)| {
        let n = entries.iter().filter(|e| e.group == *group).count();
        ((*group).to_owned(), u32::try_from(n).unwrap_or(u32::MAX))
    });
    let days = || entries.iter().map(lines::day);
    let parts = all_parts(&loaded);
    let parts = parts.iter().filter(|p| !matches!(p, Part::File(_)));
    Ok(SheetsView {
        case: loaded.id.to_string(),
        number: loaded.number.clone(),
        about: about_heading(&loaded.case),
        groups: groups.filter(|(_, n)| *n > 0).collect(),
        names: names(&loaded),
        first: days().min().unwrap_or_default().to_owned(),
        last: days().max().unwrap_or_default().to_owned(),
        parts: parts.map(|part| part_view(&loaded, part)).collect(),
        quality: remarks(&loaded),
        recipients: recipients(&loaded, &settings),
        copying: copying(&loaded),
        copied: copied(&loaded),
    })
}

/// Agencies and people, each once.
fn names(loaded: &LoadedCase) -> Vec<SheetName> {
    let mut names: Vec<SheetName> = Vec::new();
    let agencies = loaded.case.agencies.iter().map(|a| SheetName {
        name: a.value.name.trim().to_owned(),
        agency: String::new(),
    });
    let people = loaded.case.people.iter().map(|p| SheetName {
        name: p.value.name.trim().to_owned(),
        agency: agency_of(loaded, &p.value.agency),
    });
    for one in agencies.chain(people) {
        if !one.name.is_empty() && !names.iter().any(|n| n.name == one.name) {
            names.push(one);
        }
    }
    names
}

fn agency_of(loaded: &LoadedCase, id: &stepwise_core::ids::AgencyId) -> String {
    let agency = loaded.case.agency(id);
    agency.map(|a| a.name.clone()).unwrap_or_default()
}

/// People of the case who have an address.
fn recipients(loaded: &LoadedCase, settings: &Settings) -> Vec<RecipientView> {
    let today = loaded.now.date_in(loaded.policy.zone);
    let people = loaded.case.people.iter().map(|p| &p.value);
    let each = people.filter(|p| !p.email.trim().is_empty()).map(|person| {
        let ours = loaded
            .case
            .agency(&person.agency)
            .is_some_and(|a| a.side == Side::Ours);
        let why = why_confirm(settings, &person.email, None, today);
        RecipientView {
            who: WhoView {
                whose: match ours {
                    true => WhoseView::Ours,
                    false => WhoseView::Theirs,
                },
                capacity: String::new(),
                role: String::new(),
                name: person.name.clone(),
                designation: person.designation.clone(),
                agency: agency_of(loaded, &person.agency),
                phone: person.phone.clone(),
                email: person.email.clone(),
                note: String::new(),
            },
            checked: None,
            confirm: !why.is_empty(),
            confirm_why: why,
        }
    });
    each.collect()
}
