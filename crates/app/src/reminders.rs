//! Reminders while it is locked or closed: how many steps are due on which day, in a small plain file
//! beside the vault, and the one neutral sentence that follows from it.
//!
//! The file is there only where somebody asked for reminders. It holds days and numbers: no name, no case,
//! no policy, no agency. Nothing is trusted that is read from it; changed by others, it reminds wrongly, and
//! is written anew when the record is open again. `docs/adr/0018` says why.

use crate::beside;
use crate::config::Now;
use chrono::{NaiveDate, Timelike};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use stepwise_store::Home;

/// The form of the file.
const FORM: u32 = 1;
/// More than this is not ours.
const MOST_BYTES: u64 = 64 * 1024;
/// So many days are kept at most.
const MOST_DAYS: usize = 400;
/// Nobody is reminded before this hour of the computer's own clock.
const FROM_HOUR: u32 = 8;

/// Steps by the day on which they are due.
pub(crate) type Steps = BTreeMap<NaiveDate, u32>;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    form: u32,
    /// How many steps are due on which day.
    steps: Steps,
    /// The day on which it was last said.
    said: Option<NaiveDate>,
}

fn file(data: &Path) -> PathBuf {
    data.join("reminders.json")
}

fn read(data: &Path) -> Option<Kept> {
    let bytes = beside::read(&file(data), MOST_BYTES)?;
    let kept: Kept = serde_json::from_slice(&bytes).ok()?;
    (kept.form == FORM && kept.steps.len() <= MOST_DAYS).then_some(kept)
}

fn write(data: &Path, kept: &Kept) {
    if let Ok(bytes) = serde_json::to_vec(kept) {
        // A reminder that cannot be kept is none; the record itself has every date.
        let _ = beside::write(&file(data), &bytes);
    }
}

/// Keeps what is due. Called whenever what is to do was looked at, so that nothing is left to do at lock.
pub(crate) fn keep(data: &Path, steps: Steps) {
    let before = read(data);
    let said = before.as_ref().and_then(|kept| kept.said);
    let kept = Kept {
        form: FORM,
        steps: steps.into_iter().take(MOST_DAYS).collect(),
        said,
    };
    if before.as_ref() != Some(&kept) {
        write(data, &kept);
    }
}

/// Takes the file away: nobody wants to be reminded.
pub(crate) fn forget(data: &Path) {
    // Where it cannot be removed it is emptied.
    if std::fs::remove_file(file(data)).is_err() && read(data).is_some() {
        write(
            data,
            &Kept {
                form: FORM,
                ..Kept::default()
            },
        );
    }
}

/// The folders of all records: the first one's, and those beside it.
fn folders(data_folder: &Path) -> impl Iterator<Item = PathBuf> {
    let first = Home::new(data_folder);
    // Where it cannot be read, no record beside the first one is reminded of.
    let names = first.records().unwrap_or_default();
    let others: Vec<PathBuf> = names
        .iter()
        .map(|name| first.record(name).folder().to_path_buf())
        .collect();
    [data_folder.to_path_buf()].into_iter().chain(others)
}

/// Whether somebody asked to be reminded, of any record of this computer.
pub(crate) fn wanted(data_folder: &Path) -> bool {
    folders(data_folder).any(|folder| read(&folder).is_some())
}

/// Says what is due, once a day and for each record by itself: never a name, a case number or an agency, nor
/// which record. `say` answers whether it was shown; only then is it said for today. True where something was
/// said.
///
/// The folder is the one that holds the first record; no vault is opened.
pub fn remind(data_folder: &Path, now: &Now, mut say: impl FnMut(&str) -> bool) -> bool {
    let each = folders(data_folder).map(|folder| remind_of(&folder, now, &mut say));
    // Counted, and not stopped at the first: each record is looked at.
    each.filter(|said| *said).count() > 0
}

fn remind_of(data_folder: &Path, now: &Now, say: impl FnOnce(&str) -> bool) -> bool {
    let Some(mut kept) = read(data_folder) else {
        return false;
    };
    let today = now.stamp.date_naive();
    if kept.said == Some(today) || now.stamp.hour() < FROM_HOUR {
        return false;
    }
    let each = kept.steps.range(..today);
    let late = each.fold(0u32, |sum, (_, n)| sum.saturating_add(*n));
    let due = kept.steps.get(&today).copied().unwrap_or(0);
    let said = sentence(due, late).is_some_and(|text| say(&text));
    if said {
        kept.said = Some(today);
        write(data_folder, &kept);
    }
    said
}

