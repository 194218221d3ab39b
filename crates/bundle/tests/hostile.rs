//! Archives that no copy of this application writes, sealed with a password that the reader knows: each is refused, in
//! words, soon, and without taking more than it may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{PASSWORD, QUICK, contents, open, open_all, sealed};
use std::io::{Read, Write};
use std::time::{Duration, Instant};
use stepwise_bundle::{BundleError, Fault, Limits, Opened};

/// Nothing that is refused takes longer, on the slowest machine that these tests run on.
const SOON: Duration = Duration::from_secs(20);

/// A file of an archive: its path and bytes.
type Entry = (String, Vec<u8>);

/// What a sound bundle holds.
fn sound() -> Vec<Entry> {
    let sealed = sealed(&contents(&["one", "two"]));
    let identity = age::scrypt::Identity::new(PASSWORD.to_owned().into());
    let plain = age::decrypt(&identity, &sealed).unwrap();
    let mut archive = tar::Archive::new(plain.as_slice());
    let entries = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (path, bytes)
    });
    entries.collect()
}

/// An archive that is written as its writer likes.
fn archive(write: impl FnOnce(&mut tar::Builder<Vec<u8>>)) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    write(&mut archive);
    archive.into_inner().unwrap()
}

fn put(archive: &mut tar::Builder<Vec<u8>>, path: &str, bytes: &[u8]) {
    put_as(archive, path, bytes, tar::EntryType::Regular);
}

/// The path is put in as it is: the library would mend it.
fn put_as(archive: &mut tar::Builder<Vec<u8>>, path: &str, bytes: &[u8], kind: tar::EntryType) {
    let mut header = tar::Header::new_ustar();
    header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_entry_type(kind);
    header.set_cksum();
    archive.append(&header, bytes).unwrap();
}

fn lock(plain: &[u8]) -> Vec<u8> {
    let mut recipient = age::scrypt::Recipient::new(PASSWORD.to_owned().into());
    recipient.set_work_factor(QUICK);
    age::encrypt(&recipient, plain).unwrap()
}

fn told(plain: &[u8]) -> Result<Opened, BundleError> {
    let sealed = lock(plain);
    let start = Instant::now();
    let told = open(&sealed, PASSWORD, Limits::default());
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    told
}

