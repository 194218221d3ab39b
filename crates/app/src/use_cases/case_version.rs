//! An open case and another version of its policy: what would not fit, and the choice between the two.

use super::deeds::needed;
use crate::failure::{Answer, AppError};
use crate::library::{Bundled, digest_bytes};
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::views::details::tell;
use crate::views::versions::choice;
use stepwise_core::case::effective;
use stepwise_core::engine::{Refusal, World, decide};
use stepwise_core::event::What;
use stepwise_core::policy::diff::{Change, diff};

/// Records the choice: the other version by its mark, whether the case is moved to it, and why.
///
/// # Errors
/// There is no such version; no reason is given; records of the case would not fit; not saved. The case
/// is as it was then.
pub(super) fn choose(
    open: &mut OpenVault,
    mut loaded: LoadedCase,
    (digest, moves, reason): (&str, bool, &str),
    drop_drafts: Vec<String>,
) -> Answer<LoadedCase> {
    let other = other(open, &loaded, digest)?;
    let hint = match moves {
        true => "Say why the case is moved to this version.",
        false => "Say why the case stays on the version that it holds.",
    };
    let reason = needed(reason, "reason", hint)?;
    let changes = diff(&loaded.policy, &other.policy);
    let choice = choice(&loaded.policy, &other.policy, &changes, reason);
    if !moves {
        return open.append(loaded, vec![What::PolicyKept(choice)], drop_drafts);
    }
    let wanted = What::PolicyMoved(choice);
    if let Err(refusals) = tried(open, &loaded, &other, &wanted) {
        return Err(AppError::Rules(named(&loaded, refusals)));
    }
    let bytes =
        digest_bytes(&other.policy.digest).ok_or(AppError::Internal("a digest of another form"))?;
    // The rules are kept with the record before the record names them.
    open.vault.put_pack(bytes, &other.bytes)?;
    loaded.policy = other.policy.clone();
    open.append(loaded, vec![wanted], drop_drafts)
}

/// What a case could not take with it to another version, each in words; empty where it can be moved.
///
/// # Errors
/// There is no such version.
pub(super) fn unfit(
    open: &OpenVault,
    loaded: &LoadedCase,
    digest: &str,
    changes: &[Change],
) -> Answer<Vec<String>> {
    let other = other(open, loaded, digest)?;
    let reason = "Looked at".to_owned();
    let wanted = What::PolicyMoved(choice(&loaded.policy, &other.policy, changes, reason));
    let refusals = tried(open, loaded, &other, &wanted).err();
    let named = named(loaded, refusals.unwrap_or_default()).into_iter();
    Ok(named.map(|refusal| refusal.message).collect())
}

fn other(open: &OpenVault, loaded: &LoadedCase, digest: &str) -> Answer<Bundled> {
    if digest.is_empty() {
        return Err(AppError::NotFound("policy"));
    }
    Ok(open
        .library
        .exact(loaded.policy.id.as_str(), digest)?
        .clone())
}

/// The whole record, played under the other version's rules.
fn tried(
    open: &OpenVault,
    loaded: &LoadedCase,
    other: &Bundled,
    wanted: &What,
) -> Result<(), Vec<Refusal>> {
    let world = World {
        policy: &other.policy,
        ..loaded.world()
    };
    decide(&world, &loaded.events, &open.user, vec![wanted.clone()]).map(drop)
}

/// Each refusal with the record that it is about, as the chronology names it.
fn named(loaded: &LoadedCase, refusals: Vec<Refusal>) -> Vec<Refusal> {
    let (kept, _) = effective(&loaded.events);
    let each = refusals.into_iter().map(|refusal| {
        let about = kept.iter().find(|e| Some(e.seq) == refusal.seq);
        match about {
            Some(event) => Refusal {
                message: format!(
                    "Record {}, \u{201c}{}\u{201d}: {}",
                    event.seq,
                    tell(loaded, &event.what).title,
                    refusal.message
                ),
                ..refusal
            },
            None => refusal,
        }
    });
    each.collect()
}
