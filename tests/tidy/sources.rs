//! What no file of the product may hold.

use std::fs;
use std::process::Command;

use stepwise_tests::place;

/// Files longer than this are more than one thing. A list of data, or of tests, may be longer.
const LONGEST: usize = 500;

/// Every file under version control.
fn files() -> Vec<String> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(place::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "the checks of sources need git");
    let names = String::from_utf8(output.stdout).unwrap();
    names
        .lines()
        .filter(|name| place::root().join(name).is_file())
        .map(str::to_owned)
        .collect()
}

fn text(name: &str) -> String {
    fs::read_to_string(place::root().join(name)).unwrap_or_default()
}

fn is_code(name: &str) -> bool {
    [".rs", ".ts", ".svelte", ".scss", ".js"]
        .iter()
        .any(|end| name.ends_with(end))
        && !name.contains("/generated/")
}

/// Tests of one policy speak of it; a bench, or a test inside the application, has no need to.
fn may_name_a_policy(name: &str) -> bool {
    is_test(name) && !name.contains("/examples/") && !name.ends_with("_tests.rs")
}

fn is_test(name: &str) -> bool {
    name.starts_with("tests/")
        || name.contains("/tests/")
        || name.contains("/examples/")
        || name.starts_with("crates/testkit/")
        || name.ends_with("/tests.rs")
        || name.ends_with("_tests.rs")
        || name.ends_with(".test.ts")
}

/// The part of a Rust file before its tests.
fn product(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap_or(text)
}

fn lines_with(words: &[String], names: impl Iterator<Item = String>) -> Vec<String> {
    let mut found = Vec::new();
    for name in names {
        let text = text(&name);
        for (number, line) in product(&text).lines().enumerate() {
            let low = line.to_lowercase();
            if words.iter().any(|word| low.contains(word)) {
                found.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn no_policy_or_place_is_named_in_code() {
    // The names are read from the policies themselves, so that a new one is looked for too.
    let mut names: Vec<String> = fs::read_dir(place::root().join("policies"))
        .unwrap()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("policy.toml").exists())
        .flat_map(|entry| {
            let folder = entry.file_name().to_string_lossy().to_lowercase();
            [folder.clone(), folder.replace('-', " ")]
        })
        .collect();
    assert!(!names.is_empty(), "there are no policies");
    names.extend(words(&[
        "torbay",
        "somerset",
        "white rock",
        "white-rock",
        "guernsey",
        "alderney",
    ]));
    let found: Vec<String> = lines_with(
        &names,
        files()
            .into_iter()
            .filter(|name| is_code(name) && !may_name_a_policy(name)),
    )
    .into_iter()
    // A time zone's name is the world's.
    .filter(|line| !line.contains("Europe/Guernsey"))
    .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nothing_is_left_to_do_later() {
    let marks = words(&[
        concat!("to", "do!("),
        concat!("unimpl", "emented!("),
        concat!("// to", "do"),
        concat!("fix", "me"),
        concat!("not yet impl", "emented"),
    ]);
    let found = lines_with(&marks, files().into_iter().filter(|name| is_code(name)));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_error_is_a_string_and_no_page_holds_raw_markup() {
    let names = || {
        files()
            .into_iter()
            .filter(|name| is_code(name) && !is_test(name))
    };
    let markup = lines_with(&words(&["{@html", "innerhtml"]), names());
    assert!(markup.is_empty(), "{markup:#?}");
    let strings: Vec<String> = lines_with(&words(&["string>"]), names())
        .into_iter()
        .filter(|line| line.contains("Result<") && line.contains(", String>"))
        .filter(|line| !line.contains("Map<"))
        .collect();
    assert!(strings.is_empty(), "{strings:#?}");
}

#[test]
fn no_path_of_one_machine_is_kept() {
    let marks = words(&[
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("c:\\us", "ers"),
    ]);
    let names = files().into_iter().filter(|name| {
        !name.ends_with(".lock") && !name.ends_with(".ttf") && !name.ends_with("package-lock.json")
    });
    let found = lines_with(&marks, names);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_file_is_more_than_one_thing() {
    let long: Vec<String> = files()
        .into_iter()
        .filter(|name| is_code(name) && !is_test(name))
        .filter_map(|name| {
            let lines = product(&text(&name)).lines().count();
            (lines > LONGEST).then(|| format!("{name}: {lines} lines"))
        })
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn no_test_is_passed_over_in_silence() {
    let found = lines_with(
        &words(&[
            concat!("#[ign", "ore]"),
            concat!("it.sk", "ip("),
            concat!("describe.sk", "ip("),
            concat!(".on", "ly("),
        ]),
        files()
            .into_iter()
            .filter(|name| name.ends_with(".rs") || name.ends_with(".ts")),
    );
    assert!(found.is_empty(), "{found:#?}");
}

/// The compiler refuses unsafe code (`unsafe_code = "deny"`), and these modules alone may say otherwise: one listens to
/// Windows and macOS, one has SQLite wipe what it frees.
const UNSAFE: [&str; 2] = ["src-tauri/src/system_lock/", "crates/store/src/memory.rs"];

#[test]
fn unsafe_code_stands_in_named_modules() {
    let root = text("Cargo.toml");
    assert!(root.contains("unsafe_code = \"deny\""));
    let allows = format!("({})", "unsafe_code");
    let strays: Vec<String> = files()
        .into_iter()
        .filter(|name| {
            name.ends_with(".rs") && !UNSAFE.iter().any(|module| name.starts_with(module))
        })
        .filter(|name| text(name).contains(&allows))
        .collect();
    assert!(strays.is_empty(), "{strays:?}");
    let members = files()
        .into_iter()
        .filter(|name| name.ends_with("Cargo.toml") && *name != "Cargo.toml")
        .filter(|name| !name.starts_with("fuzz/") && !name.starts_with("tests/bare/"));
    for name in members {
        assert!(
            text(&name).contains("[lints]\nworkspace = true"),
            "{name} keeps no lints"
        );
    }
}
