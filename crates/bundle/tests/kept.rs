//! A kept bundle of every format that was ever in use opens, with all that was in it.
//!
//! `tests/kept/format-N.age` is a bundle that the program of its day made; `tests/kept/format-N.json` says what was in
//! it. Neither is ever made again: a bundle of that format may lie in somebody's cupboard. A new format gets a file of its
//! own: the test that misses it makes it with `UPDATE_KEPT=1`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{PASSWORD, contents, fetch, open_all};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use stepwise_bundle::{FORMAT, Limits, Manifest, PayloadLine, seal};
use stepwise_core::chain::ChainRow;

/// As low as its makers would never go, so that the test is quick.
const WORK_FACTOR: u8 = 10;

/// What was in a kept bundle, as it was made.
#[derive(Serialize, Deserialize)]
struct Recorded {
    password: String,
    manifest: Manifest,
    rows: Vec<ChainRow>,
    payloads: Vec<PayloadLine>,
    policy: Option<String>,
    /// Paths and bytes, base64.
    documents: Vec<(String, String)>,
}

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/kept")
        .join(name)
}

fn read(bytes: &[u8], password: &str) -> Recorded {
    let (opened, documents) = open_all(bytes, password, Limits::default()).unwrap();
    let line = |(seq, text): (&u64, &stepwise_bundle::Text)| PayloadLine {
        seq: *seq,
        salt: BASE64.encode(&text.salt),
        bytes: BASE64.encode(&text.bytes),
    };
    Recorded {
        password: password.to_owned(),
        payloads: opened.payloads.iter().map(line).collect(),
        policy: opened.policy.map(|pack| BASE64.encode(&pack)),
        manifest: opened.manifest,
        rows: opened.rows,
        documents: documents
            .iter()
            .map(|(entry, bytes)| (entry.path.clone(), BASE64.encode(bytes)))
            .collect(),
    }
}

/// Three entries, one of them left out, a policy and a document; nothing real.
fn make() {
    let mut contents = contents(&["one", "two", "three"]);
    contents.payloads.remove(1);
    let sealed = seal(&contents, PASSWORD, WORK_FACTOR, Vec::new(), &mut fetch).unwrap();
    let recorded = serde_json::to_string_pretty(&read(&sealed, PASSWORD)).unwrap() + "\n";
    std::fs::create_dir_all(kept("")).unwrap();
    std::fs::write(kept(&format!("format-{FORMAT}.json")), recorded).unwrap();
    std::fs::write(kept(&format!("format-{FORMAT}.age")), sealed).unwrap();
}

#[test]
fn a_bundle_of_each_format_opens_as_it_was() {
    if !kept(&format!("format-{FORMAT}.age")).exists() {
        let wanted = std::env::var_os("UPDATE_KEPT").is_some_and(|v| v == "1");
        assert!(wanted, "run this test with UPDATE_KEPT=1 for a new format");
        make();
    }
    for format in 1..=FORMAT {
        let text = std::fs::read_to_string(kept(&format!("format-{format}.json"))).unwrap();
        let recorded: Recorded = serde_json::from_str(&text).unwrap();
        let bytes = std::fs::read(kept(&format!("format-{format}.age"))).unwrap();
        let found = read(&bytes, &recorded.password);
        assert_eq!(recorded.manifest.format, format);
        assert_eq!(recorded.manifest.withheld, [2]);
        assert_eq!(found.manifest, recorded.manifest);
        assert_eq!(found.rows, recorded.rows);
        assert!(found.payloads == recorded.payloads);
        assert_eq!(found.policy, recorded.policy);
        assert_eq!(found.documents, recorded.documents);
    }
}
