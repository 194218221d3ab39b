//! The five packs' examples, worked out by hand, against the engine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use stepwise_core::calendar::Calendar;
use stepwise_core::event::{Side, Why};
use stepwise_core::ids::CalendarId;
use stepwise_core::policy::{self, Pack, Policy};
use stepwise_core::simulate::{Timeline, run};
use stepwise_testkit::{History, danger, on, opening, stage_opened};

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies")
}

pub(crate) fn files(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(suffix))
        .collect();
    found.sort();
    found
}

pub(crate) fn calendars() -> BTreeMap<CalendarId, Calendar> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let calendar = Calendar::parse(&text, &path.to_string_lossy()).unwrap();
        (calendar.id.clone(), calendar)
    };
    files(&policies().join("calendars"), ".toml")
        .into_iter()
        .map(read)
        .collect()
}

fn pack(folder: &Path) -> Policy {
    let mut files_of = BTreeMap::new();
    files_of.insert(
        "policy.toml".to_owned(),
        fs::read(folder.join("policy.toml")).unwrap(),
    );
    for form in files(&folder.join("forms"), ".toml") {
        let name = format!("forms/{}", form.file_name().unwrap().to_string_lossy());
        files_of.insert(name, fs::read(form).unwrap());
    }
    let read = policy::read(&Pack { files: files_of });
    read.unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}\n{}", folder.display(), lines.join("\n"))
    })
}

fn folders() -> Vec<PathBuf> {
    let all = files(&policies(), "").into_iter();
    all.filter(|f| f.join("policy.toml").is_file()).collect()
}

/// The five boards all leave it to discretion which stage is initiated where a child is thought to be
/// at risk of immediate harm.
#[test]
fn danger_opens_every_higher_stage_in_every_policy() {
    for folder in folders() {
        let policy = pack(&folder);
        let ladder = policy.ladders[0].stages.clone();
        for (at, stage) in std::iter::once((0, None))
            .chain(ladder.iter().enumerate().map(|(i, s)| (i + 1, Some(s))))
        {
            let mut history = History::new(pack(&folder), "2026-12-01T12:00:00Z");
            history.calendars = calendars();
            let opened = opening(&history.policy, Side::Ours, on("2026-12-01"));
            history.record(vec![opened]);
            if let Some(stage) = stage {
                let why = Why::AlreadyThere("It stood there already".into());
                history.record(vec![stage_opened(stage.as_str(), on("2026-12-01"), why)]);
            }
            let risk = |history: &History| -> Vec<_> {
                let moves = history.standing().moves.into_iter();
                moves
                    .filter(|m| m.for_risk)
                    .flat_map(|m| m.stages)
                    .collect()
            };
            assert!(risk(&history).is_empty(), "{}: {stage:?}", folder.display());
            history.record(vec![danger(true, on("2026-12-01"))]);
            assert_eq!(
                risk(&history),
                ladder[at..],
                "{}: {stage:?}",
                folder.display()
            );
        }
    }
}

/// Everything in which a timeline does not come out as it says.
pub(crate) fn play(
    policy: &Policy,
    calendars: &BTreeMap<CalendarId, Calendar>,
    text: &str,
    name: &str,
) -> Vec<String> {
    let timeline = match Timeline::parse(text, name) {
        Ok(timeline) => timeline,
        Err(error) => return vec![error.to_string()],
    };
    match run(policy, calendars, &timeline) {
        Err(error) => vec![error.to_string()],
        Ok(steps) => {
            let said = steps.iter().flat_map(|step| {
                let at = step.at.date_naive();
                let each = step.mismatches.iter();
                each.map(move |m| format!("{name}: step {} ({at}): {m}", step.step))
            });
            said.collect()
        }
    }
}

#[test]
fn every_example_of_every_policy_comes_out_as_worked_out_by_hand() {
    let calendars = calendars();
    let mut wrong = Vec::new();
    let mut packs = 0;
    for folder in folders() {
        packs += 1;
        let policy = pack(&folder);
        let examples = files(&folder.join("examples"), ".toml");
        assert!(!examples.is_empty(), "{} has no examples", folder.display());
        for path in examples {
            let name = format!(
                "{}/{}",
                folder.file_name().unwrap().to_string_lossy(),
                path.file_name().unwrap().to_string_lossy()
            );
            let text = fs::read_to_string(&path).unwrap();
            wrong.extend(play(&policy, &calendars, &text, &name));
        }
    }
    assert!(packs >= 5, "only {packs} packs");
    assert!(
        wrong.is_empty(),
        "{} mismatches:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The real calendar ends with Tuesday 31 December 2030.
#[test]
fn the_last_day_of_the_real_calendar() {
    let policy = pack(&policies().join("torbay-tscp"));
    // Friday 20 December is day 0; the 23rd, 24th, 27th, 30th and 31st are counted.
    let text = r#"
name = "Christmas 2030"
raised = 2030-12-20
[[step]]
at = 2030-12-20
do = [{ open = "s1" }]
expect = { due = { s1-s2 = 2030-12-31 }, counted = { s1-s2 = 5 } }
[[step]]
at = 2030-12-31T23:59
expect = { state = { s1-s2 = "running" } }
[[step]]
at = 2031-01-01T00:00
expect = { state = { s1-s2 = "late" }, next-due = 2030-12-31 }
"#;
    let late = text.replace("2030-12-20", "2030-12-23");
    let beyond = late
        .split("[[step]]")
        .take(2)
        .collect::<Vec<_>>()
        .join("[[step]]");
    let refused = "state = { s1-s2 = \"refused\" }, no-limit = false";
    let from = "due = { s1-s2 = 2030-12-31 }, counted = { s1-s2 = 5 }";
    for text in [text.to_owned(), beyond.replace(from, refused)] {
        let timeline = Timeline::parse(&text, "edge.toml").unwrap();
        for step in run(&policy, &calendars(), &timeline).unwrap() {
            assert!(step.mismatches.is_empty(), "{:?}", step.mismatches);
        }
    }
}
