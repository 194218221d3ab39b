//! The journal's entries in words. Each kind stands once in [`KINDS`]; names are looked up when they are shown.

use super::clock::Jump;
use super::notices;
use crate::words::plural;
use chrono::DateTime;
use serde::Deserialize;
use serde_json::Value;
use stepwise_store::{Entry, Notice};

/// The store's kinds and those of `activity.rs`: the group of each, and what it says where its payload adds nothing.
const KINDS: [(&str, &str, &str); 48] = [
    ("vault-created", "people", "Made this record"),
    ("unlocked", "unlock", "Unlocked"),
    ("unlock-failed", "unlock", "Failed tries to unlock"),
    ("locked", "unlock", "Locked"),
    ("case-opened", "record", "Started the case"),
    ("case-head", "record", "Recorded in the case"),
    (
        "case-taken-on",
        "record",
        "Took in entries of the case from another record",
    ),
    (
        "kept-beside",
        "record",
        "Kept another record\u{2019}s version of the case beside it",
    ),
    ("case-viewed", "look", "Looked at the case"),
    ("searched", "look", "Looked for words in the record"),
    ("form-checked", "look", "Checked a printed form"),
    (
        "incoming-opened",
        "look",
        "Opened a bundle that somebody sent, and took nothing in",
    ),
    (
        "incoming-file-saved",
        "look",
        "Saved a file out of a bundle that somebody sent, not encrypted",
    ),
    (
        "sender-remembered",
        "settings",
        "Remembered the key of another record",
    ),
    (
        "sender-forgotten",
        "settings",
        "Forgot the key of another record",
    ),
    ("paper-printed", "left", "Handed a paper to print"),
    (
        "paper-saved",
        "left",
        "Saved a paper as a file, not encrypted",
    ),
    ("email-drafted", "left", "Drafted an email with a paper"),
    (
        "case-erased",
        "keeping",
        "Erased the case: its texts and files are gone, its chain stays",
    ),
    (
        "hold-on-all-placed",
        "keeping",
        "Placed a hold on all cases: none can be erased",
    ),
    (
        "hold-on-all-lifted",
        "keeping",
        "Lifted the hold on all cases",
    ),
    (
        "schedule-changed",
        "keeping",
        "Changed how long records are kept",
    ),
    (
        "mail-opened",
        "left",
        "Handed the words of an email to the email program",
    ),
    ("bundle-made", "left", "Made a bundle"),
    (
        "case-handed-over",
        "left",
        "Handed the whole case over, to be taken on in another record",
    ),
    (
        "handover-received",
        "left",
        "Noted that the case that was handed over has arrived",
    ),
    ("report-saved", "left", "Saved a report without names"),
    ("files-attached", "record", "Attached files"),
    ("copy-given", "left", "Made a copy for somebody who asked"),
    (
        "calendar-saved",
        "left",
        "Saved the days ahead as a calendar file",
    ),
    (
        "copied-over",
        "left",
        "Copied the chronology as text into our own system",
    ),
    (
        "file-saved",
        "left",
        "Saved an attached file, not encrypted",
    ),
    (
        "nothing-left",
        "left",
        "A file could not be put in its place, so nothing left",
    ),
    ("recovery-sheet-saved", "people", "Saved a recovery sheet"),
    (
        "keys-rotated",
        "people",
        "Changed the keys of the whole record",
    ),
    (
        "left-folders-deleted",
        "people",
        "Deleted what an earlier key opened",
    ),
    ("person-added", "people", "Gave a person a role"),
    ("person-role", "people", "Changed what a person may do"),
    (
        "person-removed",
        "people",
        "Took a person off those who can open the record",
    ),
    ("slots-changed", "people", "Changed who can unlock"),
    ("settings-changed", "settings", "Changed the settings"),
    ("policy-added", "settings", "Added a policy"),
    ("policy-removed", "settings", "Took a policy off the list"),
    ("backed-up", "backup", "Made a backup"),
    ("restored", "backup", "Restored a backup"),
    (
        "clock-went-back",
        "warning",
        "The computer\u{2019}s clock went back",
    ),
    ("noticed", "warning", "Something was noticed"),
    ("notice-seen", "warning", "Acknowledged a notice"),
];

/// The group of kinds that are in no table: of a newer program.
pub(crate) const OTHER: &str = "other";

/// The kinds of a group; empty for no such group.
pub(crate) fn kinds_of(group: &str) -> Vec<String> {
    KINDS
        .iter()
        .filter(|(_, g, _)| *g == group)
        .map(|(kind, ..)| (*kind).to_owned())
        .collect()
}

/// An entry's group, its title, and what more there is to say.
pub(crate) struct Told {
    pub group: &'static str,
    pub title: String,
    pub detail: String,
}

