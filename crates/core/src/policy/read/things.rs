//! Readers of what a pack declares: facts, moments, roles, ladders and stages.

use super::context::{Context, Scope};
use super::grammar;
use super::keys;
use super::names::Kind;
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::table::{Item, Table, Word, check_name};

pub(crate) fn facts(root: &Table<'_>, cx: &mut Context) -> Vec<Fact> {
    let mut out = Vec::new();
    for (id, table) in root.section("fact", &mut cx.problems) {
        table.allow(keys::FACT, &mut cx.problems);
        let choices = choices(&table, cx);
        let default = table
            .opt_word("default", &mut cx.problems)
            .and_then(|word| {
                let known = cx
                    .names
                    .expect_choice((Kind::Fact, &id.text), &word, &mut cx.problems);
                known.then(|| ChoiceId::new(word.text))
            });
        let needed = table.words("needed", &mut cx.problems);
        out.push(Fact {
            id: FactId::new(id.text),
            ask: table.text("ask", &mut cx.problems),
            help: table.opt_text("help", &mut cx.problems),
            choices,
            default,
            each_agency: cx.each_agency(&table),
            needed: cx.moments(&needed),
            cite: cx.opt_cite(&table),
            readings: cx.readings(&table),
        });
    }
    out
}

fn choices(table: &Table<'_>, cx: &mut Context) -> Vec<(ChoiceId, Text)> {
    const HOW: &str = "Write choices = { child = \"A child\", adult = \"An adult\" }.";
    let Some(choices) = table.table("choices", &mut cx.problems) else {
        if !table.has("choices") {
            let message = format!("`choices` is missing in {}.", table.called);
            cx.problems.error(&table.at, message, HOW);
        }
        return Vec::new();
    };
    let mut out = Vec::new();
    for (name, item) in choices.entries() {
        check_name(&name, &mut cx.problems);
        out.push((ChoiceId::new(name.text), item.text(&mut cx.problems)));
    }
    if out.len() < 2 {
        let message = format!("{} has fewer than two choices.", table.called);
        cx.problems.error(&choices.at, message, HOW);
    }
    out
}

pub(crate) fn moments(root: &Table<'_>, cx: &mut Context) -> Vec<Moment> {
    let mut out = Vec::new();
    for (id, table) in root.section("moment", &mut cx.problems) {
        table.allow(keys::MOMENT, &mut cx.problems);
        cx.note(Kind::Moment, &id, &table, "default");
        cx.note(Kind::Moment, &id, &table, "choices");
        let default = table
            .opt_word("default", &mut cx.problems)
            .and_then(|w| grammar::moment(&w, &cx.names, &mut cx.problems));
        let (name, choices) = question(&id, &table, cx);
        out.push(Moment {
            id: MomentId::new(id.text),
            name,
            choices,
            each_agency: cx.each_agency(&table),
            help: table.opt_text("help", &mut cx.problems),
            default,
            at_start: table.flag("at-start", false, &mut cx.problems),
            ahead: table.flag("ahead", false, &mut cx.problems),
            stages: cx.refs(&table, "stages", Kind::Stage),
            when: cx.when(&table, Scope::Facts),
            cite: cx.opt_cite(&table),
            readings: cx.readings(&table),
        });
    }
    out
}

/// A moment happens, and has a `name`; or it is a question, and has `ask` and `choices`.
fn question(id: &Word, table: &Table<'_>, cx: &mut Context) -> (Text, Vec<(ChoiceId, Text)>) {
    if !table.has("ask") && !table.has("choices") {
        return (table.text("name", &mut cx.problems), Vec::new());
    }
    for key in ["name", "default", "at-start"] {
        if table.has(key) {
            cx.problems.error(
                &table.place(key),
                format!("{} is a question and has `{key}`.", table.called),
                "A question has `ask` and `choices`; its answers are dated as they are given.",
            );
        }
    }
    if cx.names.has(Kind::Stage, &id.text) {
        cx.problems.error(
            &id.at,
            format!("`{}` is a question and a stage.", id.text),
            "Give the question another name, so that its answers are told from the stage's moments.",
        );
    }
    (table.text("ask", &mut cx.problems), choices(table, cx))
}

