//! What the worker holds: what it was given, and the one vault that is open.

use crate::activity::Act;
use crate::backups::{Backups, Restoring};
use crate::beginning::Beginning;
use crate::blackout::Going;
use crate::clipboard::Copies;
use crate::config::{Ask, Config, Now};
use crate::error::WireError;
use crate::failure::{Answer, AppError};
use crate::files::Picked;
use crate::incoming::{FormHeld, Incoming, Source};
use crate::library::Library;
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::settings::IDLE_MINUTES;
use crate::under_way::UnderWay;
use crate::wire::LockReason;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use stepwise_core::ids::UserId;
use stepwise_core::inspect::{Folder, Report};
use stepwise_store::{Home, RecordName, RecoveryKey, Vault, VaultId};

/// A preview's pages, kept while its window is looked at; gone when the vault is locked.
pub(crate) struct Preview {
    /// The PDF's own bytes.
    pub pdf: Vec<u8>,
    /// Each page's words, for those who do not see it.
    pub texts: Vec<String>,
    /// The pages that were looked at.
    pub seen: std::collections::BTreeSet<usize>,
    /// For pages that go once each of them was looked at: the last event that they were made from, and they.
    pub of: Option<(u64, Going)>,
}

/// The worker's state.
pub(crate) struct Session {
    pub config: Config,
    /// What comes with the application.
    pub built_in: Arc<Library>,
    open: Option<OpenVault>,
    /// Recovery keys just made, until one was typed back and setup is finished.
    pub pending: Option<Pending>,
    /// A vault that a recovery key opened, until it is said whose passphrase is set anew.
    pub recovering: Option<OpenVault>,
    /// Something to say once.
    pub notice: Option<WireError>,
    /// Previews by token.
    pub previews: BTreeMap<String, Preview>,
    /// A policy that was handed in and looked at, until it is added or another one is.
    pub handed_in: Option<HandedIn>,
    /// Files that were chosen and looked at, until they are attached or others are.
    pub picked: Vec<Picked>,
    /// A bundle that somebody sent and that is open; nothing of it is kept anywhere else.
    pub incoming: Option<Arc<Incoming>>,
    /// A form that came back and is looked at.
    pub incoming_form: Option<Arc<FormHeld>>,
    /// The file of the bundle that was chosen last.
    pub incoming_place: Option<Source>,
    /// Backups under way, and what became of the last one.
    pub backups: Backups,
    /// A backup that was chosen to be restored or tried.
    pub restoring: Option<Restoring>,
    /// What the user answered to the question of the command under way.
    pub place: Place,
    /// What was put on the clipboard.
    pub copies: Copies,
    /// Long work, which others may look at and stop.
    pub under_way: UnderWay,
    /// Why the vault that was open last was locked.
    pub locked_because: Option<LockReason>,
    /// The record beside the first one that was chosen; none for the first. Never kept on the disk, and
    /// forgotten at lock: the screen that comes up by itself is the first record's.
    record: Option<RecordName>,
    /// What that record begins with, while it is not made yet.
    beginning: Option<Beginning>,
    /// Seconds to wait before the next try of each record, and since when.
    held_back: BTreeMap<Option<RecordName>, (Instant, u64)>,
    /// How often a vault was opened.
    openings: u64,
}

/// A policy's folder that was handed in.
pub(crate) struct HandedIn {
    pub folder: Folder,
    /// What the reader and its examples said.
    pub report: Report,
}

/// A place for the command under way.
#[derive(Default)]
pub(crate) enum Place {
    /// Nobody asked yet.
    #[default]
    Unasked,
    /// The user's answer; nothing where they cancelled.
    Answered(Vec<PathBuf>),
}

/// Recovery keys that are being written down.
pub(crate) struct Pending {
    pub keys: [RecoveryKey; 2],
    /// One was typed back whole.
    pub confirmed: bool,
}

impl Session {
    pub fn new(config: Config, library: Arc<Library>, under_way: UnderWay) -> Self {
        let copies = Copies::new(config.shell.clone());
        Self {
            config,
            built_in: library,
            open: None,
            pending: None,
            recovering: None,
            notice: None,
            previews: BTreeMap::new(),
            handed_in: None,
            picked: Vec::new(),
            incoming: None,
            incoming_form: None,
            incoming_place: None,
            backups: Backups::default(),
            restoring: None,
            place: Place::Unasked,
            copies,
            under_way,
            locked_because: None,
            record: None,
            beginning: None,
            held_back: BTreeMap::new(),
            openings: 0,
        }
    }

