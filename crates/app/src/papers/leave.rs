//! What leaves the house is recorded, with the digest of the very bytes.

use super::open::Picked;
use crate::failure::Answer;
use crate::session::Session;
use sha2::{Digest as _, Sha256};
use std::io::Write as _;
use std::path::Path;
use stepwise_core::event::{Sending, What};

/// How and to whom something leaves.
pub(crate) struct Leaving {
    pub to: Vec<String>,
    pub means: &'static str,
    pub purpose: String,
    pub password_by: String,
}

impl Leaving {
    /// To a printer.
    pub fn printed() -> Self {
        Self {
            to: vec!["a printer".into()],
            means: "printed",
            purpose: String::new(),
            password_by: String::new(),
        }
    }

    /// To a file of the user's choice.
    pub fn saved() -> Self {
        Self {
            to: vec!["a file on this computer".into()],
            means: "saved as a file, not encrypted",
            purpose: String::new(),
            password_by: String::new(),
        }
    }
}

/// Records that a paper left, and anchors the record outside the database.
///
/// # Errors
/// Not recorded.
pub(crate) fn left(
    session: &mut Session,
    picked: Picked,
    bytes: &[u8],
    leaving: Leaving,
) -> Answer<()> {
    let paper = Some(picked.paper()?.id.clone());
    let sending = Sending {
        paper,
        digest: data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)),
        to: leaving.to,
        means: leaving.means.to_owned(),
        purpose: leaving.purpose,
        password_by: leaving.password_by,
    };
    let open = session.vault()?;
    open.append(picked.loaded, vec![What::Sent(sending)], Vec::new())?;
    open.vault.anchor()?;
    Ok(())
}

/// Writes a file whole or not at all: beside its place first, then moved there.
///
/// # Errors
/// The folder cannot be written, or the disk is full. What was there before is untouched.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Answer<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = std::fs::File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| std::fs::rename(&part, path)) {
        // The half-written file is worth nothing, and the first error is the one to tell.
        let _ = std::fs::remove_file(&part);
        return Err(error.into());
    }
    Ok(())
}
