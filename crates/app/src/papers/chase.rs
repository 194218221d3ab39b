//! The letter by which a receipt that did not come is chased.

use crate::loaded::LoadedCase;
use stepwise_core::engine::holds;
use stepwise_core::event::AgreedAction;
use stepwise_core::policy::Paper;

/// The policy's own letter for it; none where this action waits for no receipt, where the policy has no such letter, and
/// where it was drafted for the same people after the day had passed.
pub(crate) fn chase<'a>(loaded: &'a LoadedCase, action: &AgreedAction) -> Option<&'a Paper> {
    let sent = &loaded.case.sent;
    let waits = sent.iter().find(|s| Some(s.seq) == action.receipt_of)?;
    let by = action.by?;
    let mut papers = loaded.policy.papers.iter();
    let letter = papers.find(|p| p.chases && holds(&loaded.world(), &loaded.case, &p.when))?;
    let chased = sent.iter().any(|s| {
        let day = s.recorded.with_timezone(&loaded.policy.zone).date_naive();
        s.value.paper.as_ref() == Some(&letter.id)
            && !s.value.message.is_empty()
            && day > by
            && s.value.to.iter().any(|to| waits.value.to.contains(to))
    });
    (!chased).then_some(letter)
}
