//! What can go wrong with a bundle, each with what to do.

use crate::OtherFile;
use stepwise_core::chain::ChainFault;

/// A bundle could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// A file without a byte in it.
    #[error(
        "The file is empty: there is nothing in it. It was not saved or sent in full. Ask the sender to send it again."
    )]
    Empty,
    /// Not an age file with a password.
    #[error("{0}")]
    NotABundle(OtherFile),
    /// The password does not fit.
    #[error(
        "The password does not open this bundle. Check the six words with the person who sent it: capitals and extra spaces do not matter. If the words are right, the file was changed on its way."
    )]
    WrongPassword,
    /// The file asks for more work than any bundle of ours does.
    #[error(
        "This file asks for far more work to open than a Stepwise bundle does. It was not opened. Ask the sender to make it again."
    )]
    ExcessiveWork,
    /// The file was cut short or changed on its way.
    #[error(
        "The bundle was cut short or changed on its way. Nothing in it was used. Ask the sender to send it again."
    )]
    CutOrAltered(#[source] std::io::Error),
    /// The inside is not as the format says.
    #[error(
        "The bundle opens, but its inside is not as it should be: {0}. Nothing in it was used. Ask the sender to make it again."
    )]
    Inside(#[source] Fault),
    /// A newer format.
    #[error(
        "The bundle was made by a newer version of Stepwise (format {found}; this version reads {known}). Update Stepwise, then open it again."
    )]
    Newer {
        /// Its format.
        found: u32,
        /// The highest format known here.
        known: u32,
    },
    /// Writing failed.
    #[error(
        "The bundle could not be written. Check that the disk has room and can be written to, then try again."
    )]
    Write(#[source] std::io::Error),
    /// Whoever takes the documents could not.
    #[error(
        "Reading the bundle broke off, because what it holds could not be taken in. Nothing in it was used. Try again."
    )]
    NotTaken(#[source] std::io::Error),
    /// The operating system gave no random numbers.
    #[error(
        "This computer could not provide random numbers, so nothing was sealed. Restart it and try again."
    )]
    Random,
}

/// What is wrong inside a bundle that opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A file that the manifest does not name.
    #[error("it holds a file that its list does not name ({0})")]
    Unlisted(String),
    /// A file of the list is missing.
    #[error("a file of its list is missing ({0})")]
    Missing(String),
    /// A file differs from the list.
    #[error("a file differs from its list ({0})")]
    Differs(String),
    /// A name that is not a plain relative path, or that stands twice.
    #[error("it holds a file with a name that is not allowed")]
    BadName,
    /// Something that is not a file: a link, a device.
    #[error("it holds something that is not a plain file")]
    NotAFile,
    /// Larger than allowed.
    #[error("it is larger than {0} MiB")]
    TooLarge(u64),
    /// The record alone is larger than allowed.
    #[error("its record is larger than {0} MiB")]
    LargeRecord(u64),
    /// One file is larger than allowed.
    #[error("one of its files ({0}) is larger than {1} MiB")]
    LargeFile(String, u64),
    /// A file at another place than the format gives it.
    #[error("its files are not in the order of a bundle ({0} comes too late)")]
    Order(String),
    /// Something behind the end.
    #[error("something is hidden behind its end")]
    After,
    /// Too many files.
    #[error("it holds more than {0} files")]
    TooMany(usize),
    /// Too many entries.
    #[error("its record has more than {0} entries, which is more than any case has")]
    TooManyEntries(usize),
    /// No manifest at its place.
    #[error("its list of contents is missing or cannot be read")]
    NoManifest,
    /// A line of the record cannot be read.
    #[error("line {line} of {file} cannot be read")]
    Line {
        /// Which file.
        file: &'static str,
        /// Which line, from 1.
        line: usize,
    },
    /// The chain does not hold.
    #[error("the record does not hold together: {0}")]
    Chain(#[from] ChainFault),
    /// The chain ends elsewhere than the manifest says.
    #[error("the record does not end where its list says")]
    Head,
    /// The signature does not fit.
    #[error("the signature does not fit the record")]
    Signature,
    /// The policy's bytes do not give its digest.
    #[error("the policy inside is not the one that the case was opened under")]
    Policy,
}
