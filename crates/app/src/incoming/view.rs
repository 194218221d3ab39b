//! A bundle as the window shows it: what was checked, who sealed it, what is not in it, and the case.

use super::Incoming;
use super::case::{Events, With, digest_of, loaded, number_of, policy_of};
use super::senders::sealed_by;
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::library::Library;
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::settings::{Settings, User};
use crate::views::case::case_view;
use crate::views::chronicle::chronology_to_read;
use crate::views::policy::version_words;
use crate::wire::{CaseView, ChronologyView, IncomingFile, IncomingView, WithheldView};
use chrono::DateTime;
use std::collections::BTreeSet;
use std::sync::Arc;
use stepwise_bundle::FileEntry;
use stepwise_core::case::{Case, fold};
use stepwise_core::chain::ChainRow;
use stepwise_core::event::Side;
use stepwise_core::policy::Policy;

/// The longest line of a sender's that is shown as one.
const LONGEST: usize = 200;

/// A sender's line, no longer than it is read.
pub(super) fn short(text: &str) -> String {
    line(text).chars().take(LONGEST).collect()
}

/// Settings that name whoever recorded there by number: their names do not travel with a case.
pub(super) fn names(rows: &[ChainRow]) -> Settings {
    let mut seen = BTreeSet::new();
    let actors = rows.iter().map(|row| row.actor.as_str());
    let known: Vec<&str> = actors.filter(|actor| seen.insert(*actor)).collect();
    let alone = known.len() == 1;
    let named = known.iter().enumerate().map(|(n, actor)| {
        let user = User {
            name: match alone {
                true => "the user of their record".to_owned(),
                false => format!("user {} of their record", n + 1),
            },
            ..User::default()
        };
        (line(actor), user)
    });
    Settings {
        users: named.collect(),
        ..Settings::default()
    }
}

/// The case and its chronology, by the code that tells our own; with nothing in them that could be done.
pub(super) fn case_and_chronology(
    loaded: &LoadedCase,
    settings: &Settings,
    library: &Library,
) -> (CaseView, ChronologyView) {
    let mut case = case_view(loaded, settings, library);
    case.may_not = "This case is in a bundle. It is read, and not recorded in.".to_owned();
    case.newer_version = None;
    let mut chronology = chronology_to_read(loaded, settings);
    for entry in &mut chronology.entries {
        // Ours have a name each; somebody else's may not.
        let mut seen = BTreeSet::new();
        entry.files.retain(|(id, _)| seen.insert(id.clone()));
    }
    (case, chronology)
}

/// The bundle that is open.
///
/// # Errors
/// Locked; the record cannot be read.
pub(super) fn view(session: &mut Session, incoming: &Incoming) -> Answer<IncomingView> {
    let now = session.now();
    let library = session.library();
    let manifest = &incoming.manifest;
    let Events { events, unread } = Events::of(&incoming.rows, &incoming.payloads);
    let digest = digest_of(manifest, &events);
    let mut remarks = Vec::new();
    let policy: Option<Arc<Policy>> = match (&incoming.policy, &digest) {
        (Some(pack), _) => match policy_of(pack) {
            Ok(policy) => {
                if digest
                    .as_ref()
                    .is_some_and(|digest| *digest != policy.digest)
                {
                    remarks.push("The policy in this bundle is not the version that the case itself names. The steps are shown by the policy in the bundle.".to_owned());
                }
                Some(Arc::new(policy))
            }
            Err(why) => {
                remarks.push(why.to_string());
                None
            }
        },
        (None, Some(digest)) => session.vault()?.policy(digest).ok(),
        (None, None) => None,
    };
    if incoming.policy.is_none() {
        remarks.push(match policy {
            Some(_) => "The policy was left out of this bundle. The very same version is known here, and is used.".to_owned(),
            None => "The policy was left out of this bundle, and it is not known here, so the case cannot be told in its words. Ask the sender for a bundle with the policy in it.".to_owned(),
        });
    }
    let written = |seq: &u64| {
        // The chain holds: the first row is number 1, and none is missing.
        let at = usize::try_from(seq.saturating_sub(1)).unwrap_or(usize::MAX);
        let row = incoming.rows.get(at);
        WithheldView {
            seq: *seq,
            written: row.map(|row| moment(&row.recorded)).unwrap_or_default(),
        }
    };
    let withheld: BTreeSet<u64> = manifest.withheld.iter().copied().collect();
    let settings = names(&incoming.rows);
    let told = policy.map(|policy| {
        let with = With {
            policy,
            calendars: session
                .held()
                .map(|open| open.calendars.clone())
                .unwrap_or_default(),
            now,
        };
        loaded(manifest, events, with)
    });
    let case = told.as_ref().map(|loaded| &loaded.case);
    let files = incoming.files.iter().map(|entry| file(entry, case));
    let files = files.collect();
    let (case, chronology) = told
        .as_ref()
        .map(|loaded| case_and_chronology(loaded, &settings, &library))
        .unzip();
    Ok(IncomingView {
        name: short(&incoming.source.name()),
        digest: incoming.digest.clone(),
        number: number_of(manifest),
        from: told.as_ref().map(from).unwrap_or_default(),
        made_by: short(&manifest.made_by),
        made_at: moment(&manifest.made_at),
        entries: manifest.head.seq,
        head: manifest.head.hash.grouped(),
        sealed_by: sealed_by(session, manifest)?,
        withheld: withheld.iter().map(written).collect(),
        unread: unread.iter().map(written).collect(),
        remarks,
        files,
        policy: told
            .as_ref()
            .map(|l| format!("{}, {}", l.policy.title, version_words(&l.policy)))
            .unwrap_or_default(),
        case,
        chronology,
    })
}

/// A file, and what the case says of it.
fn file(entry: &FileEntry, case: Option<&Case>) -> IncomingFile {
    let kept = case.into_iter().flat_map(|case| &case.attachments);
    let kept = kept.map(|a| &a.value).find(|a| a.sha256 == entry.sha256);
    IncomingFile {
        path: entry.path.clone(),
        title: short(&entry.title),
        size: entry.size,
        sha256: entry.sha256.clone(),
        about: kept.map(|a| short(&a.description)).unwrap_or_default(),
    }
}

/// One file of the bundle.
///
/// # Errors
/// No such file.
pub(super) fn file_view(incoming: &Incoming, path: &str) -> Answer<IncomingFile> {
    let mut files = incoming.files.iter();
    let entry = files.find(|entry| entry.path == path);
    let entry = entry.ok_or(AppError::NotFound("file"))?;
    let Events { events, .. } = Events::of(&incoming.rows, &incoming.payloads);
    Ok(file(entry, Some(&fold(&events))))
}

/// A moment that can be read, as it stands; else nothing.
fn moment(text: &str) -> String {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.to_rfc3339())
        .unwrap_or_default()
}

/// Who holds the case there: the agency of its own side, by its own words.
fn from(loaded: &LoadedCase) -> String {
    let agencies = loaded.case.agencies.iter().map(|a| &a.value);
    let ours = agencies.filter(|a| a.side == Side::Ours);
    let names: Vec<&str> = ours.map(|a| a.name.as_str()).collect();
    short(&names.join(", "))
}
