//! What somebody sent: opened, checked, read and let go, through the whole application; and bundles that no copy of it made.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use ed25519_dalek::Signer as _;
use host::{Host, POLICY, at_stage_three};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use stepwise_app::error::ErrorCode;
use stepwise_app::wire::LockReason;
use stepwise_bundle::{Contents, Fetched, Item, Limits, Opened};
use stepwise_core::chain::{self, Head};

/// Nothing that is refused takes longer here: the machine may be busy.
const SOON: Duration = Duration::from_secs(30);

/// Puts one file where the dialog finds it.
fn lay(host: &Host, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = host.files.join("incoming");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn choose(host: &Host, name: &str, bytes: &[u8]) -> Value {
    lay(host, name, bytes);
    host.call("choose_incoming", json!({}))
}

/// A bundle of a case, and its password.
fn made(host: &Host, case: &str, parts: Option<Value>) -> (Vec<u8>, String) {
    let contents = host.call("bundle", json!({ "case": case }));
    let all = contents["parts"].as_array().unwrap().iter();
    let all: Vec<&Value> = all.map(|part| &part["id"]).collect();
    let made = host.call(
        "make_bundle",
        json!({ "case": case, "parts": parts.unwrap_or(json!(all)), "to": "Ruth Ellison", "purpose": "She takes the case over.", "password_by": "in-person" }),
    );
    let sealed = std::fs::read(made["sealed"].as_str().unwrap()).unwrap();
    (sealed, made["password"].as_str().unwrap().to_owned())
}

/// Opens a bundle that is whole.
fn opened(host: &Host, sealed: &[u8], password: &str) -> Value {
    let chosen = choose(host, "case.age", sealed);
    assert_eq!(chosen["kind"], "bundle", "{chosen}");
    let told = host.call("open_incoming", json!({ "password": password }));
    assert_eq!(told["problem"], "", "{told}");
    told["bundle"].clone()
}

/// The title and text of why one is not opened.
fn refused(host: &Host, sealed: &[u8], password: &str) -> (String, String) {
    let start = Instant::now();
    let chosen = choose(host, "case.age", sealed);
    let told = match chosen["kind"].as_str().unwrap() {
        "bundle" => host.call("open_incoming", json!({ "password": password })),
        _ => chosen,
    };
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    assert!(told["bundle"].is_null(), "{told}");
    assert!(host.call("incoming", json!({}))["bundle"].is_null());
    let text = |key: &str| told[key].as_str().unwrap().to_owned();
    (text("problem"), text("text"))
}

fn titles(chronology: &Value) -> Vec<&str> {
    let entries = chronology["entries"].as_array().unwrap().iter();
    entries.map(|e| e["title"].as_str().unwrap()).collect()
}

/// Another school.
fn other() -> Host {
    Host::ready("2026-11-20T09:00:00+00:00", POLICY)
}

#[test]
fn a_case_of_another_record_is_read_here_and_nothing_of_it_stays() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let own = there.call("chronology", json!({ "case": case }));
    let host = other();
    let before = host.call("cases", json!({}));

    // As somebody types what they wrote down.
    let typed = format!(" {} ", words.replace('-', "  ").to_uppercase());
    let bundle = opened(&host, &sealed, &typed);
    assert_eq!(bundle["number"], "2026-001");
    assert_eq!(bundle["from"], "Hillside Primary");
    assert!(bundle["made_by"].as_str().unwrap().starts_with("Stepwise"));
    assert_eq!(bundle["withheld"], json!([]));
    assert_eq!(bundle["unread"], json!([]));
    assert_eq!(bundle["remarks"], json!([]));
    assert_eq!(bundle["case"]["about"], "Zofia Wi\u{15b}niewska");
    assert_eq!(host.call("take_on_plan", json!({}))["how"], "new");
    // The same code tells it: what was recorded of the bundle's own leaving came after.
    let mut mine = titles(&own);
    mine.retain(|title| !title.starts_with("Left Stepwise"));
    let told = titles(&bundle["chronology"]);
    assert!(told.len() > 5 && mine == told, "{told:?}\n{mine:?}");
    let entries = bundle["chronology"]["entries"].as_array().unwrap().iter();
    for entry in entries {
        assert_eq!(
            (&entry["amendable"], &entry["strikable"]),
            (&json!(false), &json!(false))
        );
        assert_eq!(entry["by"], "the user of their record");
    }
    assert!(bundle["case"]["rungs"].as_array().unwrap().len() > 2);

    let report = json!({ "path": "documents/report.pdf" });
    let file = host.call("incoming_file", report.clone());
    assert_eq!(file["kind"], "a PDF document");
    assert!(file["pages"].as_u64().unwrap() >= 1, "{file}");
    let page = host.call(
        "incoming_page",
        json!({ "path": "documents/report.pdf", "page": 0, "large": false }),
    );
    assert!(
        page["data_url"]
            .as_str()
            .unwrap()
            .starts_with("data:image/png;base64,")
    );
    let saved = host.call("save_incoming_file", report);
    let bytes = std::fs::read(saved["path"].as_str().unwrap()).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    let none = host.try_call("incoming_file", json!({ "path": "record/rows.jsonl" }));
    assert_eq!(none.unwrap_err().code, ErrorCode::NotFound);

    host.call("close_incoming", json!({}));
    assert!(host.call("incoming", json!({}))["bundle"].is_null());
    assert_eq!(host.call("cases", json!({}))["cases"], before["cases"]);
    let query = json!({ "who": "", "group": "", "case": "", "from": "", "to": "", "before": null });
    let activity = host.call("activity", query);
    let text = activity["lines"].to_string();
    assert!(
        text.contains("Opened a bundle that somebody sent"),
        "{text}"
    );
    assert!(text.contains("Saved a file out of a bundle"), "{text}");
    assert!(
        !text.contains("Zofia") && !text.contains("2026-001") && !text.contains("Hillside"),
        "{text}"
    );
}

