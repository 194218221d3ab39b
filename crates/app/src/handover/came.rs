//! A case as it came, made ready for the record: what it says, what it needs, and why it may not be taken on.

use super::plan::entries;
use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::handover::Elsewhere;
use crate::library::digest_bytes;
use crate::loaded::LoadedCase;
use crate::open::{OpenVault, Reading, foreign};
use chrono::DateTime;
use data_encoding::{BASE64, HEXLOWER};
use std::collections::BTreeMap;
use std::sync::Arc;
use stepwise_bundle::{FileEntry, Manifest};
use stepwise_core::chain::ChainRow;
use stepwise_core::event::{Attachment, Event, What};
use stepwise_core::ids::UserId;
use stepwise_core::policy::{Pack, Policy, read};
use stepwise_foreign::{Kind, plain_name};
use stepwise_store::{
    Arriving, ArrivingFile, CaseId, DocumentId, NewDocument, Salted, SignedHead, VaultId,
};

/// A bundle that was opened and checked, as far as taking its case on needs it.
pub(crate) struct Came<'a> {
    pub manifest: &'a Manifest,
    pub rows: &'a [ChainRow],
    /// Salt and text of each entry that was not left out.
    pub payloads: BTreeMap<u64, Salted>,
    /// The policy's archive.
    pub policy: Option<&'a [u8]>,
    /// The files in it, in their order.
    pub files: &'a [FileEntry],
    /// SHA-256 of the bundle's file, in hex.
    pub digest: &'a str,
}

/// Why a case cannot be taken on, though its bundle is whole: a sentence, and what to ask for.
pub(super) struct WhyNot {
    pub sentence: String,
    pub ask: &'static str,
}

impl WhyNot {
    fn new(sentence: impl Into<String>, ask: &'static str) -> Self {
        Self {
            sentence: sentence.into(),
            ask,
        }
    }
}

const WHOLE: &str = "Ask them to hand the whole case over: in their Stepwise, under Bundle, \u{201c}They will take the case on\u{201d}. \
                     What is in this one can be read all the same.";
const NEWER: &str = "Install the newest Stepwise, then open it again.";

/// What came, read.
pub(super) struct Read {
    pub events: Vec<Event>,
    pub policy: Arc<Policy>,
    /// The policy's digest, and its archive where the record does not keep it yet.
    pub pack: Option<([u8; 32], Vec<u8>)>,
}

fn hex<const N: usize>(text: &str) -> Answer<[u8; N]> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok();
    bytes
        .and_then(|b| b.try_into().ok())
        .ok_or(AppError::Internal("a bundle's list of another form"))
}

fn base64<const N: usize>(text: &str) -> Answer<[u8; N]> {
    let bytes = BASE64.decode(text.as_bytes()).ok();
    bytes
        .and_then(|b| b.try_into().ok())
        .ok_or(AppError::Internal("a bundle's list of another form"))
}

