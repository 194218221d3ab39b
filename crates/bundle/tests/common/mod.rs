//! Small bundles, and a reader of them that keeps what it was handed.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ed25519_dalek::Signer;
use stepwise_bundle::{BundleError, Contents, Fetched, FileEntry, Item, Limits, Opened, seal};
use stepwise_core::chain::{self, ChainRow, Head, ROW_VERSION};
use stepwise_core::policy::Pack;

pub const PASSWORD: &str = "correct-horse-battery-staple-lamp-river";
pub const VAULT: [u8; 16] = [1; 16];
pub const CASE: [u8; 16] = [2; 16];
/// Cheap on purpose: what is tested is not the strength of scrypt.
pub const QUICK: u8 = 2;

pub fn contents(texts: &[&str]) -> Contents {
    let mut head = Head {
        seq: 0,
        hash: chain::case_genesis(&VAULT, &CASE),
    };
    let mut rows = Vec::new();
    let mut payloads = Vec::new();
    for (seq, text) in (1u64..).zip(texts) {
        let salt = vec![u8::try_from(seq).unwrap(); 16];
        let row = ChainRow {
            version: ROW_VERSION,
            seq,
            recorded: "2026-11-20T09:30:00+00:00".into(),
            zone: "Europe/London".into(),
            actor: "p1".into(),
            kind: "recorded".into(),
            kind_version: 1,
            commitment: chain::commit(&salt, text.as_bytes()),
            previous: head.hash,
            hash: head.hash,
        }
        .sealed();
        head = row.head();
        rows.push(row);
        payloads.push((seq, salt, text.as_bytes().to_vec()));
    }
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    let mut pack = Pack::default();
    pack.files
        .insert("policy.toml".into(), b"format = 1".to_vec());
    Contents {
        made_by: "Stepwise 0.1.0".into(),
        made_at: "2026-11-20T10:00:00+00:00".into(),
        number: "2026-001".into(),
        vault: VAULT,
        case: CASE,
        rows,
        payloads,
        head,
        public_key: key.verifying_key().to_bytes(),
        signature: key
            .sign(&chain::head_message(&VAULT, &CASE, &head))
            .to_bytes(),
        policy: Some((pack.digest().0, pack.to_bytes())),
        items: vec![Item {
            name: "report.pdf".into(),
            title: "Case report".into(),
            bytes: b"%PDF-1.7 not really".to_vec(),
        }],
        fetched: Vec::new(),
    }
}

pub fn sealed(contents: &Contents) -> Vec<u8> {
    seal(contents, PASSWORD, QUICK, Vec::new(), &mut fetch).unwrap()
}

/// What is fetched is its own name.
pub fn fetch(which: &Fetched) -> std::io::Result<Vec<u8>> {
    Ok(which.name.clone().into_bytes())
}

/// What was handed on, in its order.
pub type Documents = Vec<(FileEntry, Vec<u8>)>;

pub fn open_all(
    bytes: &[u8],
    password: &str,
    limits: Limits,
) -> Result<(Opened, Documents), BundleError> {
    let mut documents = Documents::new();
    let opened = stepwise_bundle::open(bytes, password, limits, &mut |entry, bytes| {
        documents.push((entry.clone(), bytes));
        Ok(())
    })?;
    Ok((opened, documents))
}

pub fn open(bytes: &[u8], password: &str, limits: Limits) -> Result<Opened, BundleError> {
    open_all(bytes, password, limits).map(|(opened, _)| opened)
}
