//! A policy's limits, parties and moments in words, seen from nobody's side.

use super::model::{
    Condition, First, Force, Holder, Limit, MomentRef, PartyRef, Policy, PolicySide, RoleLine,
    Span, StageMoment, Urgency, When,
};
use crate::ids::{RoleId, StageId};

/// "1 day", "3 days".
pub fn plural(n: i64, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {one}s")
    }
}

/// A capital first letter.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A number of units in words, with the day that counts first where that is not the usual one.
fn counted_words(span: Span) -> String {
    let words = span.words();
    if span.first == First::Day1 && !span.is_same_day() {
        return format!("{words}, the first day counted");
    }
    words
}

/// How soon, in words.
pub fn urgency_words(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Immediately => "Immediately",
        Urgency::WithoutDelay => "Without delay",
        Urgency::AsSoonAsPossible => "As soon as possible",
        Urgency::ReasonableTime => "Within a reasonable time",
    }
}

/// A limit in words: "3 working days".
pub fn limit_words(policy: &Policy, limit: &Limit) -> String {
    match limit {
        Limit::Span(span) => counted_words(*span),
        Limit::Both(a, b) => format!("{} ({})", counted_words(*a), counted_words(*b)),
        Limit::Sooner(span, by) => {
            let by = party_words(policy, by);
            format!("{}, or sooner if set by {by}", counted_words(*span))
        }
        Limit::AtMost(urgency, span) => {
            let urgency = urgency_words(*urgency).to_lowercase();
            if span.is_same_day() {
                return format!("{urgency}, and on {}", counted_words(*span));
            }
            format!("{urgency}, and within {}", counted_words(*span))
        }
        Limit::Otherwise(span, by) => {
            let by = party_words(policy, by);
            format!("{}, or another day if set by {by}", counted_words(*span))
        }
        Limit::Every(span) => {
            let words = counted_words(*span);
            format!("every {}", words.strip_prefix("1 ").unwrap_or(&words))
        }
        Limit::Entered(by) => format!("set by {}", party_words(policy, by)),
        Limit::At(urgency) => urgency_words(*urgency).to_lowercase(),
    }
}

fn role_words(policy: &Policy, role: &RoleId) -> String {
    policy
        .role(role)
        .map_or_else(|| role.to_string(), |r| r.name.clone())
}

/// A party in words, seen from nobody's side.
pub fn party_words(policy: &Policy, party: &PartyRef) -> String {
    let side = |side: &PolicySide| match side {
        PolicySide::Raiser => "the side that raised it",
        PolicySide::Other => "the side whose decision is in dispute",
        PolicySide::Both => "both sides",
    };
    match party {
        PartyRef::Side(s, None) => side(s).to_owned(),
        PartyRef::Side(PolicySide::Both, Some(role)) => {
            format!("the {} on each side", role_words(policy, role))
        }
        PartyRef::Side(s, Some(role)) => format!("the {} of {}", role_words(policy, role), side(s)),
        PartyRef::Own(role) => format!("their own {}", role_words(policy, role)),
        PartyRef::Counterpart(None) => "the other side".to_owned(),
        PartyRef::Counterpart(Some(role)) => {
            format!("the other side's {}", role_words(policy, role))
        }
        PartyRef::Contact(id) => policy
            .contact(id)
            .map_or_else(|| id.to_string(), |c| format!("the {}", c.role)),
        PartyRef::Body(role) => format!("the {}", role_words(policy, role)),
        PartyRef::Family => "the family".to_owned(),
        PartyRef::Adult => "the adult".to_owned(),
    }
}

/// A moment in words, to stand after "from" or "when": "stage 2 was opened".
pub fn moment_words(policy: &Policy, moment: &MomentRef) -> String {
    let happens = |m: &StageMoment| match m {
        StageMoment::Opened => "was opened",
        StageMoment::Resolved => "resolved it",
        StageMoment::Unresolved => "did not resolve it",
        StageMoment::Left => "was left",
        StageMoment::Skipped => "was passed by",
    };
    match moment {
        MomentRef::Raised => "the dispute was raised".into(),
        MomentRef::Resolved => "the dispute was resolved".into(),
        MomentRef::Ended => "the case was closed".into(),
        MomentRef::ImmediateHarm => "immediate harm was thought likely".into(),
        MomentRef::Stage(stage, m) => {
            let name = policy
                .stage(stage)
                .map_or_else(|| stage.to_string(), |s| s.name.clone());
            format!("{name} {}", happens(m))
        }
        MomentRef::AnyStage(m) => format!("a stage {}", happens(m)),
        MomentRef::EndedWith(id) => {
            let name = policy
                .ending(id)
                .map_or_else(|| id.to_string(), |e| lower(&e.name));
            format!("the case was closed as: {name}")
        }
        MomentRef::Withdrawn => "the dispute was withdrawn".into(),
        MomentRef::Answered(id, answer) => {
            let moment = policy.moment(id);
            let said = moment.and_then(|m| m.choices.iter().find(|(c, _)| c == answer));
            said.map_or_else(|| answer.to_string(), |(_, text)| lower(text))
        }
        MomentRef::Declared(id) => policy
            .moment(id)
            .map_or_else(|| id.to_string(), |m| lower(&m.name)),
        MomentRef::Each(id, answer, side) => {
            let one = match answer {
                Some(answer) => MomentRef::Answered(id.clone(), answer.clone()),
                None => MomentRef::Declared(id.clone()),
            };
            format!("{} ({})", moment_words(policy, &one), each_words(*side))
        }
        MomentRef::ClockPassed(id) => {
            let name = policy
                .clock(id)
                .map_or_else(|| id.to_string(), |c| lower(&c.name));
            format!("the time to {name} ran out")
        }
        MomentRef::DutyDone(id) => {
            let say = policy
                .duty(id)
                .map_or_else(|| id.to_string(), |d| lower(&d.say));
            format!("this was done: {say}")
        }
    }
}

