//! An open vault: its settings and policies, and cases read.

mod write;

use crate::activity::{self, Act, Looks};
use crate::clean::clean_all;
use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::handover::{self, Elsewhere};
use crate::keeping::{HoldOnAll, Retention};
use crate::library::{self, Added, Library, digest_bytes};
use crate::loaded::LoadedCase;
use crate::settings::{self, Settings};
use crate::summary::{self, Kept};
use crate::views::calendars::proclaimed;
use crate::views::clock::Jumps;
use crate::wire::TermDates;
use chrono::DateTime;
use std::collections::BTreeMap;
use std::sync::Arc;
use stepwise_core::calendar::Calendar;
use stepwise_core::case::fold;
use stepwise_core::engine::{World, assess};
use stepwise_core::event::{Event, What};
use stepwise_core::ids::{CalendarId, PolicyDigest, UserId};
use stepwise_core::policy::{Pack, Policy, read};
use stepwise_store::{CaseEntry, CaseId, Head, StoredEvent, Vault};

/// A vault that is open, with what is kept in memory beside it.
pub(crate) struct OpenVault {
    pub vault: Vault,
    /// The invented one.
    pub sample: bool,
    /// The opaque id of whoever unlocked it.
    pub user: UserId,
    pub settings: Settings,
    pub calendars: Arc<BTreeMap<CalendarId, Calendar>>,
    /// The terms of the settings, for the cases that are read.
    pub terms: Arc<Vec<TermDates>>,
    /// Holds on every case, for the cases that are read.
    pub holds: Arc<Vec<HoldOnAll>>,
    /// What comes with the application, and what was added here.
    pub library: Arc<Library>,
    /// What comes with the application alone.
    built_in: Arc<Library>,
    /// Every case's row in the lists, as last worked out.
    pub summaries: BTreeMap<CaseId, Kept>,
    /// What the rows were worked out with.
    pub stamp: String,
    /// When something was last saved.
    pub last_saved: Option<String>,
    /// Counts what was saved; and how far that is in a backup.
    pub saves: u64,
    pub backed_up: u64,
    policies: BTreeMap<PolicyDigest, Arc<Policy>>,
    /// Looks at cases, to be written down once.
    pub looks: Looks,
    /// How often the clock went back, as far as the journal was read.
    pub jumps: Jumps,
}

