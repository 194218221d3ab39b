//! The command as somebody runs it: what is said, and with which exit code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ed25519_dalek::Signer;
use std::path::{Path, PathBuf};
use std::process::Command;
use stepwise_core::chain::{self, ChainRow, Head, ROW_VERSION};

const BASE: &str = include_str!("../../core/src/policy/read/tests/base.toml");
const FORM: &str = include_str!("../../core/src/policy/read/tests/form.toml");
const LETTER: &str = include_str!("../../core/src/policy/read/tests/letter.toml");

const TIMELINE: &str = r#"
name = "Before Christmas"
raised-by = "ours"
raised = 2026-12-23
facts = { subject = "child" }
[[step]]
at = 2026-12-23T09:00
do = [{ open = "s1", on = 2026-12-23 }]
expect = { stage = "s1", due = { s1 = 2026-12-29 }, skipped = { s1 = ["2026-12-25 Christmas Day", "2026-12-26 Boxing Day", "2026-12-27 Sunday", "2026-12-28 Boxing Day (substitute day)"] } }
"#;

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies")
}

/// Exit code, standard output and standard error.
fn stepwise(arguments: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_stepwise"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

/// A folder that is taken away at the end of a test.
struct Folder {
    at: PathBuf,
    _kept: tempfile::TempDir,
}

impl Folder {
    fn path(&self) -> &Path {
        &self.at
    }
}

/// A folder with the invented pack.
fn pack(main: &str, timeline: &str) -> Folder {
    pack_in("invented", main, timeline)
}

fn pack_in(name: &str, main: &str, timeline: &str) -> Folder {
    let kept = tempfile::tempdir().unwrap();
    let folder = Folder {
        at: kept.path().join(name),
        _kept: kept,
    };
    for (name, text) in [
        ("policy.toml", main),
        ("forms/form.toml", FORM),
        ("forms/letter.toml", LETTER),
        ("examples/christmas.toml", timeline),
    ] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let calendars = policies().join("calendars");
    let mut arguments = vec![
        "policy",
        "check",
        folder.to_str().unwrap(),
        "--calendars",
        calendars.to_str().unwrap(),
    ];
    arguments.extend(more);
    stepwise(&arguments)
}

#[test]
fn the_policies_that_the_app_carries_are_right() {
    for name in [
        "guernsey-iscp",
        "north-somerset",
        "torbay-tscb",
        "torbay-tscp",
        "white-rock-preschool",
    ] {
        let folder = policies().join(name);
        let (code, out, err) = stepwise(&["policy", "check", folder.to_str().unwrap()]);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert!(out.contains(&format!("{name}: 0 errors")), "{out}");
    }
}

#[test]
fn a_sound_pack_passes() {
    let folder = pack(BASE, TIMELINE);
    let (code, out, err) = check(folder.path(), &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(
        out.ends_with("invented: 0 errors, 0 warnings; 1 example, 0 with something wrong.\n"),
        "{out}"
    );
    let (code, out, _) = check(folder.path(), &["--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &report["policy"], &report["examples"][0]["steps"]),
        (0, &"invented".into(), &1.into())
    );
}

#[test]
fn a_folder_of_another_name_is_a_warning() {
    let folder = pack_in("other", BASE, TIMELINE);
    let (code, out, _) = check(folder.path(), &[]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains(
            "policy.toml: warning: The policy is called `invented` and its folder has another name. \
             Call the folder `invented`."
        ),
        "{out}"
    );
    assert!(out.contains("0 errors, 1 warning;"), "{out}");
}

#[test]
fn a_slip_is_named_with_its_place() {
    let folder = pack(
        &BASE.replacen("force = \"must\"", "force = \"msut\"", 1),
        TIMELINE,
    );
    let (code, out, _) = check(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(
        out.starts_with(
            "policy.toml:27:139: `force` of clock `s1` cannot be `msut`. Did you mean `must`?"
        ),
        "{out}"
    );
    let (_, out, _) = check(folder.path(), &["--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&report["policy"], &report["problems"][0]["line"]),
        (&serde_json::Value::Null, &27.into())
    );
}

#[test]
fn an_expectation_that_does_not_hold_fails() {
    let wrong = TIMELINE.replace("s1 = 2026-12-29", "s1 = 2026-12-28");
    let folder = pack(BASE, &wrong);
    let (code, out, _) = check(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(
        out.starts_with("examples/christmas.toml:6:1: Step 1: "),
        "{out}"
    );
    assert!(
        out.contains("2026-12-28") && out.contains("2026-12-29"),
        "{out}"
    );
}

#[test]
fn simulate_prints_each_step() {
    let folder = pack(BASE, TIMELINE);
    let timeline = folder.path().join("examples/christmas.toml");
    let calendars = policies().join("calendars");
    let base = [
        "policy",
        "simulate",
        folder.path().to_str().unwrap(),
        timeline.to_str().unwrap(),
        "--calendars",
        calendars.to_str().unwrap(),
    ];
    let (code, out, err) = stepwise(&[&base[..], &["--json"]].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    let steps: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(steps[0]["stage"], "s1");
    assert_eq!(steps[0]["clocks"][0]["count"]["days"][0][0], "2026-12-24");
    let (code, out, _) = stepwise(&base);
    assert_eq!(code, 0);
    assert!(
        out.contains("limit s1: running, due Tue 29 Dec 2026"),
        "{out}"
    );
    assert!(
        out.contains("not counted: 2026-12-25 Christmas Day"),
        "{out}"
    );
    std::fs::write(
        &timeline,
        TIMELINE.replace("stage = \"s1\"", "stage = \"s2\""),
    )
    .unwrap();
    let (code, _, err) = stepwise(&base);
    assert_eq!(code, 1);
    assert!(err.contains("step 1: "), "{err}");
    std::fs::write(&timeline, "name = ").unwrap();
    let (code, _, err) = stepwise(&base);
    assert_eq!(code, 1);
    assert!(err.contains("christmas.toml:1"), "{err}");
}

#[test]
fn a_new_policy_passes_the_checker_and_is_never_written_over_another() {
    let kept = tempfile::tempdir().unwrap();
    let folder = kept.path().join("Our Borough");
    let at = folder.to_str().unwrap();
    let (code, out, err) = stepwise(&["policy", "new", at]);
    assert_eq!(code, 0, "{out}{err}");
    let (code, out, _) = stepwise(&["policy", "check", at]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.ends_with("our-borough: 0 errors, 1 warning; 1 example, 0 with something wrong.\n"),
        "{out}"
    );
    let (code, _, err) = stepwise(&["policy", "new", at]);
    assert_eq!(code, 2);
    assert!(err.contains("is not empty"), "{err}");
}

#[test]
fn two_versions_are_compared_in_words() {
    let old = pack(BASE, TIMELINE);
    let new = pack(
        &BASE.replace("\"3 working days\"", "\"1 working day\""),
        TIMELINE,
    );
    let (old, new) = (old.path().to_str().unwrap(), new.path().to_str().unwrap());
    let (code, out, _) = stepwise(&["policy", "diff", old, new]);
    assert_eq!(code, 0);
    assert!(
        out.starts_with("Time limit, changed: Settle stage 2\n    The time: was 3 working days; is now 1 working day.\n"),
        "{out}"
    );
    assert!(
        out.contains("do not say from which day they are in force"),
        "{out}"
    );
    let (_, out, _) = stepwise(&["policy", "diff", old, old]);
    assert!(out.starts_with("Both say the same.\n"), "{out}");
}

#[test]
fn the_way_through_is_drawn_and_told() {
    let folder = pack(BASE, TIMELINE);
    let at = folder.path().to_str().unwrap();
    let (code, out, _) = stepwise(&["policy", "draw", at]);
    assert_eq!(code, 0);
    assert!(
        out.starts_with("<svg ") && out.ends_with("</svg>\n"),
        "{out}"
    );
    let (code, out, _) = stepwise(&["policy", "draw", at, "--text"]);
    assert_eq!(code, 0);
    assert!(out.contains("Stage 1: Worker to worker."), "{out}");
}

#[test]
fn what_cannot_be_carried_out_says_so() {
    let (code, _, err) = stepwise(&["policy", "check", "no-such-folder"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("stepwise: no-such-folder") && err.contains("cannot be read"),
        "{err}"
    );
    let folder = pack(BASE, TIMELINE);
    let (code, _, err) = stepwise(&[
        "policy",
        "check",
        folder.path().to_str().unwrap(),
        "--calendars",
        "nowhere",
    ]);
    assert_eq!(code, 2);
    assert!(err.contains("There are no calendars in nowhere."), "{err}");
    assert_eq!(stepwise(&["policy", "chekc", "x"]).0, 2);
}

/// A bundle with one entry, under a cheap key.
fn bundle(password: &str) -> Vec<u8> {
    let (vault, case) = ([1; 16], [2; 16]);
    let genesis = chain::case_genesis(&vault, &case);
    let row = ChainRow {
        version: ROW_VERSION,
        seq: 1,
        recorded: "2026-11-20T09:30:00+00:00".into(),
        zone: "Europe/London".into(),
        actor: "p1".into(),
        kind: "recorded".into(),
        kind_version: 1,
        commitment: chain::commit(&[7; 16], b"secret words"),
        previous: genesis,
        hash: genesis,
    }
    .sealed();
    let head: Head = row.head();
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    let contents = stepwise_bundle::Contents {
        made_by: "Stepwise".into(),
        made_at: "2026-11-20T10:00:00+00:00".into(),
        number: "2026-001".into(),
        vault,
        case,
        rows: vec![row],
        payloads: vec![(1, vec![7; 16], b"secret words".to_vec())],
        head,
        public_key: key.verifying_key().to_bytes(),
        signature: key
            .sign(&chain::head_message(&vault, &case, &head))
            .to_bytes(),
        policy: None,
        items: Vec::new(),
        fetched: Vec::new(),
    };
    let mut nothing = |_: &stepwise_bundle::Fetched| Ok(Vec::new());
    stepwise_bundle::seal(&contents, password, 2, Vec::new(), &mut nothing).unwrap()
}

#[test]
fn verify_says_whether_a_bundle_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.age");
    let password = folder.path().join("password.txt");
    let bytes = bundle("lamp river stone");
    std::fs::write(&file, &bytes).unwrap();
    std::fs::write(&password, "lamp river stone\n").unwrap();
    let arguments = [
        "verify",
        file.to_str().unwrap(),
        "--password-file",
        password.to_str().unwrap(),
    ];
    let (code, out, err) = stepwise(&arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(
        out.starts_with("The bundle is whole and unchanged.\nCase number  2026-001\n"),
        "{out}"
    );
    assert!(!out.contains("secret"), "the record's text is not shown");
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]).verifying_key();
    let groups = chain::fingerprint(&key.to_bytes());
    assert!(out.contains(&format!("Fingerprint  {groups}\n")), "{out}");
    let (code, out, _) = stepwise(&[&arguments[..], &["--json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &report["whole"], &report["entries"]),
        (0, &true.into(), &1.into())
    );

    for cut in (1..10)
        .map(|tenth| bytes.len() * tenth / 10)
        .chain([bytes.len() - 20])
    {
        std::fs::write(&file, &bytes[..cut]).unwrap();
        let (code, out, _) = stepwise(&arguments);
        assert_eq!(code, 1);
        assert!(out.contains("cut short or changed"), "cut at {cut}: {out}");
    }
    std::fs::write(&file, &bytes).unwrap();
    std::fs::write(&password, "lamp river stones\n").unwrap();
    let (code, out, _) = stepwise(&arguments);
    assert_eq!(code, 1);
    assert!(out.contains("password does not open"), "{out}");
    let (code, out, _) = stepwise(&[&arguments[..], &["--json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["whole"]), (1, &false.into()));
}
