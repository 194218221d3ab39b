//! There and back, and what is not whole.

use super::host::{Host, POLICY, person, start};
use super::tools::*;
use serde_json::json;
use stepwise_app::error::ErrorCode;

#[test]
fn a_case_is_handed_over_taken_on_handed_back_and_is_one_record() {
    let (here, case) = begun();
    let mine = entries(&here, &case);
    let parcel = handed(&here, &case, "Dana Example, Otherville School");

    // At home it is with them, until it is known that it arrived; nothing of that is an entry of the case.
    let view = here.call("case", json!({ "case": case }));
    let title = view["elsewhere"]["out"]["title"].as_str().unwrap();
    assert!(title.starts_with("With Dana Example, Otherville School since"));
    let asks = |host: &Host| {
        let today = host.call("today", json!({})).to_string();
        today.contains("Ask whether the case reached Dana Example")
    };
    assert!(asks(&here));
    let out = view["elsewhere"]["out"]["seq"].clone();
    let noted = here.call("note_receipt", json!({ "case": case, "seq": out }));
    assert_eq!(noted["elsewhere"]["out"]["received"], true);
    assert_eq!(noted["seen"], view["seen"]);
    assert!(!asks(&here));

    // There it is new, with a number of its own: theirs is taken already.
    let there = other();
    let people = json!([person(
        "ours",
        "Grace Obi",
        "Deputy head",
        &["worker", "line-manager"]
    )]);
    let facts = json!([["subject", "child"]]);
    there.call("start_case", start(POLICY, "2026-11-16", people, facts));
    let plan = open(&there, &parcel);
    assert_eq!(
        (&plan["how"], &plan["can"]),
        (&json!("new"), &json!(true)),
        "{plan}"
    );
    assert_eq!(plan["warnings"], json!([]));
    assert_eq!(plan["entries"].as_array().unwrap().len(), mine.len() + 1);
    let done = take(&there, &plan);
    assert_eq!(done["case"], case.as_str());
    assert_eq!(done["number"], "2026-002");
    let theirs = entries(&there, &case);
    assert_eq!(theirs.len(), mine.len() + 1);
    // Who wrote it is named, as somebody of the other record.
    let name = by(&mine, 1);
    assert!(
        by(&theirs, 1).starts_with(&format!("{name}, in the record of Hillside ")),
        "{}",
        by(&theirs, 1)
    );
    let view = there.call("case", json!({ "case": case }));
    assert!(
        view["elsewhere"]["from"]
            .as_str()
            .unwrap()
            .contains("2026-001")
    );
    assert!(view["elsewhere"]["out"].is_null());
    // The same once more is nothing new.
    let again = open(&there, &parcel);
    assert_eq!(
        (&again["how"], &again["can"]),
        (&json!("same"), &json!(false))
    );

    // They go on, and hand it back.
    note(&there, &case, "We looked at it.");
    note(&there, &case, "And decided.");
    let back = handed(&there, &case, &name);
    let plan = open(&here, &back);
    assert_eq!(plan["how"], "continues", "{plan}");
    assert_eq!(plan["entries"].as_array().unwrap().len(), 3);
    take(&here, &plan);
    let joined = entries(&here, &case);
    assert_eq!(joined.len(), mine.len() + 4);
    let first_new = mine.len() as u64 + 2;
    assert!(by(&joined, first_new).contains(", in the record of Otherville School"));
    assert_eq!(by(&joined, 1), name);
    // What they wrote can be found, and is not ours to correct by name alone.
    assert!(
        here.call("find", json!({ "words": "decided" }))
            .to_string()
            .contains("decided")
    );
    // An older one is known as such.
    assert_eq!(open(&here, &parcel)["how"], "older");
    // And it goes on as one record.
    note(&here, &case, "Back with us.");
    assert_eq!(entries(&here, &case).len(), mine.len() + 5);
}