fn fault(plain: &[u8]) -> Fault {
    match told(plain) {
        Err(BundleError::Inside(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

/// The sound bundle's files, each changed or followed by others.
fn changed(change: impl Fn(&Entry, &mut tar::Builder<Vec<u8>>)) -> Vec<u8> {
    archive(|archive| sound().iter().for_each(|entry| change(entry, archive)))
}

#[test]
fn the_sound_one_opens_as_it_is_built_here() {
    told(&changed(|(path, bytes), to| put(to, path, bytes))).unwrap();
}

#[test]
fn links_devices_folders_long_names_and_holes_are_no_files() {
    for kind in [
        tar::EntryType::Symlink,
        tar::EntryType::Link,
        tar::EntryType::Fifo,
        tar::EntryType::Char,
        tar::EntryType::Block,
        tar::EntryType::Directory,
        tar::EntryType::Continuous,
        tar::EntryType::GNULongName,
        tar::EntryType::GNULongLink,
        tar::EntryType::GNUSparse,
        tar::EntryType::XHeader,
        tar::EntryType::XGlobalHeader,
    ] {
        let first = archive(|archive| put_as(archive, "README.txt", b"x", kind));
        assert_eq!(fault(&first), Fault::NotAFile, "{kind:?}");
    }
}

#[test]
fn a_name_that_leads_elsewhere_or_turns_text_around_is_not_allowed() {
    for path in [
        "../evil",
        "/etc/passwd",
        "documents/../../evil",
        "documents/a/b",
        "documents//a",
        "documents/.hidden",
        "documents\\evil",
        "C:evil",
        "documents/con:",
        "documents/a b",
        "documents/<b>",
        "documents/\u{202e}fdp.exe",
        "./README.txt",
        "",
    ] {
        let first = archive(|archive| put(archive, path, b"x"));
        assert_eq!(fault(&first), Fault::BadName, "{path}");
    }
}

#[test]
fn files_come_once_and_in_their_order() {
    let late = |which: &'static str| {
        let mut files = sound();
        let at = files.iter().position(|(path, _)| path == which).unwrap();
        let moved = files.remove(at);
        files.push(moved);
        archive(|archive| {
            files
                .iter()
                .for_each(|(path, bytes)| put(archive, path, bytes))
        })
    };
    assert_eq!(fault(&late("manifest.json")), Fault::NoManifest);
    // The record comes before the documents, so that nothing of them is handed on before it was checked.
    for which in ["record/rows.jsonl", "record/payloads.jsonl"] {
        assert_eq!(fault(&late(which)), Fault::Missing(which.into()));
    }
    assert_eq!(fault(&late("policy/pack")), Fault::Policy);
    let mut swapped = sound();
    swapped.swap(2, 3);
    let swapped = archive(|archive| {
        swapped
            .iter()
            .for_each(|(path, bytes)| put(archive, path, bytes))
    });
    assert_eq!(fault(&swapped), Fault::Order("record/rows.jsonl".into()));
    let twice = changed(|(path, bytes), to| {
        put(to, path, bytes);
        put(to, path, bytes);
    });
    assert_eq!(fault(&twice), Fault::BadName);
    let other = changed(|(path, bytes), to| {
        put(to, path, bytes);
        if path == "policy/pack" {
            put(to, "policy/other", b"x");
        }
    });
    assert_eq!(fault(&other), Fault::Unlisted("policy/other".into()));
}

#[test]
fn nothing_hides_behind_the_end() {
    let mut plain = changed(|(path, bytes), to| put(to, path, bytes));
    // As GNU tar fills its last block up.
    plain.resize(plain.len().next_multiple_of(10_240), 0);
    told(&plain).unwrap();
    let mut with_more = plain.clone();
    with_more.extend(b"more");
    assert_eq!(fault(&with_more), Fault::After);
    plain.resize(plain.len() + 200_000, 0);
    assert_eq!(fault(&plain), Fault::After);
}

#[test]
fn a_record_that_does_not_hold_hands_on_no_document() {
    let altered = changed(|(path, bytes), to| match path.as_str() {
        "manifest.json" => {
            let text = String::from_utf8_lossy(bytes).replace("\"seq\": 2", "\"seq\": 1");
            put(to, path, text.as_bytes());
        }
        _ => put(to, path, bytes),
    });
    let mut handed = 0;
    let told = stepwise_bundle::open(
        &lock(&altered)[..],
        PASSWORD,
        Limits::default(),
        &mut |_, _| {
            handed += 1;
            Ok(())
        },
    );
    assert!(
        matches!(told, Err(BundleError::Inside(Fault::Head))),
        "{told:?}"
    );
    assert_eq!(handed, 0);
}

#[test]
fn a_changed_document_is_named() {
    let altered = changed(|(path, bytes), to| match path.as_str() {
        "documents/report.pdf" => put(to, path, b"%PDF-1.7 not reallY"),
        _ => put(to, path, bytes),
    });
    assert_eq!(
        fault(&altered),
        Fault::Differs("documents/report.pdf".into())
    );
    let missing = changed(|(path, bytes), to| match path.as_str() {
        "documents/report.pdf" => {}
        _ => put(to, path, bytes),
    });
    assert_eq!(
        fault(&missing),
        Fault::Missing("documents/report.pdf".into())
    );
}

/// Sizes that lie: gigabytes are declared, and none, or zeros without end, follow.
#[test]
fn declared_sizes_are_not_believed() {
    let mut header = tar::Header::new_ustar();
    header.set_path("README.txt").unwrap();
    header.set_size(1 << 40);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    let lying = header.as_bytes().to_vec();
    assert!(matches!(told(&lying), Err(BundleError::CutOrAltered(_))));

    let limits = Limits {
        record: 1 << 20,
        ..Limits::default()
    };
    let start = Instant::now();
    let endless = std::io::Cursor::new(lying).chain(std::io::repeat(0).take(6 << 20));
    let mut sealed = Vec::new();
    {
        let mut recipient = age::scrypt::Recipient::new(PASSWORD.to_owned().into());
        recipient.set_work_factor(QUICK);
        let to = std::iter::once(&recipient as &dyn age::Recipient);
        let mut writer = age::Encryptor::with_recipients(to)
            .unwrap()
            .wrap_output(&mut sealed)
            .unwrap();
        std::io::copy(&mut { endless }, &mut writer).unwrap();
        writer.flush().unwrap();
        writer.finish().unwrap();
    }
    let told = open(&sealed, PASSWORD, limits);
    assert!(
        matches!(told, Err(BundleError::Inside(Fault::LargeRecord(1)))),
        "{told:?}"
    );
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn deep_nesting_and_long_lists_are_refused_soon() {
    let with_manifest =
        |text: String| archive(|archive| put(archive, "manifest.json", text.as_bytes()));
    let nested = "[".repeat(1 << 20);
    assert_eq!(
        fault(&with_manifest(format!("{{\"format\":1,\"files\":{nested}"))),
        Fault::NoManifest
    );
    assert_eq!(fault(&with_manifest(nested)), Fault::NoManifest);
    // A list of entries left out that is far longer than the record.
    let long = changed(|(path, bytes), to| match path.as_str() {
        "manifest.json" => {
            let numbers: Vec<String> = (10..300_000).map(|n: u64| n.to_string()).collect();
            let text = String::from_utf8_lossy(bytes).replace(
                "\"withheld\": []",
                &format!("\"withheld\": [{}]", numbers.join(",")),
            );
            put(to, path, text.as_bytes());
        }
        _ => put(to, path, bytes),
    });
    assert!(matches!(fault(&long), Fault::Chain(_)));
}

#[test]
fn a_newer_format_is_said_before_its_shape_is_judged() {
    let newer = archive(|archive| put(archive, "manifest.json", br#"{"format":2,"other":true}"#));
    let told = told(&newer);
    assert!(
        matches!(told, Err(BundleError::Newer { found: 2, known: 1 })),
        "{told:?}"
    );
}

#[test]
fn what_takes_the_documents_can_stop() {
    let sealed = sealed(&contents(&["one"]));
    let mut stop =
        |_: &stepwise_bundle::FileEntry, _: Vec<u8>| Err(std::io::ErrorKind::Other.into());
    let told = stepwise_bundle::open(&sealed[..], PASSWORD, Limits::default(), &mut stop);
    assert!(matches!(told, Err(BundleError::NotTaken(_))));
    assert_eq!(
        open_all(&sealed, PASSWORD, Limits::default())
            .unwrap()
            .1
            .len(),
        1
    );
}
