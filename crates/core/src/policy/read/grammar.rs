//! Three of the small grammars that stand inside texts: moments, parties and placeholders.

use super::names::{Kind, Names, suggest};
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::problem::{Place, Problems, nearest};
use crate::policy::table::{Word, shown};

const STAGE_MOMENTS: [(&str, StageMoment); 5] = [
    ("opened", StageMoment::Opened),
    ("resolved", StageMoment::Resolved),
    ("unresolved", StageMoment::Unresolved),
    ("left", StageMoment::Left),
    ("skipped", StageMoment::Skipped),
];

const MOMENTS: &str = "A moment is raised, resolved, ended, withdrawn, immediate-harm, a moment of the pack, <question>.<answer>, \
<stage>.opened, <stage>.resolved, <stage>.unresolved, <stage>.left or <stage>.skipped (`stage.` for any stage), \
<moment>.raiser, <moment>.other or <moment>.both of a moment of each agency, clock.<clock>.passed, duty.<duty>.done, or \
ending.<ending>.";

/// The side of which every agency has to have dated a moment.
fn side(word: &str) -> Option<PolicySide> {
    match word {
        "raiser" => Some(PolicySide::Raiser),
        "other" => Some(PolicySide::Other),
        "both" => Some(PolicySide::Both),
        _ => None,
    }
}

/// `views.other`, `agrees.yes.both`: every agency of a side.
fn of_each(parts: &[&str], names: &Names) -> Option<(String, Option<String>, PolicySide)> {
    let (last, rest) = parts.split_last()?;
    let side = side(last)?;
    let (id, answer) = match rest {
        [id] if !names.is_question(id) => (id, None),
        [id, answer] if names.is_question(id) => (id, Some((*answer).to_owned())),
        _ => return None,
    };
    let known = names.has(Kind::Moment, id) && !names.has(Kind::Stage, id);
    known.then(|| ((*id).to_owned(), answer, side))
}

/// Reads a moment.
pub(crate) fn moment(word: &Word, names: &Names, problems: &mut Problems) -> Option<MomentRef> {
    let parts: Vec<&str> = word.text.split('.').collect();
    if let Some((id, answer, side)) = of_each(&parts, names) {
        return each(&id, answer, side, word, names, problems);
    }
    match parts.as_slice() {
        ["raised"] => Some(MomentRef::Raised),
        ["resolved"] => Some(MomentRef::Resolved),
        ["ended"] => Some(MomentRef::Ended),
        ["immediate-harm"] => Some(MomentRef::ImmediateHarm),
        ["withdrawn"] => Some(MomentRef::Withdrawn),
        ["ending", id] => names
            .expect(Kind::Ending, id, &word.at, problems)
            .then(|| MomentRef::EndedWith(EndingId::new(*id))),
        [question, answer] if names.is_question(question) => {
            let answer = Word {
                text: (*answer).to_owned(),
                at: word.at.clone(),
            };
            let known = names.expect_choice((Kind::Moment, question), &answer, problems);
            known.then(|| MomentRef::Answered(MomentId::new(*question), ChoiceId::new(answer.text)))
        }
        [id] => {
            if names.has(Kind::Moment, id) {
                return Some(MomentRef::Declared(MomentId::new(*id)));
            }
            if !id.is_empty() {
                let mut known: Vec<&str> =
                    vec!["raised", "resolved", "ended", "withdrawn", "immediate-harm"];
                known.extend(names.all(Kind::Moment));
                let hint = match nearest(id, known) {
                    Some(near) => format!("Did you mean `{near}`? "),
                    None => String::new(),
                };
                problems.error(
                    &word.at,
                    format!("There is no moment `{}`.", shown(id)),
                    format!("{hint}{MOMENTS}"),
                );
            }
            None
        }
        ["clock", id, "passed"] => names
            .expect(Kind::Clock, id, &word.at, problems)
            .then(|| MomentRef::ClockPassed(ClockId::new(*id))),
        ["duty", id, "done"] => names
            .expect(Kind::Duty, id, &word.at, problems)
            .then(|| MomentRef::DutyDone(DutyId::new(*id))),
        [stage, what] if *stage != "clock" && *stage != "duty" => {
            let what = stage_moment(what, &word.at, problems);
            if *stage == "stage" {
                return what.map(MomentRef::AnyStage);
            }
            let known = names.expect(Kind::Stage, stage, &word.at, problems);
            what.filter(|_| known)
                .map(|what| MomentRef::Stage(StageId::new(*stage), what))
        }
        _ => {
            problems.error(
                &word.at,
                format!("`{}` is no moment.", shown(&word.text)),
                MOMENTS,
            );
            None
        }
    }
}

/// A moment of every agency of a side, where it is dated for each.
fn each(
    id: &str,
    answer: Option<String>,
    side: PolicySide,
    word: &Word,
    names: &Names,
    problems: &mut Problems,
) -> Option<MomentRef> {
    if !names.moment_of_each(id) {
        problems.error(
            &word.at,
            format!("Moment `{id}` is not of each agency, so no side dates it as a whole."),
            "Give the moment of = \"each-agency\", or write its name alone.",
        );
        return None;
    }
    if let Some(answer) = &answer {
        let answer = Word {
            text: answer.clone(),
            at: word.at.clone(),
        };
        if !names.expect_choice((Kind::Moment, id), &answer, problems) {
            return None;
        }
    }
    Some(MomentRef::Each(
        MomentId::new(id),
        answer.map(ChoiceId::new),
        side,
    ))
}

