//! What may be chosen at the start of a case.

use crate::failure::Answer;
use crate::session::Session;
use crate::views::case::{facts, warnings};
use crate::views::forms::role_view;
use crate::wire::{StageChoice, StartMoment, StartOptionsQuery, StartOptionsView};

/// Everything that a policy asks at the start.
pub(crate) fn start_options(
    session: &mut Session,
    request: StartOptionsQuery,
) -> Answer<StartOptionsView> {
    let now = session.now();
    let titles = session.library.titles();
    let library = session.library.clone();
    let open = session.vault()?;
    let wanted = if request.policy.is_empty() {
        open.settings.policy.clone()
    } else {
        request.policy
    };
    let policy = &library.policy(&wanted)?.policy;
    let ladder = policy.ladders.iter().flat_map(|l| l.stages.iter());
    let mut stages: Vec<StageChoice> = Vec::new();
    for stage in ladder.filter_map(|id| policy.stage(id)) {
        if !stages.iter().any(|s| s.id == stage.id.as_str()) {
            stages.push(StageChoice {
                id: stage.id.to_string(),
                name: stage.name.clone(),
                title: stage.title.clone(),
            });
        }
    }
    Ok(StartOptionsView {
        policies: titles,
        policy: policy.id.to_string(),
        title: policy.title.clone(),
        scope: policy.scope.clone(),
        warnings: warnings(policy),
        instead: policy
            .version
            .superseded
            .as_ref()
            .map(|(id, _)| id.to_string())
            .unwrap_or_default(),
        facts: facts(policy, |_| None),
        moments: policy
            .moments
            .iter()
            .filter(|m| m.at_start)
            .map(|m| StartMoment {
                id: m.id.to_string(),
                name: m.name.clone(),
                help: m.help.clone().unwrap_or_default(),
            })
            .collect(),
        roles: policy.roles.iter().map(role_view).collect(),
        areas: policy.areas.clone(),
        stages,
        danger: policy
            .notes
            .iter()
            .filter(|n| n.danger)
            .map(|n| n.text.clone())
            .collect(),
        people: open.settings.people.clone(),
        setting: open.settings.setting.clone(),
        known: open.settings.known.clone(),
        today: now.date_in(policy.zone).to_string(),
    })
}