#[test]
fn what_does_not_match_is_said_in_plain_words() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    choose(&host, "case.age", &sealed);
    let wrong = host.try_call(
        "open_incoming",
        json!({ "password": "six wrong words in a row" }),
    );
    let wrong = wrong.unwrap_err();
    assert_eq!(
        (wrong.field.as_str(), wrong.message.as_str()),
        ("password", "The password does not open it")
    );
    let none = host
        .try_call("open_incoming", json!({ "password": " " }))
        .unwrap_err();
    assert_eq!(none.field, "password");
    // The file is still chosen.
    let right = host.call("open_incoming", json!({ "password": words }));
    assert_eq!(right["problem"], "");

    let cut = &sealed[..sealed.len() / 2];
    let mut altered = sealed.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    for bytes in [cut, altered.as_slice()] {
        let (title, text) = refused(&host, bytes, &words);
        assert_eq!(title, "This file was cut short or changed on its way");
        assert!(text.contains("Ask the sender"), "{text}");
    }
    let other_files: [(&[u8], &str); 4] = [
        (b"", "This file was cut short or changed on its way"),
        (
            b"%PDF-1.7\nrest",
            "This PDF is not a form that was filled in",
        ),
        (b"PK\x03\x04rest", "This is not a Stepwise bundle"),
        (
            b"<script>alert(1)</script>",
            "This is not a Stepwise bundle",
        ),
    ];
    for (bytes, wanted) in other_files {
        assert_eq!(refused(&host, bytes, &words).0, wanted);
    }
    let error = host.try_call("open_incoming", json!({ "password": words }));
    assert_eq!(
        error.unwrap_err().code,
        ErrorCode::NotFound,
        "nothing is chosen any more"
    );

    // A folder, and a file that says that it is larger than the disk.
    let place = lay(&host, "case.age", b"");
    std::fs::remove_file(&place).unwrap();
    std::fs::create_dir(&place).unwrap();
    assert_eq!(
        host.call("choose_incoming", json!({}))["problem"],
        "This is not a file."
    );
    let place = lay(&host, "case.age", &sealed);
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(&place)
        .unwrap();
    if file.set_len(1 << 42).is_ok() {
        let start = Instant::now();
        let told = host.call("choose_incoming", json!({}));
        assert!(
            told["problem"]
                .as_str()
                .unwrap()
                .contains("larger than any bundle"),
            "{told}"
        );
        assert!(start.elapsed() < SOON);
    }
}

