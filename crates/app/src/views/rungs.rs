//! The ladder: each stage, how it stands, and who speaks for us there.

use crate::loaded::LoadedCase;
use crate::settings::Settings;
use crate::views::access::same_name;
use crate::views::cite::cite_view;
use crate::views::clocks::governing;
use crate::wire::{CiteView, RungView};
use crate::words::day_short;
use stepwise_core::case::Phase;
use stepwise_core::event::{Outcome, Side};
use stepwise_core::ids::RoleId;
use stepwise_core::policy::Stage;
use stepwise_core::standing::{Rung, RungState};

/// Who speaks for us at a stage, where it is one person alone.
struct Held {
    /// The person's id in the case; for one whom only the setting knows, the name.
    key: String,
    name: String,
    roles: Vec<RoleId>,
    capacity: String,
    note: String,
}

/// The ladder's stages. Those that follow each other and have one person of ours in different capacities
/// are joined, as they are in a small setting.
pub(crate) fn rungs(loaded: &LoadedCase, settings: &Settings) -> Vec<RungView> {
    let rungs = &loaded.standing.rungs;
    let held: Vec<Option<Held>> = rungs.iter().map(|r| holder(loaded, settings, r)).collect();
    let joins = |at: usize| match (at.checked_sub(1).and_then(|b| held.get(b)), held.get(at)) {
        (Some(Some(below)), Some(Some(here))) => {
            // The same capacity at two stages is how the policy means it, and says nothing new.
            below.key == here.key && !here.roles.iter().any(|r| below.roles.contains(r))
        }
        _ => false,
    };
    let each = rungs.iter().enumerate().map(|(at, rung)| {
        let here = held.get(at).and_then(Option::as_ref);
        let shown = here.filter(|_| joins(at) || joins(at + 1));
        rung_view(loaded, rung, shown, joins(at))
    });
    each.collect()
}

/// The one person of ours who speaks at a stage; none where it is nobody yet, or several.
fn holder(loaded: &LoadedCase, settings: &Settings, rung: &Rung) -> Option<Held> {
    let stage = loaded.policy.stage(&rung.stage)?;
    let mut held: Option<Held> = None;
    for pair in &stage.pairs {
        let ours = if loaded.ours() {
            &pair.raiser
        } else {
            &pair.other
        };
        for role in ours {
            for (key, name) in holders(loaded, settings, role) {
                let known = loaded.policy.role(role);
                let capacity = known.map_or_else(|| role.to_string(), |r| r.name.clone());
                let note = known.and_then(|r| r.in_school.clone()).unwrap_or_default();
                match &mut held {
                    None => {
                        held = Some(Held {
                            key,
                            name,
                            roles: vec![role.clone()],
                            capacity,
                            note,
                        });
                    }
                    Some(one) if one.key != key => return None,
                    Some(one) if one.roles.contains(role) => {}
                    Some(one) => {
                        one.roles.push(role.clone());
                        one.capacity = format!("{} and {capacity}", one.capacity);
                        one.note = format!("{} {note}", one.note).trim().to_owned();
                    }
                }
            }
        }
    }
    held
}

/// Whether somebody of this name speaks for us at a stage: in the case's own people, or else in the
/// setting's.
pub(crate) fn speaks(loaded: &LoadedCase, settings: &Settings, stage: &Stage, name: &str) -> bool {
    let case = &loaded.case;
    let ours = |agency| case.agency(agency).is_some_and(|a| a.side == Side::Ours);
    let roles = stage.pairs.iter().flat_map(|pair| match loaded.ours() {
        true => &pair.raiser,
        false => &pair.other,
    });
    roles.into_iter().any(|role| {
        let mut named = case
            .people
            .iter()
            .map(|p| &p.value)
            .filter(|p| p.roles.contains(role) && ours(&p.agency))
            .peekable();
        if named.peek().is_some() {
            return named.any(|p| same_name(&p.name, name));
        }
        settings
            .people
            .iter()
            .filter(|p| p.roles.iter().any(|r| r == role.as_str()))
            .any(|p| same_name(&p.name, name))
    })
}

