//! What is thrown at the readers: any bytes, as each kind of file that somebody else may have written. The fuzzer
//! in `fuzz/` and the ordinary tests share these functions, so that what the one finds the other holds.

use crate::calendar::Calendar;
use crate::inspect::{Folder, inspect};
use crate::policy::{Known, Pack, draw, read_all};
use crate::simulate::{Timeline, run};
use std::collections::BTreeMap;

const CALENDAR: &str = include_str!("../../../policies/calendars/england-and-wales.toml");
const POLICY: &str = include_str!("../../../docs/template/policy.toml");
const PAPER: &str = include_str!("../../../docs/template/forms/record.toml");

fn pack(main: &[u8], paper: &[u8]) -> Pack {
    let mut pack = Pack::default();
    pack.files.insert("policy.toml".to_owned(), main.to_vec());
    pack.files
        .insert("forms/record.toml".to_owned(), paper.to_vec());
    pack
}

/// The bytes as `policy.toml`: there is a policy, or a reason why not; and a policy can be drawn.
pub fn policy(bytes: &[u8]) {
    let (policy, problems) = read_all(&pack(bytes, PAPER.as_bytes()));
    assert!(policy.is_some() || !problems.is_empty());
    if let Some(policy) = policy {
        draw::draw(&policy);
    }
    // Whatever can be read of a stored pack's bytes is a pack.
    if let Ok(pack) = Pack::from_bytes(bytes) {
        read_all(&pack);
    }
}

/// The bytes as a form.
pub fn paper(bytes: &[u8]) {
    let (policy, problems) = read_all(&pack(POLICY.as_bytes(), bytes));
    assert!(policy.is_some() || !problems.is_empty());
}

/// The bytes as a calendar.
pub fn calendar(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Err(problems) = Calendar::parse(text, "calendar.toml")
    {
        assert!(!problems.is_empty());
    }
}

/// The bytes as a timeline: read, played through the template, and looked at as one of its examples.
pub fn timeline(bytes: &[u8]) {
    let mut calendars = BTreeMap::new();
    if let Ok(calendar) = Calendar::parse(CALENDAR, "calendar.toml") {
        calendars.insert(calendar.id.clone(), calendar);
    }
    let folder = Folder {
        pack: pack(POLICY.as_bytes(), PAPER.as_bytes()),
        examples: BTreeMap::from([("examples/a.toml".to_owned(), bytes.to_vec())]),
        ..Folder::default()
    };
    let (policy, report) = inspect(&folder, None, Known::default(), &calendars);
    assert_eq!(report.examples.len(), 1);
    if let (Some(policy), Ok(text)) = (policy, std::str::from_utf8(bytes)) {
        match Timeline::parse(text, "a.toml") {
            Ok(timeline) => drop(run(&policy, &calendars, &timeline)),
            Err(error) => assert!(!error.problems().is_empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwise_testkit::thrown::{Reads, kept, throw, written};

    /// Each kind of file, with what reads it and a sound one to start from.
    const KINDS: [(&str, Reads, &str); 4] = [
        ("policy", policy, POLICY),
        ("paper", paper, PAPER),
        ("calendar", calendar, CALENDAR),
        ("timeline", timeline, TIMELINE),
    ];
    const TIMELINE: &str = include_str!("../../../docs/template/examples/first.toml");

    /// The seeds of the fuzzer, and whatever it found once, kept beside them.
    #[test]
    fn kept_files_panic_nothing() {
        for (name, reads, sound) in KINDS {
            reads(sound.as_bytes());
            kept(name, reads);
        }
    }

    #[test]
    fn changed_and_any_bytes_panic_nothing() {
        let readers = KINDS.map(|(_, reads, sound)| (reads, vec![sound.as_bytes().to_vec()]));
        let put = written("[ \\[\\]{}\"'=.,#a-z0-9\n\u{202e}é-]{0,8}");
        throw(&readers, 120, 20, put);
    }
}
