//! From a pack's files to a checked policy.

use super::model::Policy;
use super::pack::Pack;
use super::problem::{Problem, Problems, Severity};
use super::table::Table;
use crate::calendar::Calendar;
use crate::ids::CalendarId;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What the pack can be checked against besides itself. What is not given is not checked.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// Today: contacts that nobody looked at for a year are named.
    pub today: Option<NaiveDate>,
    /// The calendars at hand: one that a pack names must be among them.
    pub calendars: Option<&'a BTreeMap<CalendarId, Calendar>>,
}

/// The policy of a pack.
///
/// # Errors
/// Every problem of the pack, warnings among them, if one of them is an error.
pub fn read(pack: &Pack) -> Result<Policy, Vec<Problem>> {
    let (policy, problems) = read_all(pack);
    policy.ok_or(problems)
}

/// The policy of a pack, unless it has an error, and all its problems.
pub fn read_all(pack: &Pack) -> (Option<Policy>, Vec<Problem>) {
    check(pack, Known::default())
}

/// Like [`read_all`], and looks at more.
pub fn check(_pack: &Pack, _known: Known<'_>) -> (Option<Policy>, Vec<Problem>) {
    (None, Vec::new())
}

/// `format = 1`.
pub(crate) fn check_format(root: &Table<'_>, problems: &mut Problems) {
    let Some(item) = root.get("format") else {
        problems.error(&root.at, "`format` is missing in the file.", "Write format = 1.");
        return;
    };
    let one = item.value.as_integer().is_some_and(|n| n.as_str() == "1" && n.radix() == 10);
    if !one {
        problems.error(&item.at, "This format is not known.", "Write format = 1.");
    }
}

/// The `zone` of a file.
pub(crate) fn zone(root: &Table<'_>, problems: &mut Problems) -> chrono_tz::Tz {
    let word = root.word("zone", problems);
    word.text.parse().unwrap_or_else(|_| {
        if !word.text.is_empty() {
            problems.error(
                &word.at,
                format!("There is no time zone `{}`.", super::table::shown(&word.text)),
                "Write one such as \"Europe/London\" or \"Europe/Guernsey\".",
            );
        }
        chrono_tz::Tz::UTC
    })
}
