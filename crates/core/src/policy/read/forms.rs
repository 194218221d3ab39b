//! Reader of `forms/<paper>.toml`: forms, letters and notices.

use super::context::{Context, Scope};
use super::grammar;
use super::keys;
use super::names::{Kind, suggest};
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::table::{Table, shown};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drawn {
    Line,
    Long,
    Tick,
    Signature,
    Printed,
    Heading,
}

pub(crate) const DRAWN: [(&str, Drawn); 6] = [
    ("line", Drawn::Line),
    ("long", Drawn::Long),
    ("tick", Drawn::Tick),
    ("signature", Drawn::Signature),
    ("printed", Drawn::Printed),
    ("heading", Drawn::Heading),
];

pub(crate) const SOURCES: [(&str, Source); 12] = [
    ("subjects", Source::Subjects),
    ("dispute", Source::Dispute),
    ("outcomes", Source::Outcomes),
    ("actions", Source::Actions),
    ("stages", Source::Stages),
    ("resolved-stage", Source::ResolvedStage),
    ("days-taken", Source::DaysTaken),
    ("case-number", Source::CaseNumber),
    ("raised-on", Source::RaisedOn),
    ("agencies", Source::Agencies),
    ("areas", Source::Areas),
    ("user", Source::User),
];

pub(crate) const GATHERS: [(&str, Gathers); 2] = [
    ("effective", Gathers::Effective),
    ("learned", Gathers::Learned),
];

/// What a report gathers from an answer, where it says so.
pub(crate) fn gathers(table: &Table<'_>, cx: &mut Context) -> Option<Gathers> {
    let item = table.get("report")?;
    Some(item.choice(&GATHERS, &mut cx.problems))
}

/// Reads one paper. Its name is its file's.
pub(crate) fn paper(id: &str, root: &Table<'_>, cx: &mut Context) -> Paper {
    root.allow(keys::PAPER, &mut cx.problems);
    let kind = root.choice(
        "kind",
        &[("form", PaperKind::Form), ("letter", PaperKind::Letter)],
        &mut cx.problems,
    );
    let body = root.words("body", &mut cx.problems);
    let subject = root.opt_word("subject", &mut cx.problems);
    for word in &body {
        grammar::placeholders(word, false, &mut cx.problems);
    }
    if let Some(word) = &subject {
        grammar::placeholders(word, true, &mut cx.problems);
    }
    let parts = parts(root, cx);
    let fields = fields(root, &parts, cx);
    shape(root, kind, &fields, cx);
    Paper {
        id: PaperId::new(id),
        title: root.text("title", &mut cx.problems),
        kind,
        intro: root
            .words("intro", &mut cx.problems)
            .into_iter()
            .map(|w| w.text)
            .collect(),
        fields,
        body: body.into_iter().map(|w| w.text).collect(),
        subject: subject.map(|w| w.text),
        to: cx.addressees(root, "to"),
        copies: cx.addressees(root, "copies"),
        parts,
        when: cx.when(root, Scope::Course),
        neutral: root.flag("neutral", false, &mut cx.problems),
        stages: cx.refs(root, "stages", Kind::Stage),
        carries_forward: root.flag("carries-forward", false, &mut cx.problems),
        chases: root.flag("chases", false, &mut cx.problems),
        cite: cx.cite(root),
        readings: cx.readings(root),
    }
}

/// A form has fields and a letter has paragraphs.
fn shape(root: &Table<'_>, kind: PaperKind, fields: &[Field], cx: &mut Context) {
    match kind {
        PaperKind::Form => {
            if root.has("body") {
                let at = root.place("body");
                cx.problems
                    .error(&at, "A form has no `body`.", "Its words stand in fields.");
            }
            if root.has("chases") {
                let at = root.place("chases");
                cx.problems
                    .error(&at, "A form chases nobody.", "Only a letter does.");
            }
            if fields.is_empty() {
                cx.problems.error(
                    &root.at,
                    "The form has no fields.",
                    "Write [field] and a line for each field.",
                );
            }
        }
        PaperKind::Letter => {
            for key in ["body", "subject"] {
                if !root.has(key) {
                    let message = format!("`{key}` is missing in the letter.");
                    cx.problems.error(&root.at, message, "");
                }
            }
            if root.has("part") {
                let at = root.place("part");
                cx.problems
                    .error(&at, "A letter has no parts.", "Only a form has them.");
            }
            if root.has("field") {
                cx.problems.error(
                    &root.place("field"),
                    "A letter has no fields.",
                    "It has `body`, with placeholders such as {policy}.",
                );
            }
        }
    }
}

fn parts(root: &Table<'_>, cx: &mut Context) -> Vec<Part> {
    let mut out = Vec::new();
    for (id, table) in root.section("part", &mut cx.problems) {
        table.allow(keys::PART, &mut cx.problems);
        out.push(Part {
            id: id.text,
            title: table.text("title", &mut cx.problems),
            who: cx.party(&table, "who"),
            cite: cx.opt_cite(&table),
        });
    }
    out
}

