//! Files that are not what the command expects: each is told, none is waited on, nothing panics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const NORTH_SOMERSET: &str = "north-somerset";

fn stepwise(arguments: &[&str]) -> (i32, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_stepwise"))
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let said = [out.stdout, out.stderr].concat();
    let code = out.status.code().expect("ended by itself");
    let said = String::from_utf8(said).unwrap();
    assert!(!said.contains("panicked"), "{said}");
    (code, said)
}

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies")
}

/// A copy of a real pack.
fn pack(to: &Path) -> PathBuf {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            match path.is_dir() {
                true => copy(&path, &target),
                false => drop(fs::copy(&path, &target).unwrap()),
            }
        }
    }
    let pack = to.join(NORTH_SOMERSET);
    copy(&policies().join(NORTH_SOMERSET), &pack);
    pack
}

fn check(pack: &Path) -> (i32, String) {
    let calendars = policies().join("calendars");
    let arguments = [
        "policy",
        "check",
        pack.to_str().unwrap(),
        "--calendars",
        calendars.to_str().unwrap(),
    ];
    stepwise(&arguments)
}

#[test]
fn a_pack_that_is_no_text_or_far_too_much_of_it_is_told() {
    let deep = format!("a = {}", "[".repeat(200_000));
    let dotted = format!("{}b = 1", "a.".repeat(100_000));
    let large = "# ".repeat(5 * 1024 * 1024);
    let contents: [(&str, Vec<u8>, i32); 7] = [
        ("nothing", vec![], 1),
        ("no UTF-8", b"\xff\xfe\x00".to_vec(), 1),
        ("deep", deep.into_bytes(), 1),
        ("dotted", dotted.into_bytes(), 1),
        ("NUL", b"id = \"a\0b\"".to_vec(), 1),
        ("a turned name", "id = \"\u{202e}a\"".into(), 1),
        ("too large", large.into_bytes(), 2),
    ];
    let temp = tempfile::tempdir().unwrap();
    let pack = pack(temp.path());
    for (name, bytes, expected) in contents {
        fs::write(pack.join("policy.toml"), bytes).unwrap();
        let (code, said) = check(&pack);
        assert_eq!(code, expected, "{name}: {said}");
        assert!(
            said.contains("policy.toml"),
            "{name}: the file is named: {said}"
        );
    }
}

#[test]
fn slips_name_their_line_and_what_is_allowed() {
    let temp = tempfile::tempdir().unwrap();
    let pack = pack(temp.path());
    let main = pack.join("policy.toml");
    let sound = fs::read_to_string(&main).unwrap();
    let line_of = |part: &str| sound[..sound.find(part).unwrap()].matches('\n').count() + 1;
    let right = "force    = \"should\"";
    let at = format!("policy.toml:{}", line_of(right));
    for (wrong, allowed) in [
        ("force    = \"shall\"", "`should`"),
        ("forec    = \"should\"", "`force`"),
        ("force    = 7", ""),
    ] {
        fs::write(&main, sound.replacen(right, wrong, 1)).unwrap();
        let (code, said) = check(&pack);
        assert_eq!(code, 1, "{wrong}: {said}");
        assert!(said.contains(&at), "{wrong}: {said}");
        assert!(said.contains(allowed), "{wrong}: {said}");
    }
    // A stage that is named and not there.
    let there = sound.replacen("\"s4\", \"panel\"]", "\"s4\", \"pannel\"]", 1);
    fs::write(&main, there).unwrap();
    let (code, said) = check(&pack);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("There is no stage `pannel`"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_device_in_the_place_of_a_file_is_not_read_for_ever() {
    let temp = tempfile::tempdir().unwrap();
    let pack = pack(temp.path());
    fs::remove_file(pack.join("policy.toml")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", pack.join("policy.toml")).unwrap();
    let (code, said) = check(&pack);
    assert_eq!(code, 2);
    assert!(
        said.contains("policy.toml cannot be read: it is larger than 8 MiB."),
        "{said}"
    );
    let bundle = temp.path().join("case.age");
    fs::write(&bundle, "age-encryption.org/v1\n-> scrypt").unwrap();
    let (code, _) = stepwise(&[
        "verify",
        bundle.to_str().unwrap(),
        "--password-file",
        "/dev/zero",
    ]);
    assert_eq!(code, 2);
}

#[test]
fn what_is_no_bundle_is_told_with_its_exit_code() {
    let temp = tempfile::tempdir().unwrap();
    let password = temp.path().join("password");
    fs::write(&password, "lamp river stone\n").unwrap();
    let verify = |file: &Path| {
        stepwise(&[
            "verify",
            file.to_str().unwrap(),
            "--password-file",
            password.to_str().unwrap(),
        ])
    };
    let file = temp.path().join("case.age");
    for (bytes, says) in [
        (vec![], "The file is empty"),
        (vec![0; 9000], "not a Stepwise bundle"),
        (b"%PDF-1.7\n".to_vec(), "This is a PDF"),
        (b"PK\x03\x04".to_vec(), "This is a ZIP archive"),
        (b"age-encryption.org/v1\n".to_vec(), "cut short or changed"),
        (b"age-encr".to_vec(), "cut short or changed"),
    ] {
        fs::write(&file, bytes).unwrap();
        let (code, said) = verify(&file);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(says) && said.ends_with(".\n"), "{said}");
    }
    // What no password opens is told before one is asked for.
    fs::write(&file, b"").unwrap();
    let (code, said) = stepwise(&["verify", file.to_str().unwrap()]);
    assert_eq!((code, said.contains("is empty")), (1, true), "{said}");
    let (code, said) = verify(temp.path());
    assert_eq!(code, 2, "a folder is no damaged bundle: {said}");
    assert!(
        said.contains("is a folder. Name the bundle's file"),
        "{said}"
    );
    assert_eq!(verify(&temp.path().join("none.age")).0, 2);
    fs::write(&file, b"age-encryption.org/v1\n-> scrypt").unwrap();
    // Without a terminal and without a file it says how to give the password, and does not wait.
    let (code, said) = stepwise(&["verify", file.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(said.contains("--password-file"), "{said}");
}
