use super::*;
use crate::library::Library;
use crate::wire::{Moment, Try};

fn library() -> Library {
    Library::built_in()
}

fn request(bundled: &Bundled, tried: Try) -> TryPolicy {
    TryPolicy {
        policy: bundled.policy.id.to_string(),
        digest: String::new(),
        tried,
    }
}

/// Every example of every policy goes through the window's form and back, and comes out the same.
#[test]
fn examples_survive_the_window() {
    let library = library();
    let mut seen = 0;
    for bundled in &library.policies {
        for (name, bytes) in bundled.examples.iter() {
            let text = std::str::from_utf8(bytes).unwrap();
            let timeline = Timeline::parse(text, name).unwrap();
            let wanted = simulate::run(&bundled.policy, &library.calendars, &timeline).unwrap();
            let tried = file::read(text).unwrap();
            let got = play(
                &library,
                bundled,
                &library.calendars,
                &request(bundled, tried.clone()),
            )
            .unwrap();
            assert_eq!(got, wanted, "{}: {name}", bundled.policy.id);
            let again = file::read(&file::written(&tried).unwrap()).unwrap();
            assert_eq!(again, tried, "{}: {name}", bundled.policy.id);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} examples");
}

#[test]
fn what_came_out_can_be_kept_as_what_must_come_out() {
    let library = library();
    for bundled in &library.policies {
        for (name, bytes) in bundled.examples.iter() {
            let mut tried = file::read(std::str::from_utf8(bytes).unwrap()).unwrap();
            let steps = play(
                &library,
                bundled,
                &library.calendars,
                &request(bundled, tried.clone()),
            )
            .unwrap();
            for (kept, step) in tried.steps.iter_mut().zip(&steps) {
                kept.expect = file::expectation(step);
            }
            let again = play(
                &library,
                bundled,
                &library.calendars,
                &request(bundled, tried),
            )
            .unwrap();
            for step in again {
                assert_eq!(
                    step.mismatches,
                    Vec::<String>::new(),
                    "{name} {}",
                    step.step
                );
            }
        }
    }
}

#[test]
fn a_try_to_begin_with_can_be_played() {
    let library = library();
    for bundled in &library.policies {
        let options = options::options(bundled, "2026-11-23".parse().unwrap());
        let steps = play(
            &library,
            bundled,
            &library.calendars,
            &request(bundled, options.first),
        )
        .unwrap();
        assert!(steps[0].refused.is_empty(), "{}", bundled.policy.id);
        let shown = words::step(&bundled.policy, &library.calendars, &steps[0]);
        assert!(!shown.stands.is_empty() && !shown.duties.is_empty());
    }
}

#[test]
fn what_is_wrong_is_said_with_its_step() {
    let library = library();
    let bundled = &library.policies[0];
    let options = options::options(bundled, "2026-11-23".parse().unwrap());
    let mut tried = options.first.clone();
    tried.steps[0].at = Moment {
        date: "2026-02-31".into(),
        time: None,
    };
    let wrong = play(
        &library,
        bundled,
        &library.calendars,
        &request(bundled, tried),
    )
    .unwrap_err();
    assert_eq!(wrong.0, 1, "{wrong:?}");
    let mut tried = options.first;
    tried.steps.push(tried.steps[0].clone());
    tried.steps[1].at.date = "2026-11-01".into();
    let wrong = play(
        &library,
        bundled,
        &library.calendars,
        &request(bundled, tried),
    )
    .unwrap_err();
    assert_eq!(wrong.0, 2, "{wrong:?}");
}

#[test]
fn a_name_becomes_a_file_name_anywhere() {
    for (name, wanted) in [
        ("Over Christmas 2026", "over-christmas-2026"),
        ("../..\\CON?", "con"),
        ("—", "example"),
    ] {
        assert_eq!(file::file_name(name), wanted);
    }
}
