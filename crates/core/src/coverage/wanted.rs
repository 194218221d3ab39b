//! Everything in a policy that an example can show.

use super::item::{Edge, Item, Timer, View};
use crate::ids::StageId;
use crate::policy::*;
use std::collections::BTreeSet;

pub(super) fn wanted(policy: &Policy) -> BTreeSet<Item> {
    let mut items = BTreeSet::new();
    declared(policy, &mut items);
    for stage in &policy.stages {
        items.insert(Item::Opened(stage.id.clone()));
        if can_resolve(policy, &stage.id) {
            items.insert(Item::Resolved(stage.id.clone()));
        }
        if can_fail(policy, &stage.id) {
            items.insert(Item::Unresolved(stage.id.clone()));
        }
    }
    for rule in &policy.moves {
        moves(policy, rule, &mut items);
    }
    for clock in &policy.clocks {
        limit(clock, &mut items);
    }
    for duty in &policy.duties {
        duties(policy, duty, &mut items);
    }
    for ending in &policy.endings {
        items.insert(Item::Ended(ending.id.clone()));
        let here = |s: &&Stage| ending.stages.is_empty() || ending.stages.contains(&s.id);
        for stage in policy.stages.iter().filter(here) {
            items.insert(Item::Offered(ending.id.clone(), stage.id.clone()));
        }
    }
    items
}

fn declared(policy: &Policy, items: &mut BTreeSet<Item>) {
    for fact in &policy.facts {
        // An answer of the dispute with which no case can be open is shown by its exclusion.
        let left_out = |choice| {
            let mut all = policy.exclusions.iter();
            all.any(|e| matches!(e.when.0.as_slice(), [Condition::Fact(f, c)] if *f == fact.id && c.contains(choice)))
        };
        for (choice, _) in fact.choices.iter().filter(|(c, _)| !left_out(c)) {
            items.insert(Item::Fact(fact.id.clone(), choice.clone()));
        }
    }
    for exclusion in &policy.exclusions {
        items.insert(Item::Exclusion(exclusion.id.clone()));
    }
    for moment in &policy.moments {
        items.insert(Item::Moment(moment.id.clone()));
        for (choice, _) in &moment.choices {
            items.insert(Item::Answer(moment.id.clone(), choice.clone()));
        }
    }
    for ladder in &policy.ladders {
        items.insert(Item::Ladder(ladder.id.clone()));
        for (stage, _) in &ladder.entry {
            items.insert(Item::Entry(ladder.id.clone(), stage.clone()));
        }
    }
    for role in &policy.roles {
        for (n, line) in role.lines.iter().enumerate() {
            let title = match &line.is {
                Holder::Title(title) => title.clone(),
                Holder::Body(body) => policy
                    .role(body)
                    .map_or_else(|| body.to_string(), |r| r.name.clone()),
                // The same person: the title is the role's own.
                Holder::SameAs(_) => continue,
            };
            items.insert(Item::Role(role.id.clone(), n, title));
        }
    }
}

/// Whether a dispute may be resolved at a stage: some ending that resolves is offered there.
fn can_resolve(policy: &Policy, stage: &StageId) -> bool {
    let mut endings = policy.endings.iter();
    endings.any(|e| e.resolves && (e.stages.is_empty() || e.stages.contains(stage)))
}

/// Whether a rule says what follows where a stage did not resolve it.
fn can_fail(policy: &Policy, stage: &StageId) -> bool {
    let own = MomentRef::Stage(stage.clone(), StageMoment::Unresolved);
    let any = MomentRef::AnyStage(StageMoment::Unresolved);
    let moved = policy.moves.iter().any(|m| {
        let here = m.from.is_empty() || m.from.contains(stage);
        m.on.contains(&own) || (here && m.on.contains(&any))
    });
    moved || policy.duties.iter().any(|d| d.on.contains(&own))
}

/// The next stage on a ladder, and those after it as long as they may be passed by.
fn up_to_required(policy: &Policy, stages: &[StageId]) -> Vec<StageId> {
    let required = |s: &StageId| !policy.stage(s).is_some_and(|s| s.optional);
    let last = stages.iter().position(required);
    stages
        .iter()
        .take(last.map_or(stages.len(), |at| at + 1))
        .cloned()
        .collect()
}

