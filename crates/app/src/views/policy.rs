//! A policy, readable by people.

use crate::library::Bundled;
use crate::settings::Settings;
use crate::views::case::paper_kind;
use crate::views::cite::{cite_view, force, reading};
use crate::views::ways::ending_notes;
use crate::views::who::contact_view;
use crate::wire::{
    PolicyDuty, PolicyLimit, PolicyQuestion, PolicyRole, PolicyRow, PolicySideView, PolicyStage,
    PolicyVersion, PolicyView, PolicyWay,
};
use crate::words::{day_words, limit_words, lower, moments_words, party_words, plural, sentence};
use std::collections::BTreeMap;
use stepwise_core::calendar::Calendar;
use stepwise_core::ids::{CalendarId, RoleId, StageId};
use stepwise_core::policy::words::{only_where, role_line_words};
use stepwise_core::policy::{
    Clock, Duty, Limit, MomentRef, Pair, PartyRef, Policy, PolicySide, Role, Stage, Target, To,
};

/// The version in words.
pub(crate) fn version_words(policy: &Policy) -> String {
    let from = match policy.version.from {
        Some(from) => format!("in force from {}", day_words(from)),
        None => "in force from: unknown".into(),
    };
    let from = match policy.version.until {
        Some(until) => format!("{from} to {}", day_words(until)),
        None => from,
    };
    // A bare number says nothing by itself.
    let label = &policy.version.label;
    let label = match label.chars().all(|c| c.is_ascii_digit() || c == '.') {
        true => format!("Version {label}"),
        false => sentence(label),
    };
    format!(
        "{label}, {from}. Read on {}.",
        day_words(policy.version.read)
    )
}

fn other_versions(policy: &Policy, versions: &[&Bundled]) -> Vec<PolicyVersion> {
    let others = versions.iter().map(|b| &b.policy);
    others
        .filter(|other| other.digest != policy.digest)
        .map(|other| PolicyVersion {
            digest: other.digest.to_string(),
            version: version_words(other),
            newer: (other.version.from, other.version.read)
                > (policy.version.from, policy.version.read),
        })
        .collect()
}

fn superseded(policy: &Policy) -> String {
    policy
        .version
        .superseded
        .as_ref()
        .map(|(_, say)| say.clone())
        .unwrap_or_default()
}

/// One policy in the list.
pub(crate) fn row(bundled: &Bundled, newest: bool, own: &str) -> PolicyRow {
    let policy = &bundled.policy;
    let stages = plural(policy.stages.len() as i64, "stage");
    let numbers = policy
        .clocks
        .iter()
        .any(|c| !matches!(c.limit, Limit::At(_)));
    let limits = if numbers {
        "with time limits"
    } else {
        "no time limits for the stages"
    };
    PolicyRow {
        policy: policy.id.to_string(),
        digest: policy.digest.to_string(),
        older: !newest,
        added: bundled.added.map(|day| day.to_string()),
        title: policy.title.clone(),
        board: policy.board.clone(),
        version: version_words(policy),
        superseded: superseded(policy),
        own: newest && policy.id.as_str() == own,
        remark: format!("{stages}, {limits}"),
    }
}

fn limit_view(policy: &Policy, clock: &Clock) -> PolicyLimit {
    let limit = sentence(&limit_words(policy, &clock.limit));
    let from = moments_words(policy, &clock.from);
    // "2 weeks before" is counted back, and ends its own sentence.
    let begins = match clock.latest && clock.from.len() > 1 {
        true => format!(
            "{limit} from the last of these: {}",
            from.replace(", or ", "; ")
        ),
        false => format!("{limit} from: {from}"),
    };
    let begins = match back(&clock.limit) {
        true => format!("{limit} this, counted back: {from}"),
        false => begins,
    };
    PolicyLimit {
        name: clock.name.clone(),
        written: clock.written.clone(),
        reading: only_where(policy, &clock.when, begins),
        more: more(policy, clock),
        force: force(clock.force),
        cite: cite_view(policy, &clock.cite, &clock.readings),
    }
}

/// Whether a limit is counted back from a moment ahead.
fn back(limit: &Limit) -> bool {
    match limit {
        Limit::Both(a, b) => a.is_back() || b.is_back(),
        limit => limit.is_back(),
    }
}

/// What else bears on the count of a limit, each as a sentence.
fn more(policy: &Policy, clock: &Clock) -> Vec<String> {
    let caps: Vec<String> = clock
        .caps
        .iter()
        .filter_map(|id| policy.clock(id))
        .map(|c| lower(&c.name))
        .collect();
    let each = [
        ("It stands still when", moments_words(policy, &clock.pause)),
        ("It goes on when", moments_words(policy, &clock.resume)),
        (
            "One time is answered when",
            moments_words(policy, &clock.each),
        ),
        ("It stops when", moments_words(policy, &clock.until)),
        (
            "It no longer counts when",
            moments_words(policy, &clock.void),
        ),
        ("No later than this may be", caps.join(", or ")),
    ];
    let said = each.into_iter().filter(|(_, words)| !words.is_empty());
    said.map(|(label, words)| format!("{label}: {words}."))
        .collect()
}

