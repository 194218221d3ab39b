//! Checks of the policy as a whole, once every part of it could be read.

use super::context::Context;
use super::names::Kind;
use super::situation::{self, Situation, facts_of, holds, said};
use super::{Known, answers, cycles, leaving, limits, route, sides, unused, written};
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::problem::Place;
use chrono::{Months, NaiveDate};

pub(crate) fn check(policy: &Policy, known: Known<'_>, cx: &mut Context) {
    // With a slip in a name, these would report the same slip again in other words.
    if cx.problems.any_error() {
        return;
    }
    route::check(policy, cx);
    cycles::check(policy, cx);
    limits::check(policy, cx);
    duties(policy, cx);
    applies(policy, cx);
    endings(policy, cx);
    answers::check(policy, cx);
    sides::check(policy, cx);
    unused::check(policy, cx);
    leaving::check(policy, cx);
    written::check(policy, cx);
    if let Some(today) = known.today {
        dates(policy, today, cx);
    }
    if let Some(calendars) = known.calendars {
        let at = cx
            .calendar
            .clone()
            .unwrap_or_else(|| Place::whole("policy.toml"));
        for (id, _) in &policy.calendars {
            if !calendars.contains_key(id) {
                let all: Vec<&str> = calendars.keys().map(CalendarId::as_str).collect();
                let message = format!("There is no calendar `{id}`.");
                cx.problems
                    .error(&at, message, super::names::suggest(id.as_str(), &all, ""));
            }
        }
    }
}

fn endings(policy: &Policy, cx: &mut Context) {
    if !policy.endings.iter().any(|e| e.resolves) {
        cx.problems.error(
            &Place::whole("policy.toml"),
            "No ending resolves the dispute.",
            "Write [ending] with resolves = true in one of them.",
        );
    }
}

/// A duty must have somebody to do it and somebody to do it towards.
fn duties(policy: &Policy, cx: &mut Context) {
    for duty in &policy.duties {
        let id = duty.id.as_str();
        if matches!(duty.who, PartyRef::Own(_) | PartyRef::Counterpart(_)) {
            cx.problems.error(
                &cx.place(Kind::Duty, id, "who"),
                format!(
                    "Nobody can do duty `{id}`: own and counterpart are seen from whoever does it."
                ),
                "Name the side: raiser, other or both.",
            );
        }
        if duty.act == Act::Fill && duty.paper.is_none() {
            let at = cx.place(Kind::Duty, id, "act");
            let message = format!("Duty `{id}` says to fill in a paper and names none.");
            cx.problems.error(&at, message, "Write paper = \"…\".");
        }
        if duty.wants == Wanted::Paper && duty.paper.is_none() && duty.act != Act::Fill {
            let at = cx.place(Kind::Duty, id, "wants");
            let message = format!("Duty `{id}` wants a paper and names none.");
            cx.problems.error(&at, message, "Write paper = \"…\".");
        }
        if duty.act == Act::Send && duty.to.is_empty() {
            let at = cx.place(Kind::Duty, id, "act");
            let message = format!("Duty `{id}` says to send something and not to whom.");
            cx.problems.error(&at, message, "Write to = [\"…\"].");
        }
        contacts(policy, duty, cx);
    }
}

