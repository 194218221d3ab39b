//! What the store's tests share.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod house;

use std::path::Path;

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