    /// Where the user wants it; none where they cancelled. What comes before this in a command is done
    /// twice, once before the question and once with the answer.
    ///
    /// # Errors
    /// [`AppError::Ask`] until the user was asked.
    pub fn ask(&mut self, ask: Ask) -> Answer<Option<PathBuf>> {
        Ok(self.ask_several(ask)?.into_iter().next())
    }

    /// As [`Session::ask`], where the answer may be several places.
    ///
    /// # Errors
    /// [`AppError::Ask`] until the user was asked.
    pub fn ask_several(&mut self, ask: Ask) -> Answer<Vec<PathBuf>> {
        match std::mem::take(&mut self.place) {
            Place::Unasked => Err(AppError::Ask(ask)),
            Place::Answered(places) => Ok(places),
        }
    }

    /// Differs once a vault was opened again: an answer to an earlier question counts no more.
    pub fn openings(&self) -> u64 {
        self.openings
    }

    /// The moment.
    pub fn now(&self) -> Now {
        self.config.clock.now()
    }

    /// What is at hand: with what was added to the vault, where one is open.
    pub fn library(&self) -> Arc<Library> {
        let coming = self.beginning.as_ref().and_then(|b| b.library.as_ref());
        match (&self.open, coming) {
            (Some(open), _) => open.library.clone(),
            (None, Some(coming)) => coming.clone(),
            (None, None) => self.built_in.clone(),
        }
    }

    /// Where all that belongs to the chosen record lies.
    pub fn data(&self) -> PathBuf {
        self.home().folder().to_path_buf()
    }

    /// Where the chosen record's vaults are kept.
    pub fn home(&self) -> Home {
        let first = self.first_home();
        match &self.record {
            Some(name) => first.record(name),
            None => first,
        }
    }

    /// Where the first record's vaults are kept, and the folders of the others.
    pub fn first_home(&self) -> Home {
        Home::new(&self.config.data_folder)
    }

