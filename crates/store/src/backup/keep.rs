//! Which backups are kept. Only files that are this vault's by name **and** by content ever go, only
//! after a newer one was read again and found whole, and never the newest ones.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use data_encoding::HEXLOWER;

use super::{BackupFile, LINE};
use crate::database;
use crate::error::StoreError;
use crate::files;
use crate::ids::VaultId;
use crate::secret::random;
use crate::vault::Stamp;

/// The newest ones, whenever they were made.
const NEWEST: usize = 5;
/// The last one of each of so many days back.
const DAYS: i64 = 14;
/// The last one of each of so many weeks back.
const WEEKS: i64 = 8;
/// The last one of each month, so many days back: a year and a month.
const MONTHS_DAYS: i64 = 397;
/// One made before something risky, for so many days.
const RISKY_DAYS: i64 = 90;
/// What a power cut left half-written is this vault's own and a day old before it goes.
const LEFT_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// So many go at a time: a clock that is wrong for a day does not take a year's.
const AT_A_TIME: usize = 3;

const START: &str = "stepwise-";
const END: &str = ".backup";
const RISKY: &str = "-before";
const TIME: &str = "%Y-%m-%d-%H%M%S";

/// What a rule says of one backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// When it was made, by the clock on the wall.
    pub made: NaiveDateTime,
    /// It was made before something risky.
    pub risky: bool,
}

/// A backup in a folder, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Of which line of the record: see [`BackupNames`].
    line: Option<String>,
    /// Where.
    pub path: PathBuf,
    /// When, and why.
    pub kept: Kept,
    /// Its size.
    pub bytes: u64,
}

/// The first digits of the vault's id, by which its files are told from another vault's.
fn mark(vault: &VaultId) -> String {
    vault.to_string().chars().take(8).collect()
}

/// Which of these are kept, each as given: the five newest; the last of each day for a fortnight, of
/// each week for eight weeks, of each month for a year; for ninety days whatever was made before
/// something risky; and whatever is dated after `now`, since then a clock is wrong. Those are not among
/// the five.
pub fn keep(all: &[Kept], now: NaiveDateTime) -> Vec<bool> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    let ahead = all.iter().filter(|kept| kept.made > now).count();
    let made = |i: &usize| all.get(*i).map(|kept| kept.made);
    order.sort_by_key(|i| std::cmp::Reverse(made(i)));
    let mut keep = vec![false; all.len()];
    let mut seen = BTreeSet::new();
    for (place, index) in order.into_iter().enumerate() {
        let Some(kept) = all.get(index) else { continue };
        let age = now.date() - kept.made.date();
        let (day, week) = (kept.made.date(), kept.made.date().iso_week());
        // All three are noted even when one is enough: the last of a day is the last of its week, too.
        let firsts = [
            seen.insert((0, day.year(), day.ordinal())) && age <= TimeDelta::days(DAYS),
            seen.insert((1, week.year(), week.week())) && age <= TimeDelta::weeks(WEEKS),
            seen.insert((2, day.year(), day.month())) && age <= TimeDelta::days(MONTHS_DAYS),
        ];
        let risky = kept.risky && age <= TimeDelta::days(RISKY_DAYS);
        if let Some(slot) = keep.get_mut(index) {
            *slot = place < ahead + NEWEST || kept.made > now || risky || firsts.contains(&true);
        }
    }
    keep
}

/// The day from which each of these is no longer kept, as given, if a backup is made on every day from `now`
/// on: an earlier day never, a later one where fewer are made. None for one that is dated after `now`.
fn given_up(all: &[Kept], now: NaiveDateTime) -> Vec<Option<NaiveDate>> {
    let of = |one: &Kept| {
        if one.made > now {
            return None;
        }
        let later = |same: &dyn Fn(&Kept) -> bool| all.iter().any(|k| k.made > one.made && same(k));
        let (day, week) = (one.made.date(), one.made.date().iso_week());
        let in_week = |at: NaiveDate| at.iso_week() == week;
        let in_month = |at: NaiveDate| (at.year(), at.month()) == (day.year(), day.month());
        let tomorrow = now.date() + TimeDelta::days(1);
        // Tomorrow's backup takes the place of this one in a week or month that still goes on.
        let rules = [
            (DAYS, !later(&|k| k.made.date() == day)),
            (
                WEEKS * 7,
                !in_week(tomorrow) && !later(&|k| in_week(k.made.date())),
            ),
            (
                MONTHS_DAYS,
                !in_month(tomorrow) && !later(&|k| in_month(k.made.date())),
            ),
            (RISKY_DAYS, one.risky),
        ];
        let held = rules.into_iter().filter(|(_, holds)| *holds);
        let last = held.map(|(days, _)| day + TimeDelta::days(days)).max();
        // The newest ones stay whatever their age: until as many newer ones are there.
        let newer = all
            .iter()
            .filter(|k| k.made > one.made && k.made <= now)
            .count();
        let wanted = i64::try_from(NEWEST.saturating_sub(newer)).unwrap_or(0);
        let crowded = now.date() + TimeDelta::days(wanted);
        let from = last.map_or(now.date(), |last| last + TimeDelta::days(1));
        Some(from.max(crowded))
    };
    all.iter().map(of).collect()
}

