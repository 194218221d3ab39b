//! Forms and letters follow the case, keep what the user wrote, and leave only as the record says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, at_stage_three, at_stage_three_of, field, monitoring, save};
use serde_json::{Value, json};

fn day(day: &str) -> Value {
    json!({ "date": day, "time": null })
}

fn outcome(host: &Host, case: &str, on: &str, resolved: bool, note: &str) {
    host.at(&format!("{on}T15:00:00+00:00"));
    host.record(
        case,
        json!([{ "deed": "stage-outcome", "resolved": resolved, "on": day(on), "note": note }]),
    );
}

fn agreed(host: &Host, case: &str, on: &str, words: &str) {
    host.at(&format!("{on}T15:00:00+00:00"));
    host.record(case, json!([
        { "deed": "entry", "kind": "call", "happened": day(on), "ours": ["Grace Obi"], "theirs": ["Paul Shaw"], "agreed": words, "next": "",
          "statements": [], "fulfils": [], "reaches": [] },
        { "deed": "action", "what": format!("See to it: {words}"), "owner": "Paul Shaw", "by": null, "agreed": day(on) },
    ]));
}

/// The days taken, whichever field they stand in.
fn days(paper: &Value) -> &Value {
    paper["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["filled"].as_str().unwrap().contains("calendar days"))
        .expect("the days taken")
}

#[test]
fn a_form_saved_early_follows_the_case() {
    let (host, case) = at_stage_three();
    let mut all: Vec<Value> = Vec::new();
    for f in host.call("paper", monitoring(&case))["fields"]
        .as_array()
        .unwrap()
    {
        let answer = match f["id"].as_str().unwrap() {
            "dispute" => json!("In our own words."),
            _ => f["answer"].clone(),
        };
        all.push(json!([f["id"], answer]));
    }
    // Every answer is sent, as an older window would: all but one are the case's own.
    save(&host, &case, json!(all));
    agreed(&host, &case, "2026-11-20", "A joint visit.");
    outcome(&host, &case, "2026-11-23", true, "A joint visit is agreed.");
    let paper = host.call("paper", monitoring(&case));
    assert_eq!(field(&paper, "stage")["answer"], "3");
    assert_eq!(days(&paper)["answer"], days(&paper)["filled"]);
    let outcomes = field(&paper, "outcomes");
    assert!(
        outcomes["answer"]
            .as_str()
            .unwrap()
            .contains("A joint visit is agreed.")
    );
    for id in ["stage", "outcomes", "name"] {
        assert_eq!(field(&paper, id)["changed"], false, "{id}");
    }
    let dispute = field(&paper, "dispute");
    assert_eq!(dispute["answer"], "In our own words.");
    assert_eq!(dispute["changed"], true);
    // What the case says now is at hand, and can be taken.
    let back = json!([["dispute", dispute["filled"]]]);
    let taken = save(&host, &case, back);
    assert_eq!(field(&taken, "dispute")["changed"], false);
}

#[test]
fn an_answer_that_the_user_emptied_stays_empty() {
    let (host, case) = at_stage_three();
    let saved = save(&host, &case, json!([["name", ""]]));
    assert_eq!(field(&saved, "name")["answer"], "");
    assert_eq!(field(&saved, "name")["changed"], true);
    assert_eq!(field(&saved, "name")["filled"], "Zofia Wiśniewska");
}

#[test]
fn only_the_users_own_words_are_carried_to_the_next_stage() {
    let (host, case) = at_stage_three();
    save(&host, &case, json!([["name", "Zofia W."]]));
    outcome(&host, &case, "2026-11-19", false, "No agreement at s3.");
    host.record(&case, json!([
        { "deed": "open-stage", "stage": "s4", "on": day("2026-11-19"), "rule": "next", "reason": "", "for_risk": false },
        { "deed": "entry", "kind": "call", "happened": day("2026-11-19"), "ours": ["Grace Obi"], "theirs": ["Paul Shaw"], "agreed": "", "next": "",
          "statements": [{ "nature": "opinion", "of": "Paul Shaw", "text": "It can wait." }], "fulfils": [], "reaches": [] },
    ]));
    let paper = host.call("paper", monitoring(&case));
    assert_eq!(paper["stage"], "Stage 4");
    assert_eq!(field(&paper, "name")["answer"], "Zofia W.");
    assert!(field(&paper, "name")["carried"]["seq"].is_u64());
    // Untouched at stage 3, so it says what was recorded since.
    let dispute = field(&paper, "dispute");
    assert!(dispute["answer"].as_str().unwrap().contains("It can wait."));
    assert!(dispute["carried"].is_null());
    // Taking the case's answer here is not undone by the earlier form.
    let taken = save(&host, &case, json!([["name", "Zofia Wiśniewska"]]));
    assert_eq!(field(&taken, "name")["changed"], false);
}

#[test]
fn a_form_about_one_stage_ticks_what_came_of_it() {
    for (resolved, ticked) in [
        (true, "Settled"),
        (false, "Not settled: goes to stage four"),
    ] {
        let (host, case) =
            at_stage_three_of("torbay-tscp", &["practitioner", "manager"], json!([]));
        let form = || {
            host.call(
                "paper",
                json!({ "case": case, "paper": "record-of-escalation", "visit": null }),
            )
        };
        assert_eq!(
            field(&form(), "result")["answer"],
            "",
            "nothing came of it yet"
        );
        outcome(&host, &case, "2026-11-18", resolved, "");
        assert_eq!(field(&form(), "result")["answer"], ticked);
    }
}

fn outcome_letter(host: &Host, case: &str) -> String {
    let query = json!({ "case": case, "paper": "outcome", "visit": null });
    let letter = host.call("paper", query);
    let answers = letter["fields"].as_array().unwrap().iter();
    let each: Vec<&str> = answers.map(|f| f["answer"].as_str().unwrap()).collect();
    each.join("\n")
}

#[test]
fn the_outcome_letter_carries_what_was_agreed_where_it_was_resolved() {
    let (host, case) = at_stage_three();
    agreed(&host, &case, "2026-11-18", "Talk again on Thursday.");
    outcome(&host, &case, "2026-11-19", false, "It did not hold.");
    host.record(&case, json!([{ "deed": "open-stage", "stage": "s4", "on": day("2026-11-19"), "rule": "next", "reason": "", "for_risk": false }]));
    agreed(&host, &case, "2026-11-20", "A joint visit.");
    outcome(
        &host,
        &case,
        "2026-11-23",
        true,
        "A strategy discussion is called.",
    );
    let letter = outcome_letter(&host, &case);
    for words in ["A joint visit.", "A strategy discussion is called."] {
        assert!(letter.contains(words), "{letter}");
    }
    let (outcome, rest) = letter.split_once("What is still open").unwrap();
    assert!(!outcome.contains("Talk again"), "{outcome}");
    // An older action that nobody has settled is still open, and said to be.
    assert!(rest.contains("Talk again"), "{rest}");
}

#[test]
fn a_case_opened_again_reports_on_the_later_time_round() {
    let (host, case) = at_stage_three();
    agreed(&host, &case, "2026-11-18", "Talk again on Thursday.");
    outcome(&host, &case, "2026-11-19", true, "Resolved for now.");
    let ending = host.call("case", json!({ "case": case }))["endings"][0]["id"].clone();
    host.record(
        &case,
        json!([{ "deed": "end", "ending": ending, "on": day("2026-11-19"), "note": "" }]),
    );
    host.at("2026-11-20T15:00:00+00:00");
    host.record(
        &case,
        json!([{ "deed": "reopen", "reason": "It happened again.", "on": day("2026-11-20") }]),
    );
    host.record(&case, json!([{ "deed": "open-stage", "stage": "s3", "on": day("2026-11-20"), "rule": "", "reason": "It was there before.", "for_risk": false }]));
    let paper = host.call("paper", monitoring(&case));
    assert_eq!(
        field(&paper, "stage")["answer"],
        "",
        "nothing is resolved yet"
    );
    assert!(
        !outcome_letter(&host, &case)
            .split_once("What is still open")
            .unwrap()
            .0
            .contains("Talk again")
    );
    outcome(&host, &case, "2026-11-23", true, "Resolved for good.");
    let letter = outcome_letter(&host, &case);
    assert!(
        letter.contains("Resolved for good.") && !letter.contains("Resolved for now."),
        "{letter}"
    );
}

#[test]
fn what_stopped_names_the_calendar_that_it_was_counted_with() {
    let (host, case) = at_stage_three();
    outcome(&host, &case, "2026-11-23", true, "A joint visit is agreed.");
    let counted = |view: &Value| -> Vec<String> {
        let clocks = view["clocks"].as_array().unwrap().iter();
        clocks
            .filter_map(|c| c["due"]["count"]["calendar"].as_str())
            .filter(|c| !c.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let ask = || host.call("case", json!({ "case": case }));
    let before = counted(&ask());
    assert!(!before.is_empty(), "{:#}", ask()["clocks"]);
    let took = days(&host.call("paper", monitoring(&case)))["answer"].clone();
    host.at("2026-11-24T15:00:00+00:00");
    host.call("proclaim_holiday", json!({ "calendar": "england-and-wales", "date": "2026-11-20", "working": false, "name": "Day of thanks", "source": "A proclamation" }));
    assert_eq!(counted(&ask()), before);
    assert_eq!(days(&host.call("paper", monitoring(&case)))["answer"], took);
}

/// What the record says left, and what it holds struck.
fn left(host: &Host, case: &str) -> (usize, usize) {
    let sent = host.call("bundle", json!({ "case": case }))["sent"]
        .as_array()
        .unwrap()
        .len();
    let entries = host.call("chronology", json!({ "case": case }));
    let struck = entries.to_string().matches("so nothing left").count();
    (sent, struck)
}

#[test]
fn a_file_that_could_not_be_put_in_its_place_did_not_leave() {
    let (host, case) = at_stage_three();
    // Somebody's folder stands where the file should go.
    let place = host.files.join("form-2026-001.pdf");
    std::fs::create_dir(&place).unwrap();
    std::fs::write(place.join("kept.txt"), "kept").unwrap();
    host.try_call("save_paper_file", monitoring(&case))
        .unwrap_err();
    let (sent, struck) = left(&host, &case);
    assert_eq!(sent, 0);
    assert!(struck > 0, "that it failed is on record");
    assert!(place.join("kept.txt").exists());
    assert_eq!(
        std::fs::read_dir(&host.files).unwrap().count(),
        1,
        "nothing else is left there"
    );
    // Out of the way, it leaves and is recorded.
    std::fs::remove_dir_all(&place).unwrap();
    host.call("save_paper_file", monitoring(&case));
    assert_eq!(left(&host, &case).0, 1);
}

#[test]
fn of_two_files_both_leave_or_none() {
    let (host, case) = at_stage_three();
    std::fs::create_dir(host.files.join("form-2026-001.eml")).unwrap();
    let mut request = monitoring(&case);
    request["to"] = json!(["first.officer@example.org"]);
    request["confirmed"] = json!(true);
    request["purpose"] = json!("The policy asks for it.");
    request["password_by"] = json!("phone");
    host.try_call("draft_email", request).unwrap_err();
    assert_eq!(left(&host, &case).0, 0);
    assert_eq!(std::fs::read_dir(&host.files).unwrap().count(), 1);
}