impl OpenVault {
    /// Reads the settings of a vault just opened.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn new(vault: Vault, user: UserId, sample: bool, library: Arc<Library>) -> Answer<Self> {
        let settings = match vault.setting(settings::KEY)? {
            Some(kept) => serde_json::from_value(kept).map_err(AppError::Stored)?,
            None => Settings::default(),
        };
        let built_in = library;
        let library = Arc::new(built_in.with_added(&vault)?);
        let mut open = Self {
            vault,
            sample,
            user,
            settings,
            calendars: Arc::default(),
            terms: Arc::default(),
            holds: Arc::default(),
            library,
            built_in,
            summaries: BTreeMap::new(),
            stamp: String::new(),
            last_saved: None,
            saves: 0,
            backed_up: 0,
            policies: BTreeMap::new(),
            looks: Looks::default(),
            jumps: Jumps::default(),
        };
        // Locked before it was backed up: that is still to do.
        open.saves = u64::from(open.vault.changed_since_backup(&activity::LOOKS)?);
        open.terms = Arc::new(open.settings.terms.clone());
        open.holds = Arc::new(Retention::of(&open.vault)?.holds);
        open.lay_calendars();
        Ok(open)
    }

    /// The built-in calendars with the proclaimed days laid over them.
    fn lay_calendars(&mut self) {
        let each = self.library.calendars.iter().map(|(id, calendar)| {
            (
                id.clone(),
                calendar.with(&proclaimed(&self.settings.proclaimed, id)),
            )
        });
        self.calendars = Arc::new(each.collect());
        self.stamp = summary::stamp(&self.calendars);
        self.summaries.clear();
    }

    /// Changes the settings, and saves them.
    ///
    /// # Errors
    /// Not saved; they are as they were.
    pub fn save_settings(&mut self, settings: Settings, now: &Now) -> Answer<()> {
        let value = serde_json::to_value(&settings).map_err(AppError::Stored)?;
        let differing = settings::differing(&self.settings, &settings)?;
        // What is filled in at the first run is no change, and on a full disk every page counts.
        if self.settings.setup_done && !differing.is_empty() {
            let entry = Act::Settings(differing).entry(self, now);
            self.vault
                .put_setting_noting(settings::KEY, &value, &entry)?;
        } else {
            self.vault.put_setting(settings::KEY, &value)?;
        }
        let days_changed = self.settings.proclaimed != settings.proclaimed;
        self.settings = settings;
        self.terms = Arc::new(self.settings.terms.clone());
        self.saved(now);
        if days_changed {
            self.lay_calendars();
        }
        Ok(())
    }

    /// Notes that somebody has a passphrase of their own choice.
    ///
    /// # Errors
    /// Not saved: they are asked again.
    pub fn chose_passphrase(&mut self, person: &str, now: &Now) -> Answer<()> {
        let mut settings = self.settings.clone();
        match settings.users.get_mut(person) {
            Some(user) if user.once => user.once = false,
            _ => return Ok(()),
        }
        self.save_settings(settings, now)
    }

    /// Keeps a policy that was added.
    ///
    /// # Errors
    /// Not saved; nothing was added.
    pub fn add_policy(&mut self, added: Added, pack: &[u8], now: &Now) -> Answer<()> {
        let digest = digest_bytes(&PolicyDigest::new(&added.digest))
            .ok_or(AppError::Internal("a digest of another form"))?;
        self.vault.put_pack(digest, pack)?;
        let mut all = library::added(&self.vault)?;
        all.retain(|a| a.digest != added.digest);
        all.push(added);
        self.put_policies(&all, now, &Act::PolicyAdded)
    }

    /// Takes an added policy off the list. Its bytes stay with the record: cases that were opened with
    /// it can be read.
    ///
    /// # Errors
    /// Not saved; nothing was removed.
    pub fn remove_policy(&mut self, digest: &str, now: &Now) -> Answer<()> {
        let mut all = library::added(&self.vault)?;
        all.retain(|a| a.digest != digest);
        self.put_policies(&all, now, &Act::PolicyRemoved)
    }

    fn put_policies(&mut self, all: &[Added], now: &Now, act: &Act) -> Answer<()> {
        let value = serde_json::to_value(all).map_err(AppError::Stored)?;
        let entry = act.entry(self, now);
        self.vault
            .put_setting_noting(library::ADDED, &value, &entry)?;
        self.library = Arc::new(self.built_in.with_added(&self.vault)?);
        self.saved(now);
        Ok(())
    }

    /// Notes when something was last saved.
    pub fn saved(&mut self, now: &Now) {
        self.last_saved = Some(now.stamp.to_rfc3339());
        self.saves += 1;
    }

    /// The exact version of a policy: the one built in, or the one that the vault keeps.
    ///
    /// # Errors
    /// Neither is there, or the kept one cannot be read.
    pub fn policy(&mut self, digest: &PolicyDigest) -> Answer<Arc<Policy>> {
        if let Some(known) = self.policies.get(digest) {
            return Ok(known.clone());
        }
        let kept = match digest_bytes(digest) {
            Some(bytes) => self.vault.pack(bytes)?,
            None => None,
        };
        let policy = match kept {
            Some(bytes) => {
                let pack = Pack::from_bytes(&bytes)?;
                let policy = read(&pack).map_err(|problems| {
                    let first = problems
                        .first()
                        .map(ToString::to_string)
                        .unwrap_or_default();
                    AppError::Policy(format!(
                        "The rules kept with this case could not be read. {first}"
                    ))
                })?;
                Arc::new(policy)
            }
            None => match self.library.version(digest) {
                Some(bundled) => bundled.policy.clone(),
                None => return Err(AppError::NotFound("policy")),
            },
        };
        self.policies.insert(digest.clone(), policy.clone());
        Ok(policy)
    }

    /// A case, and what follows from it at a moment.
    ///
    /// # Errors
    /// No such case; its record or its policy cannot be read.
    pub fn load(&mut self, now: &Now, id: &str) -> Answer<LoadedCase> {
        let id: CaseId = id.parse().map_err(|_| AppError::NotFound("case"))?;
        self.load_id(now, id)
    }

    /// As [`OpenVault::load`].
    ///
    /// # Errors
    /// As [`OpenVault::load`].
    pub fn load_id(&mut self, now: &Now, id: CaseId) -> Answer<LoadedCase> {
        let entry = self.vault.case(id)?;
        self.load_entry(now, &entry)
    }

    /// As [`OpenVault::load`], of a case in the list.
    ///
    /// # Errors
    /// As [`OpenVault::load`].
    pub fn load_entry(&mut self, now: &Now, entry: &CaseEntry) -> Answer<LoadedCase> {
        let id = entry.id;
        let elsewhere = Elsewhere::of(&self.vault.taken_on(id)?);
        let events = self.vault.events(id)?;
        let events = events.iter().map(|stored| event_of(stored, &elsewhere));
        let events = events.collect::<Answer<Vec<_>>>()?;
        let elsewhere = handover::with_receipt(&self.vault, id, &events, elsewhere)?;
        let reading = Reading {
            id,
            number: entry.number.clone(),
            head: entry.head,
            events,
            elsewhere,
        };
        let digest = fold(&reading.events).policy;
        let policy =
            self.policy(&digest.ok_or(AppError::Internal("a case without an opening"))?)?;
        Ok(self.lay_out(now, reading, policy))
    }

    /// A case from its events, and what follows from it at a moment.
    pub fn lay_out(&self, now: &Now, reading: Reading, policy: Arc<Policy>) -> LoadedCase {
        let case = fold(&reading.events);
        let world = World {
            policy: &policy,
            calendars: &self.calendars,
            now: now.stamp,
        };
        let standing = assess(&world, &case);
        LoadedCase {
            id: reading.id,
            number: reading.number,
            head: reading.head,
            events: reading.events,
            elsewhere: reading.elsewhere,
            case,
            policy,
            calendars: self.calendars.clone(),
            terms: self.terms.clone(),
            holds: self.holds.clone(),
            standing,
            now: now.clone(),
        }
    }
}

