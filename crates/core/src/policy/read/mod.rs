//! From a pack's files to a checked policy.
//!
//! First every name is gathered, then each section is read and its references are resolved at
//! once, then the policy is looked at as a whole. No step stops at the first problem. A policy is
//! handed out only if there was no error.

mod answers;
mod context;
mod cycles;
mod forms;
mod grammar;
pub(crate) mod keys;
mod leaving;
mod limits;
mod names;
mod route;
mod rules;
mod schema;
mod sides;
mod situation;
mod slips;
mod spans;
mod things;
mod unused;
mod whole;
mod words;
mod written;

#[cfg(test)]
mod tests;

pub use grammar::PLACEHOLDERS;
pub use schema::{paper_schema, policy_schema};

use super::model::{Policy, When};
use super::pack::Pack;
use super::problem::{Place, Problem, Problems};
use super::source::Source;
use super::table::{Table, Word, check_name, shown};
use crate::calendar::Calendar;
use crate::ids::{CalendarId, PolicyId};
use chrono::NaiveDate;
use context::{Context, Scope};
use names::Names;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// What the pack can be checked against besides itself. What is not given is not checked.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// Today: contacts that nobody looked at for a year are named.
    pub today: Option<NaiveDate>,
    /// The calendars at hand: one that a pack names must be among them.
    pub calendars: Option<&'a BTreeMap<CalendarId, Calendar>>,
    /// Other versions of the same policy: examples may move a case to them, and their days must fit. Those
    /// of another policy are passed by.
    pub versions: &'a [&'a Policy],
}

/// The policy of a pack.
///
/// # Errors
/// Every problem of the pack, warnings among them, if one of them is an error.
pub fn read(pack: &Pack) -> Result<Policy, Vec<Problem>> {
    let (policy, problems) = read_all(pack);
    policy.ok_or(problems)
}

/// The policy of a pack, unless it has an error, and all its problems.
pub fn read_all(pack: &Pack) -> (Option<Policy>, Vec<Problem>) {
    check(pack, Known::default())
}

/// Like [`read_all`], and looks at more.
pub fn check(pack: &Pack, known: Known<'_>) -> (Option<Policy>, Vec<Problem>) {
    let mut cx = Context::default();
    let policy = policy(pack, known, &mut cx);
    let policy = policy.filter(|_| !cx.problems.any_error());
    (policy, cx.problems.into_sorted())
}

const MAIN: &str = "policy.toml";

/// The most files in a pack: one for the policy, one for each paper.
const MOST_FILES: usize = 200;

fn policy(pack: &Pack, known: Known<'_>, cx: &mut Context) -> Option<Policy> {
    if pack.files.len() > MOST_FILES {
        let message = format!("The pack has {} files.", pack.files.len());
        cx.problems.error(
            &Place::whole(MAIN),
            message,
            format!("At most {MOST_FILES}."),
        );
        return None;
    }
    let Some(main) = pack.files.get(MAIN) else {
        cx.problems.error(
            &Place::whole(MAIN),
            "The pack has no such file.",
            "A pack is a folder with policy.toml and forms/<name>.toml for each form or letter.",
        );
        return None;
    };
    let sources = paper_sources(pack, cx);
    let source = Source::new(MAIN, main, &mut cx.problems)?;
    let parsed = source.parse(&mut cx.problems);
    let root = Table::root(&source, &parsed);
    cx.names = Names::gather(&root);
    for (name, source, _) in &sources {
        cx.names.add_paper(name, &source.file);
    }
    cx.names.check_reserved(&mut cx.problems);
    let mut policy = main_file(&root, pack, cx);
    for (name, source, parsed) in &sources {
        policy
            .papers
            .push(forms::paper(name, &Table::root(source, parsed), cx));
    }
    whole::check(&policy, known, cx);
    Some(policy)
}

type PaperSource<'t> = (&'t str, Source<'t>, DeTable<'t>);

