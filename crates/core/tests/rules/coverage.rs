//! The examples beside every policy show all of it: each way on and ending, both sides of each limit,
//! each duty from both sides, each form's trigger, each answer.

use crate::examples::{calendars, files};
use crate::packs::{folder, pack};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use stepwise_core::coverage::{Coverage, lines};
use stepwise_core::policy::{Known, check};
use stepwise_core::simulate::Timeline;

#[test]
fn nothing_of_a_policy_is_left_out_by_its_examples() {
    let calendars = calendars();
    let boards = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let all = [boards, folder()];
    let packs: Vec<PathBuf> = all
        .iter()
        .flat_map(|f| files(f, ""))
        .filter(|f| f.join("policy.toml").is_file())
        .collect();
    assert!(packs.len() >= 11, "only {} packs", packs.len());
    // How much each pack may leave out.
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/unshown.toml");
    let allowed = fs::read_to_string(rules).unwrap();
    let mut allowed: BTreeMap<String, usize> = toml::from_str(&allowed).unwrap();
    let mut wrong = Vec::new();
    for at in packs {
        let (policy, problems) = check(&pack(&at), Known::default());
        let Some(policy) = policy else {
            panic!("{}: {problems:?}", at.display())
        };
        let mut coverage = Coverage::new(&policy);
        let examples = files(&at.join("examples"), ".toml");
        for path in &examples {
            let name = path.file_name().unwrap().to_string_lossy();
            let timeline = Timeline::parse(&fs::read_to_string(path).unwrap(), &name).unwrap();
            coverage.play(&[], &calendars, &timeline).unwrap();
        }
        let unshown = coverage.unshown();
        println!(
            "{}: {} examples show {} of {}",
            policy.id,
            examples.len(),
            coverage.all() - unshown.len(),
            coverage.all()
        );
        let may = allowed.remove(policy.id.as_str()).unwrap_or(0);
        if unshown.len() > may {
            let said = lines(&unshown).into_iter();
            wrong.extend(said.map(|line| format!("{}: {line}", policy.id)));
        }
        if unshown.len() < may {
            println!("    unshown.toml may say {}", unshown.len());
        }
    }
    let gone = allowed.keys();
    wrong.extend(gone.map(|id| format!("{id}: in unshown.toml, and no such pack")));
    assert!(wrong.is_empty(), "not shown:\n{}", wrong.join("\n"));
}
