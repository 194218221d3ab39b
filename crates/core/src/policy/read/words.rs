//! Readers of what is read rather than done: contacts, findings, the checklist, notes, the version.

use super::context::{Context, Scope};
use super::keys;
use super::names::Kind;
use super::rules::FORCES;
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::table::{Table, check_name, parse_date, shown};
use chrono::NaiveDate;

pub(crate) fn contacts(root: &Table<'_>, cx: &mut Context) -> Vec<Contact> {
    let mut out = Vec::new();
    for (id, table) in root.section("contact", &mut cx.problems) {
        table.allow(keys::CONTACT, &mut cx.problems);
        cx.note(Kind::Contact, &id, &table, "checked");
        let email = table.opt_text("email", &mut cx.problems);
        if email.as_deref().is_some_and(|e| !is_email(e)) {
            cx.problems.error(
                &table.place("email"),
                format!(
                    "`{}` is no e-mail address.",
                    shown(email.as_deref().unwrap_or_default())
                ),
                "Write it as the source gives it, or leave `email` out and say so in `note`.",
            );
        }
        let phone = table.opt_text("phone", &mut cx.problems);
        if phone.as_deref().is_some_and(|p| !is_phone(p)) {
            cx.problems.error(
                &table.place("phone"),
                format!(
                    "`{}` is no telephone number.",
                    shown(phone.as_deref().unwrap_or_default())
                ),
                "Digits, spaces, brackets and +; put other words into `note`.",
            );
        }
        let reachable = ["email", "phone", "address", "note"]
            .iter()
            .any(|k| table.has(k));
        if !reachable {
            cx.problems.warn(
                &table.at,
                format!("{} says no way to reach it.", table.called),
                "Say in `note` what the source leaves out.",
            );
        }
        out.push(Contact {
            id: ContactId::new(id.text),
            role: table.text("role", &mut cx.problems),
            person: table.opt_text("person", &mut cx.problems),
            email,
            phone,
            address: table.opt_text("address", &mut cx.problems),
            note: table.opt_text("note", &mut cx.problems),
            checked: table.date("checked", &mut cx.problems),
            when: cx.when(&table, Scope::Facts),
            danger: table.flag("danger", false, &mut cx.problems),
            cite: cx.cite(&table),
            readings: cx.readings(&table),
        });
    }
    out
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"<>(),;:\"[]\\".contains(&b))
        && !domain.contains('@')
}

fn is_phone(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_digit() || b" ()+-".contains(&b))
        && text.bytes().filter(u8::is_ascii_digit).count() >= 3
}

pub(crate) fn findings(root: &Table<'_>, cx: &mut Context) -> Vec<Finding> {
    let mut out = Vec::new();
    for (id, table) in root.section("finding", &mut cx.problems) {
        table.allow(keys::FINDING, &mut cx.problems);
        out.push(Finding {
            id: FindingId::new(id.text),
            text: table.text("text", &mut cx.problems),
            other: table.opt_text("other", &mut cx.problems),
            confirm: table.opt_text("confirm", &mut cx.problems),
            warn: table.flag("warn", false, &mut cx.problems),
        });
    }
    out
}

pub(crate) fn checklist(root: &Table<'_>, cx: &mut Context) -> Vec<Check> {
    let mut out = Vec::new();
    for (id, table) in root.section("check", &mut cx.problems) {
        table.allow(keys::CHECK, &mut cx.problems);
        let force = table.choice("force", &FORCES, &mut cx.problems);
        out.push(Check {
            id: CheckId::new(id.text),
            ask: table.text("ask", &mut cx.problems),
            help: table.opt_text("help", &mut cx.problems),
            force,
            when: cx.when(&table, Scope::Course),
            cite: cx.cite_unless_practice(&table, force),
            readings: cx.readings(&table),
        });
    }
    out
}

pub(crate) fn notes(root: &Table<'_>, cx: &mut Context) -> Vec<Note> {
    let mut out = Vec::new();
    for (_, table) in root.section("note", &mut cx.problems) {
        table.allow(keys::NOTE, &mut cx.problems);
        out.push(Note {
            title: table.text("title", &mut cx.problems),
            text: table.text("text", &mut cx.problems),
            cite: cx.opt_cite(&table),
            danger: table.flag("danger", false, &mut cx.problems),
        });
    }
    out
}

pub(crate) fn version(root: &Table<'_>, cx: &mut Context) -> Version {
    let unknown = || Version {
        label: Text::new(),
        from: None,
        until: None,
        chosen_by: ChosenBy::Raised,
        read: NaiveDate::default(),
        superseded: None,
    };
    let Some(table) = root.table("version", &mut cx.problems) else {
        if !root.has("version") {
            cx.problems.error(
                &root.at,
                "`version` is missing in the file.",
                "Write version = { label = \"as published\", from = \"unknown\", read = 2026-11-20 }.",
            );
        }
        return unknown();
    };
    table.allow(keys::VERSION, &mut cx.problems);
    let from = in_force(&table, cx);
    Version {
        label: table.text("label", &mut cx.problems),
        from,
        until: until(&table, from, cx),
        chosen_by: match table.has("chosen-by") {
            true => table.choice("chosen-by", &CHOSEN_BY, &mut cx.problems),
            false => ChosenBy::Raised,
        },
        read: table.date("read", &mut cx.problems),
        superseded: superseded(&table, cx),
    }
}

fn in_force(table: &Table<'_>, cx: &mut Context) -> Option<NaiveDate> {
    const HOW: &str =
        "Write from = 2026-04-01, or from = \"unknown\" where the source gives no date.";
    let Some(item) = table.get("from") else {
        cx.problems
            .error(&table.at, "`from` is missing in `version`.", HOW);
        return None;
    };
    match item.value.as_str() {
        Some("unknown") => None,
        Some(text) if parse_date(text).is_none() => {
            cx.problems
                .error(&item.at, format!("`{}` is no date.", shown(text)), HOW);
            None
        }
        _ => Some(item.date(&mut cx.problems)),
    }
}

pub(crate) const CHOSEN_BY: [(&str, ChosenBy); 2] =
    [("raised", ChosenBy::Raised), ("opened", ChosenBy::Opened)];

fn until(table: &Table<'_>, from: Option<NaiveDate>, cx: &mut Context) -> Option<NaiveDate> {
    let until = table.get("until")?.date(&mut cx.problems);
    if from.is_some_and(|from| until < from) {
        cx.problems.error(
            &table.place("until"),
            "The version ends before it begins.",
            "`until` is the last day on which it is in force, and not before `from`.",
        );
    }
    Some(until)
}

fn superseded(table: &Table<'_>, cx: &mut Context) -> Option<(PolicyId, Text)> {
    let inner = table.table("superseded", &mut cx.problems)?;
    inner.allow(keys::SUPERSEDED, &mut cx.problems);
    let by = inner.word("by", &mut cx.problems);
    check_name(&by, &mut cx.problems);
    Some((PolicyId::new(by.text), inner.text("say", &mut cx.problems)))
}
