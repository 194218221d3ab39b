use super::*;
use crate::policy::{Span, Unit};
use crate::time::{Happened, Stamp};
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use chrono_tz::Europe::London;
use chrono_tz::Tz;
use proptest::prelude::*;

/// An invented place, with the days that the tests turn on.
const PLACE: &str = r#"
format = 1
id = "invented"
place = "Invented Island"
zone = "Europe/London"
covers = { from = 2026-01-01, to = 2027-12-31 }
weekend = ["saturday", "sunday"]
reading = "The island's own days."
[source]
law = "The Holidays Law"
[unconfirmed]
easter = { from = 2027-03-20, to = 2027-04-10, say = "Not yet fixed by the Assembly." }
[holiday]
"2026-12-25" = { name = "Christmas Day", source = "law" }
"2026-12-26" = { name = "Boxing Day", source = "law", note = "A Saturday." }
"2026-12-28" = { name = "Boxing Day (substitute day)", source = "law" }
"2027-01-01" = { name = "New Year's Day", source = "law" }
"2027-03-26" = { name = "Good Friday", source = "law" }
"2027-03-29" = { name = "Easter Monday", source = "law" }
"#;

fn place() -> Calendar {
    Calendar::parse(PLACE, "invented.toml").unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn add_calendar_days(start: NaiveDate, n: u32) -> Result<Count, CountError> {
    count(Span::new(n, Unit::CalendarDays), start, None, &[])
}

fn add_weeks(start: NaiveDate, n: u32) -> Result<Count, CountError> {
    count(Span::new(n, Unit::Weeks), start, None, &[])
}

fn add_hours(start: Happened, n: u32, zone: Tz) -> Result<Stamp, CountError> {
    super::add_hours(start, n, false, zone, &[])
}

fn at(text: &str) -> Happened {
    let (date, time) = text.split_once('T').unwrap();
    Happened::at(day(date), time.parse::<NaiveTime>().unwrap())
}

#[test]
fn counts_over_christmas() {
    let count = add_working_days(&place(), day("2026-12-23"), 5).unwrap();
    assert_eq!(count.start_note, "day 0");
    let days: Vec<String> = count.days.iter().map(|(d, n)| format!("{n} {d}")).collect();
    assert_eq!(
        days,
        [
            "1 2026-12-24",
            "2 2026-12-29",
            "3 2026-12-30",
            "4 2026-12-31",
            "5 2027-01-04"
        ]
    );
    let skipped: Vec<String> = count
        .skipped
        .iter()
        .map(|s| format!("{} {}", s.date, s.why))
        .collect();
    assert_eq!(
        skipped,
        [
            "2026-12-25 Christmas Day",
            "2026-12-26 Boxing Day",
            "2026-12-27 Sunday",
            "2026-12-28 Boxing Day (substitute day)",
            "2027-01-01 New Year's Day",
            "2027-01-02 Saturday",
            "2027-01-03 Sunday"
        ]
    );
    assert_eq!(count.end, day("2027-01-04"));
}

#[test]
fn a_closed_start_is_day_nought() {
    let count = add_working_days(&place(), day("2027-03-27"), 1).unwrap();
    assert_eq!(count.start_note, "day 0, a closed day: Saturday");
    assert_eq!(count.end, day("2027-03-30"));
}

#[test]
fn refuses_beyond_its_range() {
    let beyond = add_working_days(&place(), day("2027-12-30"), 5).unwrap_err();
    assert_eq!(
        beyond.to_string(),
        "The calendar for Invented Island is not known beyond 31 December 2027."
    );
    let before = add_working_days(&place(), day("2025-12-31"), 1).unwrap_err();
    assert_eq!(
        before.to_string(),
        "The calendar for Invented Island is not known before 1 January 2026."
    );
    assert!(working_days_between(&place(), day("2027-12-30"), day("2028-01-03")).is_err());
}

#[test]
fn proclaimed_days_change_the_count_and_the_revision() {
    let plain = place();
    let changed = plain.with(&[
        Proclaimed {
            date: day("2026-06-15"),
            kind: ProclaimedKind::Added,
            name: "Day of Thanks".into(),
            source: "Proclamation of 1 June 2026".into(),
            since: None,
        },
        Proclaimed {
            date: day("2026-12-28"),
            kind: ProclaimedKind::Removed,
            name: "Boxing Day (substitute day)".into(),
            source: "Proclamation of 2 June 2026".into(),
            since: None,
        },
    ]);
    assert_eq!(
        changed.day(day("2026-06-15")).unwrap(),
        Day::Closed {
            why: "Day of Thanks".into()
        }
    );
    assert_eq!(changed.day(day("2026-12-28")).unwrap(), Day::Working);
    assert_eq!(
        changed.revision,
        format!(
            "{} +2026-06-15 (Proclamation of 1 June 2026) -2026-12-28 (Proclamation of 2 June 2026)",
            plain.revision
        )
    );
    assert_eq!(plain.with(&[]), plain);
}

#[test]
fn line_ends_do_not_change_the_revision() {
    let windows = Calendar::parse(&PLACE.replace('\n', "\r\n"), "invented.toml").unwrap();
    assert_eq!(windows, place());
}

#[test]
fn hours_run_on_over_clock_changes() {
    let cases = [
        // Clocks go forward on 29 March 2026 and 28 March 2027, back on 25 October 2026 and 31 October 2027.
        ("2026-03-28T15:00", 24, "2026-03-29T16:00:00+01:00"),
        ("2027-03-27T15:00", 24, "2027-03-28T16:00:00+01:00"),
        ("2026-10-24T15:00", 24, "2026-10-25T14:00:00+00:00"),
        ("2027-10-30T15:00", 24, "2027-10-31T14:00:00+00:00"),
        // 01:30 happens twice: the first is taken.
        ("2026-10-25T01:30", 1, "2026-10-25T01:30:00+00:00"),
        // 01:30 does not exist: it is read as 02:30.
        ("2026-03-29T01:30", 1, "2026-03-29T03:30:00+01:00"),
        ("2026-12-24T16:00", 48, "2026-12-26T16:00:00+00:00"),
    ];
    for (start, n, due) in cases {
        assert_eq!(
            add_hours(at(start), n, London).unwrap().to_rfc3339(),
            due,
            "{start} + {n}"
        );
    }
    assert_eq!(
        add_hours(Happened::on(day("2026-12-24")), 1, London),
        Err(CountError::NoTime)
    );
    assert_eq!(
        close_of_day(day("2026-10-24"), London)
            .unwrap()
            .to_rfc3339(),
        "2026-10-25T00:00:00+01:00"
    );
}

#[test]
fn weeks_and_calendar_days() {
    assert_eq!(
        add_weeks(day("2026-12-23"), 2).unwrap().end,
        day("2027-01-06")
    );
    assert_eq!(add_weeks(day("2026-12-23"), 2).unwrap().days.len(), 2);
    assert_eq!(
        add_calendar_days(day("2026-12-23"), 3).unwrap().end,
        day("2026-12-26")
    );
    assert_eq!(
        add_calendar_days(day("2026-12-23"), u32::MAX),
        Err(CountError::TooFar)
    );
    assert_eq!(
        add_weeks(day("2026-12-23"), u32::MAX),
        Err(CountError::TooFar)
    );
}

#[test]
fn names_what_is_wrong_in_a_file() {
    let cases = [
        (
            "weekend = [\"saturday\", \"sunday\"]",
            "weekend = [\"saturday\", \"snuday\"]",
            "invented.toml:7:24: `weekend` of the file cannot be `snuday`. Did you mean `sunday`?",
        ),
        (
            "source = \"law\" }\n\"2026-12-26\"",
            "source = \"lore\" }\n\"2026-12-26\"",
            "invented.toml:14:51: There is no source `lore`.",
        ),
        (
            "\"2026-12-28\"",
            "\"2026-13-28\"",
            "invented.toml:16:1: There is no date `2026-13-28`.",
        ),
        (
            "\"2027-01-01\"",
            "\"2029-01-01\"",
            "invented.toml:17:1: 2029-01-01 is outside the covered range.",
        ),
        (
            "to = 2027-12-31",
            "to = 2025-12-31",
            "invented.toml:6:36: The range ends before it begins.",
        ),
        (
            "from = 2027-03-20",
            "from = 2027-05-20",
            "invented.toml:12:36: The range ends before it begins.",
        ),
        (
            "to = 2027-04-10",
            "to = 2028-04-10",
            "invented.toml:12:36: The range reaches outside the covered range.",
        ),
        ("say = \"Not", "says = \"Not", "Unknown key `says`"),
        (
            "Europe/London",
            "Europe/Londno",
            "invented.toml:5:8: There is no time zone `Europe/Londno`.",
        ),
        (
            "place = ",
            "palce = ",
            "invented.toml:4:1: Unknown key `palce` in the file. Did you mean `place`?",
        ),
        ("\"sunday\"]", "\"sunday\"", "This is not TOML"),
    ];
    for (from, to, wanted) in cases {
        let problems = Calendar::parse(&PLACE.replacen(from, to, 1), "invented.toml").unwrap_err();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|p| p.contains(wanted)), "{to}: {said:#?}");
    }
}

