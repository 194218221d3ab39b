//! Somebody who acts or is told, with how to reach them.

use crate::loaded::LoadedCase;
use crate::settings::Settings;
use crate::views::cite::whose;
use crate::wire::{ContactView, WhoView};
use crate::words::day_words;
use stepwise_core::ids::RoleId;
use stepwise_core::policy::{Contact, PartyRef, Policy};
use stepwise_core::standing::{Who, Whose};

/// The role that a party is named by.
fn role_of(party: &PartyRef) -> Option<&RoleId> {
    match party {
        PartyRef::Side(_, role) | PartyRef::Counterpart(role) => role.as_ref(),
        PartyRef::Own(role) | PartyRef::Body(role) => Some(role),
        PartyRef::Contact(_) | PartyRef::Family | PartyRef::Adult => None,
    }
}

/// Somebody, as far as the case, the setting and the pack know them.
pub(crate) fn who_view(loaded: &LoadedCase, settings: &Settings, who: &Who) -> WhoView {
    let role = role_of(&who.party);
    let mut view = WhoView {
        whose: whose(who.whose),
        capacity: who.capacity.clone(),
        role: role.map(ToString::to_string).unwrap_or_default(),
        name: String::new(),
        designation: String::new(),
        agency: String::new(),
        phone: String::new(),
        email: String::new(),
        note: who.note.clone().unwrap_or_default(),
    };
    let contact = who
        .contact
        .as_ref()
        .and_then(|id| loaded.policy.contact(id));
    if let Some(contact) = contact {
        fill_contact(&mut view, &contact_view(&loaded.policy, settings, contact));
        return view;
    }
    let person = who.person.as_ref().and_then(|id| {
        loaded
            .case
            .people
            .iter()
            .map(|p| &p.value)
            .find(|p| p.id == *id)
    });
    if let Some(person) = person {
        view.name.clone_from(&person.name);
        view.designation.clone_from(&person.designation);
        view.phone.clone_from(&person.phone);
        view.email.clone_from(&person.email);
        let agency = loaded
            .case
            .agencies
            .iter()
            .find(|a| a.value.id == person.agency);
        view.agency = agency.map(|a| a.value.name.clone()).unwrap_or_default();
        return view;
    }
    let agency = who.agency.as_ref().and_then(|id| loaded.case.agency(id));
    view.agency = agency.map(|a| a.name.clone()).unwrap_or_default();
    let Some(role) = role else { return view };
    let ours = matches!(who.whose, Whose::Ours | Whose::Both);
    let holder = settings
        .people
        .iter()
        .filter(|_| ours)
        .find(|p| p.roles.iter().any(|r| r == role.as_str()));
    // Where nobody holds it, the window says so; the note is the policy's own.
    if let Some(person) = holder {
        view.name.clone_from(&person.name);
        view.designation.clone_from(&person.designation);
        view.phone.clone_from(&person.phone);
        view.email.clone_from(&person.email);
        view.agency.clone_from(&settings.setting);
    }
    view
}

fn fill_contact(view: &mut WhoView, contact: &ContactView) {
    view.name.clone_from(&contact.person);
    view.designation.clone_from(&contact.role);
    view.phone.clone_from(&contact.phone);
    view.email.clone_from(&contact.email);
    let checked = contact.checked.parse().map(day_words).unwrap_or_default();
    let checked = format!("Last checked {checked}.");
    view.note = if contact.note.is_empty() {
        checked
    } else {
        format!("{} {checked}", contact.note)
    };
}

/// A board's contact, with the user's own details where there are any.
pub(crate) fn contact_view(policy: &Policy, settings: &Settings, contact: &Contact) -> ContactView {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut view = ContactView {
        id: contact.id.to_string(),
        role: contact.role.clone(),
        person: text(&contact.person),
        email: text(&contact.email),
        phone: text(&contact.phone),
        address: text(&contact.address),
        note: text(&contact.note),
        checked: contact.checked.to_string(),
        overridden: false,
    };
    if let Some(own) = settings.overriding(policy.id.as_str(), contact.id.as_str()) {
        let packs: Vec<&str> = [view.person.as_str(), &view.email, &view.phone]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect();
        view.note = match packs.as_slice() {
            [] => "Changed by you. The policy itself names nobody.".to_owned(),
            each => format!(
                "Changed by you. The policy itself says: {}.",
                each.join(", ")
            ),
        };
        view.person.clone_from(&own.person);
        view.email.clone_from(&own.email);
        view.phone.clone_from(&own.phone);
        view.checked = own.checked.to_string();
        view.overridden = true;
    }
    view
}
