//! What somebody else fills in is not missing here, and two cases that belong together know of each other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, case_of, on};
use serde_json::{Value, json};
use std::path::Path;

const NOW: &str = "2026-11-23T10:00:00+00:00";

/// Adds an invented policy whose form has a part for each side, both wanted.
async fn with_parts() -> House {
    let house = House::new("north-somerset", NOW).await;
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs/quay-papers");
    let files = house.folder.path().join("files");
    for folder in ["", "forms"] {
        std::fs::create_dir_all(files.join(folder)).unwrap();
        for entry in std::fs::read_dir(from.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.replace(
                    "kind = \"long\", part = \"b\"",
                    "kind = \"long\", part = \"b\", wanted = true",
                );
                let name = path.file_name().unwrap();
                std::fs::write(files.join(folder).join(name), text).unwrap();
            }
        }
    }
    let chosen = house.ok("choose_policy", json!({ "from": "folder" })).await;
    let found = &chosen["found"];
    assert_eq!(found["refused"], "", "{found:#}");
    let digest = &found["digest"];
    house.ok("add_policy", json!({ "digest": digest })).await;
    house
}

fn case(raised_by: &str) -> Value {
    let mut case = case_of("quay-papers", "2026-11-20");
    case["raised_by"] = raised_by.into();
    case["start_stage"] = "step-1".into();
    case["start_on"] = on("2026-11-20");
    case["start_reason"] = "It stood there already.".into();
    case
}

/// The labels of what is missing in the form, and the number in the list of papers.
async fn missing(house: &House, case: &str) -> (Vec<String>, u64) {
    let which = json!({ "case": case, "paper": "record", "visit": 1 });
    let paper = house.ok("paper", which).await;
    let labels = paper["missing"].as_array().unwrap();
    let labels = labels.iter().map(|m| m[1].as_str().unwrap().to_owned());
    let labels = labels.collect();
    let listed = house.ok("papers", json!({ "case": case })).await;
    let rows = listed["papers"].as_array().unwrap();
    let row = rows.iter().find(|r| r["paper"] == "record");
    (labels, row.map_or(0, |r| r["missing"].as_u64().unwrap()))
}

#[tokio::test]
async fn a_part_of_the_other_side_is_not_missing_here() {
    let house = with_parts().await;
    let id = house.start_case(case("ours")).await;
    let (labels, count) = missing(&house, &id).await;
    assert!(!labels.contains(&"Reply".to_owned()), "{labels:?}");
    assert_eq!(count, labels.len() as u64);
    // Seen from the other side it is the other way round.
    let id = house.start_case(case("theirs")).await;
    let (labels, _) = missing(&house, &id).await;
    assert_eq!(labels, ["Reply"]);
}

#[tokio::test]
async fn a_link_stands_in_both_cases() {
    let house = House::new("north-somerset", NOW).await;
    let one = house
        .start_case(case_of("north-somerset", "2026-11-20"))
        .await;
    let two = house
        .start_case(case_of("north-somerset", "2026-11-20"))
        .await;
    let link = |other: &str, why: &str| json!([{ "deed": "link", "other": other, "why": why }]);
    house.record(&one, link(&two, "The same child")).await;
    let links = |view: Value| view["links"].as_array().unwrap().clone();
    for (here, there) in [(&one, &two), (&two, &one)] {
        let found = links(house.case(here).await);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["case"], **there);
        assert_eq!(found[0]["why"], "The same child");
        let number = house.case(there).await["number"].clone();
        assert_eq!(found[0]["number"], number);
    }
    // Said again from the other side, neither has it twice.
    house.record(&two, link(&one, "Still the same child")).await;
    assert_eq!(links(house.case(&one).await).len(), 1);
    assert_eq!(links(house.case(&two).await).len(), 1);
    // What is refused is written in neither.
    house.refused(&one, link(&one, "Itself")).await;
    assert_eq!(links(house.case(&one).await).len(), 1);
}
