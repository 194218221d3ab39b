//! Keys of other records that somebody chose to remember, after comparing them by telephone. A key shows which copy of
//! Stepwise sealed a bundle, not who used it.

use super::view::{short, view};
use crate::activity::Act;
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::session::Session;
use crate::wire::{IncomingOpen, RememberSender, SealedBy};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use stepwise_bundle::Manifest;
use stepwise_core::chain::fingerprint;

/// The key of the remembered ones in the store.
const KEY: &str = "senders";
/// So many are remembered.
const MOST: usize = 500;

/// One that was remembered.
#[derive(Clone, Serialize, Deserialize)]
struct Sender {
    /// The public key, base64.
    key: String,
    /// Whose it is, as somebody here typed it.
    name: String,
    /// Since when, RFC 3339.
    since: String,
}

fn remembered(session: &mut Session) -> Answer<Vec<Sender>> {
    match session.vault()?.vault.setting(KEY)? {
        Some(kept) => serde_json::from_value(kept).map_err(AppError::Stored),
        None => Ok(Vec::new()),
    }
}

/// Whose key sealed a record, as far as it is known here.
///
/// # Errors
/// Locked; the record cannot be read.
pub(super) fn sealed_by(session: &mut Session, manifest: &Manifest) -> Answer<SealedBy> {
    let key = BASE64.decode(manifest.public_key.as_bytes()).ok();
    let key: Option<[u8; 32]> = key.and_then(|key| key.try_into().ok());
    // A bundle that opened has a key of the right length.
    let key = key.ok_or(AppError::Internal("a key of another length"))?;
    let known = remembered(session)?;
    let known = known.into_iter().find(|s| s.key == manifest.public_key);
    let (known_as, since) = known.map(|s| (s.name, s.since)).unwrap_or_default();
    Ok(SealedBy {
        fingerprint: fingerprint(&key),
        ours: session.vault()?.vault.public_key() == key,
        known_as,
        since,
    })
}

/// Remembers the key of the bundle that is open under a name, or forgets it.
///
/// # Errors
/// Locked; none is open; too many are remembered; not saved.
pub(crate) fn remember_sender(
    session: &mut Session,
    request: RememberSender,
) -> Answer<IncomingOpen> {
    let now = session.now();
    let incoming = session.incoming.clone();
    let incoming = incoming.ok_or(AppError::NotFound("open bundle"))?;
    let mut known = remembered(session)?;
    known.retain(|s| s.key != incoming.manifest.public_key);
    let name = short(&line(&request.name));
    let act = match name.is_empty() {
        true => Act::SenderForgotten,
        false => Act::SenderRemembered,
    };
    if !name.is_empty() {
        if known.len() >= MOST {
            return Err(AppError::typed(
                "name",
                "So many are remembered that no more can be.",
                "Forget one that is not needed any more.",
            ));
        }
        known.push(Sender {
            key: incoming.manifest.public_key.clone(),
            name,
            since: now.stamp.to_rfc3339(),
        });
    }
    let value = serde_json::to_value(&known).map_err(AppError::Stored)?;
    let open = session.vault()?;
    let entry = act.entry(open, &now);
    open.vault.put_setting_noting(KEY, &value, &entry)?;
    open.saved(&now);
    Ok(IncomingOpen {
        bundle: Some(view(session, &incoming)?),
        form: None,
        waits: None,
    })
}