/// Dates of the invented calendar, far enough from its end for the counts.
fn dates() -> impl Strategy<Value = NaiveDate> {
    (0i64..600).prop_map(|n| day("2026-01-01") + chrono::Duration::days(n))
}

proptest! {
    #[test]
    fn counting_back_gives_the_number(start in dates(), n in 0u32..60) {
        let count = add_working_days(&place(), start, n).unwrap();
        prop_assert_eq!(working_days_between(&place(), start, count.end).unwrap(), n);
        prop_assert_eq!(count.days.len(), n as usize);
    }

    #[test]
    fn more_days_end_later(start in dates(), n in 0u32..60) {
        let one = add_working_days(&place(), start, n).unwrap();
        let two = add_working_days(&place(), start, n + 1).unwrap();
        prop_assert!(one.end < two.end);
        let later = add_working_days(&place(), start.succ_opt().unwrap(), n.max(1)).unwrap();
        prop_assert!(add_working_days(&place(), start, n.max(1)).unwrap().end <= later.end);
    }

    #[test]
    fn never_ends_on_a_closed_day(start in dates(), n in 1u32..60) {
        let end = add_working_days(&place(), start, n).unwrap().end;
        prop_assert_eq!(place().day(end).unwrap(), Day::Working);
        prop_assert!(!matches!(end.weekday(), Weekday::Sat | Weekday::Sun));
    }

    #[test]
    fn counted_and_skipped_are_all_days(start in dates(), n in 1u32..60) {
        let count = add_working_days(&place(), start, n).unwrap();
        let mut all: Vec<NaiveDate> = count.days.iter().map(|(d, _)| *d).collect();
        all.extend(count.skipped.iter().map(|s| s.date));
        all.sort();
        let range: Vec<NaiveDate> = start.iter_days().skip(1).take_while(|d| *d <= count.end).collect();
        prop_assert_eq!(all, range);
    }

    #[test]
    fn hours_elapse(start in dates(), minutes in 0u32..1440, n in 0u32..500) {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).unwrap();
        let from = instant(Happened::at(start, time), London).unwrap();
        let due = add_hours(Happened::at(start, time), n, London).unwrap();
        prop_assert_eq!((due - from).num_hours(), i64::from(n));
    }

    #[test]
    fn no_bytes_upset_the_reader(text in "\\PC{0,200}") {
        let _ = Calendar::parse(&text, "any.toml");
    }
}