/// Puts an entry into words.
pub(crate) fn tell(entry: &Entry) -> Told {
    let known = KINDS.iter().find(|(kind, ..)| *kind == entry.kind);
    let (group, title) = known.map_or(
        (
            OTHER,
            "Something was done that this version has no words for",
        ),
        |k| (k.1, k.2),
    );
    let said: Value = serde_json::from_slice(&entry.payload).unwrap_or_default();
    let number = |field: &str| said.get(field).and_then(Value::as_u64).unwrap_or(0);
    let text = |field: &str| said.get(field).and_then(Value::as_str).unwrap_or_default();
    let mut title = title.to_owned();
    let mut detail = String::new();
    match entry.kind.as_str() {
        "unlocked" if text("kind") == "recovery" => title = "Unlocked with a recovery key".into(),
        "unlocked" if text("kind") == "quick" => title = "Unlocked with the PIN".into(),
        "unlock-failed" => (title, detail) = failed_tries(&said, entry),
        "case-taken-on" | "kept-beside" => {
            detail = format!("Records {} to {}", number("from"), number("seq"));
        }
        "case-head" => detail = format!("Up to record {}", number("seq")),
        "email-drafted" => {
            let encrypted = said
                .get("encrypted")
                .and_then(Value::as_bool)
                .unwrap_or(true);
            detail = if encrypted {
                "Encrypted".into()
            } else {
                "Not encrypted, for secure email".into()
            };
        }
        "locked" => {
            title = match text("why") {
                "asked" => "Locked by hand",
                "idle" => "Locked by itself after the time without use",
                "sleep" => "Locked because the computer went to sleep",
                "screen" => "Locked with the computer\u{2019}s screen",
                "other-user" => "Locked because another user took over the computer",
                "closed" => "Locked with the window\u{2019}s close",
                _ => "Locked",
            }
            .into();
        }
        "slots-changed" => {
            title = match text("change") {
                "passphrase" => "Changed a passphrase",
                "added" => "Added a person who can unlock",
                "removed" => "Removed a person who could unlock",
                "recovery-keys" => "Made new recovery keys",
                "quick-on" => "Turned on quick unlock on this computer",
                "quick-off" => "Turned off quick unlock on this computer",
                _ => "Changed who can unlock",
            }
            .into();
        }
        "files-attached" => {
            detail = plural(i64::try_from(number("files")).unwrap_or(i64::MAX), "file");
        }
        "calendar-saved" => {
            detail = plural(i64::try_from(number("days")).unwrap_or(i64::MAX), "day");
        }
        "report-saved" if said["small"] == true => detail = "With small counts".into(),
        "settings-changed" => detail = settings_words(&said),
        "backed-up" => detail = format!("{:.1} MB", number_of(&said, "bytes") / 1_000_000.0),
        "restored" => detail = format!("From a backup of {}", moment(text("made"))),
        "clock-went-back" => {
            if let Ok(jump) = serde_json::from_value::<Jump>(said.clone()) {
                detail = format!(
                    "It was {}. Entries keep the order in which they were written.",
                    jump.words()
                );
            }
        }
        "noticed" => {
            if let Ok(notice) = serde_json::from_value::<Notice>(said.clone()) {
                let words = notices::said(notice);
                (title, detail) = (words.title, words.text);
            }
        }
        "notice-seen" => detail = format!("The one of entry {}", number("notice")),
        "form-checked" if entry.case.is_none() => detail = "No case ever stood like that".into(),
        _ if group == OTHER => detail = entry.kind.clone(),
        _ => {}
    }
    Told {
        group,
        title,
        detail,
    }
}

fn number_of(said: &Value, field: &str) -> f64 {
    said.get(field).and_then(Value::as_f64).unwrap_or(0.0)
}

/// "20 Nov 2026, 08:12", as it was written.
fn moment(text: &str) -> String {
    DateTime::parse_from_rfc3339(text).map_or_else(
        |_| "an unknown time".to_owned(),
        |at| at.format("%-d %b %Y, %H:%M").to_string(),
    )
}

#[derive(Deserialize)]
struct Failed {
    passphrase: u32,
    recovery: u32,
    times: Vec<String>,
}