/// A case's events, and where they stand.
pub(crate) struct Reading {
    pub id: CaseId,
    pub number: String,
    pub head: Head,
    pub events: Vec<Event>,
    /// Those that came from another record.
    pub elsewhere: Elsewhere,
}

/// What an entry of another record says, without what cannot be seen.
///
/// # Errors
/// It cannot be read.
pub(crate) fn foreign(payload: &[u8]) -> serde_json::Result<What> {
    let mut said = serde_json::from_slice(payload)?;
    clean_all(&mut said);
    serde_json::from_value(said)
}

/// An event as the core knows it. What was typed here was cleaned at the door; what came from another record is cleaned
/// whenever it is read, since its bytes stay as they were hashed.
pub(crate) fn event_of(stored: &StoredEvent, elsewhere: &Elsewhere) -> Answer<Event> {
    let recorded = DateTime::parse_from_rfc3339(&stored.row.recorded)
        .map_err(|_| AppError::Internal("a stored time of another form"))?;
    Ok(Event {
        seq: stored.row.seq,
        recorded,
        by: UserId::new(stored.row.actor.clone()),
        what: match elsewhere.has(stored.row.seq) {
            true => foreign(&stored.payload),
            false => serde_json::from_slice(&stored.payload),
        }
        .map_err(AppError::Stored)?,
    })
}
