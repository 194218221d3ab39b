//! The policies and calendars that the app carries.

use super::*;
use std::path::{Path, PathBuf};

pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies")
}

pub(super) fn pack(folder: &Path) -> Pack {
    let mut pack = Pack::default();
    pack.files
        .insert(MAIN.into(), std::fs::read(folder.join(MAIN)).unwrap());
    for form in std::fs::read_dir(folder.join("forms")).unwrap() {
        let path = form.unwrap().path();
        let name = format!("forms/{}", path.file_name().unwrap().to_str().unwrap());
        pack.files.insert(name, std::fs::read(path).unwrap());
    }
    pack
}

#[test]
fn every_policy_and_calendar_reads_without_a_problem() {
    let mut calendars = BTreeMap::new();
    for file in std::fs::read_dir(folder().join("calendars")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|e| e == "toml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let calendar = Calendar::parse(&text, &path.display().to_string()).unwrap();
            calendars.insert(calendar.id.clone(), calendar);
        }
    }
    let mut said = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.join(MAIN).is_file() {
            let known = Known {
                today: None,
                calendars: Some(&calendars),
                ..Known::default()
            };
            let (_, problems) = check(&pack(&path), known);
            let name = path.file_name().unwrap().display().to_string();
            said.extend(problems.iter().map(|p| format!("{name}/{p}")));
        }
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}