fn moves(policy: &Policy, rule: &Move, items: &mut BTreeSet<Item>) {
    if rule
        .on
        .iter()
        .any(|m| matches!(m, MomentRef::ClockPassed(_)))
    {
        items.insert(Item::Silence(rule.id.clone()));
    }
    if matches!(rule.to, Target::Elsewhere(_) | Target::Beside(..)) {
        items.insert(Item::Taken(rule.id.clone(), None));
        return;
    }
    let for_risk = rule.on.contains(&MomentRef::ImmediateHarm);
    for ladder in &policy.ladders {
        let from = ladder.stages.iter().enumerate();
        let from = from.filter(|(_, s)| rule.from.is_empty() || rule.from.contains(s));
        // What needs an open stage to have happened is not offered before the first.
        let at_stage = |c: &Condition| matches!(c, Condition::Happened(_) | Condition::Reached(_));
        let early = for_risk && !rule.when.0.iter().any(at_stage);
        let before = early.then_some((None, ladder.stages.as_slice()));
        let from =
            from.map(|(at, s)| (Some(s.clone()), ladder.stages.get(at + 1..).unwrap_or(&[])));
        for (from, after) in before.into_iter().chain(from) {
            let to = leads(policy, &rule.to, ladder, after);
            if to.is_empty() {
                continue;
            }
            items.insert(Item::Taken(rule.id.clone(), from.clone()));
            for to in to {
                items.insert(Item::Leads(rule.id.clone(), from.clone(), to));
            }
        }
    }
}

fn leads(policy: &Policy, to: &Target, ladder: &Ladder, after: &[StageId]) -> Vec<StageId> {
    match to {
        Target::Next => up_to_required(policy, after),
        Target::AnyHigher => after.to_vec(),
        Target::Stage(stage) => {
            let here = ladder.stages.contains(stage);
            here.then(|| stage.clone()).into_iter().collect()
        }
        Target::OneOf(several) => {
            let each = several.iter();
            each.flat_map(|to| leads(policy, to, ladder, after))
                .collect()
        }
        Target::Elsewhere(_) | Target::Beside(..) => Vec::new(),
    }
}

fn edges(timer: &Timer, items: &mut BTreeSet<Item>) {
    for edge in [Edge::Due, Edge::DayBefore, Edge::LastDay, Edge::DayAfter] {
        items.insert(Item::Limit(timer.clone(), edge));
    }
}

fn limit(clock: &Clock, items: &mut BTreeSet<Item>) {
    let mut state = |name| items.insert(Item::State(clock.id.clone(), name));
    if !clock.void.is_empty() {
        state("superseded");
    }
    if !clock.pause.is_empty() {
        state("paused");
    }
    match clock.limit.span() {
        Some(span) if span.unit == Unit::Hours => {
            state("ask-time");
        }
        Some(_) => {}
        None if matches!(clock.limit, Limit::At(_)) => {
            state("urgent");
            state("met");
            return;
        }
        None => {
            state("ask-limit");
        }
    }
    edges(&Timer::Clock(clock.id.clone()), items);
}

fn duties(policy: &Policy, duty: &Duty, items: &mut BTreeSet<Item>) {
    let views: &[View] = match &duty.who {
        _ if !duty.until.is_empty() => &[View::Holds],
        _ if duty.force == Force::May => &[View::Allowed],
        PartyRef::Side(..) => &[View::Ours, View::Theirs],
        _ => &[View::Outside],
    };
    for view in views {
        items.insert(Item::Duty(duty.id.clone(), *view));
    }
    // Not of others: only what is late on our side is said.
    let ours = matches!(duty.who, PartyRef::Side(..)) && duty.force != Force::May;
    if ours && duty.limit.as_ref().is_some_and(|l| l.span().is_some()) {
        edges(&Timer::Duty(duty.id.clone()), items);
    }
    for on in &duty.on {
        for on in one_by_one(policy, duty, on) {
            items.insert(Item::Trigger(duty.id.clone(), on));
        }
    }
}

/// A form that whatever stage calls for is to be shown at each.
fn one_by_one(policy: &Policy, duty: &Duty, on: &MomentRef) -> Vec<MomentRef> {
    let MomentRef::AnyStage(kind) = on else {
        return vec![on.clone()];
    };
    if duty.paper.is_none() {
        return vec![on.clone()];
    }
    let stages = policy.stages.iter().filter(|s| match kind {
        StageMoment::Resolved => can_resolve(policy, &s.id),
        StageMoment::Unresolved => can_fail(policy, &s.id),
        _ => true,
    });
    stages
        .map(|s| MomentRef::Stage(s.id.clone(), *kind))
        .collect()
}