#[test]
fn what_is_left_out_is_listed_and_a_policy_that_is_known_here_is_used() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, Some(json!(["summary"])));
    let host = other();
    let bundle = opened(&host, &sealed, &words);
    let withheld = bundle["withheld"].as_array().unwrap();
    assert!(!withheld.is_empty());
    assert!(
        withheld
            .iter()
            .all(|one| one["seq"].as_u64().unwrap() > 0 && one["written"] != "")
    );
    let remarks = bundle["remarks"].to_string();
    assert!(
        remarks.contains("The policy was left out") && remarks.contains("known here"),
        "{remarks}"
    );
    assert!(
        !bundle["chronology"]["entries"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_bundle_of_our_own_says_where_the_case_has_gone_since() {
    let (host, case) = at_stage_three();
    let (sealed, words) = made(&host, &case, None);
    let bundle = opened(&host, &sealed, &words);
    assert_eq!(bundle["sealed_by"]["ours"], true);
    // That it left was recorded after it was made.
    let stands = || {
        let plan = host.call("take_on_plan", json!({}));
        assert_eq!(
            (&plan["how"], &plan["can"]),
            (&json!("older"), &json!(false))
        );
        plan["title"].as_str().unwrap().to_owned()
    };
    let of = "What they sent is older: your case 2026-001 has";
    assert_eq!(stands(), format!("{of} 2 entries more"));
    let on = json!({ "date": "2026-11-18", "time": null });
    host.record(
        &case,
        json!([{ "deed": "stage-outcome", "resolved": false, "on": on, "note": "None." }]),
    );
    assert_eq!(stands(), format!("{of} 3 entries more"));
}

#[test]
fn a_key_is_remembered_by_choice_alone() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    let bundle = opened(&host, &sealed, &words);
    let by = &bundle["sealed_by"];
    assert_eq!((&by["ours"], &by["known_as"]), (&json!(false), &json!("")));
    let groups: Vec<&str> = by["fingerprint"].as_str().unwrap().split(' ').collect();
    assert!(groups.len() == 8 && groups.iter().all(|group| group.len() == 5));
    host.call("close_incoming", json!({}));
    assert_eq!(opened(&host, &sealed, &words)["sealed_by"]["known_as"], "");
    let named = host.call(
        "remember_sender",
        json!({ "name": "Hillside\u{202e} Primary\n" }),
    );
    assert_eq!(named["bundle"]["sealed_by"]["known_as"], "Hillside Primary");
    assert_eq!(
        opened(&host, &sealed, &words)["sealed_by"]["known_as"],
        "Hillside Primary"
    );
    host.call("remember_sender", json!({ "name": "" }));
    assert_eq!(opened(&host, &sealed, &words)["sealed_by"]["known_as"], "");
}

#[test]
fn a_lock_lets_it_go_and_so_does_another_choice() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    opened(&host, &sealed, &words);
    host.app
        .lock_for(LockReason::Idle)
        .wait(Duration::from_secs(30));
    host.call("unlock", json!({ "passphrase": host::PASSPHRASE }));
    assert!(host.call("incoming", json!({}))["bundle"].is_null());
    let again = host.try_call("open_incoming", json!({ "password": words }));
    assert_eq!(again.unwrap_err().code, ErrorCode::NotFound);
    opened(&host, &sealed, &words);
    choose(&host, "other.age", b"something else");
    assert!(host.call("incoming", json!({}))["bundle"].is_null());
}