#[test]
fn where_both_went_on_theirs_is_kept_beside_and_read() {
    let (here, case) = begun();
    let parcel = handed(&here, &case, "Dana Example");
    let there = other();
    take(&there, &open(&there, &parcel));
    note(&here, &case, "We could not wait.");
    note(&there, &case, "They went on.");
    let before = entries(&here, &case);
    let back = handed(&there, &case, "Jo March");
    let plan = open(&here, &back);
    assert_eq!(plan["how"], "both-went-on", "{plan}");
    assert!(
        plan["title"]
            .as_str()
            .unwrap()
            .contains("yours has 1 entry that theirs has not, theirs has 2 entries"),
        "{plan}"
    );
    assert_eq!(
        (
            plan["entries"].as_array().unwrap().len(),
            plan["ours"].as_array().unwrap().len()
        ),
        (2, 1)
    );
    take(&here, &plan);
    assert_eq!(entries(&here, &case), before);
    assert_eq!(open(&here, &back)["how"], "kept");

    let view = here.call("case", json!({ "case": case }));
    let kept = &view["elsewhere"]["beside"][0];
    assert!(
        kept["words"]
            .as_str()
            .unwrap()
            .contains("is kept beside it: 2 entries that yours has not")
    );
    let read = here.call("beside", json!({ "case": case, "line": kept["line"] }));
    let text = read["chronology"].to_string();
    assert!(text.contains("They went on.") && !text.contains("We could not wait."));
    let found = here.call("find", json!({ "words": "went" })).to_string();
    assert!(
        !found.contains("They went on"),
        "what is beside a case is not the case"
    );
}

#[test]
fn what_is_not_whole_is_said_and_not_taken_on() {
    let (here, case) = begun();
    let made = here.call(
        "make_bundle",
        json!({ "case": case, "parts": ["summary", "policy"], "to": "Dana Example", "purpose": "To read it", "password_by": "phone" }),
    );
    let bytes = std::fs::read(made["sealed"].as_str().unwrap()).unwrap();
    let parcel = (bytes, made["password"].as_str().unwrap().to_owned());
    let there = other();
    let plan = open(&there, &parcel);
    assert_eq!((&plan["how"], &plan["can"]), (&json!("new"), &json!(false)));
    assert!(
        plan["why_not"]
            .as_str()
            .unwrap()
            .contains("left out of it, so it is not the whole case")
    );
    let request =
        json!({ "digest": plan["digest"], "seen": plan["seen"], "without_backup": false });
    assert_eq!(
        there.try_call("take_on", request).unwrap_err().code,
        ErrorCode::Conflict
    );
    assert_eq!(there.call("cases", json!({}))["cases"], json!([]));

    // Another bundle than the one that was looked at, or a case that has gone on, is not taken on by an old plan.
    let parcel = handed(&here, &case, "Dana Example");
    let plan = open(&there, &parcel);
    let stale = json!({ "digest": "00", "seen": plan["seen"], "without_backup": false });
    assert_eq!(
        there.try_call("take_on", stale).unwrap_err().code,
        ErrorCode::Conflict
    );
    there.call("close_incoming", json!({}));
    assert_eq!(
        there.try_call("take_on_plan", json!({})).unwrap_err().code,
        ErrorCode::NotFound
    );
}

/// Where a folder is chosen, and unless somebody says that it is to be done without.
#[test]
fn a_backup_is_made_before_anything_comes_in() {
    let (here, case) = begun();
    let parcel = handed(&here, &case, "Dana Example");
    let there = other();
    there.call("back_up", json!({}));
    let backups = |host: &Host| {
        let files = std::fs::read_dir(&host.files).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.ends_with(".backup")).count()
    };
    let before = backups(&there);
    there.at("2026-11-20T09:05:00+00:00");
    let people = json!([person(
        "ours",
        "Grace Obi",
        "Deputy head",
        &["worker", "line-manager"]
    )]);
    there.call(
        "start_case",
        start(POLICY, "2026-11-16", people, json!([["subject", "child"]])),
    );
    let plan = open(&there, &parcel);
    assert_eq!(plan["backup"], true);
    take(&there, &plan);
    assert_eq!(backups(&there), before + 1);

    // And without one where somebody says so; the same is not taken in twice.
    note(&there, &case, "We looked at it.");
    note(&here, &case, "So did we.");
    let plan = open(&there, &handed(&here, &case, "Dana Example"));
    assert_eq!(plan["how"], "both-went-on", "{plan}");
    let mut request =
        json!({ "digest": plan["digest"], "seen": plan["seen"], "without_backup": true });
    let before = backups(&there);
    there.call("take_on", request.clone());
    assert_eq!(backups(&there), before, "none was asked for");
    request["without_backup"] = json!(false);
    assert_eq!(
        there.try_call("take_on", request).unwrap_err().code,
        ErrorCode::Conflict,
        "it is there already"
    );
}
