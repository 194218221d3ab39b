//! One frozen payload of each event type. A later version of the code must read them unchanged: what
//! a user wrote down years ago cannot be written again.

mod course;
mod ending;
mod leaves;
mod people;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use stepwise_core::event::*;
use stepwise_core::time::Happened;
use stepwise_testkit::on;

/// A sample's file, and what it must be read as.
type Sample = (&'static str, What);

fn samples() -> Vec<Sample> {
    [
        people::samples(),
        course::samples(),
        leaves::samples(),
        ending::samples(),
    ]
    .concat()
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn each_sample_is_read_as_it_was_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut kinds = BTreeSet::new();
    for (name, what) in samples() {
        let path = folder.join(format!("{name}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|_| {
            panic!(
                "{} is missing. For a new event type, write it as:\n{}",
                path.display(),
                serde_json::to_string(&what).unwrap()
            )
        });
        let read: What = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(read, what, "{name}");
        assert_eq!(
            serde_json::to_string(&read).unwrap(),
            text.trim_end(),
            "{name} is written as it was"
        );
        kinds.insert(what.kind());
    }
    let files = fs::read_dir(folder).unwrap().count();
    assert_eq!(files, samples().len(), "each sample is looked at");
    assert_eq!(kinds.len(), 39, "each type has a sample");
}

#[test]
fn what_may_be_left_out_is_read() {
    let read: What =
        serde_json::from_str(r#"{"type":"sent","data":{"digest":"00","to":[],"means":"printed"}}"#)
            .unwrap();
    assert_eq!(read.kind(), "sent");
    let day: Happened = serde_json::from_str(r#"{"date":"2026-12-01"}"#).unwrap();
    assert_eq!(day, on("2026-12-01"));
}
