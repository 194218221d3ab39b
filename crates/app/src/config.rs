//! What the application is given by whoever hosts it: a folder, a clock, a desktop.

use crate::backups::Waiting;
use crate::clipboard::Clipboard;
use crate::keychain::Keychain;
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A moment as the host's clock gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    /// The time with its offset from UTC.
    pub stamp: DateTime<FixedOffset>,
    /// The zone's name, such as `Europe/London`; recorded beside each event.
    pub zone: String,
}

impl Now {
    /// The date in a policy's own zone.
    pub fn date_in(&self, zone: chrono_tz::Tz) -> NaiveDate {
        self.stamp.with_timezone(&zone).date_naive()
    }

    pub(crate) fn for_store(&self) -> stepwise_store::Stamp {
        stepwise_store::Stamp {
            at: self.stamp,
            zone: self.zone.clone(),
        }
    }
}

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The moment.
    fn now(&self) -> Now;
}

/// What kind of file the user is asked to choose a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A page that anybody can read and print.
    Pdf,
    /// An e-mail draft.
    Eml,
    /// A calendar.
    Ics,
    /// A sealed bundle.
    Age,
    /// A drawing.
    Svg,
    /// A table for a spreadsheet.
    Csv,
    /// A text file of a policy, such as an example.
    Toml,
    /// A file that was attached, as it came: the ending of its kind.
    Attached(&'static str),
}

/// What kind of file the user is asked to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenKind {
    /// A policy: a zip file of its folder, or its one text file.
    Policy,
    /// An example of a policy.
    Example,
    /// A backup.
    Backup,
    /// A bundle or a form that somebody sent.
    Incoming,
    /// Files to attach: any kind, since what a file is does not follow from its name.
    Attach,
}

impl OpenKind {
    /// The extensions of such files; none for any.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Policy => &["zip", "toml"],
            Self::Example => &["toml"],
            Self::Backup => &["backup"],
            Self::Incoming => &["age", "pdf"],
            Self::Attach => &[],
        }
    }

    /// Where a host without dialogs looks for one file of this kind: what somebody sent lies apart from what was saved.
    pub fn place_in(self, folder: &Path) -> PathBuf {
        match self {
            Self::Incoming => folder.join("incoming"),
            _ => folder.to_path_buf(),
        }
    }

    /// The files of this kind in a folder, by name: what a host without dialogs opens.
    pub fn all_in(self, folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let wanted = self.extensions();
        let mut found: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| {
                let extension = path.extension().and_then(|e| e.to_str());
                wanted.is_empty() || extension.is_some_and(|e| wanted.contains(&e))
            })
            .collect();
        found.sort();
        found
    }
}

/// What only the desktop can do.
pub trait Shell: Send + Sync {
    /// Asks where to save; none where the user cancelled. Called on a thread of its own: it may block
    /// for as long as the user thinks, while the vault may be used, and may lock.
    fn save_file(&self, suggested_name: &str, kind: FileKind) -> Option<PathBuf>;
    /// Asks for a folder; none where the user cancelled. Called as [`Shell::save_file`].
    fn choose_folder(&self) -> Option<PathBuf>;
    /// Asks which file to open; none where the user cancelled. Called as [`Shell::save_file`]. A host
    /// without dialogs answers as somebody who cancelled.
    fn open_file(&self, _kind: OpenKind) -> Option<PathBuf> {
        None
    }
    /// The system's clipboard; none where it has none. Called, and used, on a thread of its own.
    fn clipboard(&self) -> Option<Box<dyn Clipboard>> {
        None
    }
    /// Asks which files to open, one or several; none where the user cancelled. Called as [`Shell::save_file`].
    fn open_files(&self, kind: OpenKind) -> Vec<PathBuf> {
        self.open_file(kind).into_iter().collect()
    }
    /// The program that reads files from elsewhere in a process of its own, so that a hostile one can do
    /// no more than end it: started with [`crate::READER_ARGUMENT`], it does as [`crate::read_for_parent`].
    /// None, in tests: they are read in this process.
    fn reader(&self) -> Option<PathBuf> {
        None
    }
    /// The operating system's keychain; none where the host has none. Its calls are made on a thread of their
    /// own.
    fn keychain(&self) -> Option<Arc<dyn Keychain>> {
        None
    }
    /// Shows a neutral sentence through the operating system. False: it was not shown. Called on a thread of
    /// its own.
    fn notify(&self, _text: &str) -> bool {
        false
    }
    /// Has the system start the program at login, to remind and to end; or no longer. False: it does not.
    fn remind_at_login(&self, _on: bool) -> bool {
        false
    }
    /// Whether the system does so.
    fn reminds_at_login(&self) -> bool {
        false
    }
    /// Shows a file in the system's own file window. Called from the worker's thread: must not wait.
    fn show_in_folder(&self, path: &Path);
    /// Asks the system's e-mail program for a new message, by a `mailto:` address. False: none was asked. Called as
    /// [`Shell::show_in_folder`].
    fn open_mail(&self, _address: &str) -> bool {
        false
    }
    /// Whether this system can keep the window out of pictures of the screen.
    fn can_hide_from_captures(&self) -> bool {
        false
    }
    /// Keeps the window out of screenshots, recordings and shared screens, or no longer. Called as
    /// [`Shell::show_in_folder`]. A host that cannot does nothing.
    fn hide_from_captures(&self, _hide: bool) {}
}

/// What a command cannot go on without: mostly the user's answer to a question.
#[derive(Debug)]
pub(crate) enum Ask {
    /// Where to save a file: the name that is suggested, and what it is.
    SaveFile(String, FileKind),
    /// Which folder.
    Folder,
    /// Which file to open.
    OpenFile(OpenKind),
    /// Which files to open.
    OpenFiles(OpenKind),
    /// Nobody is asked: a backup is being made on another thread.
    Backup(Waiting),
}

impl Ask {
    /// Puts the question; nothing where the user cancelled. Blocks until there is an answer.
    pub fn put(&self, shell: &dyn Shell) -> Vec<PathBuf> {
        let one = match self {
            Self::SaveFile(name, kind) => shell.save_file(name, *kind),
            Self::Folder => shell.choose_folder(),
            Self::OpenFile(kind) => shell.open_file(*kind),
            Self::OpenFiles(kind) => return shell.open_files(*kind),
            Self::Backup(waiting) => {
                waiting.wait();
                None
            }
        };
        one.into_iter().collect()
    }
}

/// How much work a passphrase costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KdfChoice {
    /// What this machine can bear: never below 64 MiB.
    Full,
    /// Almost nothing, for tests and automation.
    Fast,
}

/// All that the application is given.
#[derive(Clone)]
pub struct Config {
    /// Where everything is kept: `vault/`, `sample/`, `emergency.json`, and `record-NAME/` for each separate record.
    pub data_folder: PathBuf,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The desktop.
    pub shell: Arc<dyn Shell>,
    /// How much work a passphrase costs.
    pub kdf: KdfChoice,
}
