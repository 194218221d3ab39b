//! Invented policies of other shapes than the boards' own: each is data only, passes the checker, and
//! comes out on every date as worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_invented_pack_holds() {
    let mut wrong = Vec::new();
    let mut packs = 0;
    let folders = std::fs::read_dir(root().join("tests/packs")).unwrap();
    for folder in folders {
        let folder = folder.unwrap().path();
        packs += 1;
        let out = Command::new(env!("CARGO_BIN_EXE_stepwise"))
            .args(["policy", "check"])
            .arg(&folder)
            .arg("--calendars")
            .arg(root().join("policies/calendars"))
            .output()
            .unwrap();
        let said = String::from_utf8(out.stdout).unwrap();
        let examples = std::fs::read_dir(folder.join("examples")).map_or(0, Iterator::count);
        if !out.status.success() || said.contains("warning:") || examples == 0 {
            wrong.push(format!("{}\n{said}", folder.display()));
        }
    }
    assert!(packs >= 3, "only {packs} packs");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
