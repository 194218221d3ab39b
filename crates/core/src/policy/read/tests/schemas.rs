//! The schemas for editors are current, and every pack at hand fits them.

use super::real::folder;
use crate::policy::{paper_schema, policy_schema};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// With `UPDATE_SCHEMAS=1` it writes them instead.
#[test]
fn the_schemas_are_current() {
    for (name, schema) in [
        ("policy.schema.json", policy_schema()),
        ("paper.schema.json", paper_schema()),
    ] {
        let wanted = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = docs().join(name);
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(&path, &wanted).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found.replace("\r\n", "\n") == wanted,
            "{name} is stale: run this test with UPDATE_SCHEMAS=1."
        );
    }
}

/// The part of JSON Schema that the schemas use. True is: it fits.
fn fits(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(all) = schema.as_bool() {
        return if all {
            Ok(())
        } else {
            Err(format!("{at}: not allowed"))
        };
    }
    if let Some(any) = schema["anyOf"].as_array() {
        return match any.iter().any(|s| fits(s, value, at).is_ok()) {
            true => Ok(()),
            false => Err(format!("{at}: {value} fits none")),
        };
    }
    if let Some(words) = schema["enum"].as_array() {
        return match words.contains(value) {
            true => Ok(()),
            false => Err(format!("{at}: {value} is none of the words")),
        };
    }
    if !schema["const"].is_null() {
        return match &schema["const"] == value {
            true => Ok(()),
            false => Err(format!("{at}: {value}")),
        };
    }
    let right = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => false,
    };
    if !right {
        return Err(format!("{at}: {value} is no {}", schema["type"]));
    }
    for item in value.as_array().into_iter().flatten() {
        fits(&schema["items"], item, at)?;
    }
    let Some(table) = value.as_object() else {
        return Ok(());
    };
    for key in schema["required"].as_array().into_iter().flatten() {
        if !table.contains_key(key.as_str().unwrap()) {
            return Err(format!("{at}: {key} is missing"));
        }
    }
    for (key, inner) in table {
        let rule = match &schema["properties"][key] {
            Value::Null => &schema["additionalProperties"],
            own => own,
        };
        fits(rule, inner, &format!("{at}.{key}"))?;
    }
    Ok(())
}

/// TOML as JSON: a date is text.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(k, v)| (k, plain(v))).collect(),
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(n) => n.into(),
        toml::Value::Float(n) => n.into(),
        toml::Value::Boolean(b) => b.into(),
    }
}

fn value_of(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    plain(toml::Value::Table(text.parse().unwrap()))
}

#[test]
fn every_pack_and_the_template_fit_the_schemas() {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("policy.toml").is_file())
        .collect();
    assert!(folders.len() >= 5);
    folders.push(docs().join("template"));
    let invented = std::fs::read_dir(docs().join("../tests/packs")).unwrap();
    folders.extend(invented.map(|entry| entry.unwrap().path()));
    for folder in folders {
        let main = folder.join("policy.toml");
        let fit = fits(&policy_schema(), &value_of(&main), "policy");
        assert_eq!(fit, Ok(()), "{}", main.display());
        for form in std::fs::read_dir(folder.join("forms"))
            .into_iter()
            .flatten()
        {
            let path = form.unwrap().path();
            let fit = fits(&paper_schema(), &value_of(&path), "form");
            assert_eq!(fit, Ok(()), "{}", path.display());
        }
    }
}

#[test]
fn what_the_reader_refuses_does_not_fit() {
    let sound = value_of(&docs().join("template/policy.toml"));
    for (path, wrong) in [
        ("/stage/s1/colour", Value::from("red")),
        ("/clock/stage-1/force", "msut".into()),
        ("/duty/keep-safe/lapses", "yes".into()),
        ("/format", 2.into()),
    ] {
        let mut value = sound.clone();
        let (table, key) = path.rsplit_once('/').unwrap();
        let table = if table.is_empty() {
            &mut value
        } else {
            value.pointer_mut(table).unwrap()
        };
        table[key] = wrong;
        assert!(fits(&policy_schema(), &value, "policy").is_err(), "{path}");
    }
    let mut value = sound;
    value.as_object_mut().unwrap().remove("title");
    assert!(fits(&policy_schema(), &value, "policy").is_err());
}

#[test]
fn the_template_passes_the_checker_without_a_warning() {
    let files = ["policy.toml", "forms/record.toml"].map(|name| {
        let bytes = std::fs::read(docs().join("template").join(name)).unwrap();
        (name.to_owned(), bytes)
    });
    let pack = crate::policy::Pack {
        files: files.into(),
    };
    let (policy, problems) = crate::policy::read_all(&pack);
    assert!(policy.is_some() && problems.is_empty(), "{problems:#?}");
}