/// What a name says, where it is one that this vault gives.
fn read_name(vault: &VaultId, name: &str) -> Option<(Option<String>, Kept)> {
    let rest = name.strip_prefix(START)?.strip_suffix(END)?;
    let rest = rest.strip_prefix(&*mark(vault))?.strip_prefix('-')?;
    let (line, rest) = match rest.split_once('-') {
        Some((line, rest)) if is_line(line) => (Some(line.to_owned()), rest),
        _ => (None, rest),
    };
    let (time, risky) = match rest.strip_suffix(RISKY) {
        Some(time) => (time, true),
        None => (rest, false),
    };
    let made = NaiveDateTime::parse_from_str(time, TIME).ok()?;
    Some((line, Kept { made, risky }))
}

/// A year never begins with a letter.
fn is_line(text: &str) -> bool {
    text.strip_prefix('r').is_some_and(|digits| {
        digits.len() == 6
            && digits
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

/// A name for the line of the record that begins with a restore.
pub(super) fn make_line() -> Result<String, StoreError> {
    Ok(format!("r{}", HEXLOWER.encode(&random::<3>()?)))
}

/// This vault's backups in a folder, the newest first. A file counts by its name.
///
/// # Errors
/// The folder cannot be read.
pub(crate) fn list(folder: &Path, vault: &VaultId) -> io::Result<Vec<Listed>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let Ok(entry) = entry else { continue };
        let kept = entry
            .file_name()
            .to_str()
            .and_then(|name| read_name(vault, name));
        if let (Some((line, kept)), Ok(meta)) = (kept, entry.metadata())
            && meta.is_file()
        {
            found.push(Listed {
                line,
                path: entry.path(),
                kept,
                bytes: meta.len(),
            });
        }
    }
    found.sort_by(|a, b| b.kept.made.cmp(&a.kept.made).then(b.path.cmp(&a.path)));
    Ok(found)
}

/// How this record's backups are named, which can be asked on another thread.
///
/// Each restore begins a line of its own: two computers that restored the same backup may go on side by
/// side, with one folder for their backups. Each line names its own and takes away none of another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupNames {
    vault: VaultId,
    line: Option<String>,
}

impl BackupNames {
    /// The path of a new backup in a folder. Its name says when, and nothing about whom; no file has
    /// it yet. Asks the folder, which may take long on a network.
    pub fn path(&self, folder: &Path, risky: bool, now: &Stamp) -> PathBuf {
        let mark = mark(&self.vault);
        let line = self.line.as_ref().map(|line| format!("-{line}"));
        let line = line.unwrap_or_default();
        let end = if risky { RISKY } else { "" };
        let mut at = now.at;
        loop {
            let name = format!("{START}{mark}{line}-{}{end}{END}", at.format(TIME));
            let path = folder.join(name);
            if !path.exists() {
                return path;
            }
            at += TimeDelta::seconds(1);
        }
    }

    /// Whether a backup is of this line.
    pub(crate) fn is_own(&self, one: &Listed) -> bool {
        one.line == self.line
    }

    /// The day from which each is no longer kept, as given: see [`given_up`]. None, too, for one of another line, which
    /// this one takes away never.
    pub(crate) fn given_up(&self, listed: &[Listed], now: &Stamp) -> Vec<Option<NaiveDate>> {
        let own = listed.iter().filter(|one| self.is_own(one));
        let own: Vec<Kept> = own.map(|one| one.kept).collect();
        let mut days = given_up(&own, now.at.naive_local()).into_iter();
        let each = listed.iter().map(|one| match self.is_own(one) {
            true => days.next().flatten(),
            false => None,
        });
        each.collect()
    }

    /// Takes away what the rule of [`keep`] gives up, the oldest first and a few at a time, and what a
    /// power cut left half-written a day ago or more. Says how many backups went. Only files count, on
    /// either side, that are this line's by name and this vault's by content. Call it after a backup was
    /// made: what cannot be taken away stays, and is no fault.
    pub fn prune(&self, folder: &Path, now: &Stamp) -> usize {
        let whole = |one: &Listed| {
            one.line == self.line
                && BackupFile::look(&one.path).is_ok_and(|file| file.vault == self.vault)
        };
        let mut listed = list(folder, &self.vault).unwrap_or_default();
        listed.retain(whole);
        let all: Vec<Kept> = listed.iter().map(|one| one.kept).collect();
        let keep = keep(&all, now.at.naive_local());
        let surplus = listed.iter().zip(keep).rev().filter(|(_, keep)| !keep);
        let gone = surplus
            .take(AT_A_TIME)
            .filter(|(one, _)| fs::remove_file(&one.path).is_ok());
        let count = gone.count();
        remove_leftovers(folder, &self.vault);
        count
    }
}

impl crate::Vault {
    /// How this record's backups are named.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn backup_names(&self) -> Result<BackupNames, StoreError> {
        let line = database::meta(&self.conn, LINE)?;
        Ok(BackupNames {
            vault: self.id(),
            line: line.and_then(|bytes| String::from_utf8(bytes).ok()),
        })
    }

    /// This vault's backups in a folder, the newest first, of every line.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn backups_in(&self, folder: &Path) -> Result<Vec<Listed>, super::BackupError> {
        Ok(list(folder, &self.id())?)
    }
}

fn remove_leftovers(folder: &Path, vault: &VaultId) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let old = |entry: &fs::DirEntry| {
        let changed = entry.metadata().and_then(|meta| meta.modified());
        let age = |at| SystemTime::now().duration_since(at);
        changed.is_ok_and(|at| age(at).is_ok_and(|age| age >= LEFT_FOR))
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let whole = name.to_str().and_then(files::whole_name);
        let ours = whole.is_some_and(|whole| read_name(vault, whole).is_some());
        if ours && old(&entry) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
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
}
