//! Saving a paper as a file, and drafting the e-mail that carries it.

use super::leave::{Leaving, free, release, sending, stage};
use super::open::{Picked, pick, pick_to_record};
use super::recipients::why_confirm;
use super::render::{self, PRODUCER};
use crate::activity::Act;
use crate::config::{Ask, FileKind};
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::session::Session;
use crate::wire::{DraftEmail, EmailDrafted, PaperQuery, SavedView};
use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::text::Text;

/// A file name that says which case and nothing of whom.
fn neutral_name(picked: &Picked, ending: &str) -> Answer<String> {
    let kind = match picked.paper()?.kind {
        stepwise_core::policy::PaperKind::Form => "form",
        stepwise_core::policy::PaperKind::Letter => "letter",
    };
    Ok(format!("{kind}-{}.{ending}", picked.loaded.number))
}

/// Saves the paper as a PDF at a place of the user's choice.
///
/// # Errors
/// Locked; no such paper; not written or not recorded.
pub(crate) fn save_paper_file(session: &mut Session, query: &PaperQuery) -> Answer<SavedView> {
    let picked = pick_to_record(session, query)?;
    let name = neutral_name(&picked, "pdf")?;
    let Some(path) = session.ask(Ask::SaveFile(name, FileKind::Pdf))? else {
        return Ok(SavedView::at(None));
    };
    let pdf = render::pdf(&picked, &[], None)?;
    let staged = stage(path.clone(), &pdf.bytes)?;
    let sent = sending(&picked, &pdf.bytes, Leaving::saved())?;
    let act = Act::Saved {
        case: picked.loaded.id,
        paper: picked.paper()?.id.to_string(),
    };
    release(session, picked.loaded, vec![sent], vec![staged], act)?;
    Ok(SavedView::at(Some(&path)))
}

/// How the password of an attachment may go. Never in the e-mail.
fn encrypts(password_by: &str) -> Answer<bool> {
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

/// Drafts the e-mail as a file with the PDF attached, and the PDF beside it for those whose mail program opens no drafts.
///
/// # Errors
/// Locked; no such paper; an address that cannot be or was not confirmed; not written or not recorded.
pub(crate) fn draft_email(session: &mut Session, request: &DraftEmail) -> Answer<EmailDrafted> {
    let picked = pick(session, &request.which)?;
    let to = addresses(&request.to)?;
    let encrypted = encrypts(&request.password_by)?;
    confirm(session, &picked, &to, request.confirmed)?;
    let Some(path) = session.ask(Ask::SaveFile(neutral_name(&picked, "eml")?, FileKind::Eml))?
    else {
        return Ok(EmailDrafted {
            path: None,
            attachment: None,
            synced: String::new(),
            to,
            subject: String::new(),
            body: String::new(),
            password: String::new(),
        });
    };
    let password = if encrypted {
        stepwise_bundle::password().map_err(crate::bundles::failed)?
    } else {
        String::new()
    };
    let pdf = render::pdf(&picked, &[], encrypted.then_some(password.as_str()))?;
    let (subject, body) = words(&picked, encrypted)?;
    let attachment_name = neutral_name(&picked, "pdf")?;
    let attachment = free(path.with_file_name(&attachment_name));
    let message = MessageBuilder::new()
        // Mail programs that know this header open the file as a draft to be sent.
        .header("X-Unsent", HeaderType::from(Text::new("1")))
        .header("X-Mailer", HeaderType::from(Text::new(PRODUCER)))
        .to(to.clone())
        .subject(subject.clone())
        .text_body(body.clone())
        .attachment(
            "application/pdf",
            attachment_name.clone(),
            pdf.bytes.clone(),
        )
        .write_to_vec()?;
    // The one with a name that is free comes first: it is taken away again where the other cannot be placed.
    let staged = vec![
        stage(attachment.clone(), &pdf.bytes)?,
        stage(path.clone(), &message)?,
    ];
    let leaving = Leaving {
        to: to.clone(),
        means: if encrypted {
            "email drafted, with an encrypted PDF"
        } else {
            "email drafted, for secure email"
        },
        purpose: request.purpose.clone(),
        password_by: request.password_by.clone(),
    };
    let sent = sending(&picked, &pdf.bytes, leaving)?;
    let act = Act::Drafted {
        case: picked.loaded.id,
        paper: picked.paper()?.id.to_string(),
        encrypted,
    };
    release(session, picked.loaded, vec![sent], staged, act)?;
    session.config.shell.show_in_folder(&path);
    Ok(EmailDrafted {
        path: Some(path.display().to_string()),
        attachment: Some(attachment.display().to_string()),
        synced: crate::synced::synced_here(&path),
        to,
        subject,
        body,
        password,
    })
}

/// Addresses as typed. What an address may be is the mail program's to judge; here it must only be one.
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
fn confirm(session: &mut Session, picked: &Picked, to: &[String], confirmed: bool) -> Answer<()> {
    let now = session.now();
    let today = now.date_in(picked.loaded.policy.zone);
    let open = to
        .iter()
        .any(|address| !why_confirm(picked, address, None, today).is_empty());
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

/// Subject and body. Neither names a child, an adult or a family.
fn words(picked: &Picked, encrypted: bool) -> Answer<(String, String)> {
    let paper = picked.paper()?;
    let number = &picked.loaded.number;
    let subject = match &paper.subject {
        Some(subject) => subject.replace("{case-number}", number),
        None => format!("Professional differences, our reference {number}"),
    };
    let lock = if encrypted {
        "The attached PDF is locked with a password. I will give you the password by telephone or in person, not by email."
    } else {
        "The attached PDF is not locked, because this message goes by secure email."
    };
    let body = format!(
        "Please find attached a confidential document about a professional difference, under: {}.\n\n{lock}\n\n\
         Our reference: {number}\n\nPlease confirm that you have received it and can open it.\n\n{}\n{}\n",
        picked.loaded.policy.title, picked.user, picked.settings.setting
    );
    Ok((subject, body))
}
