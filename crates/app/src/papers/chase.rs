//! The letter by which a receipt that did not come is chased.

use super::gate::is_address;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use stepwise_core::engine::holds;
use stepwise_core::event::{AgreedAction, Sending};
use stepwise_core::policy::Paper;

/// A receipt that is waited for, and what it is of.
pub(crate) struct Waits<'a> {
    pub action: &'a AgreedAction,
    pub of: &'a Sending,
}

impl Waits<'_> {
    /// The addresses that it went to; none where it is only known to whom.
    pub fn addresses(&self) -> Vec<String> {
        let to = self.of.to.iter().filter(|to| is_address(to));
        to.cloned().collect()
    }
}

fn waits<'a>(loaded: &'a LoadedCase, action: &'a AgreedAction) -> Option<Waits<'a>> {
    let mut sent = loaded.case.sent.iter();
    let of = &sent.find(|s| Some(s.seq) == action.receipt_of)?.value;
    Some(Waits { action, of })
}

/// The receipt that an e-mail is to chase, by the name of the agreed action; none where it chases nothing.
///
/// # Errors
/// No agreed action of that name waits for a receipt.
pub(crate) fn chased<'a>(loaded: &'a LoadedCase, action: &str) -> Answer<Option<Waits<'a>>> {
    if action.is_empty() {
        return Ok(None);
    }
    let mut actions = loaded.case.actions.iter().map(|(action, _)| &action.value);
    let found = actions.find(|one| one.id.as_str() == action);
    let found = found.and_then(|action| waits(loaded, action));
    found.map(Some).ok_or(AppError::NotFound("receipt"))
}

/// The policy's own letter for it; none where this action waits for no receipt, where the policy has no such letter, and
/// where it was drafted after the day had passed: to chase this receipt, or for the same addresses.
pub(crate) fn chase<'a>(loaded: &'a LoadedCase, action: &AgreedAction) -> Option<&'a Paper> {
    let addresses = waits(loaded, action)?.addresses();
    let by = action.by?;
    let mut papers = loaded.policy.papers.iter();
    let letter = papers.find(|p| p.chases && holds(&loaded.world(), &loaded.case, &p.when))?;
    let chased = loaded.case.sent.iter().any(|s| {
        let day = s.recorded.with_timezone(&loaded.policy.zone).date_naive();
        let for_them = match &s.value.chases {
            Some(chased) => *chased == action.id,
            None => s.value.to.iter().any(|to| addresses.contains(to)),
        };
        s.value.paper.as_ref() == Some(&letter.id)
            && !s.value.message.is_empty()
            && day > by
            && for_them
    });
    (!chased).then_some(letter)
}