pub(crate) fn roles(root: &Table<'_>, cx: &mut Context) -> Vec<Role> {
    let mut out = Vec::new();
    for (id, table) in root.section("role", &mut cx.problems) {
        table.allow(keys::ROLE, &mut cx.problems);
        cx.note(Kind::Role, &id, &table, "lines");
        let body = table.flag("body", false, &mut cx.problems);
        if body && table.has("lines") {
            cx.problems.error(
                &table.place("lines"),
                format!(
                    "{} is a body outside both sides and has `lines`.",
                    table.called
                ),
                "Lines say who it is in an agency; a body is in none.",
            );
        }
        out.push(Role {
            lines: role_lines(&id, &table, cx),
            id: RoleId::new(id.text),
            name: table.text("name", &mut cx.problems),
            in_school: table.opt_text("in-school", &mut cx.problems),
            body,
            cite: cx.opt_cite(&table),
            readings: cx.readings(&table),
        });
    }
    out
}

fn role_lines(id: &Word, table: &Table<'_>, cx: &mut Context) -> Vec<RoleLine> {
    let Some(item) = table.get("lines") else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for item in item.list(&mut cx.problems) {
        let Some(line) = item.table(&mut cx.problems) else {
            continue;
        };
        line.allow(keys::ROLE_LINE, &mut cx.problems);
        let side = line.get("side").map(|item| {
            let sides = [("raiser", PolicySide::Raiser), ("other", PolicySide::Other)];
            item.choice(&sides, &mut cx.problems)
        });
        let when = cx.when(&line, Scope::Agency);
        if let Some(is) = holder(id, &line, cx) {
            out.push(RoleLine { side, when, is });
        }
    }
    out
}

fn holder(id: &Word, line: &Table<'_>, cx: &mut Context) -> Option<Holder> {
    let given: Vec<&str> = ["title", "body", "same-as"]
        .into_iter()
        .filter(|key| line.has(key))
        .collect();
    let [key] = given.as_slice() else {
        cx.problems.error(
            &line.at,
            format!(
                "A line of role `{}` does not say who it is, or says it twice.",
                id.text
            ),
            "Write one of title = \"…\", body = \"<role>\" or same-as = \"<role>\".",
        );
        return None;
    };
    let word = line.word(key, &mut cx.problems);
    if *key == "title" {
        return Some(Holder::Title(word.text));
    }
    let known = cx
        .names
        .expect(Kind::Role, &word.text, &word.at, &mut cx.problems);
    if !known {
        return None;
    }
    let body = cx.names.is_body(&word.text);
    let role = RoleId::new(word.text.clone());
    let wrong = match *key {
        "body" if !body => Some("is not a body"),
        "same-as" if body => Some("is a body outside both sides"),
        "same-as" if word.text == id.text => Some("is this role itself"),
        _ => None,
    };
    if let Some(wrong) = wrong {
        cx.problems.error(
            &word.at,
            format!("Role `{}` {wrong}.", word.text),
            "body names a body that stands in; same-as names another role in the same agency.",
        );
    }
    Some(if *key == "body" {
        Holder::Body(role)
    } else {
        Holder::SameAs(role)
    })
}

pub(crate) fn ladders(root: &Table<'_>, cx: &mut Context) -> Vec<Ladder> {
    let mut out = Vec::new();
    for (id, table) in root.section("ladder", &mut cx.problems) {
        table.allow(keys::LADDER, &mut cx.problems);
        let stages: Vec<StageId> = cx.must_refs(&table, "stages", Kind::Stage);
        out.push(Ladder {
            id: LadderId::new(id.text),
            when: cx.when(&table, Scope::Facts),
            entry: entry(&table, &stages, cx),
            stages,
        });
    }
    out
}