fn sentence(due: u32, late: u32) -> Option<String> {
    let steps = |n: u32| match n {
        1 => "1 step is".to_owned(),
        n => format!("{n} steps are"),
    };
    match (due, late) {
        (0, 0) => None,
        (due, 0) => Some(format!("{} due today.", steps(due))),
        (0, late) => Some(format!("{} late.", steps(late))),
        (due, late) => {
            let is = if late == 1 { "is" } else { "are" };
            Some(format!("{} due today, and {late} {is} late.", steps(due)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(text: &str) -> Now {
        Now {
            stamp: text.parse().unwrap(),
            zone: "Europe/London".into(),
        }
    }

    fn steps(all: &[(&str, u32)]) -> Steps {
        all.iter()
            .map(|(day, n)| (day.parse().unwrap(), *n))
            .collect()
    }

    fn reminder(data: &Path, now: &Now) -> Option<String> {
        let mut said = None;
        remind(data, now, |text| {
            said = Some(text.to_owned());
            true
        });
        said
    }

    #[test]
    fn what_could_not_be_shown_is_shown_later() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), steps(&[("2026-11-20", 1)]));
        let at = now("2026-11-20T09:00:00+00:00");
        assert!(!remind(folder.path(), &at, |_| false));
        assert!(remind(folder.path(), &at, |_| true));
        assert!(!remind(folder.path(), &at, |_| true));
    }

    #[test]
    fn it_is_said_once_a_day_from_eight_o_clock() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        assert_eq!(reminder(data, &now("2026-11-20T09:00:00+00:00")), None);
        keep(data, steps(&[("2026-11-20", 1), ("2026-11-21", 2)]));
        assert_eq!(reminder(data, &now("2026-11-19T09:00:00+00:00")), None);
        assert_eq!(reminder(data, &now("2026-11-20T07:59:00+00:00")), None);
        let text = reminder(data, &now("2026-11-20T08:00:00+00:00"));
        assert_eq!(text.as_deref(), Some("1 step is due today."));
        assert_eq!(reminder(data, &now("2026-11-20T12:00:00+00:00")), None);
        // Looked at again meanwhile: still said for today.
        keep(data, steps(&[("2026-11-20", 1), ("2026-11-21", 2)]));
        assert_eq!(reminder(data, &now("2026-11-20T12:00:00+00:00")), None);
        let text = reminder(data, &now("2026-11-21T12:00:00+00:00"));
        assert_eq!(
            text.as_deref(),
            Some("2 steps are due today, and 1 is late.")
        );
        let text = reminder(data, &now("2026-11-23T12:00:00+00:00"));
        assert_eq!(text.as_deref(), Some("3 steps are late."));
        forget(data);
        assert!(!file(data).exists());
        assert_eq!(reminder(data, &now("2026-11-24T12:00:00+00:00")), None);
    }

    #[test]
    fn a_damaged_or_hostile_file_reminds_of_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let at = now("2026-11-20T09:00:00+00:00");
        let many: Vec<String> = (0..500)
            .map(|n| format!("\"{}\":1", NaiveDate::default() + chrono::Days::new(n)))
            .collect();
        for text in [
            String::new(),
            "{".into(),
            r#"{"form":2,"steps":{"2026-11-20":1},"said":null}"#.into(),
            r#"{"form":1,"steps":{"2026-11-20":-1},"said":null}"#.into(),
            r#"{"form":1,"steps":{"2026-11-20":"call Ana"},"said":null}"#.into(),
            r#"{"form":1,"steps":{"2026-11-20":1},"said":null,"text":"call Ana"}"#.into(),
            format!(r#"{{"form":1,"steps":{{{}}},"said":null}}"#, many.join(",")),
            " ".repeat(100_000),
        ] {
            std::fs::write(file(data), &text).unwrap();
            assert_eq!(reminder(data, &at), None, "{text}");
        }
        // An absurd number is said as it is; nothing overflows.
        let absurd =
            r#"{"form":1,"steps":{"2026-11-18":4294967295,"2026-11-19":4294967295},"said":null}"#;
        std::fs::write(file(data), absurd).unwrap();
        assert!(reminder(data, &at).is_some());
    }

    #[test]
    fn the_file_holds_days_and_numbers_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), steps(&[("2026-11-20", 1)]));
        let text = std::fs::read_to_string(file(folder.path())).unwrap();
        assert_eq!(text, r#"{"form":1,"steps":{"2026-11-20":1},"said":null}"#);
    }
}
