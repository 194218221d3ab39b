//! A program that saves into a vault, one batch after another, and says each that was acknowledged.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::*;
use stepwise_store::*;
use stepwise_testkit::child::{self, say_saved};

const FOLDER: &str = "STEPWISE_WRITER_FOLDER";
const CASE: &str = "STEPWISE_WRITER_CASE";
const PAUSE: &str = "STEPWISE_WRITER_PAUSE_MS";

/// Two events and a document: saved together or not at all.
pub fn save(vault: &mut Vault, case: CaseId, head: Head) -> Result<Head, StoreError> {
    let document = NewDocument {
        id: DocumentId::random().unwrap(),
        kind: "attachment".into(),
        name: "a".into(),
        media_type: "text/plain".into(),
        bytes: vec![7; 3000],
        added: at(0).at,
    };
    let events = [event("typed", 20), event("typed too", 20)];
    let batch = Batch {
        events: &events,
        documents: vec![document],
        ..Batch::default()
    };
    vault.append_batch(case, head, batch)
}

/// Not a test of its own: the program that the others kill.
#[test]
fn program() {
    let (Some(folder), Ok(case)) = (std::env::var_os(FOLDER), std::env::var(CASE)) else {
        return;
    };
    let pause = std::env::var(PAUSE).map_or(0, |ms| ms.parse().unwrap());
    let case: CaseId = case.parse().unwrap();
    let mut vault = open(&PathBuf::from(folder));
    let mut head = vault.head(case).unwrap();
    loop {
        head = save(&mut vault, case, head).unwrap();
        say_saved(head.seq);
        std::thread::sleep(std::time::Duration::from_millis(pause));
    }
}

/// The command that runs it, with a pause between two batches.
pub fn command(folder: &Path, case: CaseId, pause_ms: u32) -> Command {
    let (case, pause) = (case.to_string(), pause_ms.to_string());
    let variables = [
        (FOLDER, folder.as_os_str()),
        (CASE, OsStr::new(&case)),
        (PAUSE, OsStr::new(&pause)),
    ];
    child::command("writer::program", &variables)
}

/// What there is after the end, of what was acknowledged: everything, in whole batches, and every chain and
/// text is what it was. Answers how much is there.
pub fn check(vault: &Vault, case: CaseId, saved: Option<u64>) -> u64 {
    assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    let head = vault.head(case).unwrap();
    assert!(
        head.seq >= saved.unwrap_or(1),
        "{} of {saved:?} are left",
        head.seq
    );
    assert_eq!(head.seq % 2, 1, "both events of a batch or neither");
    let documents = vault.documents(Some(case)).unwrap().len() as u64;
    assert_eq!(documents, (head.seq - 1) / 2, "with their documents");
    vault.verify(case).unwrap();
    head.seq
}