impl Came<'_> {
    /// The case.
    ///
    /// # Errors
    /// Its list names none: the bundle was not checked.
    pub fn case(&self) -> Answer<CaseId> {
        Ok(CaseId(hex(&self.manifest.case)?))
    }

    /// For the store, without files and packs.
    ///
    /// # Errors
    /// As [`Came::case`].
    pub fn arriving(&self) -> Answer<Arriving<'_>> {
        Ok(Arriving {
            signed: SignedHead {
                vault: VaultId(hex(&self.manifest.vault)?),
                case: self.case()?,
                head: self.manifest.head,
                public_key: base64(&self.manifest.public_key)?,
                signature: base64(&self.manifest.signature)?,
            },
            number: &self.manifest.number,
            rows: self.rows,
            payloads: &self.payloads,
            packs: Vec::new(),
            files: Vec::new(),
            bundle: hex(self.digest)?,
        })
    }

    /// Reads the record, and the policy that it needs.
    ///
    /// # Errors
    /// In the inner result: why it cannot be taken on.
    pub(super) fn read(&self, open: &mut OpenVault) -> Answer<Result<Read, WhyNot>> {
        let left_out = self.rows.len().saturating_sub(self.payloads.len());
        if left_out > 0 {
            let count = entries(left_out as u64);
            let verb = if left_out == 1 { "was" } else { "were" };
            let sentence =
                format!("The text of {count} {verb} left out of it, so it is not the whole case.");
            return Ok(Err(WhyNot::new(sentence, WHOLE)));
        }
        let mut events = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let Some(event) = self.event(row) else {
                let sentence = "It holds entries that this version of Stepwise cannot read.";
                return Ok(Err(WhyNot::new(sentence, NEWER)));
            };
            events.push(event);
        }
        let case = stepwise_core::case::fold(&events);
        let Some(digest) = case.policy.clone() else {
            let sentence = "It is no case that Stepwise began: it says nothing of a policy.";
            return Ok(Err(WhyNot::new(sentence, WHOLE)));
        };
        let bytes = digest_bytes(&digest).ok_or(AppError::Internal("a digest of another form"))?;
        let brought = self.policy.map(Pack::from_bytes).transpose().ok().flatten();
        match brought.filter(|pack| pack.digest() == digest) {
            Some(pack) => match read(&pack) {
                Ok(policy) => Ok(Ok(Read {
                    events,
                    policy: Arc::new(policy),
                    pack: self.policy.map(|archive| (bytes, archive.to_vec())),
                })),
                Err(_) => {
                    let sentence =
                        "The rules of its policy cannot be read by this version of Stepwise.";
                    Ok(Err(WhyNot::new(sentence, NEWER)))
                }
            },
            None => match open.policy(&digest) {
                Ok(policy) => Ok(Ok(Read {
                    events,
                    policy,
                    pack: None,
                })),
                Err(AppError::NotFound(_)) => {
                    let sentence = "The rules of its policy are not in it, and this record does not have them.";
                    Ok(Err(WhyNot::new(sentence, WHOLE)))
                }
                Err(error) => Err(error),
            },
        }
    }

    fn event(&self, row: &ChainRow) -> Option<Event> {
        let (_, bytes) = self.payloads.get(&row.seq)?;
        let what = foreign(bytes).ok()?;
        // What the chain says beside it is what it is.
        let known = what.kind() == row.kind && row.kind_version == u32::from(What::VERSION);
        Some(Event {
            seq: row.seq,
            recorded: DateTime::parse_from_rfc3339(&row.recorded).ok()?,
            by: UserId::new(row.actor.clone()),
            what,
        })
        .filter(|_| known)
    }

    /// The case as it would stand.
    pub(super) fn loaded(
        &self,
        open: &mut OpenVault,
        now: &Now,
        (read, number, elsewhere): (&Read, String, Elsewhere),
    ) -> Answer<LoadedCase> {
        let reading = Reading {
            id: self.case()?,
            number,
            head: self.manifest.head,
            events: read.events.clone(),
            elsewhere,
        };
        Ok(open.lay_out(now, reading, read.policy.clone()))
    }

    /// The attached files that the entries from one on speak of, in the order in which the bundle holds them; the place
    /// of each in it.
    ///
    /// # Errors
    /// Why it cannot be taken on.
    pub(super) fn attached(
        &self,
        events: &[Event],
        from: u64,
    ) -> Result<Vec<(usize, Waiting)>, WhyNot> {
        let mut left: Vec<Waiting> = Vec::new();
        for event in events.iter().filter(|event| event.seq >= from) {
            if let What::Attached(file) = &event.what {
                left.push(Waiting::of(event, file)?);
            }
        }
        let mut found = Vec::with_capacity(left.len());
        for (place, entry) in self.files.iter().enumerate() {
            let is = |file: &Waiting| file.about.size == entry.size && file.sha256 == entry.sha256;
            if let Some(at) = left.iter().position(is) {
                found.push((place, left.remove(at)));
            }
        }
        match left.first() {
            None => Ok(found),
            Some(missing) => Err(WhyNot::new(
                format!(
                    "The attached file \u{201c}{}\u{201d} is not in it.",
                    missing.name
                ),
                WHOLE,
            )),
        }
    }
}

/// An attached file that is to be kept.
pub(super) struct Waiting {
    pub about: ArrivingFile,
    sha256: String,
    name: String,
    media_type: String,
    added: DateTime<chrono::FixedOffset>,
}

impl Waiting {
    /// # Errors
    /// The record speaks of a file as no Stepwise would: a name that could do harm, a kind that is not kept.
    fn of(event: &Event, file: &Attachment) -> Result<Self, WhyNot> {
        let refused = || {
            WhyNot::new(
                "It speaks of an attached file under a name, or of a kind, that Stepwise does not keep.",
                "Do not use it. Ask whoever sent it, by telephone, how it was made.",
            )
        };
        let kind = Kind::of_media_type(&file.media_type).ok_or_else(refused)?;
        let id: DocumentId = file.id.as_str().parse().map_err(|_| refused())?;
        let sha256 = HEXLOWER.decode(file.sha256.as_bytes()).ok();
        let sha256 = sha256.and_then(|s| s.try_into().ok()).ok_or_else(refused)?;
        if plain_name(&file.name, kind).name != file.name {
            return Err(refused());
        }
        Ok(Self {
            about: ArrivingFile {
                id,
                size: file.size,
                sha256,
            },
            sha256: file.sha256.clone(),
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            added: event.recorded,
        })
    }

    /// The file, with its bytes.
    pub fn document(&self, bytes: Vec<u8>) -> NewDocument {
        NewDocument {
            id: self.about.id,
            kind: crate::files::DOCUMENT.to_owned(),
            name: self.name.clone(),
            media_type: self.media_type.clone(),
            bytes,
            added: self.added,
        }
    }
}