#[test]
fn a_file_that_is_dropped_on_the_window_is_taken_as_one_that_is_chosen() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    let bytes = data_encoding::BASE64.encode(&sealed);
    let dropped = json!({ "name": "case\u{202e}.age", "bytes": bytes });
    assert_eq!(host.call("drop_incoming", dropped)["kind"], "bundle");
    let waits = host.call("incoming", json!({}))["waits"].clone();
    assert_eq!(waits, json!(["case.age", sealed.len()]));
    let told = host.call("open_incoming", json!({ "password": words }));
    assert_eq!(told["bundle"]["number"], "2026-001");
    let file = host.call("incoming_file", json!({ "path": "documents/report.pdf" }));
    assert!(file["pages"].as_u64().unwrap() >= 1);
    let form = data_encoding::BASE64.encode(&printed(&there, &case));
    let chosen = host.call(
        "drop_incoming",
        json!({ "name": "form.pdf", "bytes": form }),
    );
    assert_eq!(chosen["kind"], "form");
    let broken = json!({ "name": "x", "bytes": "not base64!" });
    assert!(host.try_call("drop_incoming", broken).is_err());
    assert!(host.call("incoming", json!({}))["form"].is_null());
}

#[test]
fn a_bundle_that_was_exchanged_on_the_disk_gives_no_more_files() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    opened(&host, &sealed, &words);
    let place = host.files.join("incoming").join("case.age");
    let mut changed = sealed.clone();
    changed.truncate(sealed.len() / 3);
    std::fs::write(&place, &changed).unwrap();
    let report = json!({ "path": "documents/report.pdf" });
    let error = host.try_call("incoming_file", report.clone()).unwrap_err();
    assert!(error.message.contains("changed or moved"), "{error:?}");
    std::fs::remove_file(&place).unwrap();
    assert!(host.try_call("incoming_file", report).is_err());
}

/// What a bundle holds, to be changed.
struct Apart {
    opened: Opened,
    documents: Vec<(String, String, Vec<u8>)>,
}

fn taken_apart(sealed: &[u8], password: &str) -> Apart {
    let mut documents = Vec::new();
    let opened = stepwise_bundle::open(sealed, password, Limits::default(), &mut |entry, bytes| {
        let name = entry.path.trim_start_matches("documents/").to_owned();
        documents.push((name, entry.title.clone(), bytes));
        Ok(())
    })
    .unwrap();
    Apart { opened, documents }
}

const PASSWORD: &str = "somebody-else-knows-these-six-words";

impl Apart {
    /// A bundle of the same texts, each changed, under a chain and a key of its own: whole by every check.
    fn sealed(&self, change: impl Fn(&mut Value)) -> Vec<u8> {
        let bytes = |text: &Option<String>| text.clone().unwrap_or_default();
        let id = |hex: &str| -> [u8; 16] {
            let bytes = data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
            bytes.try_into().unwrap()
        };
        let (vault, case) = (
            id(&self.opened.manifest.vault),
            id(&self.opened.manifest.case),
        );
        let mut head = Head {
            seq: 0,
            hash: chain::case_genesis(&vault, &case),
        };
        let (mut rows, mut payloads) = (Vec::new(), Vec::new());
        for row in &self.opened.rows {
            let text = &self.opened.payloads[&row.seq];
            let mut said: Value = serde_json::from_slice(&text.bytes).unwrap();
            change(&mut said);
            let changed = serde_json::to_vec(&said).unwrap();
            let mut row = row.clone();
            row.actor.push_str("\u{202e}<b>");
            row.commitment = chain::commit(&text.salt, &changed);
            row.previous = head.hash;
            let row = row.sealed();
            head = row.head();
            rows.push(row);
            payloads.push((head.seq, text.salt.clone(), changed));
        }
        let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
        let policy = self.opened.policy.clone();
        let contents = Contents {
            made_by: "Stepwise\u{202e} <script>".into(),
            made_at: "<b>never</b>".into(),
            number: "2026-001\u{202e}<img src=x onerror=alert(1)>".into(),
            vault,
            case,
            rows,
            payloads,
            head,
            public_key: key.verifying_key().to_bytes(),
            signature: key
                .sign(&chain::head_message(&vault, &case, &head))
                .to_bytes(),
            policy: policy.map(|pack| (bytes(&self.opened.manifest.policy), pack)),
            items: self
                .documents
                .iter()
                .map(|(name, title, bytes)| Item {
                    name: name.clone(),
                    title: title.clone(),
                    bytes: bytes.clone(),
                })
                .collect(),
            fetched: Vec::new(),
        };
        let mut nothing = |_: &Fetched| Ok(Vec::new());
        stepwise_bundle::seal(&contents, PASSWORD, 2, Vec::new(), &mut nothing).unwrap()
    }
}

