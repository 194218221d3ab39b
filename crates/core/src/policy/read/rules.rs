//! Readers of rules: clocks, duties, moves and endings.

use super::context::{Context, Scope};
use super::forms;
use super::keys;
use super::names::Kind;
use super::spans;
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::table::{Item, Table, Word};
use toml::de::DeValue;

pub(crate) const FORCES: [(&str, Force); 4] = [
    ("must", Force::Must),
    ("should", Force::Should),
    ("may", Force::May),
    ("good-practice", Force::GoodPractice),
];

pub(crate) const CLOCK_FORCES: [(&str, Force); 2] =
    [("must", Force::Must), ("should", Force::Should)];

pub(crate) const ACTS: [(&str, Act); 8] = [
    ("tell", Act::Tell),
    ("ask", Act::Ask),
    ("record", Act::Record),
    ("fill", Act::Fill),
    ("send", Act::Send),
    ("meet", Act::Meet),
    ("consult", Act::Consult),
    ("agree", Act::Agree),
];

pub(crate) const WANTED: [(&str, Wanted); 6] = [
    ("note", Wanted::Note),
    ("discussion", Wanted::Discussion),
    ("safety-plan", Wanted::SafetyPlan),
    ("paper", Wanted::Paper),
    ("sent", Wanted::Sent),
    ("copied", Wanted::Copied),
];

pub(crate) const PERS: [(&str, Per); 6] = [
    ("once", Per::Once),
    ("stage", Per::Stage),
    ("subject", Per::Subject),
    ("action", Per::Action),
    ("agency", Per::Agency),
    ("time", Per::Time),
];

pub(crate) const JUDGES: [(&str, Judge); 7] = [
    ("raiser", Judge::Raiser),
    ("both", Judge::Both),
    ("all", Judge::All),
    ("any", Judge::Any),
    ("chair", Judge::Chair),
    ("panel", Judge::Panel),
    ("not-said", Judge::NotSaid),
];

pub(crate) const BINDS: [(&str, Binding); 3] = [
    ("yes", Binding::Yes),
    ("no", Binding::No),
    ("not-said", Binding::NotSaid),
];

const STARTS: [(&str, bool); 2] = [("earliest", false), ("latest", true)];

const FIRSTS: [(&str, First); 2] = [("day-0", First::Day0), ("day-1", First::Day1)];

/// A limit with the day that is counted first.
fn limit(table: &Table<'_>, written: &Word, cx: &mut Context) -> Option<Limit> {
    let limit = spans::limit(written, &cx.names, &mut cx.problems)?;
    let Some(item) = table.get("first") else {
        return Some(limit);
    };
    let first = item.choice(&FIRSTS, &mut cx.problems);
    let at = &item.at;
    Some(spans::with_first(
        limit,
        written,
        first,
        at,
        &mut cx.problems,
    ))
}

pub(crate) fn clocks(root: &Table<'_>, cx: &mut Context) -> Vec<Clock> {
    let mut out = Vec::new();
    for (id, table) in root.section("clock", &mut cx.problems) {
        table.allow(keys::CLOCK, &mut cx.problems);
        for key in [
            "from", "until", "caps", "limit", "owner", "start", "each", "pause", "resume", "void",
        ] {
            cx.note(Kind::Clock, &id, &table, key);
        }
        let from = table.must_words("from", &mut cx.problems);
        let until = table.must_words("until", &mut cx.problems);
        let void = table.words("void", &mut cx.problems);
        let each = table.words("each", &mut cx.problems);
        let pause = table.words("pause", &mut cx.problems);
        let resume = table.words("resume", &mut cx.problems);
        let written = table.word("limit", &mut cx.problems);
        let start = table.get("start");
        out.push(Clock {
            id: ClockId::new(id.text),
            name: table.text("name", &mut cx.problems),
            written: table.text("written", &mut cx.problems),
            from: cx.moments(&from),
            latest: start.is_some_and(|item| item.choice(&STARTS, &mut cx.problems)),
            until: cx.moments(&until),
            each: cx.moments(&each),
            pause: cx.moments(&pause),
            resume: cx.moments(&resume),
            limit: limit(&table, &written, cx).unwrap_or(Limit::At(Urgency::WithoutDelay)),
            owner: cx.party(&table, "owner"),
            force: table.choice("force", &CLOCK_FORCES, &mut cx.problems),
            stages: cx.refs(&table, "stages", Kind::Stage),
            caps: cx.refs(&table, "caps", Kind::Clock),
            void: cx.moments(&void),
            when: cx.when(&table, Scope::Course),
            cite: cx.cite(&table),
            readings: cx.readings(&table),
        });
    }
    out
}

