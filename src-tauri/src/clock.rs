//! The machine's clock and time zone.

use std::path::PathBuf;

use chrono::{DateTime, Local};
use stepwise_app::{Clock, Now};

/// Reads the machine's clock; in a test build, the file that stands for it.
pub struct SystemClock {
    file: Option<PathBuf>,
}

impl SystemClock {
    /// A clock that reads the machine's time, or the time written in `file`.
    pub fn new(file: Option<PathBuf>) -> Self {
        Self { file }
    }

    /// The time in the file: RFC 3339, a space, the name of a zone.
    fn written(&self) -> Option<Now> {
        let text = std::fs::read_to_string(self.file.as_ref()?).ok()?;
        let (stamp, zone) = text.trim().split_once(' ')?;
        Some(Now {
            stamp: DateTime::parse_from_rfc3339(stamp).ok()?,
            zone: zone.to_owned(),
        })
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Now {
        self.written().unwrap_or_else(|| {
            let stamp = Local::now().fixed_offset();
            // A machine that names no zone is taken at its offset; the policies' own zones decide limits.
            let zone =
                iana_time_zone::get_timezone().unwrap_or_else(|_| stamp.offset().to_string());
            Now { stamp, zone }
        })
    }
}
