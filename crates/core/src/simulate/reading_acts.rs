//! The entries of `do`.

use super::raw::*;
use super::reading::{date, flag, loose, number, string};
use super::unclear::Unclear;
use crate::policy::problem::{Problems, nearest, one_of};
use crate::policy::table::{Item, Table};

/// The keys of which there must be one, with those that may stand beside each.
const VERBS: [(&str, &[&str]); 21] = [
    ("open", &["on", "why", "reason"]),
    ("unresolved", &["on", "reason", "visit"]),
    ("resolved", &["on", "reason", "visit"]),
    ("reached", &["on", "is", "for", "visit", "whole", "reason"]),
    ("done", &["on", "for", "by", "visit", "reason"]),
    ("not-done", &["on", "for", "by", "visit", "reason"]),
    ("fact", &["on", "is", "for", "reason"]),
    ("limit", &["on", "by", "reason"]),
    ("own-date", &["on", "whole", "reason"]),
    ("end", &["on", "dissent", "reason"]),
    ("withdraw", &["on", "reason"]),
    ("reopen", &["on", "reason"]),
    ("harm", &["on", "reason"]),
    ("plan", &["on", "for", "reason"]),
    ("agreed", &["on", "by", "reason"]),
    ("action", &["on", "is", "reason"]),
    ("strike", &["on", "reason"]),
    ("take", &["on", "reason"]),
    ("link", &["on", "reason"]),
    ("moved-to", &["on", "reason"]),
    ("not-moved-to", &["on", "reason"]),
];

/// All keys that stand beside what an entry records.
const BESIDE: [&str; 9] = [
    "on", "by", "is", "why", "reason", "visit", "for", "whole", "dissent",
];

/// One entry; none where something is wrong with it.
pub(super) fn act(table: &Table<'_>, problems: &mut Problems) -> Option<RawAct> {
    let given: Vec<_> = VERBS.iter().filter(|(verb, _)| table.has(verb)).collect();
    let names = || VERBS.iter().map(|(verb, _)| *verb);
    let [(verb, beside)] = given.as_slice() else {
        // A slip of the finger in the one key is said as such.
        let slips = table.entries().into_iter().filter_map(|(key, _)| {
            let near = nearest(&key.text, names())?;
            let known = names().chain(BESIDE).any(|k| k == key.text);
            (!known).then_some(format!("Did you mean `{near}` for `{}`? ", key.text))
        });
        let hint = slips.collect::<String>();
        let what = if given.is_empty() {
            "none"
        } else {
            "more than one"
        };
        problems.error(
            &table.at,
            format!(
                "{} must have exactly one of the keys that record something, and has {what}.",
                table.called
            ),
            format!("{hint}They are {}.", one_of(names())),
        );
        return None;
    };
    let known: Vec<&str> = std::iter::once(*verb)
        .chain(beside.iter().copied())
        .collect();
    table.allow(&known, problems);
    let item = table.get(verb)?;
    let by = table.get("by").filter(|_| beside.contains(&"by"));
    let act = RawAct {
        place: table.at.clone(),
        verb: value(verb, &item, problems)?,
        on: table.get("on").and_then(|i| date(&i, problems)),
        by: by.and_then(|i| self::by(&i, problems)),
        is: loose(table, "is", problems),
        why: loose(table, "why", problems),
        reason: loose(table, "reason", problems),
        visit: table.get("visit").and_then(|i| number(&i, problems)),
        of: loose(table, "for", problems),
        whole: table.flag("whole", false, problems),
        dissent: loose(table, "dissent", problems),
    };
    let lacks = match (&act.verb, &act.is, &act.by) {
        (Verb::Fact(_), None, _) => Some(Unclear::FactWithoutAnswer),
        (Verb::Limit(_), _, None) => Some(Unclear::LimitWithoutDate),
        (Verb::Limit(_) | Verb::Agreed(_), _, Some(By::Side(_))) => Some(Unclear::ByIsNoDate),
        (Verb::Done(_) | Verb::NotDone(_), _, Some(By::Date(_))) => Some(Unclear::ByIsNoSide),
        _ => None,
    };
    if let Some(unclear) = lacks.filter(|_| table.get("by").is_none() || act.by.is_some()) {
        problems.error(&table.at, unclear.to_string(), "");
    }
    Some(act)
}

fn value(verb: &str, item: &Item<'_>, problems: &mut Problems) -> Option<Verb> {
    Some(match verb {
        "open" => Verb::Open(string(item, problems)?),
        "unresolved" => happens(item, Verb::Unresolved, problems)?,
        "resolved" => happens(item, Verb::Resolved, problems)?,
        "reached" => Verb::Reached(string(item, problems)?),
        "done" => Verb::Done(string(item, problems)?),
        "not-done" => Verb::NotDone(string(item, problems)?),
        "fact" => Verb::Fact(string(item, problems)?),
        "limit" => Verb::Limit(string(item, problems)?),
        "own-date" => Verb::OwnDate(date(item, problems)?),
        "end" => Verb::End(string(item, problems)?),
        "withdraw" => happens(item, Verb::Withdraw, problems)?,
        "reopen" => happens(item, Verb::Reopen, problems)?,
        "harm" => Verb::Harm(flag(item, problems)?),
        "plan" => happens(item, Verb::Plan, problems)?,
        "agreed" => Verb::Agreed(string(item, problems)?),
        "action" => Verb::Action(string(item, problems)?),
        "strike" => Verb::Strike(strike(item, problems)?),
        "take" => Verb::Take(string(item, problems)?),
        "link" => Verb::Link(string(item, problems)?),
        "moved-to" => Verb::MovedTo(string(item, problems)?),
        "not-moved-to" => Verb::NotMovedTo(string(item, problems)?),
        _ => return None,
    })
}

/// What happens is `true`; what does not is left out.
fn happens(item: &Item<'_>, verb: Verb, problems: &mut Problems) -> Option<Verb> {
    if item.value.as_bool() != Some(true) {
        item.wrong("`true`; leave it out where it did not happen", problems);
        return None;
    }
    Some(verb)
}

fn by(item: &Item<'_>, problems: &mut Problems) -> Option<By> {
    match item.value.as_str() {
        Some("ours") => Some(By::Side(RawSide::Ours)),
        Some("theirs") => Some(By::Side(RawSide::Theirs)),
        Some(_) => {
            item.wrong(
                "a date without quotes, `\"ours\"` or `\"theirs\"`",
                problems,
            );
            None
        }
        None => date(item, problems).map(By::Date),
    }
}

fn strike(item: &Item<'_>, problems: &mut Problems) -> Option<Struck> {
    if item.value.as_integer().is_some() {
        return number(item, problems).map(|n| Struck::Number(n.into()));
    }
    match item.value.as_str() {
        Some(kind) => Some(Struck::Kind(kind.to_owned())),
        None => {
            item.wrong(
                "a record's number, `\"last\"`, or a kind of record",
                problems,
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BESIDE, VERBS};
    use crate::simulate::reading_expect::KEYS;

    /// A word that is read and not described is one that nobody can use; the format's page is its promise.
    #[test]
    fn every_key_is_described() {
        let page = include_str!("../../../../docs/timeline.md");
        let acts = VERBS.iter().map(|(verb, _)| *verb).chain(BESIDE);
        for key in acts.chain(KEYS) {
            let said = [format!("`{key}`"), format!("`{key} = ")];
            assert!(said.iter().any(|s| page.contains(s)), "`{key}`");
        }
        for (verb, beside) in VERBS {
            for key in beside {
                assert!(BESIDE.contains(key), "{verb}: {key}");
            }
        }
    }
}
