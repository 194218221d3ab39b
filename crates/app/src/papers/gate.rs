//! The gate before anything of a case is sent: for whom it is and why they need it, an address that somebody looked at,
//! a safe way, and another way for the password. Every send passes here; [`Passed`] is made nowhere else.

use super::leave::Leaving;
use super::recipients::why_confirm;
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::session::Session;
use crate::wire::EmailForm;
use chrono_tz::Tz;

/// An e-mail that may be drafted.
pub(crate) struct Passed {
    to: Vec<String>,
    purpose: String,
    password_by: String,
    encrypted: bool,
}

impl Passed {
    /// To whom.
    pub fn to(&self) -> &[String] {
        &self.to
    }

    /// What it carries is locked with a password, which goes another way.
    pub fn encrypted(&self) -> bool {
        self.encrypted
    }

    /// What is recorded of it.
    pub fn leaving(self) -> Leaving {
        Leaving {
            means: match self.encrypted {
                true => "email drafted, with an encrypted PDF",
                false => "email drafted, for secure email",
            },
            to: self.to,
            purpose: self.purpose,
            password_by: self.password_by,
        }
    }
}

/// The gate before an e-mail. `why` is the purpose where it was said already; `zone` is that of the case.
///
/// # Errors
/// No purpose; nobody to send it to, or an address that is none; no way for the password; an address that was not
/// confirmed before its first use, or after it was last checked long ago; that it was confirmed could not be kept.
pub(crate) fn email(
    session: &mut Session,
    zone: Tz,
    form: &EmailForm,
    why: &str,
) -> Answer<Passed> {
    let to = addresses(&form.to)?;
    let purpose = match form.purpose.trim() {
        "" => why.trim(),
        purpose => purpose,
    };
    needed(purpose, "purpose", WHY)?;
    let encrypted = password_way(&form.password_by)?;
    confirm(session, zone, &to, form.confirmed)?;
    Ok(Passed {
        to,
        purpose: purpose.to_owned(),
        password_by: form.password_by.clone(),
        encrypted,
    })
}

const WHO: (&str, &str) = (
    "Say who this is for.",
    "Name the person, not only their office.",
);
const WHY: (&str, &str) = (
    "Say why they need it.",
    "A few words are enough. They are kept in the record.",
);

/// The gate before something is given to a person: each with the field of the request that holds it.
///
/// # Errors
/// Nobody named, or no purpose.
pub(crate) fn given((to, to_field): (&str, &str), (why, why_field): (&str, &str)) -> Answer<()> {
    needed(to, to_field, WHO)?;
    needed(why, why_field, WHY)
}

fn needed(text: &str, field: &str, (message, hint): (&str, &str)) -> Answer<()> {
    match text.trim() {
        "" => Err(AppError::typed(field, message, hint)),
        _ => Ok(()),
    }
}

/// Whether what is sent is locked with a password. How that goes: never in the e-mail.
///
/// # Errors
/// Another way than those offered.
fn password_way(password_by: &str) -> Answer<bool> {
    match password_by {
        "phone" | "in-person" => Ok(true),
        "secure-mail" => Ok(false),
        _ => Err(AppError::typed(
            "password_by",
            "Say how the password will reach them.",
            "Choose by telephone or in person, or that your own email is secure.",
        )),
    }
}

/// Addresses as typed. What an address may be is the mail program's to judge; here it must only be one.
///
/// # Errors
/// None, or one that is none.
fn addresses(typed: &[String]) -> Answer<Vec<String>> {
    let to: Vec<String> = typed
        .iter()
        .map(|t| t.trim().to_owned())
        .filter(|t| !t.is_empty())
        .collect();
    if to.is_empty() {
        return Err(AppError::typed(
            "to",
            "There is nobody to send this to.",
            "Choose a recipient, or type an address.",
        ));
    }
    if !to.iter().all(|address| is_address(address)) {
        return Err(AppError::typed(
            "to",
            "One of these is not an email address.",
            "Write each address whole, such as name@example.org, one to a line.",
        ));
    }
    Ok(to)
}

/// One address, and no way to smuggle in another or a header.
pub(super) fn is_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    let one = matches!(parts.as_slice(), [name, host] if !name.is_empty() && host.contains('.'));
    one && !text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
}

/// Each address is looked at by a person before its first use, and again when it was last checked long ago.
///
/// # Errors
/// Not confirmed; not kept.
fn confirm(session: &mut Session, zone: Tz, to: &[String], confirmed: bool) -> Answer<()> {
    let now = session.now();
    let today = now.date_in(zone);
    let vault = session.vault()?;
    let open = to
        .iter()
        .any(|address| !why_confirm(&vault.settings, address, None, today).is_empty());
    if open && !confirmed {
        return Err(AppError::of(ErrorCode::NotConfirmed));
    }
    if open {
        let mut settings = vault.settings.clone();
        settings
            .confirmed_addresses
            .extend(to.iter().map(|a| (a.to_lowercase(), today)));
        vault.save_settings(settings, &now)?;
    }
    Ok(())
}
