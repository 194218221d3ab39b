//! One mistake at a time in the invented pack: the place and the sentence that the author sees.

mod papers;
mod policy;

use self::papers::{IN_FORM, IN_LETTER};
use self::policy::IN_POLICY;
use super::*;

/// What is changed, into what, and how a problem that must be named begins.
type Mistake = (&'static str, &'static str, &'static str);

#[test]
fn each_mistake_is_named_with_its_place() {
    let files = [
        ("policy.toml", BASE, IN_POLICY),
        ("forms/form.toml", FORM, IN_FORM),
        ("forms/letter.toml", LETTER, IN_LETTER),
    ];
    let mut wrong = Vec::new();
    for (file, text, mistakes) in files {
        for (from, to, wanted) in mistakes {
            assert!(text.contains(from), "{from} is not in {file}");
            let mut pack = base();
            pack.files
                .insert(file.into(), text.replacen(from, to, 1).into());
            let said: Vec<String> = read_all(&pack).1.iter().map(ToString::to_string).collect();
            if !said.iter().any(|p| p.starts_with(wanted)) {
                wrong.push(format!("{to}\n    wanted {wanted}\n    said {said:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_mistakes_are_named_at_once() {
    let mut text = BASE.to_owned();
    for (from, to) in [
        (
            "force = \"must\", wants = \"note\"",
            "force = \"msut\", wants = \"note\"",
        ),
        ("limit = \"2 working days\"", "limit = \"2 workdays\""),
        ("caps = [\"s1\", \"s2\"]", "caps = [\"s1\", \"s9\"]"),
        ("resolves = true", "resolvs = true"),
    ] {
        text = text.replacen(from, to, 1);
    }
    let mut pack = base();
    pack.files.insert("policy.toml".into(), text.into());
    pack.files.remove("forms/form.toml");
    let lines: Vec<u32> = read(&pack).unwrap_err().iter().map(|p| p.line).collect();
    assert_eq!(lines, [27, 29, 31, 32, 33, 38, 38]);
}

#[test]
fn a_reading_settles_a_contradiction() {
    let text = BASE
        .replacen(
            "limit = \"3 working days\"",
            "limit = \"4 working days\"",
            1,
        )
        .replacen(
            "caps = [\"s1\", \"s2\"]",
            "caps = [\"s1\", \"s2\"], readings = [\"unclear\"]",
            1,
        );
    let mut pack = base();
    pack.files.insert("policy.toml".into(), text.into());
    assert_eq!(read_all(&pack).1, []);
}

#[test]
fn files_that_do_not_belong() {
    let mut pack = base();
    pack.files.insert("forms/Odd Name.toml".into(), FORM.into());
    pack.files.insert("notes.txt".into(), Vec::new());
    pack.files
        .insert("forms/latin.toml".into(), b"title = \"caf\xe9\"".to_vec());
    let said: Vec<String> = read(&pack)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "forms/Odd Name.toml: `Odd Name` cannot be a name. A name has lower-case letters a to z, digits and single hyphens, at most 64 in all.",
            "forms/latin.toml:1:1: These bytes are not UTF-8 text. Save the file as UTF-8.",
            "notes.txt: This file is no part of a pack. A pack has policy.toml and forms/<name>.toml.",
        ]
    );
    let none = read(&Pack::default()).unwrap_err();
    assert_eq!(none[0].message, "The pack has no such file.");
}
