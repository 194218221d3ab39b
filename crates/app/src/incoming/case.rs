//! The case that a bundle tells, folded by the same code as our own. What it says is somebody else's text: each is
//! cleaned before anything looks at it.

use super::view::{case_and_chronology, names};
use crate::clean::{clean_all, line};
use crate::config::Now;
use crate::handover::{Elsewhere, handed_over};
use crate::library::Library;
use crate::loaded::LoadedCase;
use chrono::DateTime;
use std::collections::BTreeMap;
use std::sync::Arc;
use stepwise_bundle::{Manifest, Opened, Text};
use stepwise_core::calendar::Calendar;
use stepwise_core::case::{Case, fold};
use stepwise_core::chain::ChainRow;
use stepwise_core::engine::{World, assess};
use stepwise_core::event::{Event, What};
use stepwise_core::ids::{CalendarId, PolicyDigest, UserId};
use stepwise_core::policy::{Pack, PackError, Policy, read};
use stepwise_store::CaseId;

/// The events of a record, as far as they are there and this version reads them.
pub(super) struct Events {
    pub events: Vec<Event>,
    /// Entries whose text is there and says nothing to this version.
    pub unread: Vec<u64>,
}

impl Events {
    pub fn of(rows: &[ChainRow], payloads: &BTreeMap<u64, Text>) -> Self {
        let mut read = Self {
            events: Vec::with_capacity(rows.len()),
            unread: Vec::new(),
        };
        for row in rows {
            let Some(text) = payloads.get(&row.seq) else {
                continue;
            };
            match event(row, text) {
                Some(event) => read.events.push(event),
                None => read.unread.push(row.seq),
            }
        }
        read
    }
}

fn event(row: &ChainRow, text: &Text) -> Option<Event> {
    let mut said = serde_json::from_slice(&text.bytes).ok()?;
    clean_all(&mut said);
    let what: What = serde_json::from_value(said).ok()?;
    Some(Event {
        seq: row.seq,
        recorded: DateTime::parse_from_rfc3339(&row.recorded).ok()?,
        by: UserId::new(line(&row.actor)),
        what,
    })
}

/// Why the policy that came with a bundle is not shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum UnreadPolicy {
    /// Its bytes are no archive of a policy.
    #[error("The policy in this bundle could not be read, so its rules are not shown. {0}")]
    Pack(#[from] PackError),
    /// Its rules have mistakes: the first of them.
    #[error("The policy in this bundle could not be read, so its rules are not shown. {0}")]
    Rules(String),
}

/// The policy that came with a bundle, read as data.
///
/// # Errors
/// [`UnreadPolicy`].
pub(super) fn policy_of(pack: &[u8]) -> Result<Policy, UnreadPolicy> {
    read(&Pack::from_bytes(pack)?).map_err(|problems| {
        let first = problems.first().map(|problem| line(&problem.to_string()));
        UnreadPolicy::Rules(first.unwrap_or_default())
    })
}

/// The version of the policy under which a case stands: what its own events say, or else the bundle.
pub(super) fn digest_of(manifest: &Manifest, events: &[Event]) -> Option<PolicyDigest> {
    let said = fold(events).policy;
    said.or_else(|| manifest.policy.as_deref().map(PolicyDigest::new))
}

/// What a case is worked out with.
pub(super) struct With {
    pub policy: Arc<Policy>,
    pub calendars: Arc<BTreeMap<CalendarId, Calendar>>,
    pub now: Now,
}

/// The case, and what follows from it. It stands in no vault here.
pub(super) fn loaded(manifest: &Manifest, events: Vec<Event>, with: With) -> LoadedCase {
    let case: Case = fold(&events);
    let world = World {
        policy: &with.policy,
        calendars: &with.calendars,
        now: with.now.stamp,
    };
    let standing = assess(&world, &case);
    // Who wrote in it is named by what came with it, where it was handed over; else nobody is.
    let elsewhere = match events.iter().any(handed_over) {
        true => Elsewhere::default().and_from(1),
        false => Elsewhere::default(),
    };
    LoadedCase {
        elsewhere,
        id: manifest.case.parse().unwrap_or(CaseId([0; 16])),
        number: number_of(manifest),
        head: manifest.head,
        events,
        case,
        policy: with.policy,
        calendars: with.calendars,
        terms: Arc::default(),
        holds: Arc::default(),
        standing,
        now: with.now,
    }
}

/// Its number where it came from, no longer than a number is.
pub(super) fn number_of(manifest: &Manifest) -> String {
    const LONGEST: usize = 40;
    line(&manifest.number).chars().take(LONGEST).collect()
}

/// Works a case through as the window will, and throws away what comes of it: in the process that does not hold the
/// record, so that a case made to break or to hang the program breaks or hangs that one.
pub(crate) fn rehearse(opened: &Opened, now: &str) {
    let Ok(stamp) = DateTime::parse_from_rfc3339(now) else {
        return;
    };
    let library = Library::built_in();
    let read = Events::of(&opened.rows, &opened.payloads);
    let policy = match opened.policy.as_deref() {
        Some(pack) => policy_of(pack).ok().map(Arc::new),
        None => digest_of(&opened.manifest, &read.events)
            .and_then(|digest| library.version(&digest).map(|b| b.policy.clone())),
    };
    let Some(policy) = policy else {
        return;
    };
    let with = With {
        policy,
        calendars: Arc::new(library.calendars.clone()),
        now: Now {
            stamp,
            zone: String::new(),
        },
    };
    let loaded = loaded(&opened.manifest, read.events, with);
    std::hint::black_box(case_and_chronology(&loaded, &names(&opened.rows), &library));
}
