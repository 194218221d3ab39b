//! Whatever stands in a pack, the reader answers with problems.

use super::*;
use proptest::prelude::*;

fn with(main: Vec<u8>) -> Pack {
    let mut pack = base();
    pack.files.insert("policy.toml".into(), main);
    pack
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(read(&with(bytes.clone())).is_err());
        let mut pack = base();
        pack.files.insert("forms/form.toml".into(), bytes.clone());
        let _ = read(&pack);
        let _ = Pack::from_bytes(&bytes);
    }

    #[test]
    fn a_changed_pack(at in 0usize..BASE.len(), cut in 0usize..30, put in "[ \\[\\]{}\"'=.,#a-z0-9\\n\u{202e}é-]{0,8}") {
        let mut bytes = BASE.as_bytes().to_vec();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, put.into_bytes());
        let (policy, problems) = read_all(&with(bytes));
        prop_assert!(policy.is_some() || !problems.is_empty());
    }

    #[test]
    fn swapped_lines(a in 0usize..50, b in 0usize..50) {
        let mut lines: Vec<&str> = BASE.lines().collect();
        let n = lines.len();
        lines.swap(a % n, b % n);
        let _ = read(&with(lines.join("\n").into_bytes()));
    }

    #[test]
    fn swapped_values(a in "[a-z]{1,6}", key in "(limit|from|until|on|who|to|when|stages|pairs|caps)", value in "(1|true|\\[\\]|\\{\\}|\"\"|\"s1\\.\"|\"clock\\.\\.passed\"|\"0 days\"|2026-01-01|\\[\\[\\[\\]\\]\\]|1e999)") {
        let text = format!("{BASE}\n[duty.{a}]\n{key} = {value}\n[clock.{a}]\n{key} = {value}\n[stage.{a}]\n{key} = {value}\n");
        prop_assert!(read(&with(text.into_bytes())).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_changed_real_policy(at in 0usize..40_000, cut in 0usize..60, put in "[ \\[\\]{}\"'=.,#a-z0-9\\n]{0,8}", file in 0usize..8) {
        let mut pack = real::pack(&real::folder().join("north-somerset"));
        let n = pack.files.len();
        let bytes = pack.files.values_mut().nth(file % n).unwrap();
        let from = at % bytes.len();
        let end = (from + cut).min(bytes.len());
        bytes.splice(from..end, put.into_bytes());
        let (policy, problems) = read_all(&pack);
        prop_assert!(policy.is_some() || !problems.is_empty());
    }
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = format!("a = {}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read(&with(deep.into_bytes())).is_err());
    let long = (0..60_000)
        .map(|i| format!("k{i} = 1\n"))
        .collect::<String>();
    let problems = read(&with(long.into_bytes())).unwrap_err();
    assert!(problems.len() <= 500);
    assert!(read(&with(vec![b' '; 2 * 1024 * 1024])).is_err());
}

#[test]
fn very_many_situations_are_refused() {
    let facts: String = (0..20)
        .map(|i| format!("f{i} = {{ ask = \"?\", choices = {{ a = \"A\", b = \"B\" }} }}\n"))
        .collect();
    let when: Vec<String> = (0..20).map(|i| format!("f{i} = \"a\"")).collect();
    let text = BASE
        .replace("[moment]\n", &format!("{facts}[moment]\n"))
        .replace(
            "main = {",
            &format!("main = {{ when = {{ {} }},", when.join(", ")),
        );
    let problems = read(&with(text.into_bytes())).unwrap_err();
    assert!(
        problems
            .iter()
            .any(|p| p.message.contains("Too many situations")),
        "{problems:?}"
    );
}

#[test]
fn a_long_chain_of_rules_is_walked() {
    let duties: String = (1..3000)
        .map(|i| format!("d{i} = {{ on = \"duty.d{}.done\", act = \"tell\", who = \"raiser\", force = \"may\", wants = \"note\", per = \"once\", say = \"Tell\", heading = \"X\" }}\n", i - 1))
        .collect();
    let first = "d0 = { on = \"raised\", act = \"tell\", who = \"raiser\", force = \"may\", wants = \"note\", per = \"once\", say = \"Tell\", heading = \"X\" }\n";
    let text = BASE.replace("[duty]\n", &format!("[duty]\n{duties}{first}"));
    assert_eq!(read_all(&with(text.into_bytes())).1, []);
}
