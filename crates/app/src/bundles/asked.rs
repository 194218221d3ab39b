//! What somebody asks to go into a bundle, checked, with what is taken out of it.

use super::left::BUNDLE;
use super::parts::{self, Chosen};
use super::report::Purpose;
use super::without::Out;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::papers::gate::given;
use crate::wire::MakeBundle;
use crate::words::plural;
use std::collections::BTreeSet;
use stepwise_core::event::Sending;
use stepwise_store::StoredEvent;

/// A bundle as it is asked for.
pub(super) struct Asked<'a> {
    pub request: &'a MakeBundle,
    pub out: Out<'a>,
    /// What goes.
    pub chosen: Chosen,
    /// How many attached files stay behind because something is taken out.
    pub files_behind: u32,
}

impl<'a> Asked<'a> {
    /// # Errors
    /// Nothing chosen; nobody named, or no purpose; it is not said how the password goes; nobody of that name to take out.
    pub fn of(loaded: &LoadedCase, request: &'a MakeBundle) -> Answer<Self> {
        let wanted = parts::by_name(loaded, &request.parts);
        if wanted.is_empty() {
            return Err(AppError::typed(
                "parts",
                "Nothing is chosen to go in.",
                "Choose at least one part.",
            ));
        }
        given((&request.to, "to"), (&request.purpose, "purpose"))?;
        if !matches!(request.password_by.as_str(), "phone" | "in-person") {
            return Err(AppError::typed(
                "password_by",
                "Say how the password will reach them.",
                "Choose by telephone or in person. Never send it with the files.",
            ));
        }
        let out = Out::new(loaded, &request.without)?;
        let (chosen, files_behind) = out.of(wanted);
        if chosen.parts.is_empty() {
            return Err(AppError::typed(
                "parts",
                "Nothing is left to go in.",
                "Something is taken out, so attached files stay behind unless you choose them once more.",
            ));
        }
        Ok(Self {
            request,
            out,
            chosen,
            files_behind,
        })
    }

    /// For whom, and why.
    pub fn purpose(&self) -> Purpose<'_> {
        Purpose {
            to: &self.request.to,
            why: &self.request.purpose,
        }
    }

    /// All that the pages are made from besides the record.
    ///
    /// # Errors
    /// Never in practice: it is plain text.
    pub fn choice(&self) -> Answer<String> {
        let MakeBundle {
            to,
            purpose,
            pictures,
            without,
            ..
        } = self.request;
        let parts: Vec<String> = self.chosen.parts.iter().map(parts::Part::name).collect();
        serde_json::to_string(&(parts, to, purpose, pictures, without))
            .map_err(|_| AppError::Internal("a choice cannot be written down"))
    }

    /// The entries whose text goes into the sealed file.
    pub fn given(&self, loaded: &LoadedCase, stored: &[StoredEvent]) -> BTreeSet<u64> {
        let each = stored.iter().map(|e| (e.row.seq, e.payload.as_slice()));
        self.out.given(loaded, &self.chosen, each)
    }

    /// What is recorded of each of the two files that leave: also what was taken out, in words, since the sealed
    /// file alone cannot show that it was a choice.
    pub fn sending(&self, digest: String, file: &str, blacked_out: u32) -> Sending {
        let mut means = vec![format!("{BUNDLE}{file}")];
        if !self.request.own_password.is_empty() {
            means.push("locked with a password that the recipient chose".to_owned());
        }
        if self.request.pictures {
            means.push("pictures as pages".to_owned());
        }
        if !self.out.nothing() {
            means.push(format!(
                "{} blacked out",
                plural(i64::from(blacked_out), "passage")
            ));
            means.extend(self.out.told());
        }
        if self.files_behind > 0 {
            let files = plural(i64::from(self.files_behind), "attached file");
            means.push(format!("{files} left behind for that"));
        }
        Sending {
            paper: None,
            what: String::new(),
            digest,
            to: vec![self.request.to.trim().to_owned()],
            means: means.join("; "),
            purpose: self.request.purpose.trim().to_owned(),
            password_by: self.request.password_by.clone(),
            message: String::new(),
            attachment: None,
            handed: None,
            chases: None,
        }
    }
}
