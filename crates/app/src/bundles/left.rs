//! What left a case before, whether it went, and whether it was received.

use crate::loaded::LoadedCase;
use crate::papers::plain;
use crate::wire::LeftView;
use stepwise_core::case::From;
use stepwise_core::event::{EntryKind, Sending};

/// How what is recorded of a bundle's files begins, and the first of them.
pub(super) const BUNDLE: &str = "bundle: ";
pub(super) const PDF: &str = "encrypted PDF";

/// All that left, the oldest first.
pub(super) fn left(loaded: &LoadedCase) -> Vec<LeftView> {
    let each = loaded.case.sent.iter().map(|sent| {
        let sending = &sent.value;
        let went = went(loaded, sent.seq);
        let bundle = sending.means.strip_prefix(BUNDLE);
        LeftView {
            seq: sent.seq,
            when: sent.recorded.to_rfc3339(),
            to: match sending.to.as_slice() {
                [] => "nobody named".to_owned(),
                to => to.join(", "),
            },
            what: match sending.what.as_str() {
                "" => sending.means.clone(),
                what => format!("{what}: {}", sending.means),
            },
            // Its two files go together: the first is asked for.
            ask: went.is_none() && bundle.is_some_and(|file| file.starts_with(PDF)),
            after: after(loaded, sent, went),
        }
    });
    each.collect()
}

/// That it went, in a sentence; none where nobody said so.
fn went(loaded: &LoadedCase, seq: u64) -> Option<String> {
    let mut entries = loaded.case.entries.iter().map(|e| &e.value);
    let said = entries.find(|entry| entry.went == Some(seq))?;
    let how = match said.kind {
        EntryKind::Email => "by email",
        EntryKind::Letter => "by post",
        _ => "by hand",
    };
    Some(format!("It went {how} on {}.", plain(said.happened.date)))
}

/// What became of it.
fn after(loaded: &LoadedCase, sent: &From<Sending>, went: Option<String>) -> String {
    let actions = loaded.case.actions.iter();
    let waits = actions.filter(|(action, _)| action.value.receipt_of == Some(sent.seq));
    let receipts = waits.map(
        |(action, settled)| match settled.as_ref().map(|s| &s.value) {
            Some((true, on, _)) => format!("Received: {}.", plain(on.date)),
            Some((false, on, _)) => format!("Not received: {}.", plain(on.date)),
            None => match action.value.by {
                Some(by) => format!("Its receipt is asked for after {}.", plain(by)),
                None => "Its receipt is waited for.".to_owned(),
            },
        },
    );
    let sentences: Vec<String> = went.into_iter().chain(receipts).collect();
    sentences.join(" ")
}