fn side_view(who: &PartyRef) -> PolicySideView {
    match who {
        PartyRef::Side(PolicySide::Raiser, _) => PolicySideView::Raiser,
        PartyRef::Side(PolicySide::Other, _) => PolicySideView::Other,
        PartyRef::Side(PolicySide::Both, _) => PolicySideView::Both,
        _ => PolicySideView::Outside,
    }
}

fn duty_view(policy: &Policy, duty: &Duty) -> PolicyDuty {
    let to = |list: &[To]| -> Vec<String> {
        let each = list.iter();
        each.map(|to| only_where(policy, &to.when, party_words(policy, &to.party)))
            .collect()
    };
    let copies = to(&duty.copies).join(", ");
    let to = match copies.as_str() {
        "" => to(&duty.to).join(", "),
        copies => format!("{}; a copy to {copies}", to(&duty.to).join(", ")),
    };
    let mut when = format!("When {}", moments_words(policy, &duty.on));
    if let Some(limit) = &duty.limit {
        when = format!("{when}: {}", limit_words(policy, limit));
    }
    if !duty.until.is_empty() {
        when = format!("{when}, until {}", moments_words(policy, &duty.until));
    }
    PolicyDuty {
        side: side_view(&duty.who),
        who: sentence(&party_words(policy, &duty.who)),
        say: duty.say.clone(),
        to: to.trim_start_matches("; ").to_owned(),
        force: force(duty.force),
        when: only_where(policy, &duty.when, when),
        cite: cite_view(policy, &duty.cite, &duty.readings),
    }
}

/// The one stage that a rule belongs to, where it belongs to one.
fn stage_of(policy: &Policy, moments: &[MomentRef]) -> Option<StageId> {
    let mut stages = moments.iter().map(|moment| match moment {
        MomentRef::Stage(id, _) => Some(id.clone()),
        MomentRef::Declared(id) | MomentRef::Each(id, ..) => {
            match policy.moment(id).map(|m| m.stages.as_slice()) {
                Some([one]) => Some(one.clone()),
                _ => None,
            }
        }
        _ => None,
    });
    let first = stages.next()??;
    stages.all(|s| s.as_ref() == Some(&first)).then_some(first)
}

fn roles_words(policy: &Policy, roles: &[RoleId]) -> String {
    let names: Vec<String> = roles
        .iter()
        .map(|id| {
            policy
                .role(id)
                .map_or_else(|| id.to_string(), |r| r.name.clone())
        })
        .collect();
    names.join(" or ")
}

/// No ladder goes on from here.
fn last_of_all(policy: &Policy, stage: &StageId) -> bool {
    let mut with = policy
        .ladders
        .iter()
        .filter(|l| l.stages.contains(stage))
        .peekable();
    with.peek().is_some() && with.all(|l| l.stages.last() == Some(stage))
}

fn ways(policy: &Policy, stage: &Stage) -> Vec<PolicyWay> {
    let at = policy.stages.iter().position(|s| s.id == stage.id);
    let next = at.and_then(|at| policy.stages.get(at + 1));
    let from = policy
        .moves
        .iter()
        .filter(|m| m.from.is_empty() || m.from.contains(&stage.id))
        .filter(|m| m.to != Target::AnyHigher || !last_of_all(policy, &stage.id));
    let each = from.map(|m| {
        let one = |to: &Target| match to {
            Target::Next => next.map_or_else(|| "The next stage".to_owned(), |s| s.name.clone()),
            Target::AnyHigher => "Any later stage".to_owned(),
            Target::Stage(id) => policy
                .stage(id)
                .map_or_else(|| id.to_string(), |s| s.name.clone()),
            Target::Elsewhere(text) => text.clone(),
            Target::Beside(text, _) => format!("{text} The stage stays as it is."),
            Target::OneOf(_) => String::new(),
        };
        let to = match &m.to {
            Target::OneOf(all) => all.iter().map(one).collect::<Vec<_>>().join(" or "),
            to => one(to),
        };
        // Said of this stage, "a stage" has a name.
        let on: Vec<MomentRef> =
            m.on.iter()
                .map(|moment| match moment {
                    MomentRef::AnyStage(what) => MomentRef::Stage(stage.id.clone(), *what),
                    other => other.clone(),
                })
                .collect();
        let when = format!("When {}", moments_words(policy, &on));
        PolicyWay {
            say: m.say.clone(),
            when: only_where(policy, &m.when, when),
            to,
            danger: m.on.contains(&MomentRef::ImmediateHarm),
            cite: cite_view(policy, &m.cite, &m.readings),
        }
    });
    each.collect()
}