#[test]
fn a_calendar_can_be_had_as_it_was_laid_before() {
    let at = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap();
    let word = |kind, since: Option<&str>| Proclaimed {
        date: day("2026-06-15"),
        kind,
        name: "Day of Thanks".into(),
        source: "A proclamation".into(),
        since: since.map(at),
    };
    let plain = place();
    assert_eq!(plain.as_of(at("2020-01-01T00:00:00Z")), None);
    let always = plain.with(&[word(ProclaimedKind::Added, None)]);
    assert_eq!(always.as_of(at("2020-01-01T00:00:00Z")), None);
    let changed = plain
        .with(&[word(ProclaimedKind::Added, Some("2026-06-01T09:00:00Z"))])
        .with(&[word(ProclaimedKind::Removed, Some("2026-06-10T09:00:00Z"))]);
    assert_eq!(changed.day(day("2026-06-15")).unwrap(), Day::Working);
    let between = changed.as_of(at("2026-06-10T08:59:59Z")).unwrap();
    assert!(matches!(
        between.day(day("2026-06-15")).unwrap(),
        Day::Closed { .. }
    ));
    assert_eq!(between.as_of(at("2026-06-01T10:00:00+01:00")), None);
    let before = between.as_of(at("2026-06-01T09:59:59+01:00")).unwrap();
    assert_eq!(before, plain);
    assert_eq!(changed.as_of(at("2026-06-10T09:00:00Z")), None);
}

