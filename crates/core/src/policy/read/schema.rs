//! A JSON Schema of packs, for editors. It is made from the reader's own lists of keys and words, so that an
//! editor offers what the reader takes. It knows shapes, not names: what a rule refers to, the checker looks up.

use super::{forms, keys, rules, words};
use serde_json::{Map, Value, json};

/// What may stand under a key.
enum Kind {
    Text,
    Texts,
    Flag,
    Date,
    When,
    Words(Vec<&'static str>),
    /// As it is.
    Shape(Value),
}

fn words_of<T>(list: &[(&'static str, T)]) -> Kind {
    Kind::Words(list.iter().map(|(word, _)| *word).collect())
}

fn texts() -> Value {
    json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
}

/// What stands under a key of a section. A key that is not here takes anything: the checker says more.
fn kind(section: &str, key: &str) -> Kind {
    match (section, key) {
        (_, "when") => Kind::When,
        ("clock", "force") => words_of(&rules::CLOCK_FORCES),
        ("check" | "duty", "force") => words_of(&rules::FORCES),
        ("duty", "act") => words_of(&rules::ACTS),
        ("duty", "wants") => words_of(&rules::WANTED),
        ("duty", "per") => words_of(&rules::PERS),
        ("ending", "judge") => words_of(&rules::JUDGES),
        ("ending", "binds") => words_of(&rules::BINDS),
        ("move", "ask") => Kind::Words(vec!["reason"]),
        ("field", "kind") => words_of(&forms::DRAWN),
        ("field", "source") => words_of(&forms::SOURCES),
        ("field" | "duty", "report") => words_of(&forms::GATHERS),
        ("paper", "kind") => Kind::Words(vec!["form", "letter"]),
        ("version", "chosen-by") => words_of(&words::CHOSEN_BY),
        ("version", "superseded") => Kind::Shape(closed("superseded", keys::SUPERSEDED)),
        ("stage", "act") => Kind::Shape(closed("act", keys::ACT)),
        ("fact", "choices") => {
            Kind::Shape(json!({ "type": "object", "additionalProperties": { "type": "string" } }))
        }
        ("paper", "field") => Kind::Shape(section_of("field", keys::FIELD)),
        ("paper", "part") => Kind::Shape(section_of("part", keys::PART)),
        ("fact" | "moment", "of") => Kind::Words(vec!["each-agency"]),
        ("moment", "choices") => {
            Kind::Shape(json!({ "type": "object", "additionalProperties": { "type": "string" } }))
        }
        ("duty" | "paper", "to" | "copies") => {
            let to = || json!({ "anyOf": [{ "type": "string" }, closed("to", keys::TO)] });
            Kind::Shape(
                json!({ "anyOf": [{ "type": "string" }, closed("to", keys::TO),
                { "type": "array", "items": to() }] }),
            )
        }
        ("role", "lines") => {
            Kind::Shape(json!({ "type": "array", "items": closed("role-line", keys::ROLE_LINE) }))
        }
        ("role-line", "side") => Kind::Words(vec!["raiser", "other"]),
        ("role-line", "title" | "body" | "same-as") => Kind::Text,
        ("ladder", "entry") => {
            Kind::Shape(json!({ "type": "array", "items": closed("entry", keys::ENTRY) }))
        }
        ("move", "to") => Kind::Shape(json!({ "anyOf": [
            texts(),
            { "type": "object", "properties": { "elsewhere": { "type": "string" } },
              "required": ["elsewhere"], "additionalProperties": false },
            { "type": "object", "properties": { "beside": { "type": "string" }, "reaches": { "type": "string" } },
              "required": ["beside", "reaches"], "additionalProperties": false },
        ] })),
        ("top", "format") => Kind::Shape(json!({ "const": 1 })),
        ("top", "calendar") => Kind::Shape(json!({
            "anyOf": [{ "type": "string" }, section_of("calendar", keys::CALENDAR)]
        })),
        ("top", "version") => Kind::Shape(closed("version", keys::VERSION)),
        ("contact", "checked") | ("version", "read" | "until") => Kind::Date,
        ("moment", "at-start")
        | ("role", "body")
        | ("stage", "optional")
        | ("duty", "lapses")
        | ("ending", "resolves" | "dissent")
        | ("contact", "danger")
        | ("finding", "warn")
        | ("note", "danger")
        | ("paper", "neutral" | "carries-forward" | "chases")
        | ("field", "wanted") => Kind::Flag,
        ("clock", "from" | "until" | "void" | "stages" | "caps" | "each" | "pause" | "resume")
        | ("duty", "on" | "until")
        | ("ending", "on")
        | ("fact", "needed")
        | ("move", "from" | "on")
        | ("moment" | "ladder" | "ending" | "paper", "stages")
        | ("paper", "intro" | "body")
        | ("top", "areas")
        | (_, "readings") => Kind::Texts,
        (
            _,
            "ask" | "name" | "title" | "say" | "text" | "label" | "help" | "heading" | "quote"
            | "written" | "limit" | "owner" | "role" | "person" | "email" | "phone" | "address"
            | "note" | "confirm" | "by" | "in-school" | "decided-by" | "paper" | "party"
            | "subject" | "elsewhere" | "part" | "at" | "id" | "short" | "board" | "scope"
            | "source" | "zone" | "who",
        ) => Kind::Text,
        _ => Kind::Shape(Value::Bool(true)),
    }
}

fn value(section: &str, key: &str) -> Value {
    match kind(section, key) {
        Kind::Text => json!({ "type": "string" }),
        Kind::Texts => texts(),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::When => json!({ "type": "object", "additionalProperties": texts() }),
        Kind::Words(words) => json!({ "enum": words }),
        Kind::Shape(shape) => shape,
    }
}

/// Keys without which the reader reports a problem, whatever else is written.
fn needed(section: &str) -> &'static [&'static str] {
    match section {
        "top" => &[
            "format", "id", "title", "short", "board", "scope", "source", "zone", "calendar",
            "version",
        ],
        "version" => &["label", "from", "read"],
        "superseded" => &["by", "say"],
        "fact" => &["ask", "choices"],
        "role" => &["name"],
        "exclusion" => &["when", "say", "elsewhere"],
        "part" => &["title", "who"],
        "to" => &["party"],
        "entry" => &["at"],
        "ladder" => &["stages"],
        "stage" => &["name", "title", "act", "say", "pairs"],
        "clock" => &[
            "name", "written", "from", "until", "limit", "owner", "force",
        ],
        "duty" => &["on", "act", "who", "force", "per", "say"],
        "move" => &["say", "on", "to"],
        "ending" => &["name", "say", "resolves", "judge", "binds"],
        "contact" => &["role", "checked"],
        "finding" => &["text"],
        "check" => &["ask", "force"],
        "note" => &["title", "text"],
        "paper" => &["title", "kind"],
        "field" => &["kind"],
        _ => &[],
    }
}

/// A table with these keys and no others.
fn closed(section: &str, keys: &[&str]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| ((*key).to_owned(), value(section, key)))
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": needed(section),
        "additionalProperties": false,
    })
}

/// A section: named tables.
fn section_of(section: &str, keys: &[&str]) -> Value {
    json!({
        "type": "object",
        "propertyNames": { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" },
        "additionalProperties": closed(section, keys),
    })
}

/// The sections of `policy.toml` with their keys.
const SECTIONS: [(&str, &[&str]); 14] = [
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
];

fn titled(mut schema: Value, title: &str) -> Value {
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = title.into();
    schema
}

/// The schema of `policy.toml`.
pub fn policy_schema() -> Value {
    let mut schema = closed("top", keys::TOP);
    for (section, keys) in SECTIONS {
        schema["properties"][section] = section_of(section, keys);
    }
    titled(schema, "A policy: policy.toml")
}

/// The schema of `forms/<paper>.toml`.
pub fn paper_schema() -> Value {
    titled(
        closed("paper", keys::PAPER),
        "A form or letter of a policy: forms/<paper>.toml",
    )
}
