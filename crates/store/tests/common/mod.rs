//! What the store's tests share.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod house;
pub mod parcel;

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta};
use stepwise_store::*;

pub const PASSPHRASE: &str = "gravel lantern otter";

/// The given number of seconds after a fixed morning.
pub fn at(seconds: i64) -> Stamp {
    let morning = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+00:00").unwrap();
    Stamp {
        at: morning + TimeDelta::seconds(seconds),
        zone: "Europe/London".into(),
    }
}

pub fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE.into())
}

pub fn create(folder: &Path) -> (Vault, [RecoveryKey; 2]) {
    let passphrase = passphrase();
    let setup = Setup {
        person: "p1",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: at(0),
    };
    Vault::create(folder, setup).unwrap()
}

pub fn open(folder: &Path) -> Vault {
    open_at(folder, 60).unwrap()
}

pub fn open_at(folder: &Path, seconds: i64) -> Result<Vault, OpenError> {
    Vault::open_with_passphrase(folder, None, &passphrase(), &at(seconds))
}

pub fn event(text: &str, seconds: i64) -> NewEvent {
    let stamp = at(seconds);
    NewEvent {
        kind: "noted".into(),
        kind_version: 1,
        payload: text.as_bytes().to_vec(),
        recorded: stamp.at,
        zone: stamp.zone,
        actor: "p1".into(),
        search_text: Some(text.into()),
    }
}

/// A case with one event.
pub fn case(vault: &mut Vault, text: &str) -> (CaseId, Head) {
    let id = CaseId::random().unwrap();
    let events = [event(text, 10)];
    let opened = vault
        .create_case(
            id,
            2026,
            Batch {
                events: &events,
                ..Batch::default()
            },
        )
        .unwrap();
    (id, opened.head)
}

/// All files of a vault's folder with their content, to see that nothing was touched.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                std::fs::read(entry.path()).unwrap(),
            )
        })
        .filter(|(name, _)| name != "lock")
        .collect();
    found.sort();
    found
}

/// Everything that is promised to be whole of each case: its number and head, its events, its documents.
pub type Content = Vec<(String, Head, Vec<(Vec<u8>, String)>, Vec<Vec<u8>>)>;

/// What a vault shows. An error where it says that something is not whole.
pub fn content(vault: &Vault) -> Result<Content, StoreError> {
    let each = vault.cases()?.into_iter().map(|case| {
        let events = vault.events(case.id)?.into_iter();
        let events = events
            .map(|event| (event.payload, event.row.recorded))
            .collect();
        let documents = vault.documents(Some(case.id))?;
        let documents: Result<_, StoreError> = documents
            .iter()
            .map(|one| Ok(vault.document(one.id)?.1))
            .collect();
        Ok((case.number, case.head, events, documents?))
    });
    each.collect()
}

/// A vault with two cases, a document, a draft and a setting; closed.
pub fn furnished(folder: &Path) {
    let (mut vault, _) = create(folder);
    let (first, head) = case(&mut vault, "one");
    let events: Vec<NewEvent> = (0..20)
        .map(|n| event(&"a long note. ".repeat(n), 20))
        .collect();
    vault.append(first, head, &events, None).unwrap();
    vault
        .add_document(Some(first), &house::letter(30_000))
        .unwrap();
    case(&mut vault, "two");
    vault
        .put_draft("p1", "field", "half a sentence", at(30).at.to_utc())
        .unwrap();
    vault.lock().unwrap();
}

/// A locked vault of one case, its folder, and its recovery keys.
pub fn locked() -> (tempfile::TempDir, PathBuf, [RecoveryKey; 2]) {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, keys) = create(&folder);
    case(&mut vault, "one");
    vault.lock().unwrap();
    (temp, folder, keys)
}

/// The error both for looking and for opening, which must not touch any file but the lock.
pub fn refused(folder: &Path) -> OpenError {
    let before = files(folder);
    let error = open_at(folder, 60).unwrap_err();
    assert_eq!(before, files(folder), "{error}");
    error
}
