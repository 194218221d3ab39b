//! What may be chosen at the start of a case.

use crate::failure::Answer;
use crate::session::Session;
use crate::views::case::{facts, warnings};
use crate::views::cite::cite_view;
use crate::views::forms::{date, role_view};
use crate::views::policy::version_words;
use crate::views::ways::doors;
use crate::wire::{ExclusionView, StageChoice, StartMoment, StartOptionsQuery, StartOptionsView};
use stepwise_core::policy::versions::{Days, Fit};
use stepwise_core::policy::{Condition, Exclusion, Policy, When};

/// Everything that a policy asks at the start.
pub(crate) fn start_options(
    session: &mut Session,
    request: StartOptionsQuery,
) -> Answer<StartOptionsView> {
    let now = session.now();
    let titles = session.library().titles();
    let library = session.library();
    let open = session.vault()?;
    let wanted = if request.policy.is_empty() {
        open.settings.policy.clone()
    } else {
        request.policy
    };
    let newest = library.policy(&wanted)?;
    let today = now.date_in(newest.policy.zone);
    let raised = match request.raised.is_empty() {
        true => today,
        false => date(&request.raised, "raised")?,
    };
    let days = Days {
        raised,
        opened: today,
    };
    let (bundled, fit) = library.in_force(&wanted, days)?;
    let policy = &bundled.policy;
    let several = library.versions(&wanted).len() > 1;
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
        version: match several {
            true => chosen_words(policy, fit),
            false => String::new(),
        },
        warnings: warnings(policy),
        instead: policy
            .version
            .superseded
            .as_ref()
            .map(|(id, _)| id.to_string())
            .unwrap_or_default(),
        facts: facts(policy, |_| None),
        exclusions: policy
            .exclusions
            .iter()
            .map(|e| exclusion(policy, e))
            .collect(),
        moments: policy
            .moments
            .iter()
            .filter(|m| m.at_start)
            .map(|m| StartMoment {
                id: m.id.to_string(),
                name: m.name.clone(),
                help: m.help.clone().unwrap_or_default(),
                when: lines(&m.when),
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
            // Whom it is about is not asked yet, so every door is named.
            .chain(doors(policy, &open.settings, |_| true))
            .collect(),
        people: open.settings.people.clone(),
        setting: open.settings.setting.clone(),
        known: open.settings.known.clone(),
        today: now.date_in(policy.zone).to_string(),
    })
}

/// Which of several versions the case takes, and why.
fn chosen_words(policy: &Policy, fit: Fit) -> String {
    let version = version_words(policy);
    match fit {
        Fit::InForce => format!(
            "Several versions of this policy are kept here. The case takes the one in force on its day: {version}"
        ),
        Fit::Later => format!(
            "No version of this policy that is kept here was in force on that day yet. The case takes the first one after it: {version}"
        ),
        Fit::Earlier => format!(
            "No version of this policy that is kept here is in force on that day any more. The case takes the last one before it: {version}"
        ),
    }
}

/// The facts on which a condition depends, each with the answers that it asks for.
fn lines(when: &When) -> Vec<(String, Vec<String>)> {
    let line = |condition: &Condition| match condition {
        Condition::Fact(fact, any) => Some((
            fact.to_string(),
            any.iter().map(ToString::to_string).collect(),
        )),
        _ => None,
    };
    when.0.iter().filter_map(line).collect()
}

fn exclusion(policy: &Policy, rule: &Exclusion) -> ExclusionView {
    ExclusionView {
        when: lines(&rule.when),
        say: rule.say.clone(),
        elsewhere: rule.elsewhere.clone(),
        cite: cite_view(policy, &rule.cite, &rule.readings),
    }
}
