//! To whom an e-mail goes, how its password goes, and what it says. It names no child, adult or family.

use super::leaf::Leaf;
use super::recipients::why_confirm;
use crate::blackout::Naming;
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::session::Session;

/// How the password of an attachment may go. Never in the e-mail.
///
/// # Errors
/// Another way than those offered.
pub(super) fn encrypts(password_by: &str) -> Answer<bool> {
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
pub(super) fn addresses(typed: &[String]) -> Answer<Vec<String>> {
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
    for address in &to {
        let parts: Vec<&str> = address.split('@').collect();
        let one =
            matches!(parts.as_slice(), [name, host] if !name.is_empty() && host.contains('.'));
        if !one
            || address
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
        {
            return Err(AppError::typed(
                "to",
                "One of these is not an email address.",
                "Write each address whole, such as name@example.org, one to a line.",
            ));
        }
    }
    Ok(to)
}

/// Each address is looked at by a person before its first use, and again when it was last checked long ago.
///
/// # Errors
/// Not confirmed; not kept.
pub(super) fn confirm(
    session: &mut Session,
    leaf: &Leaf,
    to: &[String],
    confirmed: bool,
) -> Answer<()> {
    let now = session.now();
    let today = now.date_in(leaf.loaded.policy.zone);
    let open = to
        .iter()
        .any(|address| !why_confirm(&leaf.settings, address, None, today).is_empty());
    if open && !confirmed {
        return Err(AppError::of(ErrorCode::NotConfirmed));
    }
    if open {
        let vault = session.vault()?;
        let mut settings = vault.settings.clone();
        settings
            .confirmed_addresses
            .extend(to.iter().map(|a| (a.to_lowercase(), today)));
        vault.save_settings(settings, &now)?;
    }
    Ok(())
}

/// Subject and body.
pub(super) struct Words {
    pub subject: String,
    pub body: String,
}

impl Words {
    /// What the e-mail that carries these pages says, with a few words of the user's own before it.
    ///
    /// # Errors
    /// Those words name a child or adult of the case.
    pub fn of(leaf: &Leaf, encrypted: bool, note: &str) -> Answer<Self> {
        let note = note.trim();
        let subjects = leaf.loaded.case.subjects.iter();
        let names: Vec<&str> = subjects.map(|s| s.value.name.as_str()).collect();
        if Naming::of(&names, &[]).is_in(note) {
            return Err(AppError::typed(
                "note",
                "This names a child or adult of the case.",
                "An email can be read on its way. Say it in the attached paper.",
            ));
        }
        let before = match note {
            "" => String::new(),
            note => format!("{note}\n\n"),
        };
        let number = &leaf.loaded.number;
        let lock = if encrypted {
            "The attached PDF is locked with a password. I will give you the password by telephone or in person, not by email."
        } else {
            "The attached PDF is not locked, because this message goes by secure email."
        };
        let body = format!(
            "{before}Please find attached a confidential document about a professional difference, under: {}.\n\n{lock}\n\n\
             Our reference: {number}\n\nPlease confirm that you have received it and can open it.\n\n{}\n{}\n",
            leaf.loaded.policy.title, leaf.user, leaf.settings.setting
        );
        Ok(Self {
            subject: leaf.subject.clone(),
            body,
        })
    }
}
