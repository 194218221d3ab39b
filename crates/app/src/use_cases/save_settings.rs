//! Changing the settings.

use super::access::{chosen, prove, slot_of};
use super::create_vault::{cost, people};
use super::settings::view;
use crate::backups::good_place;
use crate::clean::line;
use crate::emergency;
use crate::failure::{Answer, AppError};
use crate::session::Session;
use crate::settings::{ContactOverride, Settings, short, short_row};
use crate::views::forms::date;
use crate::wire::*;
use zeroize::Zeroizing;

fn change(
    session: &mut Session,
    with: impl FnOnce(&mut Settings) -> Answer<()>,
) -> Answer<SettingsView> {
    let now = session.now();
    let open = session.vault()?;
    let mut settings = open.settings.clone();
    with(&mut settings)?;
    open.save_settings(settings, &now)?;
    view(session)
}

fn one_of(text: &str, words: &[&str], field: &str) -> Answer<()> {
    if words.contains(&text) {
        return Ok(());
    }
    Err(AppError::typed(
        field,
        "This is none of the choices.",
        "Choose one of the list.",
    ))
}

/// The setting's details.
pub(crate) fn save_setting(session: &mut Session, request: SaveSetting) -> Answer<SettingsView> {
    session.library().policy(&request.policy)?;
    let name = line(&request.setting);
    if name.is_empty() {
        return Err(AppError::typed(
            "setting",
            "This cannot be left empty.",
            "Type the setting's name.",
        ));
    }
    if !(1..=60).contains(&request.idle_minutes) {
        let message = "It locks by itself after 1 to 60 minutes.";
        return Err(AppError::typed(
            "idle_minutes",
            message,
            "Choose a number from 1 to 60.",
        ));
    }
    one_of(
        &request.setting_kind,
        &["school", "pre-school", "other"],
        "setting_kind",
    )?;
    one_of(
        &request.appearance,
        &["system", "light", "dark"],
        "appearance",
    )?;
    short("setting", &name)?;
    let people = people(request.people)?;
    if !request.backup_folder.trim().is_empty() {
        good_place(&request.backup_folder, &session.config.data_folder)?;
    }
    change(session, |settings| {
        settings.setting = name;
        settings.setting_kind = request.setting_kind;
        settings.policy = request.policy;
        settings.people = people;
        settings.idle_minutes = request.idle_minutes;
        settings.backup_folder = request.backup_folder;
        settings.appearance = request.appearance;
        Ok(())
    })
}

/// Whether the window is kept out of pictures of the screen.
pub(crate) fn save_captures(session: &mut Session, request: SaveCaptures) -> Answer<SettingsView> {
    let saved = change(session, |settings| {
        settings.hide_from_captures = request.hide;
        Ok(())
    })?;
    session.config.shell.hide_from_captures(request.hide);
    Ok(saved)
}

/// Emergency contacts: readable while locked.
pub(crate) fn save_emergency(
    session: &mut Session,
    request: SaveEmergency,
) -> Answer<SettingsView> {
    let data = session.data();
    let sample = session.vault()?.sample;
    let now = session.now();
    emergency::keep(session.vault()?, &request.emergency, Some(&now))?;
    emergency::write(&data, sample, &request.emergency)?;
    view(session)
}

/// The book of agencies and people.
pub(crate) fn save_address(session: &mut Session, request: SaveAddress) -> Answer<SettingsView> {
    change(session, |settings| {
        let each = request.known.iter().map(|k| KnownPerson {
            agency: line(&k.agency),
            name: line(&k.name),
            designation: line(&k.designation),
            phone: line(&k.phone),
            email: line(&k.email),
        });
        settings.known = each
            .filter(|k| !(k.agency.is_empty() && k.name.is_empty()))
            .collect();
        for (i, k) in settings.known.iter().enumerate() {
            let parts = [
                ("agency", &*k.agency),
                ("name", &k.name),
                ("designation", &k.designation),
                ("phone", &k.phone),
                ("email", &k.email),
            ];
            short_row("known", i, &parts)?;
        }
        Ok(())
    })
}

