//! The versions of a case's policy: the one that it holds, and the newest one that is here.

use crate::library::Library;
use crate::loaded::LoadedCase;
use crate::views::policy::version_words;
use crate::wire::NewerVersionView;
use stepwise_core::case::Phase;
use stepwise_core::event::VersionChoice;
use stepwise_core::policy::Policy;
use stepwise_core::policy::diff::Change;
use stepwise_core::policy::versions::newest;

/// The newest version that is here, where it is newer than the one that an open case holds.
pub(crate) fn newer(loaded: &LoadedCase, library: &Library) -> Option<NewerVersionView> {
    let closed = matches!(
        loaded.case.phase,
        Phase::Ended { .. } | Phase::Withdrawn { .. }
    );
    let held = loaded.policy.as_ref();
    let bundled = library.policy(held.id.as_str()).ok()?;
    let other = bundled.policy.as_ref();
    if closed || other.digest == held.digest || newest(&[other, held])?.digest != other.digest {
        return None;
    }
    // What was chosen last counts: a case may be moved back, and asked again.
    let last = loaded.case.versions.iter().rev().map(|v| &v.value).next();
    let stays = last.filter(|(moved, choice)| !moved && choice.digest == other.digest);
    Some(NewerVersionView {
        digest: other.digest.to_string(),
        version: version_words(other),
        stays: stays
            .map(|(_, choice)| choice.reason.clone())
            .unwrap_or_default(),
    })
}

/// What a choice between two versions records: both, what is different between them, and why.
pub(crate) fn choice(
    held: &Policy,
    other: &Policy,
    changes: &[Change],
    reason: String,
) -> VersionChoice {
    VersionChoice {
        digest: other.digest.clone(),
        from: held.digest.clone(),
        label: version_words(other),
        was: version_words(held),
        differences: changes.iter().map(ToString::to_string).collect(),
        reason,
    }
}
