//! Until when a record is kept.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use stepwise_core::case::{Case, Phase};
use stepwise_core::event::{Event, Hold, KeptLonger, Subject, SubjectKind, What};
use stepwise_core::ids::UserId;
use stepwise_core::retention::*;
use stepwise_core::time::Happened;
use stepwise_testkit::stamp;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rule(about: SubjectKind, from: KeepFrom, years: u32) -> KeepRule {
    KeepRule {
        about,
        from,
        years,
        until: KeepUntil::Day,
        source: "A schedule".into(),
        confirm: String::new(),
    }
}

fn schedule(rules: Vec<KeepRule>) -> Schedule {
    Schedule {
        format: 1,
        title: "Ours".into(),
        source: "Our schedule of 2026".into(),
        read: day("2026-11-22"),
        notes: Vec::new(),
        school_year_ends: (8, 31),
        rules,
    }
}

fn usual() -> Schedule {
    schedule(vec![
        rule(SubjectKind::Child, KeepFrom::Birth, 25),
        rule(SubjectKind::Adult, KeepFrom::End, 6),
    ])
}

fn subject(id: &str, kind: SubjectKind, born: Option<&str>) -> What {
    What::SubjectNamed(Subject {
        id: id.into(),
        kind,
        name: "Somebody".into(),
        born: born.map(day),
        status: String::new(),
    })
}

fn hold(id: &str) -> What {
    What::HoldPlaced(Hold {
        id: id.into(),
        asked_by: "An inquiry".into(),
        why: "It may be asked for".into(),
        reference: String::new(),
        since: Happened::on(day("2020-01-01")),
    })
}

fn lifted(id: &str) -> What {
    What::HoldLifted {
        hold: id.into(),
        reason: "It has reported".into(),
        on: Happened::on(day("2021-01-01")),
    }
}

fn kept(again: &str) -> What {
    What::KeptLonger(KeptLonger {
        reason: "A claim".into(),
        again: day(again),
        on: Happened::on(day("2020-01-01")),
    })
}

/// A case of these records, closed on a day.
fn closed(whats: Vec<What>, on: &str) -> Case {
    let events: Vec<Event> = (1..)
        .zip(whats)
        .map(|(seq, what)| Event {
            seq,
            recorded: stamp("2026-11-22T09:00:00+00:00"),
            by: UserId::new("p1"),
            what,
        })
        .collect();
    let mut case = stepwise_core::case::fold(&events);
    case.phase = Phase::Ended {
        ending: "agreed".into(),
        on: Happened::on(day(on)),
    };
    case
}

fn keep(schedule: &Schedule, case: &Case, today: NaiveDate) -> Keeping {
    keeping(schedule, &KeepFacts::of(case), today)
}

