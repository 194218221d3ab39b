//! What the picture says, in words: each stage, each way on, each ending.

use crate::ids::{RoleId, StageId};
use crate::policy::model::*;
use crate::policy::words::{
    limit_words, lower, moments_words, only_where, party_words, role_line_words, sentence,
    stage_name, when_words,
};

/// Sentences from lines, whether or not a line ends with its own stop.
pub(super) fn sentences(lines: &[String]) -> String {
    let each = lines
        .iter()
        .map(|l| format!("{}.", l.trim_end_matches('.')));
    each.collect::<Vec<_>>().join(" ")
}

/// What the policy does not cover, and where to go instead.
pub(super) fn exclusions(policy: &Policy) -> Vec<String> {
    let each = policy.exclusions.iter();
    each.map(|e| {
        let when = when_words(policy, &e.when);
        format!("Where {when}: {} {}", e.say, e.elsewhere)
    })
    .collect()
}

/// Where a dispute enters a ladder; nothing where it is always the lowest stage.
pub(super) fn entries(policy: &Policy, ladder: &Ladder) -> Vec<String> {
    if ladder.entry.is_empty() {
        return Vec::new();
    }
    let each = ladder.entry.iter();
    let mut lines: Vec<String> = each
        .map(|(stage, when)| only_where(policy, when, stage_name(policy, stage)))
        .collect();
    let always = ladder.entry.iter().any(|(_, when)| when.0.is_empty());
    if let Some(first) = ladder.stages.first().filter(|_| !always) {
        lines.push(format!("Otherwise {}", stage_name(policy, first)));
    }
    lines
}

/// A stage: its title, who speaks, its limits, its questions and who decides.
pub(super) fn stage(policy: &Policy, stage: &Stage) -> Vec<String> {
    let mut inside = vec![format!("{}: {}", stage.name, stage.title)];
    if stage.optional {
        inside.push("It may be passed by, with a reason.".into());
    }
    inside.extend(stage.pairs.iter().map(|pair| {
        let (one, other) = (
            roles_of(policy, &pair.raiser),
            roles_of(policy, &pair.other),
        );
        match (one.is_empty(), other.is_empty()) {
            (false, false) => format!("Speaking: {one}, with {other}"),
            _ => format!("Speaking: {one}{other}"),
        }
    }));
    let decides = stage.decided_by.as_ref();
    inside.extend(decides.map(|id| format!("Deciding: {}", role(policy, id))));
    let clocks = policy
        .clocks
        .iter()
        .filter(|c| c.stages.contains(&stage.id));
    inside.extend(clocks.map(|c| clock(policy, c)));
    inside.extend(questions(policy, |q| q.stages.contains(&stage.id)));
    inside
}

/// Limits and questions that belong to no stage.
pub(super) fn overall(policy: &Policy) -> Vec<String> {
    let clocks = policy.clocks.iter().filter(|c| c.stages.is_empty());
    let mut inside: Vec<String> = clocks.map(|c| clock(policy, c)).collect();
    inside.extend(questions(policy, |q| q.stages.is_empty()));
    inside
}

/// A limit with whose it is, when it stands still, and what it makes shorter.
fn clock(policy: &Policy, clock: &Clock) -> String {
    let words = format!("{}: {}", clock.name, limit_words(policy, &clock.limit));
    let mut words = only_where(policy, &clock.when, words);
    if !clock.pause.is_empty() {
        let (stops, goes) = (&clock.pause, &clock.resume);
        words.push_str(&format!(
            "; it stands still when {}",
            moments_words(policy, stops)
        ));
        if !goes.is_empty() {
            words.push_str(&format!(", until {}", moments_words(policy, goes)));
        }
    }
    words.push_str(&format!("; for {}", party_words(policy, &clock.owner)));
    let caps = clock.caps.iter().filter_map(|id| policy.clock(id));
    let caps: Vec<String> = caps.map(|c| lower(&c.name)).collect();
    if !caps.is_empty() {
        words.push_str(&format!("; no later than this: {}", caps.join(", ")));
    }
    words
}

fn questions(policy: &Policy, here: impl Fn(&Moment) -> bool) -> Vec<String> {
    let asked = policy.moments.iter().filter(|m| !m.choices.is_empty());
    let each = asked.filter(|m| here(m)).map(|question| {
        let answers = question
            .choices
            .iter()
            .map(|(_, text)| text.trim_end_matches('.'));
        let answers: Vec<&str> = answers.collect();
        format!("Question: {} {}", question.name, answers.join(" / "))
    });
    each.collect()
}

/// The ways that lead on from a stage.
pub(super) fn ways<'p>(policy: &'p Policy, stage: &StageId) -> Vec<&'p Move> {
    let all = policy.moves.iter();
    all.filter(|m| m.from.is_empty() || m.from.contains(stage))
        .collect()
}

/// A way on, what sets it off, and the gate before it.
pub(super) fn way(policy: &Policy, way: &Move, here: &StageId) -> String {
    // Said of one stage, "a stage" has a name.
    let on = way.on.iter().map(|moment| match moment {
        MomentRef::AnyStage(what) => MomentRef::Stage(here.clone(), *what),
        other => other.clone(),
    });
    let on: Vec<MomentRef> = on.collect();
    let words = format!("{}, when {}", way.say, moments_words(policy, &on));
    only_where(policy, &way.when, words)
}

fn role(policy: &Policy, id: &RoleId) -> String {
    let known = policy.role(id);
    known.map_or_else(|| id.to_string(), |r| r.name.clone())
}

fn roles_of(policy: &Policy, ids: &[RoleId]) -> String {
    let names: Vec<String> = ids.iter().map(|id| role(policy, id)).collect();
    names.join(" or ")
}

/// Who a role is in some agencies, line by line.
pub(super) fn roles(policy: &Policy) -> Vec<String> {
    let with_lines = policy.roles.iter().filter(|r| !r.lines.is_empty());
    let each = with_lines.map(|role| {
        let lines = role.lines.iter().map(|l| role_line_words(policy, l));
        let lines: Vec<String> = lines.collect();
        format!("{}: {}", sentence(&role.name), lines.join("; "))
    });
    each.collect()
}

/// The endings: where, once what, who is satisfied by it, and whether it binds.
pub(super) fn endings(policy: &Policy) -> Vec<String> {
    let each = policy.endings.iter().map(|ending| {
        let at = ending.stages.iter().map(|s| stage_name(policy, s));
        let at: Vec<String> = at.collect();
        let mut head = ending.name.clone();
        if !at.is_empty() {
            head.push_str(&format!(", at {}", at.join(" or ")));
        }
        if !ending.on.is_empty() {
            head.push_str(&format!(", once {}", moments_words(policy, &ending.on)));
        }
        let mut head = only_where(policy, &ending.when, head);
        if ending.binds == Binding::Yes {
            head.push_str(" (binding)");
        }
        let mut say = lower(ending.say.trim_end_matches('.'));
        if ending.dissent {
            say.push_str("; dissent is recorded");
        }
        format!("{head}: {say}")
    });
    each.collect()
}
