//! Failed tries, and how long to wait after them. Kept beside the database, since the database is
//! closed when a try fails; nothing is ever wiped because of them.
//!
//! A person who can write the folder can delete this file. It slows a person at the keyboard; a
//! stolen file is defended by what each try costs.

use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::files::{self, TRIES};

/// Tries without waiting.
const FREE: u32 = 3;
/// The longest wait, in seconds.
const LONGEST: u64 = 300;
/// Times kept for the journal; the count goes on.
const TIMES: usize = 100;

/// The failed tries since the last unlock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tries {
    pub(crate) failures: u32,
    /// Wrong recovery keys: noted, and never a reason to wait, since nobody guesses 128 bits.
    pub(crate) recovery: u32,
    last: Option<DateTime<Utc>>,
    pub(crate) times: Vec<String>,
}

impl Tries {
    /// Reads the folder's tries; a file that cannot be read counts as none.
    pub(crate) fn read(folder: &Path) -> Self {
        files::read_small(&folder.join(TRIES))
            .ok()
            .flatten()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Seconds until a try is allowed. A clock that was put back does not lengthen the wait
    /// beyond what is due from now on.
    pub(crate) fn wait(&self, now: DateTime<Utc>) -> u64 {
        let due = self.due();
        let Some(last) = self.last else { return 0 };
        let passed = now.signed_duration_since(last).num_milliseconds();
        match u64::try_from(passed) {
            Ok(passed) => (due * 1000).saturating_sub(passed).div_ceil(1000),
            Err(_) => due,
        }
    }

    /// Whether the clock stands before the last failed try.
    pub(crate) fn clock_went_back(&self, now: DateTime<Utc>) -> bool {
        self.last.is_some_and(|last| now < last)
    }

    /// Starts the wait afresh from now, so that a clock put back cannot lock anyone out for good.
    pub(crate) fn restart(&mut self, now: DateTime<Utc>) {
        self.last = Some(now);
    }

    fn due(&self) -> u64 {
        match self.failures.checked_sub(FREE) {
            None => 0,
            Some(over) => 1u64.checked_shl(over).unwrap_or(LONGEST).min(LONGEST),
        }
    }

    /// Counts a failed try and gives the seconds until the next.
    pub(crate) fn fail(&mut self, now: DateTime<Utc>) -> u64 {
        self.failures = self.failures.saturating_add(1);
        self.last = Some(now);
        self.note_time(now);
        self.due()
    }

    /// Counts a wrong recovery key.
    pub(crate) fn fail_recovery(&mut self, now: DateTime<Utc>) {
        self.recovery = self.recovery.saturating_add(1);
        self.note_time(now);
    }

    fn note_time(&mut self, now: DateTime<Utc>) {
        if self.times.len() < TIMES {
            self.times
                .push(now.to_rfc3339_opts(SecondsFormat::Secs, true));
        }
    }

    /// Whether nothing failed since the last unlock.
    pub(crate) fn is_empty(&self) -> bool {
        self.failures == 0 && self.recovery == 0
    }

    /// Forgets them, once they are in the journal.
    pub(crate) fn clear(folder: &Path) -> Result<(), crate::StoreError> {
        Self::default().write(folder)
    }

    pub(crate) fn write(&self, folder: &Path) -> Result<(), crate::StoreError> {
        let bytes = serde_json::to_vec(self)?;
        Ok(files::write_whole(&folder.join(TRIES), &bytes)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn waits_grow_after_three_tries_and_stop_at_five_minutes() {
        let now = DateTime::UNIX_EPOCH;
        let mut tries = Tries::default();
        let waits: Vec<u64> = (0..14).map(|_| tries.fail(now)).collect();
        assert_eq!(
            waits,
            [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
        );
        assert_eq!(tries.wait(now), 300);
        assert_eq!(tries.wait(now + TimeDelta::milliseconds(299_001)), 1);
        assert_eq!(tries.wait(now + TimeDelta::seconds(300)), 0);
        tries.failures = u32::MAX;
        assert_eq!(tries.fail(now), 300);
    }

    #[test]
    fn a_clock_put_back_waits_from_now_and_no_longer() {
        let later = DateTime::UNIX_EPOCH + TimeDelta::days(400);
        let mut tries = Tries::default();
        (0..5).for_each(|_| {
            tries.fail(later);
        });
        let now = DateTime::UNIX_EPOCH;
        assert!(tries.clock_went_back(now));
        assert_eq!(tries.wait(now), 4);
        tries.restart(now);
        assert_eq!(tries.wait(now + TimeDelta::seconds(4)), 0);
    }
}
