//! What is put into requests, and what must hold of every answer.

use super::common::{House, at, case_of, on};
use serde_json::{Value, json};
use stepwise_app::error::{ErrorCode, WireError};

/// Stands in every text that is typed here, so that it is found wherever it should not be.
pub(super) const CANARY: &str = "Zebrafinch-Quillwort";

pub(super) const NOW: &str = "2026-11-24T15:00:00+00:00";

pub(super) fn discreet(error: &WireError) {
    let told = serde_json::to_string(error).unwrap().to_lowercase();
    assert!(
        !told.contains("zebrafinch"),
        "an error repeats what was typed: {told}"
    );
    assert!(error.message.ends_with('.'), "{told}");
    assert!(error.hint.ends_with('.'), "{told}");
}

/// Where each value of a request stands.
pub(super) fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    if !at.is_empty() {
        found.push(at.to_owned());
    }
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, field)| places(field, &format!("{at}/{key}"), found)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, item)| places(item, &format!("{at}/{i}"), found)),
        _ => {}
    }
}

/// What is put in the place of each value, one after another.
pub(super) fn nasty() -> Vec<Value> {
    let mut deep = json!(CANARY);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(1e300),
        json!([]),
        json!({}),
        deep,
        json!(""),
        json!("\u{200b}\u{2060}\u{ad}"),
        json!("\u{0}\u{202e}\u{feff}"),
        json!(format!("../../{CANARY}\\..\\C:\\{CANARY}")),
        json!(format!("{CANARY}\r\nBcc: {CANARY}@eastmere.example\u{85}")),
        json!(format!("<script>{CANARY}</script>{{user}}\"*' OR NEAR(")),
        json!(CANARY.repeat(20)),
        json!("+262142-12-31"),
        json!("0001-01-01"),
        json!("9999-12-31"),
    ]
}

pub(super) fn person() -> Value {
    json!({ "id": "", "agency": "", "side": "theirs", "name": CANARY, "designation": CANARY, "phone": CANARY,
            "email": format!("{CANARY}@eastmere.example"), "roles": ["worker"] })
}

pub(super) fn decision() -> Value {
    json!({ "reference": CANARY, "referred": "2026-11-20", "what": CANARY, "by_whom": CANARY, "on": "2026-11-23",
            "reasons": "given", "reasons_text": CANARY, "not_safe": CANARY, "wanted": CANARY })
}

/// One of each kind.
pub(super) fn deeds(subject: &Value) -> Vec<Value> {
    let today = on("2026-11-24");
    let key = json!({ "duty": CANARY, "visit": 1, "of": CANARY, "side": "ours" });
    let entry = json!({ "deed": "entry", "kind": "call", "happened": at("2026-11-24", "10:00"), "ours": [CANARY], "theirs": [CANARY],
        "statements": [{ "nature": "fact", "of": CANARY, "text": CANARY }], "agreed": CANARY, "next": CANARY, "fulfils": [key], "reaches": [CANARY] });
    let mut alone = entry.clone();
    alone["fulfils"] = json!([]);
    alone["reaches"] = json!([]);
    vec![
        entry.clone(),
        alone.clone(),
        json!({ "deed": "duty-done", "key": key, "on": today, "evidence": CANARY }),
        json!({ "deed": "duty-not-done", "key": key, "reason": CANARY }),
        json!({ "deed": "reached", "moment": CANARY, "on": today, "reason": CANARY }),
        json!({ "deed": "fact", "fact": CANARY, "choice": CANARY }),
        json!({ "deed": "check", "check": CANARY, "answer": CANARY }),
        json!({ "deed": "open-stage", "stage": "s1", "on": today, "rule": CANARY, "reason": CANARY, "for_risk": false }),
        json!({ "deed": "stage-outcome", "resolved": false, "on": today, "note": CANARY }),
        json!({ "deed": "danger", "immediate": true, "done": CANARY, "on": today }),
        json!({ "deed": "plan", "subject": subject, "measures": CANARY, "by_whom": CANARY, "reviewed": today, "next_review": "2026-12-01" }),
        json!({ "deed": "voice", "subject": subject, "own_words": CANARY, "family": CANARY, "on": today }),
        json!({ "deed": "limit", "clock": CANARY, "by": "2026-12-01", "reason": CANARY }),
        json!({ "deed": "own-date", "what": CANARY, "by": "2026-12-01" }),
        json!({ "deed": "action", "what": CANARY, "owner": CANARY, "by": "2026-12-01", "agreed": today }),
        json!({ "deed": "action-outcome", "action": CANARY, "done": true, "on": today, "note": CANARY }),
        json!({ "deed": "subject", "subject": { "id": "", "kind": "child", "name": CANARY, "born": "2016-02-29", "status": CANARY } }),
        json!({ "deed": "person", "person": person() }),
        json!({ "deed": "agency", "id": "", "side": "theirs", "name": CANARY }),
        json!({ "deed": "opening", "raised": today, "raised_by": "ours", "areas": [CANARY] }),
        json!({ "deed": "decision", "decision": decision() }),
        json!({ "deed": "amend", "seq": 4, "with": alone, "reason": CANARY }),
        json!({ "deed": "amend", "seq": 1, "with": { "deed": "opening", "raised": today, "raised_by": "ours", "areas": [] }, "reason": CANARY }),
        json!({ "deed": "strike", "seq": 5, "reason": CANARY }),
        json!({ "deed": "withdraw", "by_whom": CANARY, "why": CANARY, "concern_remains": true, "concern": CANARY, "on": today }),
        json!({ "deed": "version", "digest": CANARY, "moves": true, "reason": CANARY }),
        json!({ "deed": "reopen", "reason": CANARY, "on": today }),
        json!({ "deed": "end", "ending": CANARY, "on": today, "note": CANARY }),
    ]
}

/// Every screen of a case comes up, and so do the lists.
pub(super) async fn screens_live(house: &House, case: &str) {
    let which = json!({ "case": case });
    for command in ["case", "chronology", "papers", "bundle"] {
        house.ok(command, which.clone()).await;
    }
    for command in ["today", "cases", "settings", "policies"] {
        house.ok(command, json!({})).await;
    }
}

pub(super) async fn attack(house: &House, command: &str, request: Value) -> bool {
    match house.app.call(command, request.clone()).await {
        Ok(_) => true,
        Err(error) => {
            discreet(&error);
            let harmless = !matches!(
                error.code,
                ErrorCode::Internal
                    | ErrorCode::Storage
                    | ErrorCode::RecordAltered
                    | ErrorCode::Document
                    | ErrorCode::Bundle
            );
            let mut words = request.to_string();
            words.truncate(words.floor_char_boundary(600));
            assert!(harmless, "{command}: {error:?} from {words}");
            false
        }
    }
}

pub(super) fn a_case() -> Value {
    let mut start = case_of("north-somerset", "2026-11-23");
    start["people"] = json!([person()]);
    start["decision"] = decision();
    start["subjects"] = json!([
        { "id": "", "kind": "child", "name": CANARY, "born": "2016-02-29", "status": CANARY }
    ]);
    start["areas"] = json!([CANARY]);
    start["facts"] = json!([["subject", "child"]]);
    start["drop_drafts"] = json!([CANARY]);
    start["start_stage"] = json!("s1");
    start["start_reason"] = json!(CANARY);
    start["start_on"] = on("2026-11-24");
    start
}
