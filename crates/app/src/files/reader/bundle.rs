//! A bundle that somebody sent, opened and checked in the reader's process. What it holds comes back as data, after the
//! case that it tells was worked through once here: whatever would break or hang the program breaks this process.

use super::Found;
use super::talk::say;
use crate::incoming::rehearse;
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;
use stepwise_bundle::{BundleError, Limits, Manifest, PayloadLine, Text, open};
use stepwise_core::chain::ChainRow;
use zeroize::Zeroize;

/// Said of a case that is not worked through in time.
const TOO_LONG: &str = "The case in it takes far longer to work through than any case does. Nothing in it was used. Ask the sender, by \
                        telephone, what it is.";
/// As much as the first thread of a program has, in bytes.
const STACK: usize = 8 * 1024 * 1024;
/// The most that is answered at once, in bytes: the record with its texts, or one document.
pub(super) const MOST_ANSWER: u64 = 384 * 1024 * 1024;
/// However large a bundle is, it takes no longer.
pub(super) const LONGEST: Duration = Duration::from_secs(15 * 60);

/// However many entries a case has, working it through takes no longer. An ordinary one takes some milliseconds. Where it
/// is shown the application works it through once more, and nothing stops that: what would take long there is not opened.
const LONGEST_CASE: Duration = Duration::from_secs(20);

/// How long a bundle of so many bytes may take: a minute to stretch the password and to work the record through, and the
/// rest at 8 MB a second, which an old computer does with ease.
pub(super) fn patience(bytes: u64) -> Duration {
    Duration::from_secs(60 + bytes / 8_000_000).min(LONGEST)
}

/// What the process is told of a bundle.
#[derive(Serialize, Deserialize)]
pub(crate) struct Reading {
    pub password: String,
    /// RFC 3339, for what follows from the case today.
    pub now: String,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.password.zeroize();
    }
}

/// The record of a bundle that is whole.
#[derive(Serialize, Deserialize)]
pub(crate) struct BundleFound {
    pub manifest: Manifest,
    pub rows: Vec<ChainRow>,
    payloads: Vec<PayloadLine>,
    policy: Option<String>,
}

impl BundleFound {
    /// The texts, by entry; none where the other process is not to be trusted any more.
    pub fn payloads(&self) -> Option<BTreeMap<u64, Text>> {
        let each = self.payloads.iter().map(|line| {
            let text = Text {
                salt: BASE64.decode(line.salt.as_bytes()).ok()?,
                bytes: BASE64.decode(line.bytes.as_bytes()).ok()?,
            };
            Some((line.seq, text))
        });
        each.collect()
    }

    /// The policy's archive, as [`BundleFound::payloads`].
    pub fn policy(&self) -> Option<Option<Vec<u8>>> {
        match &self.policy {
            Some(text) => Some(Some(BASE64.decode(text.as_bytes()).ok()?)),
            None => Some(None),
        }
    }
}

/// Why a bundle was not opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unopened {
    pub why: Why,
    /// A sentence that says what is wrong and what to do.
    pub sentence: String,
}

/// The kinds of it that the window tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Why {
    /// It is something else.
    Other,
    /// The words do not fit.
    Password,
    /// It was cut or changed on its way.
    Changed,
    /// It opens, and what is inside does not hold.
    Inside,
    /// A newer Stepwise made it.
    Newer,
    /// It asks for more than a bundle does.
    Work,
}

impl From<&BundleError> for Unopened {
    fn from(error: &BundleError) -> Self {
        let why = match error {
            BundleError::NotABundle(_) => Why::Other,
            BundleError::WrongPassword => Why::Password,
            BundleError::Inside(_) => Why::Inside,
            BundleError::Newer { .. } => Why::Newer,
            BundleError::ExcessiveWork => Why::Work,
            _ => Why::Changed,
        };
        Self {
            why,
            sentence: error.to_string(),
        }
    }
}

/// Why something was not done in time.
#[derive(Debug, PartialEq, Eq)]
enum Undone {
    TooLong,
    /// It broke.
    Broken,
}

/// Works on something on a thread of its own, and gives it back. What takes too long is left to itself, and ends with this
/// process.
fn within<T: Send + Sync + 'static>(
    what: T,
    longest: Duration,
    work: impl FnOnce(&T) + Send + 'static,
) -> Result<T, Undone> {
    let what = Arc::new(what);
    let theirs = what.clone();
    let (done, waits) = sync_channel(1);
    let thread = std::thread::Builder::new().stack_size(STACK);
    let started = thread.spawn(move || {
        work(&theirs);
        drop(theirs);
        let _ = done.send(());
    });
    started.map_err(|_| Undone::Broken)?;
    match waits.recv_timeout(longest) {
        Ok(()) => Arc::into_inner(what).ok_or(Undone::Broken),
        Err(RecvTimeoutError::Timeout) => Err(Undone::TooLong),
        Err(RecvTimeoutError::Disconnected) => Err(Undone::Broken),
    }
}

/// Reads a bundle as it comes; with `files`, says each document. False where nobody hears it.
pub(super) fn read(
    reading: &Reading,
    files: bool,
    from: &mut dyn Read,
    to: &mut dyn Write,
) -> bool {
    let mut heard = true;
    let opened = open(
        from,
        &reading.password,
        Limits::default(),
        &mut |entry, bytes| {
            if files {
                heard = say(to, &Found::Document(entry.clone()), &bytes);
            }
            match heard {
                true => Ok(()),
                false => Err(std::io::ErrorKind::BrokenPipe.into()),
            }
        },
    );
    let found = match opened {
        Err(error) => Found::NotOpened(Unopened::from(&error)),
        Ok(_) if files => Found::Whole,
        Ok(opened) => {
            let now = reading.now.clone();
            let opened = match within(opened, LONGEST_CASE, move |opened| rehearse(opened, &now)) {
                Ok(opened) => opened,
                Err(Undone::TooLong) => {
                    let found = Found::NotOpened(Unopened {
                        why: Why::Work,
                        sentence: TOO_LONG.to_owned(),
                    });
                    return heard && say(to, &found, &[]);
                }
                // As if this process had broken.
                Err(Undone::Broken) => return false,
            };
            let line = |(seq, text): (&u64, &Text)| PayloadLine {
                seq: *seq,
                salt: BASE64.encode(&text.salt),
                bytes: BASE64.encode(&text.bytes),
            };
            Found::Bundle(Box::new(BundleFound {
                payloads: opened.payloads.iter().map(line).collect(),
                policy: opened.policy.map(|pack| BASE64.encode(&pack)),
                manifest: opened.manifest,
                rows: opened.rows,
            }))
        }
    };
    heard && say(to, &found, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_long_or_breaks_is_not_waited_for() {
        let long = Duration::from_secs(60);
        assert_eq!(within(5, long, |five| assert_eq!(*five, 5)), Ok(5));
        let (never, waits) = sync_channel::<()>(0);
        let start = std::time::Instant::now();
        let slow = within((), Duration::from_millis(10), move |()| {
            let _ = waits.recv();
        });
        assert_eq!(slow, Err(Undone::TooLong));
        assert!(start.elapsed() < long);
        drop(never);
        assert_eq!(within((), long, |()| panic!("broken")), Err(Undone::Broken));
    }
}
