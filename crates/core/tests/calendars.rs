//! The calendars that the app carries, each place and each year, against lists that others worked out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use stepwise_core::calendar::{Calendar, CountError, Day, add_working_days};

const PLACES: [&str; 7] = [
    "alderney",
    "england-and-wales",
    "guernsey",
    "isle-of-man",
    "jersey",
    "northern-ireland",
    "scotland",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/calendars")
}

fn calendar(name: &str) -> Calendar {
    let text = std::fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
    Calendar::parse(&text, name).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The days of a list, and the last day that it reaches: the end of its last year.
fn list(path: &Path) -> (BTreeSet<NaiveDate>, NaiveDate) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.starts_with("# "), "{}", path.display());
    let rows = text
        .lines()
        .filter(|l| !l.starts_with('#') && *l != "date" && !l.starts_with("date,"));
    let days: BTreeSet<NaiveDate> = rows
        .map(|l| l.split(',').next().unwrap().parse().unwrap())
        .collect();
    let last = days.last().unwrap().year();
    (days, day(last, 12, 31))
}

type Differences = BTreeMap<(String, String, String, NaiveDate), String>;

fn explained() -> Differences {
    let text =
        std::fs::read_to_string(folder().join("independent").join("differences.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let mut out = Differences::new();
    for entry in table["difference"].as_array().unwrap() {
        let text = |key: &str| entry[key].as_str().unwrap().to_owned();
        assert!(text("why").len() > 20, "{entry}");
        for date in entry["days"].as_array().unwrap() {
            let date = date.as_str().unwrap().parse().unwrap();
            let key = (text("calendar"), text("list"), text("only"), date);
            assert!(out.insert(key.clone(), text("why")).is_none(), "{key:?}");
        }
    }
    out
}

#[test]
fn every_difference_from_an_independent_list_is_explained() {
    let mut found = BTreeSet::new();
    let mut compared = BTreeSet::new();
    for file in std::fs::read_dir(folder().join("independent")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|e| e != "csv") {
            continue;
        }
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let (place, source) = stem.split_once('.').unwrap();
        let (theirs, end) = list(&path);
        assert!(end >= day(2028, 12, 31), "{stem}");
        let ours: BTreeSet<NaiveDate> = calendar(place).holidays.keys().copied().collect();
        let only = |which: &str, date: &NaiveDate| {
            let own = |text: &str| text.to_owned();
            (own(place), own(source), own(which), *date)
        };
        let here = ours.difference(&theirs).filter(|d| **d <= end);
        found.extend(here.map(|d| only("here", d)));
        found.extend(theirs.difference(&ours).map(|d| only("there", d)));
        compared.insert(place.to_owned());
    }
    assert_eq!(compared.len(), PLACES.len(), "{compared:?}");
    let explained: BTreeSet<_> = explained().into_keys().collect();
    let unlisted: Vec<_> = found.difference(&explained).collect();
    assert!(unlisted.is_empty(), "not explained: {unlisted:#?}");
    let gone: Vec<_> = explained.difference(&found).collect();
    assert!(gone.is_empty(), "no longer there: {gone:#?}");
}

#[test]
fn each_place_knows_2020_to_2030_and_nothing_beyond() {
    let files = std::fs::read_dir(folder()).unwrap().filter(|f| {
        let path = f.as_ref().unwrap().path();
        path.extension().is_some_and(|e| e == "toml")
    });
    assert_eq!(files.count(), PLACES.len());
    for name in PLACES {
        let calendar = calendar(name);
        let (first, last) = calendar.covers;
        assert_eq!(calendar.id.as_str(), name);
        assert!(first <= day(2020, 1, 1) && last >= day(2030, 12, 31));
        for (date, holiday) in &calendar.holidays {
            assert!(
                !holiday.name.is_empty() && !holiday.source.is_empty(),
                "{name} {date}"
            );
        }
        let beyond = add_working_days(&calendar, last, 1);
        assert!(
            matches!(beyond, Err(CountError::BeyondCalendar { .. })),
            "{name}"
        );
        let before = add_working_days(&calendar, first.pred_opt().unwrap(), 1);
        assert!(
            matches!(before, Err(CountError::BeforeCalendar { .. })),
            "{name}"
        );
        // Two days from the end, one day still fits and four do not.
        let near = day(2030, 12, 27);
        assert_eq!(
            add_working_days(&calendar, near, 1).unwrap().end,
            day(2030, 12, 30)
        );
        assert!(add_working_days(&calendar, near, 4).is_err(), "{name}");
    }
}

/// The working days lost between two days, ends included: what a substitute day is for.
fn closed_weekdays(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> usize {
    from.iter_days()
        .take_while(|d| *d <= to)
        .filter(|d| d.weekday().number_from_monday() < 6)
        .filter(|d| calendar.day(*d).unwrap() != Day::Working)
        .count()
}

#[test]
fn no_weekend_swallows_a_holiday_that_has_a_substitute() {
    for name in PLACES {
        let calendar = calendar(name);
        for year in 2020..=2030 {
            let new_year = closed_weekdays(&calendar, day(year, 1, 1), day(year, 1, 5));
            assert_eq!(
                new_year,
                if name == "scotland" { 2 } else { 1 },
                "{name} {year}"
            );
            let christmas = closed_weekdays(&calendar, day(year, 12, 24), day(year, 12, 31));
            assert_eq!(christmas, 2, "{name} {year}");
            let own = match name {
                "northern-ireland" => [day(year, 3, 17), day(year, 7, 12)].to_vec(),
                "scotland" => [day(year, 11, 30)].to_vec(),
                "isle-of-man" => [day(year, 7, 5)].to_vec(),
                _ => Vec::new(),
            };
            for date in own {
                let open = date
                    .iter_days()
                    .find(|d| d.weekday().number_from_monday() < 6);
                let closed = calendar.day(open.unwrap()).unwrap();
                assert_ne!(closed, Day::Working, "{name} {date}");
            }
        }
    }
}

#[test]
fn days_that_no_authority_has_fixed_are_said_with_the_count() {
    let says = |name: &str, start: NaiveDate| -> Vec<String> {
        let count = add_working_days(&calendar(name), start, 5).unwrap();
        let with = count.with.unwrap();
        with.unconfirmed.into_iter().map(|u| u.say).collect()
    };
    for name in PLACES {
        let later = says(name, day(2030, 3, 4));
        assert!(
            later.iter().any(|s| s.starts_with("Not yet fixed by")),
            "{name}: {later:?}"
        );
        let sure = says(name, day(2026, 11, 2));
        assert_eq!(sure.is_empty(), name != "alderney", "{name}: {sure:?}");
    }
    let races = says("isle-of-man", day(2027, 6, 1));
    assert!(races[0].contains("Isle of Man Government"), "{races:?}");
    let reading = add_working_days(&calendar("scotland"), day(2026, 11, 2), 1).unwrap();
    assert!(
        reading
            .with
            .unwrap()
            .reading
            .unwrap()
            .contains("Councils and schools")
    );
}
