//! One damaged byte, anywhere: it is said, and never is what the vault then shows something else than what was
//! written.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::common::house::letter;
use crate::common::*;
use stepwise_store::*;
use stepwise_testkit::survive::{Told, long, tries};

const ROW: &str = "corruption";
/// The step of the long form, in bytes: 61 shares no factor with a page, so that every place of a page has its turn.
const STEP: usize = 61;

/// Flips a byte; the same again puts it back.
fn flip(path: &Path, at: usize) {
    let mut file = File::options().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at as u64)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at as u64)).unwrap();
    file.write_all(&[byte[0] ^ 0x55]).unwrap();
}

/// Every place to be tried in a file of so many bytes.
fn places(size: u64, short: usize) -> impl Iterator<Item = usize> {
    let step = if long() { STEP } else { STEP * short };
    (0..usize::try_from(size).unwrap()).step_by(step)
}

fn told(what: &str, tried: u64) {
    Told {
        row: ROW,
        what,
        tried,
        lost: 0,
    }
    .tell();
}

#[test]
fn a_flipped_byte_of_the_database_is_noticed_at_unlocking() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    furnished(&folder);
    let path = folder.join("vault.db");
    let mut tried = 0;
    for place in places(fs::metadata(&path).unwrap().len(), 23) {
        flip(&path, place);
        let error = open_at(&folder, 60).expect_err("opened as if nothing were wrong");
        assert!(
            matches!(
                error,
                OpenError::DatabaseUnreadable(_) | OpenError::DatabaseDamaged
            ),
            "{place}: {error:?}"
        );
        flip(&path, place);
        tried += 1;
    }
    assert!(
        open(&folder).notices().is_empty(),
        "it was put back as it was"
    );
    told("every 61st byte of the database, at unlocking", tried);
}

#[test]
fn a_flipped_byte_of_the_small_files_changes_nothing_unsaid() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    furnished(&folder);
    let good = files(&folder);
    let expected = content(&open(&folder)).unwrap();
    let mut tried = 0;
    for name in ["slots.json", "slots.previous.json", "state.json"] {
        let size = good.iter().find(|(n, _)| n == name).unwrap().1.len();
        for place in places(size as u64, 3) {
            for (name, bytes) in &good {
                fs::write(folder.join(name), bytes).unwrap();
            }
            flip(&folder.join(name), place);
            // Opened, it shows what was written, however it was told of the damage.
            match open_at(&folder, 60) {
                Ok(vault) => {
                    assert_eq!(content(&vault).unwrap(), expected, "{name} {place}");
                    let said = !vault.notices().is_empty();
                    assert!(said || name == "slots.previous.json", "{name} {place}");
                }
                Err(error) => panic!("{name} {place}: another copy would have helped: {error}"),
            }
            tried += 1;
        }
    }
    told(
        "every 61st byte of the slot file, its copy and the anchor",
        tried,
    );
}

#[test]
fn a_flipped_byte_of_a_backup_is_noticed() {
    let house = house::House::new();
    let folder = house.home.vault().unwrap();
    fs::create_dir_all(folder.parent().unwrap()).unwrap();
    furnished(&folder);
    let file = house.file();
    let mut vault = open(&folder);
    vault.backup_to(&file, &at(70)).unwrap();
    let mut tried = 0;
    for place in places(fs::metadata(&file).unwrap().len(), 23) {
        flip(&file, place);
        let opened = house.open(&file);
        assert!(opened.is_err(), "{place}: opened as if nothing were wrong");
        flip(&file, place);
        tried += 1;
    }
    house.open(&file).unwrap();
    told("every 61st byte of a backup, at opening it", tried);
}

/// Unlocking reads the pages of a small file all; of a large one it reads what it needs. So there the unlocking
/// alone is the control: it does miss a damaged page.
#[test]
fn a_damaged_page_of_a_large_vault_is_noticed_before_it_is_shown_or_backed_up() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, _) = create(&folder);
    let (case, _) = case(&mut vault, "one");
    for _ in 0..2 {
        vault.add_document(Some(case), &letter(20 << 20)).unwrap();
    }
    vault.lock().unwrap();
    let path = folder.join("vault.db");
    let size = usize::try_from(fs::metadata(&path).unwrap().len()).unwrap();
    let wanted = tries(3, 60);
    let mut missed = 0;
    for n in 1..=wanted as usize {
        let place = size / (wanted as usize + 1) * n + n * STEP;
        flip(&path, place);
        match open_at(&folder, 60) {
            Err(error) => assert!(
                matches!(
                    error,
                    OpenError::DatabaseUnreadable(_) | OpenError::DatabaseDamaged
                ),
                "{error:?}"
            ),
            Ok(mut vault) => {
                missed += 1;
                assert!(
                    content(&vault).is_err(),
                    "{place}: a damaged document was shown"
                );
                assert!(vault.verify_all().is_err(), "{place}");
                let backup = temp.path().join("b.backup");
                assert!(vault.backup_to(&backup, &at(80)).is_err(), "{place}");
                assert!(!backup.exists());
            }
        }
        flip(&path, place);
    }
    assert!(
        missed > 0,
        "unlocking finds all: the check of every page is not needed"
    );
    content(&open(&folder)).unwrap();
    told(
        "a page of a 40 MB vault, when shown, checked, backed up",
        wanted.into(),
    );
    Told {
        row: ROW,
        what: "the same, at unlocking alone",
        tried: wanted.into(),
        lost: missed,
    }
    .control();
}