/// Every text of a value.
fn each_text(value: &mut Value, change: &dyn Fn(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| each_text(field, change)),
        _ => {}
    }
}

/// Texts that people typed, and no word of the format.
fn typed(text: &str) -> bool {
    text.contains(' ') && !text.contains("T09")
}

#[test]
fn marks_that_turn_text_and_markup_in_every_field_come_out_as_plain_text() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let mut apart = taken_apart(&sealed, &words);
    apart.documents[0].1 = "\u{202e}fdp.exe <iframe src=file:///etc/passwd>\u{0}".into();
    let evil = "<script>alert(1)</script> \u{202e}\u{2066}fdp.exe\u{0}\u{7} ";
    let hostile = apart.sealed(|said| {
        each_text(said, &|text| {
            if typed(text) {
                text.insert_str(0, evil);
            }
        });
    });
    let host = other();
    let bundle = opened(&host, &hostile, PASSWORD);
    let text = bundle.to_string();
    let hidden = ['\u{202e}', '\u{2066}', '\u{0}', '\u{7}'];
    assert!(!text.contains(hidden), "{text}");
    assert!(
        !text.contains("\\u0000") && !text.contains("\\u0007"),
        "{text}"
    );
    // Nothing is taken for markup, and nothing of it is lost.
    assert!(text.contains("<script>alert(1)</script> fdp.exe"), "{text}");
    assert_eq!(bundle["made_at"], "");
    assert!(bundle["number"].as_str().unwrap().chars().count() <= 40);
    assert_eq!(
        bundle["files"][0]["title"],
        "fdp.exe <iframe src=file:///etc/passwd>"
    );
    let file = host.call("incoming_file", json!({ "path": "documents/report.pdf" }));
    assert!(!file.to_string().contains(hidden));
}

#[test]
fn entries_that_say_nothing_to_this_version_are_listed_and_the_rest_is_read() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let apart = taken_apart(&sealed, &words);
    let newer = apart.sealed(|said| {
        if said["type"] == "stage-settled" {
            *said = json!({ "type": "of-a-newer-version", "data": { "deep": [[[]]] } });
        }
    });
    let host = other();
    let bundle = opened(&host, &newer, PASSWORD);
    assert_eq!(
        bundle["unread"].as_array().unwrap().len(),
        2,
        "{}",
        bundle["unread"]
    );
    assert!(
        !bundle["chronology"]["entries"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

/// Dates at the ends of time, numbers at the ends of their range: worked through in the reader, in bounded time.
#[test]
fn dates_and_numbers_at_the_ends_of_their_range_hang_nothing() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let apart = taken_apart(&sealed, &words);
    for day in ["-262143-01-01", "+262142-12-31", "0001-01-01", "9999-12-31"] {
        let far = apart.sealed(|said| {
            each_text(said, &|text| {
                if text.len() == 10 && text.starts_with("2026-11-1") {
                    *text = day.to_owned();
                }
            });
        });
        let host = other();
        let start = Instant::now();
        choose(&host, "case.age", &far);
        // Opened or refused: soon, and the application goes on.
        let _ = host.try_call("open_incoming", json!({ "password": PASSWORD }));
        assert!(start.elapsed() < SOON, "{day}: {:?}", start.elapsed());
        host.call("today", json!({}));
    }
}

#[test]
fn a_policy_that_cannot_be_read_is_said_and_the_checks_stand() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let mut apart = taken_apart(&sealed, &words);
    let mut pack = stepwise_core::policy::Pack::default();
    pack.files
        .insert("policy.toml".into(), b"format = 1".to_vec());
    apart.opened.manifest.policy = Some(pack.digest().0);
    apart.opened.policy = Some(pack.to_bytes());
    let host = other();
    let bundle = opened(&host, &apart.sealed(|_| {}), PASSWORD);
    assert!(bundle["case"].is_null() && bundle["chronology"].is_null());
    let remarks = bundle["remarks"].to_string();
    assert!(remarks.contains("could not be read"), "{remarks}");
    assert!(bundle["entries"].as_u64().unwrap() > 5);
}

