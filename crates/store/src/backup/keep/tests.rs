//! Which backups are kept, from a year of them to hostile names.

use super::*;
use proptest::prelude::*;

fn day(n: i64) -> NaiveDateTime {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    (first + TimeDelta::days(n)).and_hms_opt(16, 0, 0).unwrap()
}

fn kept(made: NaiveDateTime) -> Kept {
    Kept { made, risky: false }
}

#[test]
fn a_year_of_daily_backups_leaves_days_weeks_and_months() {
    let all: Vec<Kept> = (0..365).map(|n| kept(day(n))).collect();
    let now = day(364) + TimeDelta::hours(1);
    let keep = keep(&all, now);
    let left: Vec<NaiveDate> = all
        .iter()
        .zip(&keep)
        .filter(|(_, keep)| **keep)
        .map(|(kept, _)| kept.made.date())
        .collect();
    for back in 0..=14 {
        assert!(left.contains(&day(364 - back).date()), "{back} days ago");
    }
    for month in 1..=11 {
        let last = NaiveDate::from_ymd_opt(2026, month + 1, 1).unwrap() - TimeDelta::days(1);
        assert!(left.contains(&last), "the last of month {month}");
    }
    // Fifteen days, six more Sundays, ten more ends of months.
    assert!((28..=33).contains(&left.len()), "{}", left.len());
}

#[test]
fn one_made_before_something_risky_stays_for_ninety_days() {
    let mut all: Vec<Kept> = (0..200).map(|n| kept(day(n))).collect();
    all[151].risky = true;
    assert!(keep(&all, day(199))[151]);
    assert!(!keep(&all[..], day(250))[151]);
}

proptest! {
    #[test]
    fn each_is_given_up_on_the_day_that_is_said_and_not_before(
        hours in prop::collection::btree_set(0..14_000i64, 1..40), risky in 0..40usize,
    ) {
        let mut all: Vec<Kept> = hours.iter().map(|h| kept(day(0) + TimeDelta::hours(*h))).collect();
        let one = risky % all.len();
        all[one].risky = true;
        let now = all.iter().map(|k| k.made).max().unwrap() + TimeDelta::hours(1);
        let said = given_up(&all, now);
        // A backup on each evening from tomorrow on, and what is not kept goes.
        let mut here = all.clone();
        here.retain({
            let keep = keep(&all, now);
            let mut at = 0;
            move |_| { at += 1; keep[at - 1] }
        });
        for days in 1..=420i64 {
            let evening = (now.date() + TimeDelta::days(days)).and_hms_opt(23, 30, 0).unwrap();
            here.push(kept(evening));
            let keep = keep(&here, evening);
            let mut at = 0;
            here.retain(|_| { at += 1; keep[at - 1] });
            for (k, until) in all.iter().zip(&said) {
                let until = until.unwrap();
                let there = here.contains(k);
                prop_assert!(!there || evening.date() < until, "{:?} is there on {evening}, said {until}", k.made);
                prop_assert!(there || evening.date() >= until, "{:?} is gone on {evening}, said {until}", k.made);
            }
        }
    }

    #[test]
    fn the_newest_five_and_those_ahead_always_stay(
        mut hours in prop::collection::vec(0..20_000i64, 0..60), now in 0..20_000i64,
    ) {
        let all: Vec<Kept> = hours.iter().map(|h| kept(day(0) + TimeDelta::hours(*h))).collect();
        let now = day(0) + TimeDelta::hours(now);
        let keep = keep(&all, now);
        let past = all.iter().filter(|k| k.made <= now).count();
        let stay = all.iter().zip(&keep).filter(|(k, stays)| k.made <= now && **stays).count();
        prop_assert!(stay >= past.min(NEWEST));
        for (kept, keep) in all.iter().zip(&keep) {
            prop_assert!(*keep || kept.made <= now);
        }
        hours.sort_unstable();
        if let Some(newest) = hours.last() {
            let made = day(0) + TimeDelta::hours(*newest);
            let stays = all.iter().zip(&keep).any(|(kept, keep)| kept.made == made && *keep);
            prop_assert!(stays);
        }
    }

    #[test]
    fn keeping_again_takes_no_more(hours in prop::collection::vec(0..20_000i64, 0..60)) {
        let now = day(0) + TimeDelta::hours(20_000);
        let all: Vec<Kept> = hours.iter().map(|h| kept(day(0) + TimeDelta::hours(*h))).collect();
        let first = keep(&all, now);
        let left: Vec<Kept> = all.iter().zip(first).filter(|(_, k)| *k).map(|(kept, _)| *kept).collect();
        prop_assert!(keep(&left, now).into_iter().all(|k| k));
    }

    #[test]
    fn hostile_names_never_panic(name: String) {
        let _ = read_name(&VaultId([7; 16]), &name);
    }
}

#[test]
fn a_name_says_when_and_which_vault() {
    let vault = VaultId([0xab; 16]);
    let name = "stepwise-abababab-2026-11-20-093000.backup";
    let (line, found) = read_name(&vault, name).unwrap();
    assert_eq!(found.made.to_string(), "2026-11-20 09:30:00");
    assert!(!found.risky && line.is_none());
    let name = "stepwise-abababab-2026-11-20-093000-before.backup";
    assert!(read_name(&vault, name).unwrap().1.risky);
    let names = BackupNames {
        vault,
        line: Some(make_line().unwrap()),
    };
    let at = chrono::DateTime::parse_from_rfc3339("2026-11-20T09:30:00+00:00").unwrap();
    let zone = "Europe/London".to_owned();
    let path = names.path(Path::new("nowhere"), true, &Stamp { at, zone });
    let (line, again) = read_name(&vault, path.file_name().unwrap().to_str().unwrap()).unwrap();
    assert_eq!(line, names.line);
    assert!(again.risky && again.made == found.made);
    for other in [
        "stepwise-abababab-2026-11-20-093000.backup.partial",
        "stepwise-cdcdcdcd-2026-11-20-093000.backup",
        "stepwise-2026-11-20-093000.backup",
        "my stepwise-abababab-2026-11-20-093000.backup",
        "stepwise-abababab-2026-13-20-093000.backup",
        "stepwise-abababab-r12-2026-11-20-093000.backup",
    ] {
        assert_eq!(read_name(&vault, other), None, "{other}");
    }
}