fn until(found: &Keeping) -> NaiveDate {
    match found {
        Keeping::Until { day, .. } => *day,
        Keeping::Review { since, .. } => *since,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_birthday_of_29_february_is_the_first_of_march_where_there_is_none() {
    for (from, years, wanted) in [
        ("2001-05-03", 25, "2026-05-03"),
        ("2004-02-29", 25, "2029-03-01"),
        ("2004-02-29", 24, "2028-02-29"),
        ("2004-02-28", 25, "2029-02-28"),
        ("2003-03-01", 25, "2028-03-01"),
        ("1896-02-29", 4, "1900-03-01"),
        ("1996-02-29", 4, "2000-02-29"),
        ("2000-12-31", 1, "2001-12-31"),
    ] {
        assert_eq!(
            anniversary(day(from), years),
            Some(day(wanted)),
            "{from} and {years}"
        );
    }
    assert_eq!(anniversary(NaiveDate::MAX, 1), None);
    assert_eq!(anniversary(day("2001-05-03"), u32::MAX), None);
}

#[test]
fn the_end_of_the_school_year_is_the_next_one_from_the_day_on() {
    let ends = |from: &str| {
        let rule = KeepRule {
            until: KeepUntil::SchoolYear,
            ..rule(SubjectKind::Child, KeepFrom::Birth, 25)
        };
        usual().day(&rule, day(from)).unwrap().to_string()
    };
    assert_eq!(ends("2001-05-03"), "2026-08-31");
    assert_eq!(ends("2001-08-31"), "2026-08-31");
    assert_eq!(ends("2001-09-01"), "2027-08-31");
    assert_eq!(ends("2004-02-29"), "2029-08-31");
}

#[test]
fn it_comes_up_on_the_day_itself_and_not_before() {
    let case = closed(
        vec![subject("s1", SubjectKind::Child, Some("2001-05-03"))],
        "2015-01-01",
    );
    let on = |today: &str| keep(&usual(), &case, day(today));
    let by = Reckoned {
        subject: "s1".into(),
        rule: 0,
        from: day("2001-05-03"),
        until: day("2026-05-03"),
    };
    let by = Some(by);
    let (day_, since) = (day("2026-05-03"), day("2026-05-03"));
    assert_eq!(
        on("2026-05-02"),
        Keeping::Until {
            day: day_,
            by: by.clone()
        }
    );
    assert_eq!(
        on("2026-05-03"),
        Keeping::Review {
            since,
            by: by.clone()
        }
    );
    assert_eq!(on("2031-01-01"), Keeping::Review { since, by });
}

#[test]
fn of_several_children_the_longest_holds_and_one_missing_date_is_asked_for() {
    let (child, adult) = (SubjectKind::Child, SubjectKind::Adult);
    let older = subject("s1", child, Some("2001-05-03"));
    let younger = subject("s2", child, Some("2009-10-01"));
    let mother = subject("s3", adult, None);
    let none = subject("s4", child, None);
    let today = day("2040-01-01");
    let found = |whats: Vec<What>| keep(&usual(), &closed(whats, "2030-01-01"), today);
    assert_eq!(
        until(&found(vec![older.clone(), younger.clone()])),
        day("2034-10-01")
    );
    assert_eq!(
        until(&found(vec![younger.clone(), older.clone()])),
        day("2034-10-01")
    );
    assert_eq!(
        until(&found(vec![older.clone(), mother.clone()])),
        day("2036-01-01")
    );
    assert_eq!(
        found(vec![older.clone(), none.clone()]),
        Keeping::Ask(vec![Unknown::Birth("s4".into())])
    );
    assert_eq!(found(vec![]), Keeping::Ask(vec![Unknown::Nobody]));
    let children = schedule(vec![rule(child, KeepFrom::Birth, 25)]);
    let case = closed(vec![older, mother], "2030-01-01");
    assert_eq!(
        keep(&children, &case, today),
        Keeping::Ask(vec![Unknown::NoRule("s3".into())])
    );
    // Several rules for one child: the longest.
    let both = schedule(vec![
        rule(child, KeepFrom::Birth, 25),
        rule(child, KeepFrom::End, 30),
    ]);
    let case = closed(vec![younger], "2030-01-01");
    assert_eq!(until(&keep(&both, &case, today)), day("2060-01-01"));
}

#[test]
fn open_and_held_cases_never_come_up() {
    let child = subject("s1", SubjectKind::Child, Some("1950-01-01"));
    let today = day("2040-01-01");
    let mut open = closed(vec![child.clone()], "2000-01-01");
    open.phase = Phase::Before;
    assert_eq!(keep(&usual(), &open, today), Keeping::Open);
    let held = |whats: Vec<What>| {
        let whats = std::iter::once(child.clone()).chain(whats).collect();
        keep(&usual(), &closed(whats, "2000-01-01"), today)
    };
    assert_eq!(held(vec![hold("h1")]), Keeping::Held);
    assert_eq!(
        held(vec![hold("h1"), hold("h2"), lifted("h1")]),
        Keeping::Held
    );
    let both = vec![hold("h1"), hold("h2"), lifted("h1"), lifted("h2")];
    assert!(matches!(held(both), Keeping::Review { .. }));
}

#[test]
fn a_decision_keeps_longer_and_never_shorter() {
    let child = subject("s1", SubjectKind::Child, Some("2001-05-03"));
    let none = subject("s1", SubjectKind::Child, None);
    let found =
        |whats: Vec<What>, today: &str| keep(&usual(), &closed(whats, "2015-01-01"), day(today));
    let longer = vec![child.clone(), kept("2030-01-01")];
    assert_eq!(
        found(longer.clone(), "2029-12-31"),
        Keeping::Until {
            day: day("2030-01-01"),
            by: None
        }
    );
    assert_eq!(
        found(longer, "2030-01-01"),
        Keeping::Review {
            since: day("2030-01-01"),
            by: None
        }
    );
    let shorter = vec![child, kept("2020-01-01")];
    assert_eq!(until(&found(shorter, "2026-01-01")), day("2026-05-03"));
    // Where a date of birth is missing, the day that was decided is what there is.
    assert_eq!(
        found(vec![none.clone(), kept("2030-01-01")], "2029-01-01"),
        Keeping::Until {
            day: day("2030-01-01"),
            by: None
        }
    );
    // The last decision counts.
    let twice = vec![none, kept("2030-01-01"), kept("2035-01-01")];
    assert_eq!(until(&found(twice, "2031-01-01")), day("2035-01-01"));
}

#[test]
fn a_schedule_that_cannot_be_meant_is_refused() {
    let child = || rule(SubjectKind::Child, KeepFrom::Birth, 25);
    assert_eq!(usual().check(), Ok(()));
    let with = |change: fn(&mut Schedule)| {
        let mut one = schedule(vec![child()]);
        change(&mut one);
        one.check()
    };
    assert_eq!(with(|s| s.format = 2), Err(ScheduleFault::Format));
    assert_eq!(with(|s| s.rules.clear()), Err(ScheduleFault::NoRules));
    assert_eq!(
        with(|s| s.rules[0].about = SubjectKind::Adult),
        Err(ScheduleFault::NoRules)
    );
    assert_eq!(with(|s| s.rules[0].years = 0), Err(ScheduleFault::Years));
    assert_eq!(with(|s| s.rules[0].years = 201), Err(ScheduleFault::Years));
    assert_eq!(
        with(|s| s.school_year_ends = (2, 29)),
        Err(ScheduleFault::SchoolYear)
    );
    assert_eq!(with(|s| s.source = " ".into()), Err(ScheduleFault::Source));
    assert_eq!(
        with(|s| s.rules[0].source.clear()),
        Err(ScheduleFault::Source)
    );
}

proptest! {
    /// Never a day too early: the anniversary has the same month, and at least the same day.
    #[test]
    fn an_anniversary_is_so_many_whole_years_later(days in 0i64..60_000, years in 1u32..200) {
        let from = day("1900-01-01") + chrono::TimeDelta::days(days);
        let found = anniversary(from, years).unwrap();
        prop_assert_eq!(found.years_since(from), Some(years));
        let before = found.pred_opt().unwrap();
        prop_assert!(before.years_since(from).unwrap() < years || from.day() == 29 && from.month() == 2);
        if (found.month(), found.day()) != (from.month(), from.day()) {
            prop_assert_eq!((from.month(), from.day()), (2, 29));
            prop_assert_eq!((found.month(), found.day()), (3, 1));
        }
    }

    /// One more child, one more rule or a longer one never brings a case up earlier.
    #[test]
    fn more_to_keep_never_keeps_shorter(
        births in prop::collection::vec(0i64..20_000, 1..5), years in prop::collection::vec(1u32..60, 1..4),
        more in 0i64..20_000, ahead in 0i64..40_000,
    ) {
        let born = |d: &i64| (day("1980-01-01") + chrono::TimeDelta::days(*d)).to_string();
        let named = |all: &[i64]| -> Vec<What> {
            all.iter().enumerate().map(|(i, d)| subject(&format!("s{i}"), SubjectKind::Child, Some(&born(d)))).collect()
        };
        let rules = |all: &[u32]| schedule(all.iter().map(|y| rule(SubjectKind::Child, KeepFrom::Birth, *y)).collect());
        let today = day("1990-01-01") + chrono::TimeDelta::days(ahead);
        let case = closed(named(&births), "2010-01-01");
        let less = until(&keep(&rules(&years), &case, today));
        let grown: Vec<i64> = births.iter().copied().chain([more]).collect();
        prop_assert!(until(&keep(&rules(&years), &closed(named(&grown), "2010-01-01"), today)) >= less);
        let longer: Vec<u32> = years.iter().copied().chain([years[0] + 1]).collect();
        prop_assert!(until(&keep(&rules(&longer), &case, today)) >= less);
        // And what it says of today is what the day says.
        let due = matches!(keep(&rules(&years), &case, today), Keeping::Review { .. });
        prop_assert_eq!(due, less <= today);
    }
}
