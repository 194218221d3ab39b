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
mod tests;
