//! Writing a bundle.

use crate::model::{DOCUMENTS, MANIFEST, PAYLOADS, POLICY, README, ROWS, sha256};
use crate::password::normal;
use crate::{BundleError, Contents, FORMAT, Fetched, FileEntry, Manifest, PayloadLine};
use data_encoding::{BASE64, HEXLOWER};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The scrypt work factor: 2^17, about 128 MiB. The password itself has 77 bits.
pub const WORK_FACTOR: u8 = 17;

const WORDS: &str = "This is a case bundle made by Stepwise.

It is confidential. It holds information about a child or an adult at risk.

documents/   what to read, as PDF, and the files that were attached to the case, as they came
record/      the case's record: rows.jsonl is the chain, payloads.jsonl its text
policy/      the exact text of the policy rules that the case was opened under
manifest.json  what is inside, with the SHA-256 of each file, and the record's signed head

To check that nothing was changed: stepwise verify FILE
The head in manifest.json is the long number in the footer of every form printed from the case.
";

/// Seals a case behind a password and writes it. The work factor is [`WORK_FACTOR`] but in tests. What is to be
/// fetched is asked of `fetch`, one at a time, in the order of the contents.
///
/// # Errors
/// [`BundleError::Write`] where `to` cannot take it, `fetch` fails, or gives other bytes than the contents say.
pub fn seal<W: Write>(
    contents: &Contents,
    password: &str,
    work_factor: u8,
    to: W,
    fetch: &mut dyn FnMut(&Fetched) -> io::Result<Vec<u8>>,
) -> Result<W, BundleError> {
    let files = files(contents)?;
    let fetched: Vec<FileEntry> = contents.fetched.iter().map(entry_of).collect();
    let all = files.iter().map(|(entry, _)| entry).chain(&fetched);
    let manifest = manifest(contents, all.cloned().collect());
    let json = serde_json::to_vec_pretty(&manifest).map_err(|e| BundleError::Write(e.into()))?;

    let mut recipient = age::scrypt::Recipient::new(normal(password).into());
    recipient.set_work_factor(work_factor);
    let encryptor =
        age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
            .map_err(|e| BundleError::Write(std::io::Error::other(e)))?;
    let sealed = encryptor.wrap_output(to).map_err(BundleError::Write)?;

    let mut archive = tar::Builder::new(sealed);
    put(&mut archive, README, WORDS.as_bytes())?;
    put(&mut archive, MANIFEST, &json)?;
    for (entry, bytes) in &files {
        put(&mut archive, &entry.path, bytes)?;
    }
    for (entry, which) in fetched.iter().zip(&contents.fetched) {
        let bytes = fetch(which).map_err(BundleError::Write)?;
        if bytes.len() as u64 != entry.size || sha256(&bytes) != entry.sha256 {
            return Err(BundleError::Write(io::ErrorKind::InvalidData.into()));
        }
        put(&mut archive, &entry.path, &bytes)?;
    }
    let sealed = archive.into_inner().map_err(BundleError::Write)?;
    sealed.finish().map_err(BundleError::Write)
}

fn put<W: Write>(
    archive: &mut tar::Builder<W>,
    path: &str,
    bytes: &[u8],
) -> Result<(), BundleError> {
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_entry_type(tar::EntryType::Regular);
    archive
        .append_data(&mut header, path, bytes)
        .map_err(BundleError::Write)
}

fn files(contents: &Contents) -> Result<Vec<(FileEntry, Vec<u8>)>, BundleError> {
    let mut files = Vec::new();
    let mut add = |path: String, title: &str, bytes: Vec<u8>| {
        let entry = FileEntry {
            path,
            size: bytes.len() as u64,
            sha256: sha256(&bytes),
            title: title.to_owned(),
        };
        files.push((entry, bytes));
    };
    add(
        ROWS.to_owned(),
        "The chain of the record",
        lines(&contents.rows)?,
    );
    let payloads: Vec<PayloadLine> = contents
        .payloads
        .iter()
        .map(|(seq, salt, bytes)| PayloadLine {
            seq: *seq,
            salt: BASE64.encode(salt),
            bytes: BASE64.encode(bytes),
        })
        .collect();
    add(
        PAYLOADS.to_owned(),
        "The text of the record",
        lines(&payloads)?,
    );
    if let Some((_, pack)) = &contents.policy {
        add(
            POLICY.to_owned(),
            "The policy that the case was opened under",
            pack.clone(),
        );
    }
    for item in &contents.items {
        add(
            format!("{DOCUMENTS}{}", item.name),
            &item.title,
            item.bytes.clone(),
        );
    }
    Ok(files)
}

fn lines<T: serde::Serialize>(values: &[T]) -> Result<Vec<u8>, BundleError> {
    let mut out = Vec::new();
    for value in values {
        serde_json::to_writer(&mut out, value).map_err(|e| BundleError::Write(e.into()))?;
        out.push(b'\n');
    }
    Ok(out)
}

fn entry_of(fetched: &Fetched) -> FileEntry {
    FileEntry {
        path: format!("{DOCUMENTS}{}", fetched.name),
        size: fetched.size,
        sha256: fetched.sha256.clone(),
        title: fetched.title.clone(),
    }
}

fn manifest(contents: &Contents, files: Vec<FileEntry>) -> Manifest {
    let given: BTreeSet<u64> = contents.payloads.iter().map(|(seq, ..)| *seq).collect();
    Manifest {
        format: FORMAT,
        made_by: contents.made_by.clone(),
        made_at: contents.made_at.clone(),
        number: contents.number.clone(),
        vault: HEXLOWER.encode(&contents.vault),
        case: HEXLOWER.encode(&contents.case),
        head: contents.head,
        public_key: BASE64.encode(&contents.public_key),
        signature: BASE64.encode(&contents.signature),
        policy: contents.policy.as_ref().map(|(digest, _)| digest.clone()),
        withheld: contents
            .rows
            .iter()
            .map(|row| row.seq)
            .filter(|seq| !given.contains(seq))
            .collect(),
        files,
    }
}