fn paper_sources<'t>(pack: &'t Pack, cx: &mut Context) -> Vec<PaperSource<'t>> {
    let mut out = Vec::new();
    for (path, bytes) in pack.files.iter().filter(|(path, _)| *path != MAIN) {
        let Some(name) = forms::paper_name(path).filter(|_| Pack::takes(path)) else {
            cx.problems.error(
                &Place::whole(&shown(path)),
                "This file is no part of a pack.",
                "A pack has policy.toml and forms/<name>.toml.",
            );
            continue;
        };
        let at = Place::whole(&shown(path));
        check_name(
            &Word {
                text: name.into(),
                at,
            },
            &mut cx.problems,
        );
        if let Some(source) = Source::new(path, bytes, &mut cx.problems) {
            let parsed = source.parse(&mut cx.problems);
            out.push((name, source, parsed));
        }
    }
    out
}

fn main_file(root: &Table<'_>, pack: &Pack, cx: &mut Context) -> Policy {
    root.allow(keys::TOP, &mut cx.problems);
    check_format(root, &mut cx.problems);
    let id = root.word("id", &mut cx.problems);
    if !id.text.is_empty() {
        check_name(&id, &mut cx.problems);
    }
    Policy {
        id: PolicyId::new(id.text),
        digest: pack.digest(),
        title: root.text("title", &mut cx.problems),
        short: root.text("short", &mut cx.problems),
        board: root.text("board", &mut cx.problems),
        scope: root.text("scope", &mut cx.problems),
        source: root.text("source", &mut cx.problems),
        version: words::version(root, cx),
        zone: zone(root, &mut cx.problems),
        calendars: calendars(root, cx),
        facts: things::facts(root, cx),
        moments: things::moments(root, cx),
        roles: things::roles(root, cx),
        ladders: things::ladders(root, cx),
        stages: things::stages(root, cx),
        clocks: rules::clocks(root, cx),
        duties: rules::duties(root, cx),
        moves: rules::moves(root, cx),
        endings: rules::endings(root, cx),
        papers: Vec::new(),
        contacts: words::contacts(root, cx),
        findings: words::findings(root, cx),
        exclusions: rules::exclusions(root, cx),
        checklist: words::checklist(root, cx),
        notes: words::notes(root, cx),
        areas: root
            .words("areas", &mut cx.problems)
            .into_iter()
            .map(|w| w.text)
            .collect(),
    }
}

/// `calendar = "england-and-wales"`, or `[calendar]` with one line for each.
fn calendars(root: &Table<'_>, cx: &mut Context) -> Vec<(CalendarId, When)> {
    let Some(item) = root.get("calendar") else {
        cx.problems.error(
            &root.at,
            "`calendar` is missing in the file.",
            "Write calendar = \"england-and-wales\".",
        );
        return Vec::new();
    };
    cx.calendar = Some(item.at.clone());
    if let DeValue::String(_) = item.value {
        let word = item.word(&mut cx.problems);
        check_name(&word, &mut cx.problems);
        return vec![(CalendarId::new(word.text), When::default())];
    }
    let mut out = Vec::new();
    for (id, table) in root.section("calendar", &mut cx.problems) {
        table.allow(keys::CALENDAR, &mut cx.problems);
        out.push((CalendarId::new(id.text), cx.when(&table, Scope::Facts)));
    }
    out
}

/// `format = 1`.
pub(crate) fn check_format(root: &Table<'_>, problems: &mut Problems) {
    let Some(item) = root.get("format") else {
        problems.error(
            &root.at,
            "`format` is missing in the file.",
            "Write format = 1.",
        );
        return;
    };
    let one = item
        .value
        .as_integer()
        .is_some_and(|n| n.as_str() == "1" && n.radix() == 10);
    if !one {
        problems.error(&item.at, "This format is not known.", "Write format = 1.");
    }
}

/// The `zone` of a file.
pub(crate) fn zone(root: &Table<'_>, problems: &mut Problems) -> chrono_tz::Tz {
    let word = root.word("zone", problems);
    word.text.parse().unwrap_or_else(|_| {
        if !word.text.is_empty() {
            problems.error(
                &word.at,
                format!("There is no time zone `{}`.", shown(&word.text)),
                "Write one such as \"Europe/London\" or \"Europe/Guernsey\".",
            );
        }
        chrono_tz::Tz::UTC
    })
}