    /// The homes of all records on this computer, the first one's first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn homes(&self) -> Answer<Vec<Home>> {
        let first = self.first_home();
        let names = first.records()?;
        let others = names.iter().map(|name| first.record(name));
        Ok([first.clone()].into_iter().chain(others).collect())
    }

    /// Whether a vault is another record's of this computer than the chosen one's, in use or kept beside it.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn is_of_another(&self, vault: VaultId) -> Answer<bool> {
        let chosen = self.home();
        let has = |home: &Home| {
            let used = home.vault().into_iter();
            used.chain(home.kept())
                .any(|folder| Vault::is_in(&folder, vault))
        };
        Ok(self
            .homes()?
            .iter()
            .any(|home| *home != chosen && has(home)))
    }

    /// The record beside the first one that was chosen; none for the first.
    pub fn record(&self) -> Option<&RecordName> {
        self.record.as_ref()
    }

    /// Chooses a record; none for the first. Nothing is open.
    pub fn choose(&mut self, record: Option<RecordName>) {
        self.record = record;
        self.beginning = None;
        self.notice = None;
        self.locked_because = None;
    }

    /// Chooses a record that is still to be made.
    pub fn begin(&mut self, record: RecordName, with: Beginning) {
        self.choose(Some(record));
        self.beginning = Some(with);
    }

    /// What the chosen record begins with, while it is not made yet.
    pub fn beginning(&self) -> Option<&Beginning> {
        self.beginning.as_ref()
    }

    /// Takes that, once the record is made.
    pub fn begun(&mut self) -> Option<Beginning> {
        self.beginning.take()
    }

    /// Where the chosen record's vault is.
    ///
    /// # Errors
    /// After a restore: the note of which vault is in use cannot be followed.
    pub fn vault_folder(&self) -> Answer<PathBuf> {
        Ok(self.home().vault()?)
    }

    /// The open vault, whether or not setup is finished.
    pub fn held(&self) -> Option<&OpenVault> {
        self.open.as_ref()
    }

    /// As [`Session::held`], to change it.
    pub fn held_mut(&mut self) -> Option<&mut OpenVault> {
        self.open.as_mut()
    }

    /// The open vault.
    ///
    /// # Errors
    /// [`AppError::Locked`]; [`AppError::SetupUnfinished`] while recovery keys are being written down.
    pub fn vault(&mut self) -> Answer<&mut OpenVault> {
        if self.pending.is_some() {
            return Err(AppError::SetupUnfinished);
        }
        self.open.as_mut().ok_or(AppError::Locked)
    }

    /// No passphrase is tried for so long, by a clock that nobody can set: the store's own note of it goes
    /// by the computer's clock, which a person at the keyboard may be able to put forward.
    pub fn hold_back(&mut self, seconds: u64) {
        if seconds > self.held_back() {
            let wait = (Instant::now(), seconds);
            self.held_back.insert(self.record.clone(), wait);
        }
    }

    /// Seconds until the next try.
    pub fn held_back(&self) -> u64 {
        self.held_back
            .get(&self.record)
            .map_or(0, |(since, seconds)| {
                let left = Duration::from_secs(*seconds).saturating_sub(since.elapsed());
                u64::try_from(left.as_millis().div_ceil(1000)).unwrap_or(*seconds)
            })
    }

    /// Takes a vault that was just opened.
    pub fn take(&mut self, open: OpenVault) {
        self.openings += 1;
        self.locked_because = None;
        self.beginning = None;
        self.held_back.remove(&self.record);
        let hide = open.settings.hide_from_captures;
        self.config.shell.hide_from_captures(hide);
        self.open = Some(open);
    }

    /// Whether the worker holds keys: of a vault that is open, of one that a recovery key opened, or of a backup
    /// that is looked at.
    pub fn holds_keys(&self) -> bool {
        let looked_at = self.restoring.as_ref();
        self.open.is_some()
            || self.recovering.is_some()
            || looked_at.is_some_and(|chosen| chosen.opened.is_some())
    }

    /// Minutes without a touch until the keys go; none where there are none.
    pub fn idle_minutes(&self) -> Option<u32> {
        let settings = self.open.as_ref().or(self.recovering.as_ref());
        let minutes = settings.map_or(IDLE_MINUTES, |open| open.settings.idle_minutes);
        self.holds_keys().then(|| minutes.clamp(1, 60))
    }

    /// Locks what is open, and notes why. The keys are gone when this returns, whatever it returns, and the
    /// first record is the chosen one: the screen that comes up says nothing of another.
    ///
    /// # Errors
    /// As [`Session::close`].
    pub fn lock(&mut self, why: LockReason) -> Answer<()> {
        let clock = self.config.clock.clone();
        let held = self.holds_keys();
        if let Some(open) = self.open.as_mut().or(self.recovering.as_mut()) {
            self.locked_because = Some(why);
            // After a fault nothing is asked of what was half done; and no note is worth a delay.
            if !open.sample && why != LockReason::Fault {
                let _ = open.vault.note_lock(why.word(), &clock.now().for_store());
            }
        }
        let closed = self.close();
        if held {
            self.record = None;
            self.beginning = None;
        }
        closed
    }

    /// Takes a vault that was just opened, for the person of this id.
    ///
    /// # Errors
    /// Its settings cannot be read; it is closed.
    pub fn take_vault(&mut self, vault: Vault, user: String) -> Answer<()> {
        let built_in = self.built_in.clone();
        let open = OpenVault::new(vault, UserId::new(user), false, built_in)?;
        self.take(open);
        Ok(())
    }

    /// Hands over the open vault, so that another takes its place.
    pub fn put_down(&mut self) -> Option<OpenVault> {
        self.let_incoming_go();
        self.previews.clear();
        self.handed_in = None;
        self.open.take()
    }

    /// Forgets what somebody sent: the form, the bundle with its password, and where it was.
    pub fn let_incoming_go(&mut self) {
        self.incoming = None;
        self.incoming_form = None;
        self.incoming_place = None;
    }

    /// Closes what is open; the keys are gone when this returns, whatever it returns.
    ///
    /// # Errors
    /// The anchor or the log could not be written. Nothing that was saved is lost.
    pub fn close(&mut self) -> Answer<()> {
        let mut closed = Ok(());
        // On its own thread: another program that holds the clipboard may take its time.
        self.copies.forget();
        // First of all: whatever works with the keys elsewhere stops.
        self.backups.stop();
        self.restoring = None;
        self.previews.clear();
        self.handed_in = None;
        self.picked.clear();
        self.let_incoming_go();
        self.pending = None;
        for open in [self.recovering.take(), self.open.take()] {
            closed = closed.and(open.map_or(Ok(()), |mut open| {
                open.write_looks();
                Ok(open.vault.lock()?)
            }));
        }
        closed
    }

    /// A case with its policy and what follows from it now. That somebody looked at it is written down.
    ///
    /// # Errors
    /// Locked, no such case, or its record cannot be read.
    pub fn load_case(&mut self, id: &str) -> Answer<LoadedCase> {
        let now = self.now();
        let open = self.vault()?;
        let loaded = open.load(&now, id)?;
        open.note_look(&now, &Act::Viewed(loaded.id));
        Ok(loaded)
    }
}
