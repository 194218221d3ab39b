use super::*;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn zip_of(files: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap()
}

fn paths(taken: &Taken) -> Vec<&str> {
    taken.files.iter().map(|(path, _)| path.as_str()).collect()
}

#[test]
fn a_folder_is_taken_with_its_forms_and_examples_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for name in ["forms", "examples", "photos", "forms/deep"] {
        std::fs::create_dir(at.join(name)).unwrap();
    }
    for name in [
        "policy.toml",
        "forms/record.toml",
        "forms/deep/x.toml",
        "examples/one.toml",
        "notes.docx",
        "photos/a.toml",
        ".hidden",
    ] {
        std::fs::write(at.join(name), "x").unwrap();
    }
    let taken = take(at).unwrap();
    assert_eq!(
        paths(&taken),
        ["examples/one.toml", "forms/record.toml", "policy.toml"]
    );
    assert_eq!(
        taken.left,
        [".hidden", "forms/deep", "notes.docx", "photos"]
    );
}

#[test]
fn a_zip_is_taken_with_or_without_its_folder() {
    for top in ["", "our-policy/"] {
        let files = [
            (format!("{top}policy.toml"), b"a".as_slice()),
            (format!("{top}forms/record.toml"), b"b"),
            (format!("{top}read me.txt"), b"c"),
        ];
        let named: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), *b)).collect();
        let taken = zipped::take(zip_of(&named)).unwrap();
        assert_eq!(paths(&taken), ["forms/record.toml", "policy.toml"], "{top}");
        assert_eq!(taken.left, ["read me.txt"]);
    }
}

#[test]
fn what_no_policy_has_is_refused_with_a_reason() {
    let big = vec![b'x'; LARGEST as usize + 1];
    let err = zipped::take(zip_of(&[("policy.toml", &big)])).unwrap_err();
    assert!(matches!(err, IntakeError::TooLarge(_)), "{err}");
    for name in ["../policy.toml", "/policy.toml", "forms\\..\\policy.toml"] {
        let err = zipped::take(zip_of(&[("policy.toml", b""), (name, b"")])).unwrap_err();
        assert!(matches!(err, IntakeError::Name(_)), "{name}: {err}");
    }
    let err = zipped::take(zip_of(&[("forms/a.toml", b""), ("forms/A.toml", b"")])).unwrap_err();
    assert!(matches!(err, IntakeError::Twice(_)), "{err}");
    let err = zipped::take(Cursor::new(b"PK no zip".to_vec())).unwrap_err();
    assert!(matches!(err, IntakeError::Zip(_)), "{err}");
    let names: Vec<String> = (0..MOST_FILES + 1)
        .map(|i| format!("forms/f{i}.toml"))
        .collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), b"".as_slice())).collect();
    let err = zipped::take(zip_of(&many)).unwrap_err();
    assert!(matches!(err, IntakeError::TooMany), "{err}");
}

#[test]
fn a_zip_that_unpacks_to_far_more_is_stopped() {
    let nothing = vec![0u8; LARGEST as usize - 1];
    let names: Vec<String> = (0..40).map(|i| format!("forms/f{i}.toml")).collect();
    let many: Vec<(&str, &[u8])> = names
        .iter()
        .map(|n| (n.as_str(), nothing.as_slice()))
        .collect();
    let packed = zip_of(&many);
    assert!(packed.get_ref().len() < 200_000);
    let err = zipped::take(packed).unwrap_err();
    assert!(matches!(err, IntakeError::TooLargeInAll), "{err}");
}

#[test]
fn a_link_is_not_followed() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .add_symlink("policy.toml", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let err = zipped::take(writer.finish().unwrap()).unwrap_err();
    assert!(matches!(err, IntakeError::Link(_)), "{err}");
    #[cfg(unix)]
    {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        std::fs::write(&secret, "x").unwrap();
        let pack = folder.path().join("pack");
        std::fs::create_dir(&pack).unwrap();
        std::os::unix::fs::symlink(&secret, pack.join("policy.toml")).unwrap();
        assert!(matches!(take(&pack).unwrap_err(), IntakeError::Link(_)));
        let link = folder.path().join("policy.toml");
        std::os::unix::fs::symlink(&secret, &link).unwrap();
        assert!(matches!(take(&link).unwrap_err(), IntakeError::Link(_)));
    }
}

#[test]
fn one_text_file_is_a_policy_without_forms() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("my policy.toml");
    std::fs::write(&own, "x").unwrap();
    assert_eq!(paths(&take(&own).unwrap()), ["policy.toml"]);
    let other = folder.path().join("policy.docx");
    std::fs::write(&other, "x").unwrap();
    assert!(matches!(take(&other).unwrap_err(), IntakeError::OtherKind));
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    assert!(matches!(take(&empty).unwrap_err(), IntakeError::NoPolicy));
}
