//! Readers of what a pack declares: facts, moments, roles, ladders and stages.

use super::context::Context;
use super::grammar;
use super::keys;
use super::names::Kind;
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::table::{Item, Table, check_name};

pub(crate) fn facts(root: &Table<'_>, cx: &mut Context) -> Vec<Fact> {
    let mut out = Vec::new();
    for (id, table) in root.section("fact", &mut cx.problems) {
        table.allow(keys::FACT, &mut cx.problems);
        let choices = choices(&table, cx);
        let default = table
            .opt_word("default", &mut cx.problems)
            .and_then(|word| {
                let known = cx.names.expect_choice(&id.text, &word, &mut cx.problems);
                known.then(|| ChoiceId::new(word.text))
            });
        out.push(Fact {
            id: FactId::new(id.text),
            ask: table.text("ask", &mut cx.problems),
            help: table.opt_text("help", &mut cx.problems),
            choices,
            default,
            cite: cx.opt_cite(&table),
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
        let default = table
            .opt_word("default", &mut cx.problems)
            .and_then(|w| grammar::moment(&w, &cx.names, &mut cx.problems));
        out.push(Moment {
            id: MomentId::new(id.text),
            name: table.text("name", &mut cx.problems),
            help: table.opt_text("help", &mut cx.problems),
            default,
            at_start: table.flag("at-start", false, &mut cx.problems),
            ahead: table.flag("ahead", false, &mut cx.problems),
            stages: cx.refs(&table, "stages", Kind::Stage),
            cite: cx.opt_cite(&table),
        });
    }
    out
}

pub(crate) fn roles(root: &Table<'_>, cx: &mut Context) -> Vec<Role> {
    let mut out = Vec::new();
    for (id, table) in root.section("role", &mut cx.problems) {
        table.allow(keys::ROLE, &mut cx.problems);
        out.push(Role {
            id: RoleId::new(id.text),
            name: table.text("name", &mut cx.problems),
            in_school: table.opt_text("in-school", &mut cx.problems),
            body: table.flag("body", false, &mut cx.problems),
            cite: cx.opt_cite(&table),
        });
    }
    out
}

pub(crate) fn ladders(root: &Table<'_>, cx: &mut Context) -> Vec<Ladder> {
    let mut out = Vec::new();
    for (id, table) in root.section("ladder", &mut cx.problems) {
        table.allow(keys::LADDER, &mut cx.problems);
        out.push(Ladder {
            id: LadderId::new(id.text),
            when: cx.when(&table, true),
            stages: cx.must_refs(&table, "stages", Kind::Stage),
        });
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