fn stage_moment(what: &str, at: &Place, problems: &mut Problems) -> Option<StageMoment> {
    let found = STAGE_MOMENTS
        .iter()
        .find(|(w, _)| *w == what)
        .map(|(_, m)| *m);
    if found.is_none() {
        let known = STAGE_MOMENTS.map(|(w, _)| w);
        problems.error(
            at,
            format!("A stage has no moment `{}`.", shown(what)),
            suggest(what, &known, ""),
        );
    }
    found
}

const PARTIES: &str = "A party is raiser, other or both (each may name a role: raiser.<role>), own.<role>, counterpart, \
counterpart.<role>, contact.<contact>, body.<role>, family or adult.";

/// Whom somebody probably meant.
fn meant(text: &str, names: &Names) -> String {
    let slug = text.to_lowercase().replace([' ', '_'], "-");
    if names.has(Kind::Role, &slug) {
        return match names.is_body(&slug) {
            true => format!("Write \"body.{slug}\"."),
            false => format!(
                "Say of which side: \"raiser.{slug}\", \"other.{slug}\" or \"both.{slug}\"."
            ),
        };
    }
    if names.has(Kind::Contact, &slug) {
        return format!("Write \"contact.{slug}\".");
    }
    match slug.as_str() {
        "us" | "we" | "our" | "ours" | "them" | "they" | "their" | "theirs" | "school" => {
            "A school may be on either side. Write raiser, other or both, such as \"other\" for the side that \
             made the decision."
                .into()
        }
        _ => PARTIES.into(),
    }
}

/// Reads somebody who acts or is told.
pub(crate) fn party(word: &Word, names: &Names, problems: &mut Problems) -> Option<PartyRef> {
    let (first, rest) = match word.text.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (word.text.as_str(), None),
    };
    let role = |role: &str, problems: &mut Problems| {
        if !names.expect(Kind::Role, role, &word.at, problems) {
            return None;
        }
        if names.is_body(role) {
            problems.error(
                &word.at,
                format!("Role `{role}` is a body outside both sides."),
                format!("Write body.{role}."),
            );
        }
        Some(RoleId::new(role))
    };
    match (side(first), first, rest) {
        (Some(side), _, None) => Some(PartyRef::Side(side, None)),
        (Some(side), _, Some(r)) => role(r, problems).map(|r| PartyRef::Side(side, Some(r))),
        (_, "own", Some(r)) => role(r, problems).map(PartyRef::Own),
        (_, "counterpart", None) => Some(PartyRef::Counterpart(None)),
        (_, "counterpart", Some(r)) => role(r, problems).map(|r| PartyRef::Counterpart(Some(r))),
        (_, "contact", Some(c)) => names
            .expect(Kind::Contact, c, &word.at, problems)
            .then(|| PartyRef::Contact(ContactId::new(c))),
        (_, "body", Some(r)) => {
            if names.expect(Kind::Role, r, &word.at, problems) && !names.is_body(r) {
                problems.error(
                    &word.at,
                    format!("Role `{r}` is not a body."),
                    "Give the role body = true, or name a side: raiser, other or both.",
                );
            }
            Some(PartyRef::Body(RoleId::new(r)))
        }
        (_, "family", None) => Some(PartyRef::Family),
        (_, "adult", None) => Some(PartyRef::Adult),
        _ => {
            if !word.text.is_empty() {
                problems.error(
                    &word.at,
                    format!("`{}` is no party.", shown(&word.text)),
                    meant(&word.text, names),
                );
            }
            None
        }
    }
}

/// The placeholders of letters. The documents fill each from the case.
pub const PLACEHOLDERS: [&str; 18] = [
    "our-agency",
    "their-agency",
    "policy",
    "case-number",
    "stage",
    "our-person",
    "their-person",
    "raised-on",
    "decision",
    "not-safe",
    "wanted",
    "agreed",
    "agreed-so-far",
    "actions",
    "outstanding",
    "due",
    "today",
    "user",
];

/// Those that may stand in the subject of an e-mail: none of them can hold a child's name.
const IN_SUBJECT: [&str; 8] = [
    "our-agency",
    "their-agency",
    "policy",
    "case-number",
    "stage",
    "raised-on",
    "due",
    "today",
];

/// Checks the placeholders of a letter's text.
pub(crate) fn placeholders(word: &Word, subject: bool, problems: &mut Problems) {
    let allowed: &[&str] = if subject { &IN_SUBJECT } else { &PLACEHOLDERS };
    let mut rest = word.text.as_str();
    while let Some(i) = rest.find(['{', '}']) {
        let inside = rest[i..].strip_prefix('{').and_then(|t| t.split_once('}'));
        let Some((name, after)) = inside else {
            problems.error(
                &word.at,
                "A curly bracket has no partner.",
                "Placeholders are written {like-this}.",
            );
            return;
        };
        if !allowed.contains(&name) {
            let what = if subject && PLACEHOLDERS.contains(&name) {
                format!("`{{{name}}}` cannot stand in a subject, which names nobody.")
            } else {
                format!("There is no placeholder `{{{}}}`.", shown(name))
            };
            problems.error(&word.at, what, suggest(name, allowed, ""));
        }
        rest = after;
    }
}
