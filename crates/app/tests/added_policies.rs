//! Policies that a user adds, keeps in several versions, and removes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, case_of};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use stepwise_app::error::ErrorCode;

const NOW: &str = "2026-11-23T10:00:00+00:00";

fn template() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/template")
}

/// Puts the template into the folder that every dialog answers with, with something replaced.
fn lay(house: &House, from: &str, to: &str) {
    let files = house.folder.path().join("files");
    for name in ["policy.toml", "forms/record.toml", "examples/first.toml"] {
        let text = std::fs::read_to_string(template().join(name)).unwrap();
        let path = files.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text.replace(from, to)).unwrap();
    }
}

async fn choose(house: &House) -> Value {
    let chosen = house.ok("choose_policy", json!({ "from": "folder" })).await;
    chosen["found"].clone()
}

async fn add(house: &House) -> String {
    let found = choose(house).await;
    assert_eq!(found["refused"], "", "{found:#}");
    let digest = found["digest"].as_str().unwrap().to_owned();
    house.ok("add_policy", json!({ "digest": digest })).await;
    digest
}

fn case(raised: &str) -> Value {
    let mut case = case_of("our-policy", raised);
    for person in case["people"].as_array_mut().unwrap() {
        person["roles"] = json!(["worker"]);
    }
    case["facts"] = json!([]);
    case["moments"] = json!([]);
    case["areas"] = json!([]);
    case
}

#[tokio::test]
async fn a_policy_is_looked_at_added_used_and_kept_for_closed_cases() {
    let house = House::new("north-somerset", NOW).await;
    lay(&house, "", "");
    let found = choose(&house).await;
    assert_eq!(found["report"]["right"], true);
    assert_eq!(found["report"]["examples"][0]["steps"], 3);
    assert_eq!(found["compared"], "");
    let digest = found["digest"].as_str().unwrap();
    // Nothing is added by looking.
    let before = house.ok("policies", json!({})).await["policies"]
        .as_array()
        .unwrap()
        .len();
    let after = house.ok("add_policy", json!({ "digest": digest })).await;
    assert_eq!(after["policies"].as_array().unwrap().len(), before + 1);
    // Once more: it is here already.
    assert_ne!(choose(&house).await["refused"], "");
    let id = house.start_case(case("2026-11-20")).await;
    let refused = house
        .err("remove_policy", json!({ "digest": digest }))
        .await;
    assert_eq!(refused.code, ErrorCode::Refused);
    assert!(refused.message.contains("2026-001"), "{}", refused.message);
    house
        .record(&id, json!([{ "deed": "withdraw", "by_whom": "Us", "why": "Settled.", "concern_remains": false, "concern": "", "on": common::on("2026-11-23") }]))
        .await;
    house.ok("remove_policy", json!({ "digest": digest })).await;
    let kept = house.case(&id).await;
    assert_eq!(kept["policy"], "our-policy");
    assert_eq!(
        house
            .code("policy", json!({ "policy": "our-policy", "digest": "" }))
            .await,
        ErrorCode::NotFound
    );
}

#[tokio::test]
async fn a_policy_with_mistakes_is_refused_with_each_of_them() {
    let house = House::new("north-somerset", NOW).await;
    lay(&house, "force   = \"should\"", "force   = \"shoud\"");
    let found = choose(&house).await;
    assert_ne!(found["refused"], "");
    let finding = &found["report"]["findings"][0];
    assert_eq!(finding["error"], true);
    assert!(
        finding["place"]
            .as_str()
            .unwrap()
            .starts_with("policy.toml, line ")
    );
    assert!(
        finding["remedy"].as_str().unwrap().contains("`should`"),
        "{finding}"
    );
    let digest = &found["digest"];
    assert_eq!(
        house.code("add_policy", json!({ "digest": digest })).await,
        ErrorCode::NotFound
    );
    // An example that does not hold is a mistake too.
    lay(&house, "stage-1 = 2026-11-24", "stage-1 = 2026-11-25");
    let found = choose(&house).await;
    assert_ne!(found["refused"], "");
    assert_eq!(found["report"]["examples"][0]["wrong"], 1);
}

#[tokio::test]
async fn a_case_takes_the_version_of_its_day_and_keeps_it() {
    let house = House::new("north-somerset", NOW).await;
    lay(&house, "from = \"unknown\"", "from = 2026-01-01");
    let old = add(&house).await;
    lay(
        &house,
        "label = \"as published\", from = \"unknown\"",
        "label = \"second\", from = 2026-11-20",
    );
    let new = add(&house).await;
    let compared = house
        .ok(
            "compare_policies",
            json!({ "policy": "our-policy", "old": old, "new": new }),
        )
        .await;
    let words = compared["changes"][0]["words"].to_string();
    assert!(
        words.contains("In force from: was 1 January 2026; is now 20 November 2026."),
        "{words}"
    );
    for (raised, wanted) in [("2026-11-19", &old), ("2026-11-20", &new)] {
        let options = house
            .ok(
                "start_options",
                json!({ "policy": "our-policy", "raised": raised }),
            )
            .await;
        assert!(
            options["version"]
                .as_str()
                .unwrap()
                .contains("in force on its day")
        );
        let id = house.start_case(case(raised)).await;
        // The other one can go; this one is in use.
        let refused = house
            .err("remove_policy", json!({ "digest": wanted }))
            .await;
        assert!(
            refused.message.contains("1 open case works with it"),
            "{}",
            refused.message
        );
        assert_eq!(house.case(&id).await["policy"], "our-policy");
    }
}