/// Other details for a board's contact, or the pack's own again.
pub(crate) fn override_contact(
    session: &mut Session,
    request: OverrideContact,
) -> Answer<SettingsView> {
    let library = session.library();
    let bundled = library.policy(&request.policy)?;
    if bundled
        .policy
        .contact(&request.contact.as_str().into())
        .is_none()
    {
        return Err(AppError::NotFound("contact"));
    }
    let checked = match request.remove {
        true => None,
        false => Some(date(&request.checked, "checked")?),
    };
    for (field, text) in [
        ("person", &request.person),
        ("email", &request.email),
        ("phone", &request.phone),
    ] {
        short(field, &line(text))?;
    }
    change(session, |settings| {
        settings
            .overrides
            .retain(|o| !(o.policy == request.policy && o.contact == request.contact));
        settings
            .overrides
            .extend(checked.map(|checked| ContactOverride {
                policy: request.policy.clone(),
                contact: request.contact.clone(),
                person: line(&request.person),
                email: line(&request.email),
                phone: line(&request.phone),
                checked,
            }));
        Ok(())
    })
}

/// A holiday proclaimed late, or taken away. The last word on a day holds.
pub(crate) fn proclaim_holiday(
    session: &mut Session,
    request: ProclaimHoliday,
) -> Answer<SettingsView> {
    let id = request.calendar.as_str().into();
    if !session.library().calendars.contains_key(&id) {
        return Err(AppError::NotFound("calendar"));
    }
    let day = date(&request.date, "date")?;
    for (field, text) in [("name", &request.name), ("source", &request.source)] {
        if line(text).is_empty() {
            let hint = "Say what the day is called and where it was announced.";
            return Err(AppError::typed(field, "This cannot be left empty.", hint));
        }
        short(field, &line(text))?;
    }
    let since = session.now().stamp.to_rfc3339();
    change(session, |settings| {
        let day = day.to_string();
        // An earlier word on the same day stays: limits that stopped meanwhile were counted with it.
        settings.proclaimed.push(ProclaimHoliday {
            calendar: request.calendar.clone(),
            date: day,
            name: line(&request.name),
            source: line(&request.source),
            working: request.working,
            since: Some(since),
        });
        Ok(())
    })
}

/// The most terms kept: ten years of six half terms.
const MOST_TERMS: usize = 60;

/// The setting's terms. They mark a date that falls outside them, and move none.
pub(crate) fn save_terms(session: &mut Session, request: SaveTerms) -> Answer<SettingsView> {
    if request.terms.len() > MOST_TERMS {
        let message = format!("There can be {MOST_TERMS} terms at most.");
        return Err(AppError::typed("terms", &message, "Leave out old ones."));
    }
    let mut terms = Vec::new();
    for (i, term) in request.terms.iter().enumerate() {
        let field = |part: &str| format!("terms.{i}.{part}");
        let name = line(&term.name);
        short_row("terms", i, &[("name", &*name)])?;
        let from = date(&term.from, &field("from"))?;
        let to = date(&term.to, &field("to"))?;
        if to < from {
            return Err(AppError::typed(
                &field("to"),
                "The term ends before it begins.",
                "Change its first or its last day.",
            ));
        }
        terms.push((from, to, name, i));
    }
    terms.sort();
    for pair in terms.windows(2) {
        if let [(_, before, ..), (from, _, _, i)] = pair
            && from <= before
        {
            return Err(AppError::typed(
                &format!("terms.{i}.from"),
                "This term begins before another one has ended.",
                "Change one of the two.",
            ));
        }
    }
    change(session, |settings| {
        let each = terms.into_iter().map(|(from, to, name, _)| TermDates {
            name,
            from: from.to_string(),
            to: to.to_string(),
        });
        settings.terms = each.collect();
        Ok(())
    })
}

/// A new passphrase for whoever is using it.
pub(crate) fn change_passphrase(
    session: &mut Session,
    request: ChangePassphrase,
) -> Answer<SettingsView> {
    let new = Zeroizing::new(request.new);
    let now = session.now();
    let choice = session.config.kdf;
    let open = session.vault()?;
    prove(open, request.current)?;
    let person = open.user.to_string();
    let slot = slot_of(&open.vault, &person)?;
    let secret = chosen(&open.vault, Some(slot), &new, "new")?;
    open.vault
        .change_passphrase(slot, &secret, cost(choice), &now.for_store())?;
    open.chose_passphrase(&person, &now)?;
    view(session)
}
