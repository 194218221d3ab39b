//! How a case that came stands to the cases of this record: by its name, and row by row.

use super::Incoming;
use crate::failure::Answer;
use crate::session::Session;
use crate::wire::IncomingHere;
use stepwise_store::{CaseId, StoreError};

/// Compares the two chains.
///
/// # Errors
/// Locked; the record cannot be read.
pub(super) fn here(session: &mut Session, incoming: &Incoming) -> Answer<IncomingHere> {
    let open = session.vault()?;
    let mut found = IncomingHere {
        how: "none".to_owned(),
        case: String::new(),
        number: String::new(),
        shared: 0,
        here: 0,
        there: incoming.rows.len() as u64,
    };
    let Ok(id) = incoming.manifest.case.parse::<CaseId>() else {
        return Ok(found);
    };
    let entry = match open.vault.case(id) {
        Ok(entry) => entry,
        Err(StoreError::NoSuchCase | StoreError::CaseErased) => return Ok(found),
        Err(error) => return Err(error.into()),
    };
    let ours = open.vault.rows(id, 1)?;
    let pairs = ours.iter().zip(&incoming.rows);
    let shared = pairs.take_while(|(a, b)| a.hash == b.hash).count();
    found.case = id.to_string();
    found.number = entry.number;
    found.shared = shared as u64;
    found.here = (ours.len() - shared) as u64;
    found.there = (incoming.rows.len() - shared) as u64;
    found.how = match (found.here, found.there) {
        (0, 0) => "same",
        (_, 0) => "older",
        (0, _) => "newer",
        _ => "apart",
    }
    .to_owned();
    Ok(found)
}
