//! Files from elsewhere are read in a process of their own: whatever they do, the application stays.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use stepwise_app::{App, Clock, Config, FileKind, KdfChoice, Now, OpenKind, Shell};

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Now {
        Now {
            stamp: "2026-11-18T12:00:00+00:00".parse().unwrap(),
            zone: "Europe/London".into(),
        }
    }
}

/// A desktop whose reader is the given program.
struct Desktop {
    files: PathBuf,
    reader: PathBuf,
}

impl Shell for Desktop {
    fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        None
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        None
    }
    fn open_files(&self, _: OpenKind) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&self.files).unwrap();
        let mut all: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
        all.sort();
        all
    }
    fn reader(&self) -> Option<PathBuf> {
        Some(self.reader.clone())
    }
    fn show_in_folder(&self, _: &Path) {}
}

/// What is found of each file, with a given reader.
async fn looked_at(reader: &Path, files: &[(&str, Vec<u8>)]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("files");
    std::fs::create_dir(&place).unwrap();
    for (name, bytes) in files {
        std::fs::write(place.join(name), bytes).unwrap();
    }
    let app = App::start(Config {
        data_folder: folder.path().join("data"),
        clock: Arc::new(Noon),
        shell: Arc::new(Desktop {
            files: place,
            reader: reader.to_owned(),
        }),
        kdf: KdfChoice::Fast,
    })
    .unwrap();
    app.call("open_sample", json!({})).await.unwrap();
    let cases = app.call("cases", json!({})).await.unwrap();
    let case = cases["cases"][0]["case"].clone();
    let picked = app
        .call("choose_files", json!({ "case": case }))
        .await
        .unwrap();
    // The vault is as it was, and goes on.
    app.call("case", json!({ "case": case })).await.unwrap();
    picked["files"].as_array().unwrap().clone()
}

fn reader() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_stepwise-lanes"))
}

#[tokio::test]
async fn each_kind_is_read_in_the_process() {
    let found = looked_at(
        &reader(),
        &[("a.txt", b"Words.".to_vec()), ("b.exe", b"MZ\x90".to_vec())],
    )
    .await;
    assert_eq!(found[0]["kind"], "plain text");
    assert!(
        found[1]["refused"]
            .as_str()
            .unwrap()
            .starts_with("This is a program.")
    );
}

/// A PDF whose page tree goes round, one that nests arrays a million deep, and one whose stream unpacks to
/// gigabytes.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let round = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>".to_vec();
    let mut deep = b"%PDF-1.4\n1 0 obj".to_vec();
    deep.extend(std::iter::repeat_n(b'[', 4_000_000));
    deep.extend(b"endobj\ntrailer<</Root 1 0 R>>");
    let mut gif =
        b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x08".to_vec();
    gif.extend(std::iter::repeat_n(0xffu8, 4000));
    vec![("deep.pdf", deep), ("round.pdf", round), ("wide.gif", gif)]
}

#[tokio::test]
async fn hostile_files_end_soon_and_take_nothing_with_them() {
    let began = Instant::now();
    let found = looked_at(&reader(), &hostile()).await;
    assert_eq!(found.len(), 3);
    assert!(
        began.elapsed() < Duration::from_secs(35),
        "{:?}",
        began.elapsed()
    );
    for one in found {
        // Each was refused, or is kept without being shown.
        let said = !one["refused"].as_str().unwrap().is_empty()
            || !one["remarks"].as_array().unwrap().is_empty();
        assert!(said, "{one}");
    }
}

#[cfg(unix)]
fn script(folder: &Path, text: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let path = folder.join("reader.sh");
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    path
}

#[cfg(unix)]
#[tokio::test]
async fn a_reader_that_hangs_breaks_off_or_talks_without_end_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    for (text, wanted, seconds) in [
        ("exec sleep 120", "took too long", 14),
        ("exit 3", "could not be read safely", 4),
        ("echo nonsense", "could not be read safely", 4),
        ("exec cat /dev/zero", "could not be read safely", 14),
    ] {
        let program = script(folder.path(), text);
        let began = Instant::now();
        let found = looked_at(&program, &[("a.txt", b"Words.".to_vec())]).await;
        let said = found[0]["refused"].as_str().unwrap();
        assert!(said.contains(wanted), "{text}: {said}");
        assert!(began.elapsed() < Duration::from_secs(seconds), "{text}");
    }
    let found = looked_at(
        Path::new("/nowhere/at/all"),
        &[("a.txt", b"Words.".to_vec())],
    )
    .await;
    assert!(
        found[0]["refused"]
            .as_str()
            .unwrap()
            .contains("could not start")
    );
}
