//! Ways on from where a dispute stands, and the endings on offer.

use crate::loaded::LoadedCase;
use crate::settings::Settings;
use crate::views::cite::cite_view;
use crate::views::forms::moment;
use crate::views::who::contact_view;
use crate::wire::{DatableView, EndingView, OfferView};
use stepwise_core::ids::StageId;
use stepwise_core::policy::{Binding, Judge, Policy, When};
use stepwise_core::standing::{Datable, Offer};

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

/// "Stage 2: Manager to manager".
pub(crate) fn stage_title(policy: &Policy, id: &StageId) -> String {
    policy
        .stage(id)
        .map_or_else(|| id.to_string(), |s| format!("{}: {}", s.name, s.title))
}

/// A moment of the policy that can be dated, or a question that can be answered.
pub(crate) fn datable(loaded: &LoadedCase, d: &Datable) -> DatableView {
    let agency = d.agency.as_ref().and_then(|id| loaded.case.agency(id));
    DatableView {
        id: d.moment.to_string(),
        name: d.name.clone(),
        choices: d
            .choices
            .iter()
            .map(|(id, text)| (id.to_string(), text.clone()))
            .collect(),
        help: d.help.clone().unwrap_or_default(),
        ahead: d.ahead,
        again: d.again,
        agency: agency.map(|a| a.id.to_string()).unwrap_or_default(),
        agency_name: agency.map(|a| a.name.clone()).unwrap_or_default(),
        on: d.on.map(moment),
        answer: d
            .answer
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        cite: d
            .cite
            .as_ref()
            .map(|c| cite_view(&loaded.policy, c, &d.readings)),
    }
}

/// The policy's emergency doors that hold, a line each.
pub(crate) fn doors(
    policy: &Policy,
    settings: &Settings,
    holds: impl Fn(&When) -> bool,
) -> Vec<String> {
    let contacts = policy.contacts.iter();
    let mine = contacts.filter(|c| c.danger && holds(&c.when));
    let each = mine.map(|contact| {
        let view = contact_view(policy, settings, contact);
        let parts = [view.person, view.phone, view.email, view.note];
        let known: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        format!("{}: {}", view.role, known.join(", "))
    });
    each.collect()
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
            .map(|id| (id.to_string(), stage_title(policy, id)))
            .collect(),
        because: offer.because.clone(),
        for_silence: offer.for_silence,
        passing: offer.passing.iter().map(ToString::to_string).collect(),
        reaches: offer
            .reaches
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        elsewhere: offer.elsewhere.clone().unwrap_or_default(),
        asks_reason: offer.asks_reason,
        for_risk: offer.for_risk,
        leads: lead.as_ref() == Some(&offer.rule),
        cite: cite_view(policy, &offer.cite, &offer.readings),
    });
    each.collect()
}

/// Who must be satisfied and whether it binds, a sentence each.
pub(crate) fn ending_notes(judge: Judge, binds: Binding) -> Vec<String> {
    let judge = match judge {
        Judge::Raiser => "The side that raised it must be satisfied.",
        Judge::Both => "Both sides must be satisfied.",
        Judge::All => "Every agency in the dispute must be satisfied.",
        Judge::Any => "Any one agency in the dispute may say so.",
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
            dissent: e.dissent,
            cite: cite_view(policy, &e.cite, &e.readings),
        });
    each.collect()
}
