//! The authority for something, shown in place.

use crate::wire::{CiteView, ForceView, ReadingView, WhoseView};
use stepwise_core::ids::FindingId;
use stepwise_core::policy::{Cite, Finding, Force, Policy};
use stepwise_core::standing::Whose;

/// A stated reading.
pub(crate) fn reading(finding: &Finding) -> ReadingView {
    ReadingView {
        text: finding.text.clone(),
        other: finding.other.clone().unwrap_or_default(),
        confirm: finding.confirm.clone().unwrap_or_default(),
    }
}

/// Readings by name.
pub(crate) fn readings(policy: &Policy, ids: &[FindingId]) -> Vec<ReadingView> {
    ids.iter()
        .filter_map(|id| policy.finding(id))
        .map(reading)
        .collect()
}

/// The place in the source, a quotation, and the readings that bear on it.
pub(crate) fn cite_view(policy: &Policy, cite: &Cite, ids: &[FindingId]) -> CiteView {
    CiteView {
        policy: policy.short.clone(),
        heading: cite.heading.clone(),
        quote: cite.quote.clone().unwrap_or_default(),
        readings: readings(policy, ids),
    }
}

/// How strong.
pub(crate) fn force(force: Force) -> ForceView {
    match force {
        Force::Must => ForceView::Must,
        Force::Should => ForceView::Should,
        Force::May => ForceView::May,
        Force::GoodPractice => ForceView::GoodPractice,
    }
}

/// Whose.
pub(crate) fn whose(whose: Whose) -> WhoseView {
    match whose {
        Whose::Ours => WhoseView::Ours,
        Whose::Theirs => WhoseView::Theirs,
        Whose::Both => WhoseView::Both,
        Whose::Outside => WhoseView::Outside,
    }
}
