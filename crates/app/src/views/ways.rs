//! Ways on from where a dispute stands, and the endings on offer.

use crate::loaded::LoadedCase;
use crate::views::cite::cite_view;
use crate::wire::{EndingView, OfferView};
use stepwise_core::policy::{Binding, Judge};
use stepwise_core::standing::Offer;

/// The way on that leads: at a stage where one side only talks among itself, the policy's ordinary next act is
/// to go on to the stage where the two sides speak. It leads as soon as the policy offers it. Where both
/// sides speak, what came of it is asked first, and nothing leads.
pub(crate) fn leading(loaded: &LoadedCase) -> Option<&Offer> {
    let standing = &loaded.standing;
    let one_sided = !standing.pairs.is_empty()
        && (standing.pairs.iter().all(|(_, theirs)| theirs.is_empty())
            || standing.pairs.iter().all(|(ours, _)| ours.is_empty()));
    let open = loaded.open_visit().is_some_and(|v| v.outcome.is_none());
    if !one_sided || !open {
        return None;
    }
    let mut ways = standing.moves.iter();
    ways.find(|offer| !offer.for_risk && !offer.stages.is_empty())
}

pub(crate) fn moves(loaded: &LoadedCase) -> Vec<OfferView> {
    let policy = &loaded.policy;
    let lead = leading(loaded).map(|offer| offer.rule.clone());
    let each = loaded.standing.moves.iter().map(|offer| OfferView {
        rule: offer.rule.to_string(),
        say: offer.say.clone(),
        stages: offer
            .stages
            .iter()
            .map(|id| {
                let words = policy
                    .stage(id)
                    .map_or_else(|| id.to_string(), |s| format!("{}: {}", s.name, s.title));
                (id.to_string(), words)
            })
            .collect(),
        elsewhere: offer.elsewhere.clone().unwrap_or_default(),
        asks_reason: offer.asks_reason,
        for_risk: offer.for_risk,
        leads: lead.as_ref() == Some(&offer.rule),
        cite: cite_view(policy, &offer.cite, &[]),
    });
    each.collect()
}

/// Who must be satisfied and whether it binds, a sentence each.
pub(crate) fn ending_notes(judge: Judge, binds: Binding) -> Vec<String> {
    let judge = match judge {
        Judge::Raiser => "The side that raised it must be satisfied.",
        Judge::Both => "Both sides must be satisfied.",
        Judge::Chair => "A chair decides.",
        Judge::Panel => "A panel decides.",
        Judge::NotSaid => "The policy does not say who must be satisfied.",
    };
    let binds = match binds {
        Binding::Yes => "It binds every agency in the dispute.",
        Binding::No => "It does not bind the agencies.",
        Binding::NotSaid => "The policy does not say whether it binds.",
    };
    vec![judge.into(), binds.into()]
}

pub(crate) fn endings(loaded: &LoadedCase) -> Vec<EndingView> {
    let policy = &loaded.policy;
    let each = loaded
        .standing
        .endings
        .iter()
        .filter_map(|id| policy.ending(id))
        .map(|e| EndingView {
            id: e.id.to_string(),
            name: e.name.clone(),
            say: e.say.clone(),
            notes: ending_notes(e.judge, e.binds),
            cite: cite_view(policy, &e.cite, &e.readings),
        });
    each.collect()
}
