//! `docs/policy-language.md` names every key that the reader knows, in its place, and no other.

use crate::policy::read::keys;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// With the same line ends on every system.
static DOC: LazyLock<String> = LazyLock::new(|| {
    include_str!("../../../../../../docs/policy-language.md").replace("\r\n", "\n")
});

/// The texts in backticks that stand outside brackets, up to the end of the first sentence.
fn quoted(text: &str, whole: bool) -> Vec<String> {
    let (mut depth, mut inside, mut found) = (0, false, Vec::new());
    let mut chars = text.chars().peekable();
    let mut token = String::new();
    while let Some(c) = chars.next() {
        match c {
            '`' if inside => {
                inside = false;
                if depth == 0 {
                    found.push(std::mem::take(&mut token));
                }
                token.clear();
            }
            '`' => inside = true,
            _ if inside => token.push(c),
            '(' => depth += 1,
            ')' => depth -= 1,
            '.' if depth == 0 && !whole && chars.peek().is_none_or(|n| n.is_whitespace()) => break,
            _ => {}
        }
    }
    found
}

/// A key as it is written: `covers = { … }` is `covers`, `[source]` is `source`.
fn key(token: &str) -> String {
    let first = token.split(' ').next().unwrap_or_default();
    first.trim_matches(['[', ']', '?', ',']).to_owned()
}

fn keys_in(text: &str) -> BTreeSet<String> {
    quoted(text, false).iter().map(|t| key(t)).collect()
}

fn set(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(|k| (*k).to_owned()).collect()
}

/// From a mark to the next empty line.
fn paragraph(mark: &str) -> &'static str {
    let (_, rest) = DOC.split_once(mark).unwrap_or_else(|| panic!("{mark}"));
    rest.split("\n\n").next().unwrap()
}

/// The cells of the table after a mark.
fn rows(mark: &str) -> Vec<Vec<&'static str>> {
    let (_, rest) = DOC.split_once(mark).unwrap_or_else(|| panic!("{mark}"));
    let lines = rest.lines().skip_while(|l| !l.starts_with("|--"));
    lines
        .skip(1)
        .take_while(|l| l.starts_with('|'))
        .map(|l| l.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

/// What stands between the braces after a mark: `{ label, from }` or `{ by = "…", say = "…" }`.
fn braces(mark: &str) -> BTreeSet<String> {
    let (_, rest) = DOC.split_once(mark).unwrap_or_else(|| panic!("{mark}"));
    let inner = rest.split('}').next().unwrap();
    inner.split(',').map(|part| key(part.trim())).collect()
}

#[test]
fn every_section_has_its_keys() {
    for (section, known) in [
        ("fact", keys::FACT),
        ("moment", keys::MOMENT),
        ("role", keys::ROLE),
        ("ladder", keys::LADDER),
        ("stage", keys::STAGE),
        ("clock", keys::CLOCK),
        ("duty", keys::DUTY),
        ("move", keys::MOVE),
        ("ending", keys::ENDING),
        ("contact", keys::CONTACT),
        ("finding", keys::FINDING),
        ("check", keys::CHECK),
        ("note", keys::NOTE),
        ("exclusion", keys::EXCLUSION),
    ] {
        let text = paragraph(&format!("**`[{section}]`** – "));
        assert_eq!(keys_in(text), set(known), "[{section}]");
    }
    assert_eq!(braces("`act = {"), set(keys::ACT));
    assert_eq!(braces("`{ elsewhere").len(), keys::ELSEWHERE.len());
    assert_eq!(braces("`to = {"), set(keys::BESIDE));
    assert_eq!(braces("`name = {"), set(keys::CALENDAR));
    assert_eq!(braces("`entry = [{"), set(keys::ENTRY));
    assert_eq!(braces("is a text or `{"), set(keys::TO));
    let lines = paragraph("`lines = [{");
    for key in keys::ROLE_LINE {
        assert!(
            lines.contains(&format!("{key} =")) || lines.contains(&format!("`{key}`")),
            "{key}"
        );
    }
    assert_eq!(
        keys_in(paragraph("different sides has `[part]`: ")),
        set(keys::PART)
    );
}

#[test]
fn the_top_of_the_file_has_its_keys() {
    let mut named: BTreeSet<String> = rows("## The top of the file")
        .iter()
        .flat_map(|row| quoted(row[0], true))
        .map(|t| key(&t))
        .collect();
    let (sections, _) = DOC.split_once("## Papers").unwrap();
    let heads = sections.lines().filter_map(|l| l.strip_prefix("**`["));
    named.extend(heads.map(|l| l.split(']').next().unwrap().to_owned()));
    assert_eq!(named, set(keys::TOP));
    assert_eq!(braces("| `version` | `{"), set(keys::VERSION));
    assert_eq!(braces("`superseded = {"), set(keys::SUPERSEDED));
}

#[test]
fn papers_have_their_keys() {
    let mut named = keys_in(paragraph("## Papers: `forms/<paper>.toml`\n"));
    named.extend(keys_in(paragraph("A **letter** has ")));
    named.insert("field".into());
    named.insert("part".into());
    assert_eq!(named, set(keys::PAPER));
    let form = paragraph("A **form** has `[field]`, in the source's order: ");
    let mut named: BTreeSet<String> = keys_in(form.split("\n|").next().unwrap());
    for row in rows("A **form** has `[field]`") {
        named.extend(quoted(row[1], true).iter().map(|t| key(t)));
    }
    assert_eq!(named, set(keys::FIELD));
}

#[test]
fn calendars_have_their_keys() {
    let text = paragraph("## Calendars: `policies/calendars/<id>.toml`\n");
    let mut named = keys_in(text);
    // Examples of what stands in a section, not keys of the file.
    assert!(named.remove("key") && named.remove("\"2026-12-25\""));
    assert_eq!(named, set(keys::CALENDAR_FILE));
    assert_eq!(braces("`covers = {"), set(keys::COVERS));
    assert_eq!(braces("`later = {"), set(keys::UNCONFIRMED));
    assert_eq!(braces("`\"2026-12-25\" = {"), set(keys::HOLIDAY));
}