#[test]
fn only_what_a_file_is_decides_how_it_is_shown_and_saved() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let mut apart = taken_apart(&sealed, &words);
    apart.documents.push((
        "page.pdf".into(),
        "A page".into(),
        b"<html><script>1</script></html>".to_vec(),
    ));
    apart.documents.push((
        "run.exe".into(),
        "A program".into(),
        [b"MZ\x90\x00".as_slice(), &[0; 200]].concat(),
    ));
    let host = other();
    opened(&host, &apart.sealed(|_| {}), PASSWORD);
    for path in ["documents/page.pdf", "documents/run.exe"] {
        let file = host.call("incoming_file", json!({ "path": path }));
        assert_eq!(file["pages"], 0, "{path}");
        let page = host.try_call(
            "incoming_page",
            json!({ "path": path, "page": 0, "large": false }),
        );
        assert!(page.is_err(), "{path}");
    }
    let run = host.try_call("save_incoming_file", json!({ "path": "documents/run.exe" }));
    assert!(run.is_err());
    assert!(!host.files.join("run.exe").exists());
}

/// A PDF that carries data as a form of ours does.
fn form_with(data: &[u8]) -> Vec<u8> {
    let document = stepwise_documents::Document {
        title: "A form".into(),
        language: "en-GB".into(),
        classification: String::new(),
        footer_lines: Vec::new(),
        blocks: vec![stepwise_documents::Block::Title("A form".into())],
        attachment: Some(stepwise_documents::Attachment {
            name: "form.json".into(),
            mime: "application/json".into(),
            bytes: data.to_vec(),
            description: "Data".into(),
        }),
        outline: false,
    };
    let options = stepwise_documents::PdfOptions {
        created: "2026-11-20T09:00:00+00:00".parse().unwrap(),
        producer: "somebody".into(),
        author: String::new(),
        encrypt: None,
        fields: true,
    };
    stepwise_documents::write_pdf(&document, &options)
        .unwrap()
        .bytes
}

/// The form of the stage at hand, as it leaves.
fn printed(host: &Host, case: &str) -> Vec<u8> {
    let saved = host.call("save_paper_file", host::monitoring(case));
    std::fs::read(saved["path"].as_str().unwrap()).unwrap()
}

#[test]
fn a_form_of_this_record_is_found_again_and_laid_beside_the_case() {
    let (host, case) = at_stage_three();
    let pdf = printed(&host, &case);
    let chosen = choose(&host, "came back.pdf", &pdf);
    assert_eq!(chosen["kind"], "form", "{chosen}");
    let form = &chosen["form"];
    assert_eq!(form["checked"]["outcome"], "holds", "{form}");
    assert_eq!(form["case"], case.as_str());
    assert!(form["number"] == "2026-001" && form["paper"] == "monitoring");
    assert_eq!(form["attached"], false);
    let fields = form["fields"].as_array().unwrap();
    assert!(fields.len() > 5);
    // Printed from the case as it stands: nothing to take over.
    assert!(fields.iter().all(|f| f["takable"] == false), "{fields:?}");
    // Its words, and that it left, were recorded after it was printed.
    assert_eq!(form["checked"]["later"].as_array().unwrap().len(), 2);

    // It is attached through the files' own page, and is known there afterwards.
    let picked = host.call("pick_incoming_form", json!({ "case": case }));
    let token = picked["files"][0]["token"].clone();
    let seen = host.call("attachments", json!({ "case": case }))["seen"].clone();
    let file = json!({ "token": token, "description": "The form, signed", "dated": null, "received": "2026-11-18", "keep_says": false });
    host.call(
        "attach",
        json!({ "case": case, "seen": seen, "files": [file], "belongs": "" }),
    );
    let form = host.call("incoming", json!({}))["form"].clone();
    assert_eq!(form["attached"], true);
    let again = host.call("pick_incoming_form", json!({ "case": case }));
    assert!(
        again["files"][0]["refused"]
            .as_str()
            .unwrap()
            .contains("very same")
            || again["files"][0]["refused"]
                .as_str()
                .unwrap()
                .contains("with the case already")
    );
    host.call("close_incoming", json!({}));
    assert!(host.call("incoming", json!({}))["form"].is_null());
}