/// The template with a longer first stage: another version of it.
fn lay_longer(house: &House) {
    lay(
        house,
        "limit   = \"2 working days\"",
        "limit   = \"4 working days\"",
    );
    let path = house.folder.path().join("files/policy.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let label = "label = \"as published\", from = \"unknown\"";
    let longer = text.replace(label, "label = \"second\", from = 2026-11-23");
    std::fs::write(path, longer).unwrap();
    // What the examples expect was counted under the first version.
    std::fs::remove_dir_all(house.folder.path().join("files/examples")).unwrap();
}

fn stage_1() -> Value {
    json!([{ "deed": "open-stage", "stage": "s1", "on": common::on("2026-11-20"), "rule": "", "reason": "", "for_risk": false }])
}

fn version(digest: &str, moves: bool, reason: &str) -> Value {
    json!([{ "deed": "version", "digest": digest, "moves": moves, "reason": reason }])
}

fn day_of(case: &Value, clock: &str) -> String {
    let clocks = case["clocks"].as_array().unwrap();
    let found = clocks.iter().find(|c| c["id"] == clock).unwrap();
    found["due"]["date"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_open_case_stays_or_is_moved_and_both_are_in_its_record() {
    let house = House::new("north-somerset", NOW).await;
    lay(&house, "", "");
    let old = add(&house).await;
    let id = house.start_case(case("2026-11-20")).await;
    let first = house.record(&id, stage_1()).await;
    assert_eq!(first["policy_digest"], old.as_str());
    assert_eq!(first["newer_version"], Value::Null);
    let was = day_of(&first, "stage-1");
    // Another version comes: the case page says so, and nothing moves by itself.
    lay_longer(&house);
    let new = add(&house).await;
    let told = house.case(&id).await;
    assert_eq!(told["newer_version"]["digest"], new.as_str());
    assert_eq!(told["newer_version"]["stays"], "");
    assert_eq!(day_of(&told, "stage-1"), was);
    let compared = house
        .ok(
            "compare_policies",
            json!({ "policy": "our-policy", "old": old, "new": new, "case": id }),
        )
        .await;
    assert_eq!(compared["unfit"], json!([]));
    assert!(
        compared["changes"]
            .to_string()
            .contains("was 2 working days; is now 4 working days"),
        "{compared:#}"
    );
    // Neither without a reason.
    for moves in [true, false] {
        let refused = house.refused(&id, version(&new, moves, " ")).await;
        assert_eq!(refused.field, "reason", "{refused:?}");
    }
    // The user's own details for a contact belong to the policy, whichever version holds.
    house
        .ok("override_contact", json!({ "policy": "our-policy", "contact": "office", "person": "Sam Reed", "email": "", "phone": "01632 960199", "checked": "2026-11-20", "remove": false }))
        .await;
    // It stays, with a reason; asked again, it is moved.
    let stays = house
        .record(&id, version(&new, false, "Nearly settled."))
        .await;
    assert_eq!(stays["newer_version"]["stays"], "Nearly settled.");
    assert_eq!(stays["policy_digest"], old.as_str());
    let moved = house
        .record(&id, version(&new, true, "The board asked for it."))
        .await;
    assert_eq!(moved["policy_digest"], new.as_str());
    assert_eq!(moved["newer_version"], Value::Null);
    assert_ne!(day_of(&moved, "stage-1"), was);
    let page = house
        .ok("policy", json!({ "policy": "our-policy", "digest": new }))
        .await;
    assert_eq!(page["contacts"][0]["person"], "Sam Reed");
    assert_eq!(page["contacts"][0]["overridden"], true);
    // Who, when, why, and the differences in words.
    let record = house.ok("chronology", json!({ "case": id })).await;
    let entries = record["entries"].as_array().unwrap();
    for (kind, why) in [
        ("policy-kept", "Nearly settled."),
        ("policy-moved", "The board asked for it."),
    ] {
        let entry = entries.iter().find(|e| e["kind"] == kind).unwrap();
        let details = entry["details"].to_string();
        assert!(details.contains(why), "{details}");
        assert!(details.contains("is now 4 working days"), "{details}");
        assert_ne!(entry["by"], "");
        assert_eq!(entry["strikable"], false);
    }
    // The version that it holds is in use now; the other one can go, and the case is read all the same.
    let refused = house.err("remove_policy", json!({ "digest": new })).await;
    assert!(
        refused.message.contains("1 open case"),
        "{}",
        refused.message
    );
    house.ok("remove_policy", json!({ "digest": old })).await;
    house.ok("lock", json!({})).await;
    house
        .ok("unlock", json!({ "passphrase": common::PASSPHRASE }))
        .await;
    assert_eq!(house.case(&id).await["policy_digest"], new.as_str());
}

#[tokio::test]
async fn a_case_whose_records_would_not_fit_is_not_moved_and_they_are_named() {
    let house = House::new("north-somerset", NOW).await;
    lay(&house, "", "");
    let old = add(&house).await;
    let id = house.start_case(case("2026-11-20")).await;
    house.record(&id, stage_1()).await;
    // Another version calls its first stage something else.
    lay(&house, "\"s1\"", "\"first\"");
    for name in ["policy.toml", "forms/record.toml"] {
        let path = house.folder.path().join("files").join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text
            .replace("[stage.s1]", "[stage.first]")
            .replace("\"s1.", "\"first.");
        std::fs::write(path, text).unwrap();
    }
    std::fs::remove_dir_all(house.folder.path().join("files/examples")).unwrap();
    let new = add(&house).await;
    let compared = house
        .ok(
            "compare_policies",
            json!({ "policy": "our-policy", "old": old, "new": new, "case": id }),
        )
        .await;
    let unfit = compared["unfit"].to_string();
    assert!(unfit.contains("Stage 1"), "{unfit}");
    let refused = house.refused(&id, version(&new, true, "An update.")).await;
    assert_eq!(refused.code, ErrorCode::Refused);
    assert!(refused.message.contains("Stage 1"), "{}", refused.message);
    let stays = house.case(&id).await;
    assert_eq!(stays["policy_digest"], old.as_str());
    // A choice is recorded alone.
    let two = json!([
        version(&new, false, "One.")[0],
        version(&new, false, "Two.")[0]
    ]);
    assert_eq!(house.refused(&id, two).await.code, ErrorCode::Refused);
}

/// Every limit of an invented policy as its page shows it: its reading, and what else bears on the count.
async fn limits_of(house: &House, pack: &str) -> String {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/packs")
        .join(pack);
    let into = house.folder.path().join("files");
    std::fs::remove_dir_all(&into).unwrap();
    std::fs::create_dir_all(into.join("forms")).unwrap();
    std::fs::copy(from.join("policy.toml"), into.join("policy.toml")).unwrap();
    for form in std::fs::read_dir(from.join("forms")).into_iter().flatten() {
        let form = form.unwrap();
        std::fs::copy(form.path(), into.join("forms").join(form.file_name())).unwrap();
    }
    let digest = add(house).await;
    let page = house
        .ok("policy", json!({ "policy": pack, "digest": digest }))
        .await;
    let stages = page["stages"].as_array().unwrap().iter();
    let each = stages.map(|s| s["limits"].to_string());
    each.chain([page["overall_limits"].to_string()]).collect()
}

#[tokio::test]
async fn a_page_says_every_kind_of_limit() {
    let house = House::new("north-somerset", NOW).await;
    let harbourside = limits_of(&house, "harbourside").await;
    for words in [
        "Every week from: ",
        "Every 2 working days from: ",
        "One time is answered when: ",
        "It stands still when: ",
        "It goes on when: ",
        "It no longer counts when: ",
        "No later than this may be: ",
    ] {
        assert!(harbourside.contains(words), "{words}: {harbourside}");
    }
    let millbrook = limits_of(&house, "millbrook").await;
    assert!(
        millbrook.contains("10 working days from the last of these: "),
        "{millbrook}"
    );
    assert!(
        millbrook.contains("2 weeks before this, counted back: "),
        "{millbrook}"
    );
}

#[tokio::test]
async fn it_comes_along_to_a_separate_record_where_that_is_asked_for() {
    for wanted in [true, false] {
        let house = House::new("north-somerset", NOW).await;
        lay(&house, "", "");
        add(&house).await;
        let begin = json!({ "name": "elm", "policies": wanted, "days": false, "contacts": false, "drop": "" });
        house.ok("begin_record", begin).await;
        let listed = async || {
            let all = house.ok("policies", json!({})).await;
            let mut each = all["policies"].as_array().unwrap().iter();
            each.any(|row| row["policy"] == "our-policy")
        };
        // The pages of the first run offer it, and it is there at the next unlocking.
        assert_eq!(listed().await, wanted);
        let policy = if wanted {
            "our-policy"
        } else {
            "north-somerset"
        };
        house.set_up(policy).await;
        house.ok("lock", json!({})).await;
        house.ok("open_record", json!({ "name": "elm" })).await;
        house.unlock().await.unwrap();
        assert_eq!(listed().await, wanted);
        if wanted {
            let id = house.start_case(case("2026-11-20")).await;
            assert_eq!(house.case(&id).await["policy"], "our-policy");
        }
    }
}