/// `entry = [{ at = "s3", when = { severity = "high" } }]`.
fn entry(table: &Table<'_>, stages: &[StageId], cx: &mut Context) -> Vec<(StageId, When)> {
    let Some(item) = table.get("entry") else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for item in item.list(&mut cx.problems) {
        let Some(line) = item.table(&mut cx.problems) else {
            continue;
        };
        line.allow(keys::ENTRY, &mut cx.problems);
        let at = line.word("at", &mut cx.problems);
        let stage = StageId::new(at.text.clone());
        let known = cx
            .names
            .expect(Kind::Stage, &at.text, &at.at, &mut cx.problems);
        if known && !stages.contains(&stage) {
            cx.problems.error(
                &at.at,
                format!("Stage `{stage}` is not on {}.", table.called),
                "A dispute enters at one of the ladder's own stages.",
            );
        }
        out.push((stage, cx.when(&line, Scope::Facts)));
    }
    out
}

pub(crate) fn stages(root: &Table<'_>, cx: &mut Context) -> Vec<Stage> {
    let mut out = Vec::new();
    for (id, table) in root.section("stage", &mut cx.problems) {
        table.allow(keys::STAGE, &mut cx.problems);
        let (act_raiser, act_other) = act(&table, cx);
        out.push(Stage {
            id: StageId::new(id.text),
            name: table.text("name", &mut cx.problems),
            title: table.text("title", &mut cx.problems),
            act_raiser,
            act_other,
            say: table.text("say", &mut cx.problems),
            pairs: pairs(&table, cx),
            optional: table.flag("optional", false, &mut cx.problems),
            decided_by: cx.opt_ref(&table, "decided-by", Kind::Role),
            cite: cx.cite(&table),
            readings: cx.readings(&table),
        });
    }
    out
}

fn act(table: &Table<'_>, cx: &mut Context) -> (Text, Text) {
    let Some(act) = table.table("act", &mut cx.problems) else {
        if !table.has("act") {
            cx.problems.error(
                &table.at,
                format!("`act` is missing in {}.", table.called),
                "Write act = { raiser = \"Speak to …\", other = \"Speak to …\" }.",
            );
        }
        return Default::default();
    };
    act.allow(keys::ACT, &mut cx.problems);
    (
        act.text("raiser", &mut cx.problems),
        act.text("other", &mut cx.problems),
    )
}

const PAIRS: &str = "Pairs are written [[\"worker\", \"worker\"]]: in each pair the raiser's side, then the other; \
each is a role or a list of roles, and the second may be [].";

fn pairs(table: &Table<'_>, cx: &mut Context) -> Vec<Pair> {
    let Some(item) = table.get("pairs") else {
        let message = format!("`pairs` is missing in {}.", table.called);
        cx.problems.error(&table.at, message, PAIRS);
        return Vec::new();
    };
    let all = item.list(&mut cx.problems);
    if all.is_empty() {
        cx.problems
            .error(&item.at, format!("{} has no pairs.", table.called), PAIRS);
    }
    let mut out = Vec::new();
    for pair in all {
        let sides = pair.list(&mut cx.problems);
        let [raiser, other] = sides.as_slice() else {
            let message = format!("A pair of {} does not have two sides.", table.called);
            cx.problems.error(&pair.at, message, PAIRS);
            continue;
        };
        let pair = Pair {
            raiser: side(raiser, cx),
            other: side(other, cx),
        };
        if pair.raiser.is_empty() {
            let message = format!(
                "A pair of {} has nobody on the raiser's side.",
                table.called
            );
            cx.problems.error(&raiser.at, message, PAIRS);
        }
        out.push(pair);
    }
    out
}

fn side(item: &Item<'_>, cx: &mut Context) -> Vec<RoleId> {
    let words = item.words(&mut cx.problems);
    words
        .into_iter()
        .filter(|w| {
            cx.names
                .expect(Kind::Role, &w.text, &w.at, &mut cx.problems)
        })
        .map(|w| RoleId::new(w.text))
        .collect()
}