#[test]
fn answers_of_a_form_that_differ_are_offered_and_none_is_applied() {
    let (host, case) = at_stage_three();
    let head = host.call("case", json!({ "case": case }))["head"].clone();
    let paper = host.call("paper", host::monitoring(&case));
    let before = host.call("chronology", json!({ "case": case }));
    let long = paper["fields"].as_array().unwrap().iter();
    let mut long = long.filter(|f| f["kind"] == "long");
    let (one, other) = (long.next().unwrap(), long.next().unwrap());
    let data = json!({
        "format": 1, "form": paper["title"], "policy": "P", "case": "2026-001", "entry": 3, "head": head,
        "answers": [
            { "field": one["id"], "label": one["label"], "answer": "<b>Their</b>\u{202e} own words." },
            { "field": other["id"], "label": other["label"], "answer": other["answer"] },
            { "field": "no-such-field", "label": "Something else", "answer": "x" },
        ],
    });
    let chosen = choose(&host, "form.pdf", &form_with(data.to_string().as_bytes()));
    let fields = chosen["form"]["fields"].as_array().unwrap();
    assert_eq!(fields[0]["came"], "<b>Their</b> own words.");
    assert_eq!(
        (&fields[0]["takable"], &fields[0]["here"]),
        (&json!(true), &one["answer"])
    );
    assert_eq!(fields[1]["takable"], false, "it says the same");
    assert_eq!(
        fields[2]["takable"], false,
        "the case's form has no such field"
    );
    let after = host.call("chronology", json!({ "case": case }));
    assert_eq!(titles(&after), titles(&before));
    let now = host.call("paper", host::monitoring(&case));
    assert_eq!(now["fields"], paper["fields"]);
}

#[test]
fn forms_of_other_records_and_hostile_ones_are_read_as_plain_text_and_join_no_case() {
    let (there, case) = at_stage_three();
    let pdf = printed(&there, &case);
    let (host, _) = at_stage_three();
    let chosen = choose(&host, "form.pdf", &pdf);
    assert_eq!(chosen["kind"], "form");
    let form = &chosen["form"];
    // It has a case of the same number, and is not from here.
    assert_eq!(form["checked"]["outcome"], "unknown");
    assert_eq!((&form["case"], &form["paper"]), (&json!(""), &json!("")));
    assert!(
        form["fields"]
            .as_array()
            .unwrap()
            .iter()
            .all(|f| f["takable"] == false)
    );

    let head = "0".repeat(64);
    let hostile = json!({
        "format": 1, "form": "<script>\u{202e}F", "policy": "\u{0}P", "case": "2026-001\u{2066}", "entry": 99, "head": head,
        "answers": [{ "field": "a\u{202e}b", "label": "<img src=x onerror=alert(1)>", "answer": "\u{202e}gpj.exe" }],
    });
    let form = choose(
        &host,
        "form.pdf",
        &form_with(hostile.to_string().as_bytes()),
    )["form"]
        .clone();
    let text = form.to_string();
    assert!(
        !text.contains(['\u{202e}', '\u{2066}', '\u{0}']) && !text.contains("\\u0000"),
        "{text}"
    );
    assert_eq!(form["form"], "<script>F");
    // A head that is no head is said, and breaks nothing.
    let odd = json!({ "format": 1, "form": "F", "policy": "P", "case": "1", "entry": 1, "head": "zz", "answers": [] });
    let chosen = choose(&host, "form.pdf", &form_with(odd.to_string().as_bytes()));
    assert_eq!(chosen["kind"], "form", "{chosen}");
    assert!(chosen["form"]["checked"].is_null());

    for bytes in [
        form_with(b"not json"),
        form_with("[".repeat(100_000).as_bytes()),
        pdf[..pdf.len() / 2].to_vec(),
        b"%PDF-1.7\n%%EOF".to_vec(),
    ] {
        let start = Instant::now();
        let told = choose(&host, "form.pdf", &bytes);
        assert_eq!(told["kind"], "other", "{told}");
        assert!(!told["text"].as_str().unwrap().is_empty());
        assert!(start.elapsed() < SOON);
    }
}