/// Of whom a moment of each agency has to have happened.
pub fn each_words(side: PolicySide) -> &'static str {
    match side {
        PolicySide::Raiser => "every agency that raised it",
        PolicySide::Other => "every other agency",
        PolicySide::Both => "every agency",
    }
}

/// Several moments: "a, or b".
pub fn moments_words(policy: &Policy, moments: &[MomentRef]) -> String {
    let words: Vec<String> = moments.iter().map(|m| moment_words(policy, m)).collect();
    words.join(", or ")
}

/// A small first letter, unless the first word is written in capitals.
pub fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    match (first, second) {
        (Some(a), Some(b)) if a.is_uppercase() && (b.is_lowercase() || (a == 'A' && b == ' ')) => {
            a.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}

/// Conditions in words: "Where it is about: a child". Empty for none.
pub fn when_words(policy: &Policy, when: &When) -> String {
    let stages = |ids: &[StageId]| {
        let names: Vec<String> = ids
            .iter()
            .filter_map(|id| policy.stage(id))
            .map(|s| s.name.clone())
            .collect();
        names.join(" or ")
    };
    let each = when.0.iter().map(|condition| match condition {
        Condition::Fact(id, any) => {
            let Some(fact) = policy.facts.iter().find(|f| f.id == *id) else {
                return id.to_string();
            };
            let answers = fact
                .choices
                .iter()
                .filter(|(c, _)| any.contains(c))
                .map(|(_, text)| text.as_str());
            format!(
                "“{}” is answered “{}”",
                fact.ask,
                answers.collect::<Vec<_>>().join("” or “")
            )
        }
        Condition::Reached(ids) => format!("{} was reached", stages(ids)),
        Condition::ResolvedAt(ids) => format!("it was resolved at {}", stages(ids)),
        Condition::Happened(moments) => {
            let words = moments.iter().map(|moment| match moment {
                // An answer alone may be no more than "yes".
                MomentRef::Answered(id, _) => match policy.moment(id) {
                    Some(asked) => format!(
                        "“{}” is answered “{}”",
                        asked.name,
                        sentence(&moment_words(policy, moment))
                    ),
                    None => id.to_string(),
                },
                other => moment_words(policy, other),
            });
            words.collect::<Vec<_>>().join(", or ")
        }
    });
    each.collect::<Vec<_>>().join(", and ")
}

/// A text with its condition: "…, only where …"; as it is where there is none.
pub fn only_where(policy: &Policy, when: &When, text: String) -> String {
    match when.0.is_empty() {
        true => text,
        false => format!("{text}, only where {}", when_words(policy, when)),
    }
}

/// Who a role is in some agencies: "head teacher, on the side that raised it, where “…” is answered “School”".
pub fn role_line_words(policy: &Policy, line: &RoleLine) -> String {
    let mut words = match &line.is {
        Holder::Title(title) => title.clone(),
        Holder::Body(body) => format!("the {}, in its place", role_words(policy, body)),
        Holder::SameAs(role) => format!("the same person as the {}", role_words(policy, role)),
    };
    match line.side {
        Some(PolicySide::Raiser) => words.push_str(", on the side that raised it"),
        Some(PolicySide::Other) => words.push_str(", on the side whose decision is in dispute"),
        Some(PolicySide::Both) | None => {}
    }
    if !line.when.0.is_empty() {
        words.push_str(&format!(", where {}", when_words(policy, &line.when)));
    }
    words
}

/// How strong, as a word that stands in a sentence: "must".
pub fn force_words(force: Force) -> &'static str {
    match force {
        Force::Must => "must",
        Force::Should => "should",
        Force::May => "may",
        Force::GoodPractice => "good practice",
    }
}

/// A stage as the policy calls it; its name in the pack where there is none.
pub fn stage_name(policy: &Policy, id: &StageId) -> String {
    policy
        .stage(id)
        .map_or_else(|| id.to_string(), |s| s.name.clone())
}