/// The part that a field stands in. Where a form has parts, every field names one.
fn part(table: &Table<'_>, parts: &[Part], cx: &mut Context) -> Option<String> {
    let Some(word) = table.opt_word("part", &mut cx.problems) else {
        if !parts.is_empty() {
            cx.problems.error(
                &table.at,
                format!("{} names no part, and the form has parts.", table.called),
                "Write part = \"…\".",
            );
        }
        return None;
    };
    if !parts.iter().any(|p| p.id == word.text) {
        let known: Vec<&str> = parts.iter().map(|p| p.id.as_str()).collect();
        cx.problems.error(
            &word.at,
            format!("The form has no part `{}`.", shown(&word.text)),
            suggest(&word.text, &known, "Write [part] and a line for each part."),
        );
    }
    Some(word.text)
}

/// Over the first field of a part stands its title.
fn heading(part: &Option<String>, parts: &[Part], before: Option<&Field>) -> Option<Field> {
    let id = part.as_ref()?;
    if before.is_some_and(|f| f.part == *part) {
        return None;
    }
    let known = parts.iter().find(|p| p.id == *id)?;
    Some(Field {
        id: format!("part.{id}"),
        label: known.title.clone(),
        help: None,
        kind: FieldKind::Heading,
        part: part.clone(),
        source: Source::User,
        wanted: false,
        report: None,
    })
}

fn fields(root: &Table<'_>, parts: &[Part], cx: &mut Context) -> Vec<Field> {
    let mut out = Vec::new();
    for (id, table) in root.section("field", &mut cx.problems) {
        table.allow(keys::FIELD, &mut cx.problems);
        let drawn = table.choice("kind", &DRAWN, &mut cx.problems);
        only(&table, "choices", drawn == Drawn::Tick, "tick", cx);
        only(&table, "party", drawn == Drawn::Signature, "signature", cx);
        only(&table, "text", drawn == Drawn::Printed, "printed", cx);
        let answered = !matches!(drawn, Drawn::Printed | Drawn::Heading);
        for key in ["source", "wanted", "report"] {
            if table.has(key) && !answered {
                let message = format!("{} is not answered, so it has no `{key}`.", table.called);
                cx.problems
                    .error(&table.place(key), message, "Take it out.");
            }
        }
        let label = match drawn {
            Drawn::Printed => table
                .opt_text("label", &mut cx.problems)
                .unwrap_or_default(),
            _ => table.text("label", &mut cx.problems),
        };
        let source = match table.get("source") {
            Some(item) => item.choice(&SOURCES, &mut cx.problems),
            None => Source::User,
        };
        let part = part(&table, parts, cx);
        out.extend(heading(&part, parts, out.last()));
        out.push(Field {
            id: id.text,
            label,
            help: table.opt_text("help", &mut cx.problems),
            kind: kind(&table, drawn, cx),
            part,
            source,
            wanted: table.flag("wanted", false, &mut cx.problems),
            report: gathers(&table, cx),
        });
    }
    out
}

fn only(table: &Table<'_>, key: &str, fits: bool, kind: &str, cx: &mut Context) {
    if table.has(key) && !fits {
        cx.problems.error(
            &table.place(key),
            format!(
                "{} has `{key}` and is not of the kind `{kind}`.",
                table.called
            ),
            format!("Take it out, or write kind = \"{kind}\"."),
        );
    }
}

fn kind(table: &Table<'_>, drawn: Drawn, cx: &mut Context) -> FieldKind {
    match drawn {
        Drawn::Line => FieldKind::Line,
        Drawn::Long => FieldKind::Long,
        Drawn::Heading => FieldKind::Heading,
        Drawn::Printed => FieldKind::Printed {
            text: table.text("text", &mut cx.problems),
        },
        Drawn::Signature => FieldKind::Signature {
            party: cx.party(table, "party"),
        },
        Drawn::Tick => FieldKind::Tick {
            choices: ticks(table, cx),
        },
    }
}

/// `"3 = s3"` is the word "3" and stands for stage s3; `"yes"` is a word alone.
fn ticks(table: &Table<'_>, cx: &mut Context) -> Vec<(Text, Option<StageId>)> {
    let words = table.must_words("choices", &mut cx.problems);
    let mut out = Vec::new();
    for word in words {
        let Some((label, stage)) = word.text.rsplit_once(" = ") else {
            out.push((word.text, None));
            continue;
        };
        let known = cx
            .names
            .expect(Kind::Stage, stage.trim(), &word.at, &mut cx.problems);
        out.push((
            label.trim().to_owned(),
            known.then(|| StageId::new(stage.trim())),
        ));
    }
    out
}

/// The name of a paper's file in a pack: `forms/<name>.toml`.
pub(crate) fn paper_name(path: &str) -> Option<&str> {
    path.strip_prefix("forms/")?.strip_suffix(".toml")
}
