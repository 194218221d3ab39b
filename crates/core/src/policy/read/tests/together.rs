//! Parts that are right one by one and wrong together; and what editors and systems put into a file.

use super::*;

/// The problems of the invented pack with something written behind it.
fn with_more(more: &str) -> Vec<String> {
    let mut pack = base();
    let text = format!("{BASE}\n{more}");
    pack.files.insert("policy.toml".into(), text.into());
    let problems = read_all(&pack).1;
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn roles_that_are_held_by_each_other_are_held_by_nobody() {
    let role = |id: &str, of: &str| {
        format!(
            "[role.{id}]\nname = \"{id}\"\nlines = [{{ same-as = \"{of}\" }}]\nheading = \"X\"\n"
        )
    };
    let said = with_more(&format!("{}{}", role("a", "b"), role("b", "a")));
    let wanted = "Role `a` is held by role `b`, which is held by role `a`. Give one of them a title, or take the line out.";
    assert!(said.iter().any(|s| s.ends_with(wanted)), "{said:#?}");
    let said = with_more(&role("a", "a"));
    assert!(
        said.iter()
            .any(|s| s.contains("Role `a` is this role itself.")),
        "{said:#?}"
    );
}

/// What editors and systems put into a file that is right changes nothing in it.
#[test]
fn marks_of_other_systems_are_read() {
    let with = |text: Vec<u8>| {
        let mut pack = base();
        pack.files.insert("policy.toml".into(), text);
        read_all(&pack).1
    };
    assert_eq!(with(format!("\u{feff}{BASE}").into_bytes()), []);
    assert_eq!(with(BASE.replace('\n', "\r\n").into_bytes()), []);
    assert_eq!(
        with(
            BASE.replace(" = ", "\t=\t")
                .replace("\n[", "\n\t[")
                .into_bytes()
        ),
        []
    );
    // Lines are counted as an editor counts them.
    let slip = BASE
        .replace("title = \"Resolving differences\"\n", "")
        .replace('\n', "\r\n");
    assert_eq!(with(slip.into_bytes())[0].line, 1);
    let wide: Vec<u8> = BASE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(
        with([vec![0xff, 0xfe], wide].concat())[0]
            .remedy
            .contains("UTF-8")
    );
}