/// How many there were, and when: by the clock of the unlocking that wrote them down.
fn failed_tries(said: &Value, entry: &Entry) -> (String, String) {
    let Ok(failed) = serde_json::from_value::<Failed>(said.clone()) else {
        return ("Failed tries to unlock".into(), String::new());
    };
    let offset = DateTime::parse_from_rfc3339(&entry.recorded).map(|at| *at.offset());
    let times: Vec<String> = failed
        .times
        .iter()
        .filter_map(|time| DateTime::parse_from_rfc3339(time).ok())
        .map(|at| offset.map_or(at, |offset| at.with_timezone(&offset)))
        .map(|at| at.format("%-d %b %Y, %H:%M").to_string())
        .collect();
    let (wrong, keys) = (failed.passphrase, failed.recovery);
    let mut kinds = Vec::new();
    if wrong > 0 {
        kinds.push(plural(i64::from(wrong), "wrong passphrase"));
    }
    if keys > 0 {
        kinds.push(plural(i64::from(keys), "wrong recovery key"));
    }
    let all = wrong + keys;
    let title = format!(
        "{} to unlock, before this unlocking",
        match all {
            1 => "1 failed try".to_owned(),
            all => format!("{all} failed tries"),
        }
    );
    (title, format!("{}: {}", kinds.join(", "), times.join("; ")))
}

/// The parts of the settings, by the names they have in the store.
fn settings_words(said: &Value) -> String {
    let names = said.get("settings").and_then(Value::as_array);
    let mut words: Vec<&str> = names
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|name| match name {
            "setting" | "setting_kind" => "the setting\u{2019}s details",
            "policy" => "the policy mainly used",
            "people" => "people of the setting",
            "known" => "people and agencies",
            "users" => "who records",
            "overrides" => "a board\u{2019}s contact",
            "proclaimed" => "a holiday",
            "terms" => "term dates",
            "idle_minutes" => "when it locks by itself",
            "backup_folder" => "where backups go",
            "appearance" => "how it looks",
            "setup_done" => "the recovery keys",
            "confirmed_addresses" => "a confirmed address",
            "emergency" => "emergency contacts",
            _ => "something else",
        })
        .collect();
    words.dedup();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::{Act, LOOKS};
    use serde_json::json;
    use stepwise_store::CaseId;

    fn entry(kind: &str, payload: Value) -> Entry {
        Entry {
            seq: 1,
            recorded: "2026-07-01T09:00:00+01:00".into(),
            zone: "Europe/London".into(),
            actor: "u".into(),
            kind: kind.into(),
            case: None,
            payload: serde_json::to_vec(&payload).unwrap(),
        }
    }

    #[test]
    fn everything_that_is_written_down_has_words_and_a_group() {
        let case = CaseId([1; 16]);
        let paper = String::new;
        let acts = [
            Act::Viewed(case),
            Act::Searched,
            Act::Printed {
                case,
                paper: paper(),
            },
            Act::Saved {
                case,
                paper: paper(),
            },
            Act::Drafted {
                case,
                paper: paper(),
                encrypted: true,
            },
            Act::Bundled(case),
            Act::HandoverReceived { case, seq: 1 },
            Act::NothingLeft(case),
            Act::Attached { case, files: 2 },
            Act::FileSaved(case),
            Act::CopiedOver(case),
            Act::CalendarSaved {
                case: None,
                days: 1,
            },
            Act::RecoverySheet,
            Act::Settings(Vec::new()),
            Act::PolicyAdded,
            Act::PolicyRemoved,
            Act::FormChecked { case: None },
            Act::IncomingOpened,
            Act::IncomingFileSaved,
            Act::SenderRemembered,
            Act::SenderForgotten,
        ];
        for kind in acts.iter().map(Act::kind).chain(LOOKS) {
            assert_ne!(tell(&entry(kind, json!({}))).group, OTHER, "{kind}");
        }
        assert!(
            LOOKS
                .iter()
                .all(|kind| kinds_of("look").contains(&(*kind).to_owned()))
        );
        assert_eq!(tell(&entry("of-a-newer-program", json!({}))).group, OTHER);
        assert!(kinds_of("no such group").is_empty());
    }

    #[test]
    fn failed_tries_are_told_with_their_times_by_the_clock_on_the_wall() {
        let payload = json!({ "passphrase": 2, "recovery": 1, "times": ["2026-07-01T07:58:00Z", "2026-07-01T07:58:30Z", "2026-07-01T07:59:00Z"] });
        let told = tell(&entry("unlock-failed", payload));
        assert_eq!(
            told.title,
            "3 failed tries to unlock, before this unlocking"
        );
        assert_eq!(
            told.detail,
            "2 wrong passphrases, 1 wrong recovery key: 1 Jul 2026, 08:58; 1 Jul 2026, 08:58; 1 Jul 2026, 08:59"
        );
    }

    #[test]
    fn a_clock_that_went_back_is_told_in_words() {
        let payload =
            json!({ "from": "2027-01-04T14:05:00+00:00", "to": "2027-01-04T11:03:00+00:00" });
        assert!(
            tell(&entry("clock-went-back", payload))
                .detail
                .starts_with("It was moved back by 3 hours 2 minutes")
        );
    }
}