#[test]
fn a_count_says_where_its_days_come_from_and_what_is_not_confirmed() {
    let entered = |date: &str, kind| Proclaimed {
        date: day(date),
        kind,
        name: "Day of Thanks".into(),
        source: "Proclamation of 1 March 2027".into(),
        since: None,
    };
    let calendar = place().with(&[
        entered("2027-03-22", ProclaimedKind::Added),
        entered("2027-03-26", ProclaimedKind::Removed),
        entered("2027-06-01", ProclaimedKind::Added),
    ]);
    let count = add_working_days(&calendar, day("2027-03-18"), 6).unwrap();
    let said: Vec<(String, Option<&str>, bool)> = count
        .skipped
        .iter()
        .map(|s| {
            (
                format!("{} {}", s.date, s.why),
                s.source.as_deref(),
                s.unconfirmed,
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("2027-03-20 Saturday".into(), None, false),
            ("2027-03-21 Sunday".into(), None, false),
            (
                "2027-03-22 Day of Thanks".into(),
                Some("Proclamation of 1 March 2027"),
                false
            ),
            ("2027-03-27 Saturday".into(), None, false),
            ("2027-03-28 Sunday".into(), None, false),
            (
                "2027-03-29 Easter Monday".into(),
                Some("The Holidays Law"),
                true
            ),
        ]
    );
    let with = count.with.unwrap();
    assert_eq!(with.revision, calendar.revision);
    assert_eq!(with.reading.as_deref(), Some("The island's own days."));
    let says: Vec<&str> = with.unconfirmed.iter().map(|u| u.say.as_str()).collect();
    assert_eq!(says, ["Not yet fixed by the Assembly."]);
    let dates: Vec<NaiveDate> = with.entered.iter().map(|p| p.date).collect();
    assert_eq!(dates, [day("2027-03-22"), day("2027-03-26")]);
    // A count that ends the day before, or begins the day after, says nothing of it.
    for (start, n) in [("2027-03-18", 1), ("2027-04-11", 1)] {
        let count = add_working_days(&calendar, day(start), n).unwrap();
        assert!(count.with.unwrap().unconfirmed.is_empty(), "{start}");
    }
    // Days that are all counted need no calendar, and name none.
    assert_eq!(add_calendar_days(day("2027-03-18"), 9).unwrap().with, None);
}
