//! A case on its way from one record to another.

use std::collections::BTreeMap;

use super::*;

/// A case as a record sends it.
#[derive(Clone)]
pub struct Parcel {
    pub signed: SignedHead,
    pub number: String,
    pub rows: Vec<ChainRow>,
    pub payloads: BTreeMap<u64, Salted>,
    pub files: Vec<NewDocument>,
}

impl Parcel {
    pub fn of(vault: &Vault, case: CaseId) -> Self {
        let events = vault.events(case).unwrap();
        let files = vault.documents(Some(case)).unwrap().into_iter().map(|d| {
            let bytes = vault.document(d.id).unwrap().1;
            NewDocument {
                bytes,
                id: d.id,
                kind: d.kind,
                name: d.name,
                media_type: d.media_type,
                added: d.added.parse().unwrap(),
            }
        });
        Self {
            signed: vault.sign_head(case).unwrap(),
            number: vault.case(case).unwrap().number,
            rows: events.iter().map(|e| e.row.clone()).collect(),
            files: files.collect(),
            payloads: events
                .into_iter()
                .map(|e| (e.row.seq, (e.salt, e.payload)))
                .collect(),
        }
    }

    pub fn arriving(&self) -> Arriving<'_> {
        let files = self.files.iter().map(|file| ArrivingFile {
            id: file.id,
            size: file.bytes.len() as u64,
            sha256: sha256(&file.bytes),
        });
        Arriving {
            signed: self.signed.clone(),
            number: &self.number,
            rows: &self.rows,
            payloads: &self.payloads,
            packs: vec![([9; 32], b"pack".to_vec())],
            files: files.collect(),
            bundle: [7; 32],
        }
    }

    pub fn meet(&self, vault: &Vault) -> Meeting {
        vault.meet(&self.arriving()).unwrap()
    }

    pub fn adopt(&self, vault: &mut Vault) -> Result<OpenedCase, StoreError> {
        vault.adopt(&self.arriving(), 2026, receiving(), &mut bring(&self.files))
    }

    pub fn join(&self, vault: &mut Vault) -> Result<Head, StoreError> {
        vault.join(&self.arriving(), receiving(), &mut bring(&self.files))
    }

    pub fn keep_beside(&self, vault: &mut Vault) -> Result<(), StoreError> {
        vault.keep_beside(&self.arriving(), receiving(), &mut bring(&self.files))
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).into()
}

/// Gives files one after another.
pub fn bring(files: &[NewDocument]) -> impl FnMut(&mut Put<'_>) -> Result<(), StoreError> + '_ {
    |put| files.iter().cloned().try_for_each(&mut *put)
}

static NOW: std::sync::LazyLock<Stamp> = std::sync::LazyLock::new(|| at(500));

pub fn receiving() -> Receiving<'static> {
    Receiving {
        by: "p1",
        now: &NOW,
        index: None,
        search_texts: Vec::new(),
        entries: Vec::new(),
    }
}