/// Contacts and lines of `to` hold in some situations only: where a duty applies, one must hold.
fn contacts(policy: &Policy, duty: &Duty, cx: &mut Context) {
    let id = duty.id.as_str();
    let who = To {
        party: duty.who.clone(),
        when: When::default(),
    };
    for (all, key) in [
        (std::slice::from_ref(&who), "who"),
        (duty.to.as_slice(), "to"),
    ] {
        // Each needs its own line to hold, and a contact's.
        let needs = |to: &To| -> Vec<When> {
            let contact = match &to.party {
                PartyRef::Contact(c) => policy.contact(c).map(|c| c.when.clone()),
                _ => None,
            };
            let all = [Some(to.when.clone()), contact];
            all.into_iter()
                .flatten()
                .filter(|w| !w.0.is_empty())
                .collect()
        };
        let needed: Vec<Vec<When>> = all.iter().map(needs).collect();
        if needed.is_empty() || needed.iter().any(Vec::is_empty) {
            continue;
        }
        let facts = facts_of(needed.iter().flatten().chain([&duty.when]));
        let Some(situations) = situation::all(policy, &facts) else {
            continue;
        };
        let nobody = |s: &&Situation| {
            let holds_all = |whens: &Vec<When>| whens.iter().all(|w| holds(w, s));
            holds(&duty.when, s) && !needed.iter().any(holds_all)
        };
        if let Some(s) = situations.iter().find(nobody) {
            let at = cx.place(Kind::Duty, id, key);
            let message = format!("Nobody holds for `{key}` of duty `{id}` {}.", said(s));
            cx.problems.error(
                &at,
                message,
                "Name somebody for that situation, or give the duty a `when`.",
            );
        }
    }
}

/// A rule that can apply in no situation is a slip.
fn applies(policy: &Policy, cx: &mut Context) {
    for duty in &policy.duties {
        never(
            policy,
            (Kind::Duty, duty.id.as_str(), "on"),
            &duty.when,
            &duty.on,
            cx,
        );
    }
    for clock in &policy.clocks {
        never(
            policy,
            (Kind::Clock, clock.id.as_str(), "from"),
            &clock.when,
            &clock.from,
            cx,
        );
    }
    for ending in &policy.endings {
        if !ending.on.is_empty() {
            never(
                policy,
                (Kind::Ending, ending.id.as_str(), "on"),
                &ending.when,
                &ending.on,
                cx,
            );
        }
    }
    for m in &policy.moves {
        never(
            policy,
            (Kind::Move, m.id.as_str(), "on"),
            &m.when,
            &m.on,
            cx,
        );
    }
}

fn never(
    policy: &Policy,
    rule: (Kind, &str, &'static str),
    when: &When,
    on: &[MomentRef],
    cx: &mut Context,
) {
    let facts = facts_of(policy.ladders.iter().map(|l| &l.when).chain([when]));
    let Some(all) = situation::all(policy, &facts) else {
        return;
    };
    let may = all.iter().filter(|s| holds(when, s)).any(|s| {
        policy
            .ladders
            .iter()
            .filter(|l| holds(&l.when, s))
            .any(|ladder| {
                on.iter().any(|moment| match moment {
                    MomentRef::Stage(stage, _) => ladder.stages.contains(stage),
                    _ => true,
                })
            })
    });
    if !may {
        let (kind, id, key) = rule;
        let word = kind.word();
        let at = cx.place(kind, id, key);
        cx.problems.error(
            &at,
            format!("There is no situation in which {word} `{id}` applies."),
            "Its stages are on no ladder that holds under its `when`.",
        );
    }
}

fn dates(policy: &Policy, today: NaiveDate, cx: &mut Context) {
    let year_ago = today
        .checked_sub_months(Months::new(12))
        .unwrap_or(NaiveDate::MIN);
    for contact in &policy.contacts {
        let at = cx.place(Kind::Contact, contact.id.as_str(), "checked");
        if contact.checked > today {
            let message = format!("Contact `{}` was checked in the future.", contact.id);
            cx.problems.warn(&at, message, "");
        } else if contact.checked < year_ago {
            let message = format!(
                "Contact `{}` was last checked on {}.",
                contact.id, contact.checked
            );
            cx.problems.warn(
                &at,
                message,
                "That is more than a year ago. Look at the source again.",
            );
        }
    }
    if policy.version.read > today {
        let at = Place::whole("policy.toml");
        cx.problems.warn(
            &at,
            "The source was read in the future.",
            "Look at `read` of `version`.",
        );
    }
}
