//! Makes a vault of invented content for programs that are not ours, and writes beside it how it is opened and
//! what this program reads in it: `vault/` and `read.json` in the folder named.
#![allow(missing_docs, reason = "a program for the tests")]

use std::error::Error;
use std::path::Path;

use chrono::{DateTime, TimeDelta};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use stepwise_store::{
    Batch, CaseId, DocumentId, KdfCost, NewDocument, NewEntry, NewEvent, Passphrase, Setup, Stamp,
    Vault,
};

type Done<T> = Result<T, Box<dyn Error>>;

/// Composed letters, so that a reader that leaves out Unicode form C does not get in.
const PASSPHRASE: &str = "Kase\u{301} u\u{308}ber Brücke";

fn at(seconds: i64) -> Done<Stamp> {
    let morning = DateTime::parse_from_rfc3339("2026-03-28T16:00:00+00:00")?;
    Ok(Stamp {
        at: morning + TimeDelta::seconds(seconds),
        zone: "Europe/London".into(),
    })
}

fn event(text: &str, seconds: i64, actor: &str) -> Done<NewEvent> {
    let stamp = at(seconds)?;
    Ok(NewEvent {
        kind: "noted".into(),
        kind_version: 1,
        payload: text.as_bytes().to_vec(),
        recorded: stamp.at,
        zone: stamp.zone,
        actor: actor.into(),
        search_text: Some(text.into()),
    })
}

fn fill(vault: &mut Vault) -> Done<()> {
    for n in 0..3i64 {
        let case = CaseId::random()?;
        let events = [
            event("Ein Käse, “so”, \u{1F9C0}\r\n", n * 100, "p1")?,
            event("", n * 100 + 1, "p2")?,
        ];
        let document = NewDocument {
            id: DocumentId::random()?,
            kind: "attachment".into(),
            name: "letter".into(),
            media_type: "text/plain".into(),
            // Two pieces and a bit.
            bytes: vec![u8::try_from(n)?; 2 * 1024 * 1024 + 5],
            added: at(n)?.at,
        };
        let batch = Batch {
            events: &events,
            documents: vec![document],
            ..Batch::default()
        };
        let mut head = vault.create_case(case, 2026, batch)?.head;
        for more in 0..5i64 {
            let one = [event("more\u{0}", n * 100 + 10 + more, "p1")?];
            head = vault.append(case, head, &one, None)?;
        }
        vault.journal(NewEntry {
            kind: "looked".into(),
            case: Some(case),
            payload: json!({}),
            stamp: at(n * 100 + 20)?,
            actor: "p2".into(),
        })?;
    }
    // The clock goes back.
    vault.journal(NewEntry {
        kind: "looked".into(),
        case: None,
        payload: json!({ "count": 1 }),
        stamp: at(-7200)?,
        actor: "p1".into(),
    })?;
    vault.put_setting("school", &json!({ "name": "Invented" }))?;
    Ok(())
}

/// What this program reads.
fn read(vault: &Vault) -> Done<Value> {
    let mut cases = Vec::new();
    for case in vault.cases()? {
        let signed = vault.sign_head(case.id)?;
        let events = vault.events(case.id)?;
        let said = events.iter().map(|event| {
            json!([
                event.row.seq,
                event.row.recorded,
                event.row.actor,
                event.row.kind,
                HEXLOWER.encode(&event.payload)
            ])
        });
        cases.push(json!({
            "case": case.id,
            "number": case.number,
            "head": signed.head,
            "signature": HEXLOWER.encode(&signed.signature),
            "public_key": HEXLOWER.encode(&signed.public_key),
            "events": said.collect::<Vec<_>>(),
        }));
    }
    let entries = vault.journal_entries(0, u32::MAX)?;
    let journal = entries.iter().map(|entry| {
        json!([
            entry.seq,
            entry.recorded,
            entry.actor,
            entry.kind,
            HEXLOWER.encode(&entry.payload)
        ])
    });
    let documents = vault.documents(None)?;
    let kept = documents.iter().map(|document| {
        json!([
            document.id,
            document.size,
            HEXLOWER.encode(&document.sha256)
        ])
    });
    Ok(json!({
        "passphrase": PASSPHRASE,
        "vault": vault.id(),
        "fingerprint": vault.fingerprint(),
        "journal_head": vault.journal_head(),
        "cases": cases,
        "journal": journal.collect::<Vec<_>>(),
        "documents": kept.collect::<Vec<_>>(),
    }))
}

fn main() -> Done<()> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    let folder = Path::new(&folder);
    let _ = std::fs::remove_dir_all(folder.join("vault"));
    let passphrase = Passphrase::new(PASSPHRASE.into());
    let setup = Setup {
        person: "p1",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: at(-60)?,
    };
    let (mut vault, keys) = Vault::create(&folder.join("vault"), setup)?;
    fill(&mut vault)?;
    let verified = vault.verify_all()?;
    let mut said = read(&vault)?;
    vault.lock()?;
    let recovery = keys.first().map(|key| key.reveal().to_string());
    said["recovery_key"] = json!(recovery);
    said["events"] = json!(verified.events);
    std::fs::write(folder.join("read.json"), serde_json::to_vec_pretty(&said)?)?;
    Ok(())
}