/// The questions of some stages.
fn questions(
    policy: &Policy,
    here: impl Fn(&stepwise_core::policy::Moment) -> bool,
) -> Vec<PolicyQuestion> {
    let asked = policy.moments.iter();
    let asked = asked.filter(|m| !m.choices.is_empty() && here(m));
    let each = asked.map(|question| PolicyQuestion {
        ask: question.name.clone(),
        answers: question.choices.iter().map(|(_, a)| a.clone()).collect(),
        help: question.help.clone().unwrap_or_default(),
    });
    each.collect()
}

fn role_of(policy: &Policy, role: &Role) -> PolicyRole {
    let lines = role.lines.iter();
    PolicyRole {
        id: role.id.to_string(),
        name: role.name.clone(),
        in_school: role.in_school.clone().unwrap_or_default(),
        body: role.body,
        lines: lines
            .map(|line| sentence(&role_line_words(policy, line)))
            .collect(),
    }
}

fn stage_view(policy: &Policy, stage: &Stage) -> PolicyStage {
    let clocks = policy
        .clocks
        .iter()
        .filter(|c| c.stages.contains(&stage.id));
    let duties = policy
        .duties
        .iter()
        .filter(|d| stage_of(policy, &d.on).as_ref() == Some(&stage.id));
    // A chair or panel that stands in a pair alone is on nobody's side.
    let body = |id: &RoleId| policy.role(id).is_some_and(|r| r.body);
    let alone = |p: &&Pair| p.other.is_empty() && p.raiser.iter().all(body);
    let (outside, between): (Vec<&Pair>, Vec<&Pair>) = stage.pairs.iter().partition(alone);
    PolicyStage {
        id: stage.id.to_string(),
        name: stage.name.clone(),
        title: stage.title.clone(),
        say: stage.say.clone(),
        pairs: between
            .iter()
            .map(|p| {
                (
                    roles_words(policy, &p.raiser),
                    roles_words(policy, &p.other),
                )
            })
            .collect(),
        outside: outside
            .iter()
            .map(|p| roles_words(policy, &p.raiser))
            .collect(),
        limits: clocks.map(|c| limit_view(policy, c)).collect(),
        duties: duties.map(|d| duty_view(policy, d)).collect(),
        ways: ways(policy, stage),
        questions: questions(policy, |q| q.stages.contains(&stage.id)),
        cite: cite_view(policy, &stage.cite, &stage.readings),
    }
}

/// A policy, whole.
pub(crate) fn view(
    bundled: &Bundled,
    versions: &[&Bundled],
    settings: &Settings,
    calendars: &BTreeMap<CalendarId, Calendar>,
) -> PolicyView {
    let policy = &bundled.policy;
    let calendar_words = policy.calendars.iter().map(|(id, when)| {
        let place = calendars.get(id).map_or_else(
            || id.to_string(),
            |c| format!("{}, known until {}", c.place, day_words(c.covers.1)),
        );
        only_where(policy, when, place)
    });
    PolicyView {
        policy: policy.id.to_string(),
        title: policy.title.clone(),
        short: policy.short.clone(),
        board: policy.board.clone(),
        scope: policy.scope.clone(),
        source: policy.source.clone(),
        version: version_words(policy),
        digest: policy.digest.to_string(),
        added: bundled.added.map(|day| day.to_string()),
        versions: other_versions(policy, versions),
        superseded: superseded(policy),
        calendar: calendar_words.collect::<Vec<_>>().join("; "),
        stages: policy
            .stages
            .iter()
            .map(|s| stage_view(policy, s))
            .collect(),
        overall_limits: policy
            .clocks
            .iter()
            .filter(|c| c.stages.is_empty())
            .map(|c| limit_view(policy, c))
            .collect(),
        overall_duties: policy
            .duties
            .iter()
            .filter(|d| stage_of(policy, &d.on).is_none())
            .map(|d| duty_view(policy, d))
            .collect(),
        overall_questions: questions(policy, |q| q.stages.is_empty()),
        exclusions: policy
            .exclusions
            .iter()
            .map(|e| (e.say.clone(), e.elsewhere.clone()))
            .collect(),
        endings: policy
            .endings
            .iter()
            .map(|e| {
                (
                    e.name.clone(),
                    e.say.clone(),
                    ending_notes(e.judge, e.binds),
                )
            })
            .collect(),
        checklist: policy
            .checklist
            .iter()
            .map(|c| (c.ask.clone(), force(c.force)))
            .collect(),
        roles: policy.roles.iter().map(|r| role_of(policy, r)).collect(),
        papers: policy
            .papers
            .iter()
            .map(|p| {
                let remark = if p.neutral {
                    "The board's own layout is not public: a neutral one."
                } else {
                    ""
                };
                (p.title.clone(), paper_kind(p.kind).into(), remark.into())
            })
            .collect(),
        contacts: policy
            .contacts
            .iter()
            .map(|c| contact_view(policy, settings, c))
            .collect(),
        findings: policy.findings.iter().map(reading).collect(),
        notes: policy
            .notes
            .iter()
            .map(|n| (n.title.clone(), n.text.clone()))
            .collect(),
        areas: policy.areas.clone(),
    }
}