/// Our people who hold a role: those of the case, or else the setting's own.
fn holders(loaded: &LoadedCase, settings: &Settings, role: &RoleId) -> Vec<(String, String)> {
    let case = &loaded.case;
    let ours = |agency| case.agency(agency).is_some_and(|a| a.side == Side::Ours);
    let people = case.people.iter().map(|p| &p.value);
    let named: Vec<_> = people
        .filter(|p| p.roles.contains(role) && ours(&p.agency))
        .map(|p| (p.id.to_string(), p.name.clone()))
        .collect();
    if !named.is_empty() {
        return named;
    }
    let known = settings.people.iter();
    let known = known.filter(|p| p.roles.iter().any(|r| r == role.as_str()));
    let same = |name: &str| {
        case.people
            .iter()
            .find(|p| p.value.name == name && ours(&p.value.agency))
    };
    known
        .map(|p| {
            let key = same(&p.name).map_or_else(|| p.name.clone(), |c| c.value.id.to_string());
            (key, p.name.clone())
        })
        .take(1)
        .collect()
}

fn rung_view(loaded: &LoadedCase, rung: &Rung, holder: Option<&Held>, joined: bool) -> RungView {
    let today = loaded.now.date_in(loaded.policy.zone);
    let visit = loaded
        .case
        .visits
        .iter()
        .rev()
        .find(|v| Some(v.n) == rung.visit);
    let outcome = visit.and_then(|v| v.outcome.as_ref()).map(|found| {
        let words = match found.outcome {
            Outcome::Resolved => "Resolved",
            Outcome::NotResolved => "Not resolved",
        };
        format!("{words}, {}", day_short(found.on.date, today))
    });
    let (state, remark) = match rung.state {
        RungState::Done => {
            let left = visit
                .and_then(|v| v.left)
                .map(|l| format!("Left {}", day_short(l.date, today)));
            ("done", outcome.or(left).unwrap_or_default())
        }
        RungState::Here => ("here", outcome.unwrap_or_else(|| here_remark(loaded))),
        RungState::Ahead => ("ahead", String::new()),
        RungState::Skipped => ("skipped", "Passed by".to_owned()),
        RungState::NotNeeded => ("not-needed", "Not needed".to_owned()),
    };
    let stage = loaded.policy.stage(&rung.stage);
    RungView {
        stage: rung.stage.to_string(),
        name: rung.name.clone(),
        title: rung.title.clone(),
        state: state.into(),
        remark,
        say: stage.map(|s| s.say.clone()).unwrap_or_default(),
        joined,
        holder: holder.map(|h| h.name.clone()).unwrap_or_default(),
        capacity: holder.map(|h| h.capacity.clone()).unwrap_or_default(),
        holder_note: holder.map(|h| h.note.clone()).unwrap_or_default(),
        cite: match stage {
            Some(s) => cite_view(&loaded.policy, &s.cite, &s.readings),
            None => CiteView {
                policy: loaded.policy.short.clone(),
                heading: String::new(),
                quote: String::new(),
                readings: Vec::new(),
            },
        },
    }
}

fn here_remark(loaded: &LoadedCase) -> String {
    if loaded.standing.no_limit {
        return "no date in the policy".into();
    }
    match governing(loaded) {
        Some((_, due)) => format!("by {}", due.date.format("%a %-d %b")),
        None => String::new(),
    }
}

/// The stage in a few words for lists: "Stage 2 of 4", "Before Stage 1", "Resolved".
pub(crate) fn stage_words(loaded: &LoadedCase) -> String {
    let rungs = &loaded.standing.rungs;
    match &loaded.case.phase {
        Phase::Empty | Phase::Before => match rungs.first() {
            Some(first) => format!("Before {}", first.name),
            None => "Before the first stage".into(),
        },
        Phase::AtStage { .. } => {
            let here = rungs.iter().position(|r| r.state == RungState::Here);
            match here.and_then(|at| rungs.get(at).map(|r| (at, r))) {
                Some((at, rung)) if rung.name.ends_with(&format!(" {}", at + 1)) => {
                    format!("{} of {}", rung.name, rungs.len())
                }
                Some((at, rung)) => format!("{}, {} of {}", rung.name, at + 1, rungs.len()),
                None => "At a stage".into(),
            }
        }
        Phase::Resolved { .. } => "Resolved".into(),
        Phase::Withdrawn { .. } => "Withdrawn".into(),
        Phase::Ended { ending, .. } => loaded
            .policy
            .ending(ending)
            .map_or_else(|| "Closed".into(), |e| e.name.clone()),
    }
}
