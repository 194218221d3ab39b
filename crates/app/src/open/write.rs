//! Cases out of an open vault: what is recorded, all or nothing.

use super::OpenVault;
use crate::activity::Act;
use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::handover::Elsewhere;
use crate::library::digest_bytes;
use crate::loaded::LoadedCase;
use crate::search_text::search_text;
use crate::settings::{self, Settings};
use crate::summary::{Kept, Summary};
use chrono::Datelike;
use std::sync::Arc;
use stepwise_core::case::fold;
use stepwise_core::engine::{World, assess, decide};
use stepwise_core::event::{Event, What};
use stepwise_core::policy::Policy;
use stepwise_store::{Batch, CaseId, NewDocument, NewEvent};

impl OpenVault {
    /// Opens a case with its first records, and changes the settings with it: both or neither.
    ///
    /// # Errors
    /// Refused by the rules, or not saved; then there is no such case.
    pub fn create(
        &mut self,
        now: &Now,
        policy: &Arc<Policy>,
        pack: &[u8],
        wanted: Vec<What>,
        drop_drafts: &[String],
        settings: Option<Settings>,
    ) -> Answer<LoadedCase> {
        let bytes =
            digest_bytes(&policy.digest).ok_or(AppError::Internal("a digest of another form"))?;
        self.vault.put_pack(bytes, pack)?;
        let id = CaseId::random()?;
        let calendars = self.calendars.clone();
        let world = World {
            policy,
            calendars: &calendars,
            now: now.stamp,
        };
        let by = self.user.clone();
        let whats = decide(&world, &[], &by, wanted).map_err(AppError::Rules)?;
        let (events, new) = self.events_of(now, 0, whats)?;
        let case = fold(&events);
        let standing = assess(&world, &case);
        let mut loaded = LoadedCase {
            id,
            number: String::new(),
            head: stepwise_store::Head {
                seq: 0,
                hash: stepwise_store::ChainHash([0; 32]),
            },
            events,
            elsewhere: Elsewhere::default(),
            case,
            policy: policy.clone(),
            calendars: calendars.clone(),
            terms: self.terms.clone(),
            holds: self.holds.clone(),
            standing,
            now: now.clone(),
        };
        let summary = Summary::of(&mut loaded);
        let mut put_settings = Vec::new();
        if let Some(settings) = &settings {
            let value = serde_json::to_value(settings).map_err(AppError::Stored)?;
            put_settings.push((settings::KEY.to_owned(), value));
        }
        let batch = Batch {
            events: &new,
            index: Some(summary.index(&self.stamp)?),
            clear_drafts: self.drafts_beginning(drop_drafts)?,
            put_settings,
            ..Batch::default()
        };
        let opened = self
            .vault
            .create_case(id, now.date_in(policy.zone).year(), batch)?;
        self.settings = settings.unwrap_or_else(|| self.settings.clone());
        loaded.number = opened.number;
        loaded.head = opened.head;
        self.policies.insert(policy.digest.clone(), policy.clone());
        self.keep(&loaded, summary);
        Ok(loaded)
    }

    /// As [`OpenVault::append_with`], with nothing else to be written down.
    ///
    /// # Errors
    /// As [`OpenVault::append_with`].
    pub fn append(
        &mut self,
        loaded: LoadedCase,
        wanted: Vec<What>,
        drop_drafts: Vec<String>,
    ) -> Answer<LoadedCase> {
        self.append_with(loaded, wanted, drop_drafts, Vec::new(), &[])
    }

    /// Records in a case: all or nothing. `drop_drafts` are beginnings of the keys of drafts that this replaces;
    /// `documents` are what the records speak of; `acts` are what was done with the case, for the vault's journal.
    ///
    /// # Errors
    /// Refused by the rules, changed meanwhile, or not saved; then the case is as it was.
    pub fn append_with(
        &mut self,
        loaded: LoadedCase,
        wanted: Vec<What>,
        drop_drafts: Vec<String>,
        documents: Vec<NewDocument>,
        acts: &[Act],
    ) -> Answer<LoadedCase> {
        if wanted.is_empty() {
            return Ok(loaded);
        }
        let mut loaded = loaded;
        let by = self.user.clone();
        let whats =
            decide(&loaded.world(), &loaded.events, &by, wanted).map_err(AppError::Rules)?;
        let now = loaded.now.clone();
        let (events, new) = self.events_of(&now, loaded.case.last_seq, whats)?;
        let expected = loaded.head;
        let amended = amended_texts(&events);
        loaded.events.extend(events);
        loaded.work_out();
        let summary = Summary::of(&mut loaded);
        let batch = Batch {
            events: &new,
            index: Some(summary.index(&self.stamp)?),
            clear_drafts: self.drafts_beginning(&drop_drafts)?,
            search_texts: amended,
            documents,
            entries: acts.iter().map(|act| act.entry(self, &now)).collect(),
            ..Batch::default()
        };
        loaded.head = self.vault.append_batch(loaded.id, expected, batch)?;
        self.keep(&loaded, summary);
        Ok(loaded)
    }

    /// Keeps a case's row, once it is saved.
    pub fn keep(&mut self, loaded: &LoadedCase, summary: Summary) {
        self.saved(&loaded.now);
        self.summaries.insert(loaded.id, Kept::of(loaded, summary));
    }

    fn drafts_beginning(&self, prefixes: &[String]) -> Answer<Vec<(String, String)>> {
        if prefixes.iter().all(String::is_empty) {
            return Ok(Vec::new());
        }
        let person = self.user.as_str();
        let begins = |field: &str| {
            prefixes
                .iter()
                .any(|p| !p.is_empty() && field.starts_with(p.as_str()))
        };
        let drafts = self.vault.drafts(person)?;
        let found = drafts.into_iter().filter(|d| begins(&d.field));
        Ok(found.map(|d| (person.to_owned(), d.field)).collect())
    }

    fn events_of(
        &self,
        now: &Now,
        last: u64,
        whats: Vec<What>,
    ) -> Answer<(Vec<Event>, Vec<NewEvent>)> {
        let mut events = Vec::with_capacity(whats.len());
        let mut new = Vec::with_capacity(whats.len());
        for (what, seq) in whats.into_iter().zip(last + 1..) {
            new.push(NewEvent {
                kind: what.kind().to_owned(),
                kind_version: u32::from(What::VERSION),
                payload: serde_json::to_vec(&what).map_err(AppError::Stored)?,
                recorded: now.stamp,
                zone: now.zone.clone(),
                actor: self.user.to_string(),
                search_text: search_text(&what),
            });
            events.push(Event {
                seq,
                recorded: now.stamp,
                by: self.user.clone(),
                what,
            });
        }
        Ok((events, new))
    }
}

/// A corrected record is found by its corrected words, at its own place.
fn amended_texts(events: &[Event]) -> Vec<(u64, Option<String>)> {
    let each = events.iter().filter_map(|event| match &event.what {
        What::Amended { seq, with, .. } => Some((*seq, search_text(with))),
        _ => None,
    });
    each.collect()
}
