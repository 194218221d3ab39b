//! The guide for people who write policies: what it shows can be written, checked and played as it stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use stepwise_core::calendar::Calendar;
use stepwise_core::inspect::{Folder, inspect};
use stepwise_core::policy::Known;

const GUIDE: &str = include_str!("../../../docs/writing-a-policy.md");
const CALENDAR: &str = include_str!("../../../policies/calendars/england-and-wales.toml");

/// What the guide tells the reader to write without showing it.
const UNSHOWN: &str = r#"
format   = 1
id       = "lower-wend"
title    = "Resolving differences"
short    = "Lower Wend"
board    = "Lower Wend Safeguarding Children Partnership"
scope    = "For differences between agencies about a child."
source   = "Resolving differences, Lower Wend"
zone     = "Europe/London"
calendar = "england-and-wales"
version  = { label = "as published", from = "unknown", read = 2026-11-20 }
[stage.b]
name    = "Level B"
title   = "Manager to manager, in writing"
act     = { raiser = "Put the concern in writing", other = "Reply in writing" }
say     = "The concern goes to the other agency's manager in writing."
pairs   = [["manager", "manager"]]
heading = "Level B"
[stage.c]
name    = "Level C"
title   = "The Partnership Manager's meeting"
act     = { raiser = "Take part in the meeting", other = "Take part in the meeting" }
say     = "The Partnership Manager calls a meeting, which decides."
pairs   = [["partnership-manager", []]]
heading = "Level C"
[duty.record]
on      = ["stage.resolved", "stage.unresolved"]
act     = "record"
who     = "both"
force   = "must"
wants   = "note"
per     = "stage"
say     = "Keep a record of this level"
heading = "Records"
"#;

fn blocks() -> Vec<String> {
    let guide = GUIDE.replace("\r\n", "\n");
    let each = guide.split("```toml\n").skip(1);
    each.map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_worked_example_of_the_guide_holds() {
    let (examples, parts): (Vec<String>, Vec<String>) = blocks()
        .into_iter()
        .partition(|block| block.contains("[[step]]"));
    assert!(parts.len() >= 8 && examples.len() == 1);
    let mut main = UNSHOWN.to_owned() + &parts.concat();
    // "Put readings = ["arising"] into the clock."
    main = main.replacen(
        "[clock.speak]\n",
        "[clock.speak]\nreadings = [\"arising\"]\n",
        1,
    );
    let folder = Folder::sort([
        ("policy.toml".to_owned(), main.into_bytes()),
        (
            "examples/silence.toml".to_owned(),
            examples[0].clone().into_bytes(),
        ),
    ]);
    let calendar = Calendar::parse(CALENDAR, "england-and-wales.toml").unwrap();
    let calendars = BTreeMap::from([(calendar.id.clone(), calendar)]);
    let known = Known {
        today: Some("2026-11-23".parse().unwrap()),
        calendars: Some(&calendars),
        ..Known::default()
    };
    let (_, report) = inspect(&folder, Some("lower-wend"), known, &calendars);
    let said: Vec<String> = report.findings().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{said:#?}");
    assert!(report.right() && report.examples[0].steps == 2);
}

/// Every file and command that the guide names is there.
#[test]
fn the_guide_names_what_is_there() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for name in [
        "timeline.md",
        "policy-language.md",
        "template/policy.toml",
        "policy.schema.json",
    ] {
        assert!(docs.join(name).is_file(), "{name}");
    }
    for command in ["policy new", "policy check", "policy draw", "policy diff"] {
        assert!(GUIDE.contains(&format!("stepwise {command}")), "{command}");
    }
}
