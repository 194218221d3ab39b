//! Dependencies point downward only: desktop → app → { store, documents, bundle, foreign } → core.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use stepwise_tests::place;

use crate::cargo;

/// For each crate of the workspace, the crates of the workspace that it may name outside its tests.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("stepwise-core", &[]),
    ("stepwise-store", &["stepwise-core"]),
    ("stepwise-documents", &["stepwise-core"]),
    ("stepwise-bundle", &["stepwise-core"]),
    ("stepwise-foreign", &[]),
    (
        "stepwise-app",
        &[
            "stepwise-core",
            "stepwise-store",
            "stepwise-documents",
            "stepwise-bundle",
            "stepwise-foreign",
        ],
    ),
    ("stepwise-cli", &["stepwise-core", "stepwise-bundle"]),
    ("stepwise-desktop", &["stepwise-app"]),
    ("stepwise-testkit", &["stepwise-core"]),
    ("xtask", &[]),
];

/// Crates from outside that one crate alone may name.
const ONLY: &[(&str, &str)] = &[
    ("rusqlite", "stepwise-store"),
    ("argon2", "stepwise-store"),
    ("printpdf", "stepwise-documents"),
    ("parley", "stepwise-documents"),
    ("lopdf", "stepwise-documents"),
    ("hayro", "stepwise-documents"),
    ("age", "stepwise-bundle"),
    ("image", "stepwise-foreign"),
    ("mail-parser", "stepwise-foreign"),
    ("tauri", "stepwise-desktop"),
    ("ts-rs", "stepwise-app"),
];

/// What the core must not even reach through another crate.
const NOT_IN_CORE: &[&str] = &[
    "tauri",
    "rusqlite",
    "tokio",
    "getrandom",
    "printpdf",
    "reqwest",
];

struct Workspace {
    /// What each member names, outside its tests.
    named: BTreeMap<String, BTreeSet<String>>,
    /// What each member reaches, by any path, outside tests.
    reached: BTreeMap<String, BTreeSet<String>>,
}

fn workspace() -> Workspace {
    let all = cargo::metadata();
    let names: BTreeMap<&str, &str> = all["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            (
                package["id"].as_str().unwrap(),
                package["name"].as_str().unwrap(),
            )
        })
        .collect();
    let members: BTreeSet<&str> = all["workspace_members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_str().unwrap())
        .collect();
    let edges: BTreeMap<&str, Vec<&str>> = all["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| {
            let to = node["deps"].as_array().unwrap().iter().filter(|dep| {
                dep["dep_kinds"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|kind| kind["kind"].is_null())
            });
            (
                node["id"].as_str().unwrap(),
                to.map(|dep| dep["pkg"].as_str().unwrap()).collect(),
            )
        })
        .collect();
    let mut found = Workspace {
        named: BTreeMap::new(),
        reached: BTreeMap::new(),
    };
    for member in members {
        let name = names[member].to_owned();
        found.named.insert(
            name.clone(),
            edges[member]
                .iter()
                .map(|id| names[id].to_owned())
                .collect(),
        );
        let mut seen = BTreeSet::new();
        let mut next = edges[member].clone();
        while let Some(id) = next.pop() {
            if seen.insert(id) {
                next.extend(&edges[id]);
            }
        }
        found.reached.insert(
            name,
            seen.into_iter().map(|id| names[id].to_owned()).collect(),
        );
    }
    found
}

#[test]
fn crates_name_only_those_below_them() {
    let workspace = workspace();
    let ours: BTreeSet<&str> = workspace.named.keys().map(String::as_str).collect();
    for (member, named) in &workspace.named {
        if member == "stepwise-tests" {
            continue;
        }
        let allowed = MAY_NAME
            .iter()
            .find(|(name, _)| name == member)
            .unwrap_or_else(|| panic!("{member} has no place in the layers: give it one here"))
            .1;
        for other in named.iter().filter(|other| ours.contains(other.as_str())) {
            assert!(
                allowed.contains(&other.as_str()),
                "{member} must not know {other}"
            );
        }
    }
}

#[test]
fn one_crate_alone_names_each_heavy_library() {
    let workspace = workspace();
    for (library, owner) in ONLY {
        for (member, named) in &workspace.named {
            assert!(
                member == owner || !named.contains(*library),
                "{member} names {library}, which is {owner}'s alone"
            );
        }
    }
}

#[test]
fn the_core_reaches_no_input_or_output() {
    // Asked of the core alone: what other crates switch on in a shared library is not its doing.
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "-p",
            "stepwise-core",
            "-e",
            "normal",
            "--prefix",
            "none",
        ])
        .current_dir(place::root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tree = String::from_utf8(output.stdout).unwrap();
    let reached: BTreeSet<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(reached.contains("stepwise-core"), "{tree}");
    for library in NOT_IN_CORE {
        assert!(
            !reached.contains(*library),
            "stepwise-core reaches {library}"
        );
    }
}

#[test]
fn nothing_shipped_reaches_the_tests() {
    for (member, reached) in &workspace().reached {
        for tool in ["stepwise-testkit", "stepwise-tests", "axum", "fantoccini"] {
            assert!(
                member == "stepwise-tests" || member == tool || !reached.contains(tool),
                "{member} reaches {tool}"
            );
        }
    }
}
