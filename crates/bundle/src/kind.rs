//! What kind of file it is, by how it begins: said before anybody is asked for a password.

use crate::BundleError;
use std::fmt;
use std::io::ErrorKind;

/// How many bytes of a file's beginning are enough.
pub const BEGINNING: usize = 64;

const BUNDLE: &[u8] = b"age-encryption.org/v1\n";

/// A file that is no bundle, as far as its beginning tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OtherFile {
    /// A PDF, such as the sealed copy for a reader without Stepwise.
    Pdf,
    /// A ZIP archive, or a document of an office program.
    Zip,
    /// The same encryption, written as text.
    Armoured,
    /// The same encryption, opened with a key in the place of a password.
    Keyed,
    /// Something else.
    Unknown,
}

impl fmt::Display for OtherFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OtherFile::Pdf => {
                "This is a PDF, not a Stepwise bundle. Open it with a PDF reader: it asks for its password \
                 itself. The bundle's own name ends in .age."
            }
            OtherFile::Zip => {
                "This is a ZIP archive or an office document, not a Stepwise bundle. If the bundle is \
                 inside it, take it out first. A bundle's name ends in .age."
            }
            OtherFile::Armoured => {
                "This is an age file written as text. Stepwise does not make its bundles so. Ask the sender \
                 for the bundle as Stepwise saved it."
            }
            OtherFile::Keyed => {
                "This file opens with a key, not with a password, so Stepwise did not make it. Ask the \
                 sender for the bundle as Stepwise saved it."
            }
            OtherFile::Unknown => {
                "This is not a Stepwise bundle. A bundle's name ends in .age and it opens with a password."
            }
        })
    }
}

/// Whether a file can be a bundle, by its first [`BEGINNING`] bytes, or fewer where it is shorter.
///
/// # Errors
/// Empty, cut short within its first line, or another kind of file.
pub fn recognise(begins: &[u8]) -> Result<(), BundleError> {
    if begins.is_empty() {
        return Err(BundleError::Empty);
    }
    if begins.starts_with(BUNDLE) {
        return Ok(());
    }
    if begins.len() < BUNDLE.len() && BUNDLE.starts_with(begins) {
        return Err(BundleError::CutOrAltered(ErrorKind::UnexpectedEof.into()));
    }
    let kinds: [(&[u8], OtherFile); 4] = [
        (b"%PDF-", OtherFile::Pdf),
        (b"PK\x03\x04", OtherFile::Zip),
        (b"PK\x05\x06", OtherFile::Zip),
        (b"-----BEGIN AGE ENCRYPTED FILE-----", OtherFile::Armoured),
    ];
    let known = kinds.iter().find(|(start, _)| begins.starts_with(start));
    Err(BundleError::NotABundle(
        known.map_or(OtherFile::Unknown, |(_, kind)| *kind),
    ))
}