pub(crate) fn duties(root: &Table<'_>, cx: &mut Context) -> Vec<Duty> {
    let mut out = Vec::new();
    for (id, table) in root.section("duty", &mut cx.problems) {
        table.allow(keys::DUTY, &mut cx.problems);
        for key in [
            "on", "who", "to", "copies", "paper", "part", "reaches", "act", "wants", "limit",
        ] {
            cx.note(Kind::Duty, &id, &table, key);
        }
        let on = table.must_words("on", &mut cx.problems);
        let written = table.opt_word("limit", &mut cx.problems);
        let force = table.choice("force", &FORCES, &mut cx.problems);
        let cite = cx.cite_unless_practice(&table, force);
        out.push(Duty {
            id: DutyId::new(id.text),
            on: cx.moments(&on),
            when: cx.when(&table, Scope::Course),
            act: table.choice("act", &ACTS, &mut cx.problems),
            who: cx.party(&table, "who"),
            to: cx.addressees(&table, "to"),
            copies: cx.addressees(&table, "copies"),
            paper: cx.opt_ref(&table, "paper", Kind::Paper),
            part: table.opt_text("part", &mut cx.problems),
            until: {
                let until = table.words("until", &mut cx.problems);
                cx.moments(&until)
            },
            limit: written.and_then(|w| limit(&table, &w, cx)),
            force,
            wants: wants(&table, cx),
            per: table.choice("per", &PERS, &mut cx.problems),
            lapses: table.flag("lapses", false, &mut cx.problems),
            say: table.text("say", &mut cx.problems),
            help: table.opt_text("help", &mut cx.problems),
            reaches: cx.opt_ref(&table, "reaches", Kind::Moment),
            report: forms::gathers(&table, cx),
            cite: cite.unwrap_or_else(good_practice),
            readings: cx.readings(&table),
        });
    }
    out
}

/// A standing duty is kept rather than done, so that it may leave out what shows it.
fn wants(table: &Table<'_>, cx: &mut Context) -> Wanted {
    if table.has("until") && !table.has("wants") {
        return Wanted::Note;
    }
    table.choice("wants", &WANTED, &mut cx.problems)
}

/// What stands as the authority of a duty that no source asks for.
fn good_practice() -> Cite {
    Cite {
        heading: "Good practice: not in the policy".into(),
        quote: None,
    }
}

pub(crate) fn moves(root: &Table<'_>, cx: &mut Context) -> Vec<Move> {
    let mut out = Vec::new();
    for (id, table) in root.section("move", &mut cx.problems) {
        table.allow(keys::MOVE, &mut cx.problems);
        for key in ["from", "on", "to"] {
            cx.note(Kind::Move, &id, &table, key);
        }
        let on = table.must_words("on", &mut cx.problems);
        let asks = table
            .get("ask")
            .map(|item| item.choice(&[("reason", true)], &mut cx.problems));
        out.push(Move {
            id: MoveId::new(id.text),
            say: table.text("say", &mut cx.problems),
            from: cx.refs(&table, "from", Kind::Stage),
            on: cx.moments(&on),
            to: target(&table, cx),
            asks_reason: asks.unwrap_or(false),
            when: cx.when(&table, Scope::Course),
            cite: cx.cite(&table),
            readings: cx.readings(&table),
        });
    }
    out
}

const TARGETS: &str = "A move leads to \"next\", \"any-higher\", a stage, a list of these, \
{ elsewhere = \"what to do\" }, or { beside = \"what to do\", reaches = \"moment\" }.";

