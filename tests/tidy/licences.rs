//! Every library that is built in comes under a licence of `deny.toml`. cargo-deny looks deeper, where it is
//! installed (`cargo xtask lint`); this is held everywhere.

use std::collections::BTreeSet;
use std::fs;

use stepwise_tests::place;

use crate::cargo;

/// Whether a licence expression can be met with the licences that are allowed.
fn met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ")
        .replace(" WITH ", "_WITH_");
    let words: Vec<String> = spaced
        .split_whitespace()
        .map(|word| word.replace("_WITH_", " WITH "))
        .collect();
    let mut rest = words.as_slice();
    let met = any(&mut rest, allowed);
    assert!(rest.is_empty(), "{expression} is not read");
    met
}

fn any(rest: &mut &[String], allowed: &BTreeSet<String>) -> bool {
    let mut met = all(rest, allowed);
    while next_is(rest, "OR") {
        met |= all(rest, allowed);
    }
    met
}

fn all(rest: &mut &[String], allowed: &BTreeSet<String>) -> bool {
    let mut met = one(rest, allowed);
    while next_is(rest, "AND") {
        met &= one(rest, allowed);
    }
    met
}

fn one(rest: &mut &[String], allowed: &BTreeSet<String>) -> bool {
    if next_is(rest, "(") {
        let met = any(rest, allowed);
        assert!(next_is(rest, ")"));
        return met;
    }
    let (first, others) = rest.split_first().unwrap();
    *rest = others;
    allowed.contains(first)
}

fn next_is(rest: &mut &[String], word: &str) -> bool {
    let is = rest.first().is_some_and(|first| first == word);
    if is {
        *rest = &rest[1..];
    }
    is
}

fn strings(list: &toml::Value) -> BTreeSet<String> {
    let each = list.as_array().unwrap().iter();
    each.map(|one| one.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_library_has_a_licence_that_is_allowed() {
    let text = fs::read_to_string(place::root().join("deny.toml")).unwrap();
    let deny: toml::Value = toml::from_str(&text).unwrap();
    let allowed = strings(&deny["licenses"]["allow"]);
    let metadata = cargo::metadata();
    let mut refused = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let mut allowed = allowed.clone();
        for one in deny["licenses"]["exceptions"].as_array().unwrap() {
            if one["crate"].as_str() == Some(name) {
                allowed.extend(strings(&one["allow"]));
            }
        }
        let licence = package["license"].as_str().unwrap_or("none");
        if !met(licence, &allowed) {
            refused.push(format!("{name}: {licence}"));
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn licence_expressions_are_read() {
    let allowed: BTreeSet<String> = ["MIT", "Apache-2.0 WITH LLVM-exception"]
        .map(str::to_owned)
        .into();
    for (expression, wanted) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("GPL-3.0-only OR MIT", true),
        ("GPL-3.0-only AND MIT", false),
        ("Unlicense/MIT", true),
        ("(GPL-3.0-only OR MIT) AND MIT", true),
        ("(GPL-3.0-only OR MIT) AND Zlib", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("MIT OR GPL-3.0-only AND Zlib", true),
    ] {
        assert_eq!(met(expression, &allowed), wanted, "{expression}");
    }
}