fn target(table: &Table<'_>, cx: &mut Context) -> Target {
    let Some(item) = table.get("to") else {
        let message = format!("`to` is missing in {}.", table.called);
        cx.problems.error(&table.at, message, TARGETS);
        return Target::Next;
    };
    let DeValue::Array(_) = item.value else {
        return one_target(&item, cx);
    };
    let all: Vec<Target> = item
        .list(&mut cx.problems)
        .iter()
        .map(|item| match item.value {
            DeValue::String(_) => one_target(item, cx),
            _ => {
                item.wrong(
                    "a list of stages, \"next\" or \"any-higher\"",
                    &mut cx.problems,
                );
                Target::Next
            }
        })
        .collect();
    if all.len() < 2 {
        let message = format!("`to` of {} is a list of fewer than two.", table.called);
        cx.problems.error(&item.at, message, TARGETS);
    }
    Target::OneOf(all)
}

fn one_target(item: &Item<'_>, cx: &mut Context) -> Target {
    match item.value {
        DeValue::Table(_) => {
            let Some(inner) = item.table(&mut cx.problems) else {
                return Target::Next;
            };
            if inner.has("beside") {
                inner.allow(keys::BESIDE, &mut cx.problems);
                let reaches = inner.word("reaches", &mut cx.problems);
                cx.names
                    .expect(Kind::Moment, &reaches.text, &reaches.at, &mut cx.problems);
                let say = inner.text("beside", &mut cx.problems);
                return Target::Beside(say, MomentId::new(reaches.text));
            }
            inner.allow(keys::ELSEWHERE, &mut cx.problems);
            Target::Elsewhere(inner.text("elsewhere", &mut cx.problems))
        }
        DeValue::String(_) => {
            let word = item.word(&mut cx.problems);
            match word.text.as_str() {
                "next" => Target::Next,
                "any-higher" => Target::AnyHigher,
                stage => {
                    cx.names
                        .expect(Kind::Stage, stage, &word.at, &mut cx.problems);
                    Target::Stage(StageId::new(stage))
                }
            }
        }
        _ => {
            item.wrong("a text, a list or { elsewhere = \"…\" }", &mut cx.problems);
            Target::Next
        }
    }
}

pub(crate) fn endings(root: &Table<'_>, cx: &mut Context) -> Vec<Ending> {
    let mut out = Vec::new();
    for (id, table) in root.section("ending", &mut cx.problems) {
        table.allow(keys::ENDING, &mut cx.problems);
        cx.note(Kind::Ending, &id, &table, "on");
        let on = table.words("on", &mut cx.problems);
        out.push(Ending {
            id: EndingId::new(id.text),
            name: table.text("name", &mut cx.problems),
            say: table.text("say", &mut cx.problems),
            stages: cx.refs(&table, "stages", Kind::Stage),
            on: cx.moments(&on),
            when: cx.when(&table, Scope::Course),
            dissent: table.flag("dissent", false, &mut cx.problems),
            resolves: table.must_flag("resolves", &mut cx.problems),
            judge: table.choice("judge", &JUDGES, &mut cx.problems),
            binds: table.choice("binds", &BINDS, &mut cx.problems),
            cite: cx.cite(&table),
            readings: cx.readings(&table),
        });
    }
    out
}

pub(crate) fn exclusions(root: &Table<'_>, cx: &mut Context) -> Vec<Exclusion> {
    let mut out = Vec::new();
    for (id, table) in root.section("exclusion", &mut cx.problems) {
        table.allow(keys::EXCLUSION, &mut cx.problems);
        let when = cx.when(&table, Scope::Facts);
        if when.0.is_empty() {
            let message = format!("{} leaves out every dispute.", table.called);
            cx.problems.error(
                &table.at,
                message,
                "Write when = { fact = \"choice\" }: what the policy does not cover.",
            );
        }
        out.push(Exclusion {
            id: ExclusionId::new(id.text),
            when,
            say: table.text("say", &mut cx.problems),
            elsewhere: table.text("elsewhere", &mut cx.problems),
            cite: cx.cite(&table),
            readings: cx.readings(&table),
        });
    }
    out
}
