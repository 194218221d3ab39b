//! What the program is made of: licences, known weaknesses, and a list of all of it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::parts::Parts;
use crate::program::{Program, exists, root};

/// What makes the list of the Rust libraries.
const LISTER: [&str; 3] = ["cargo-cyclonedx", "--version", "0.5.9"];
/// The list's name beside each crate, while it is made.
const MADE: &str = "stepwise-sbom";

/// Asks cargo-deny, by the rules in `deny.toml`. It is not installed by this task, since building it takes many
/// minutes: without it the licences are held by a test, and the rest is skipped loudly.
///
/// # Errors
/// When something is not as the rules say.
pub fn check(what: &[&str]) -> Result<String, Fault> {
    if !exists("cargo-deny") {
        let remedy = "cargo install --locked cargo-deny";
        return Ok(format!("SKIPPED: cargo-deny is not installed ({remedy})"));
    }
    Program::cargo()
        .args(["deny", "--workspace", "check", "--hide-inclusion-graph"])
        .args(what)
        .run()?;
    Ok("as deny.toml says".to_owned())
}

/// Known weaknesses of what the program is made of. Needs a network: RustSec's database and npm's.
///
/// # Errors
/// When one is known. Where a database cannot be had, that is said loudly and is no failure.
pub fn audit(parts: &mut Parts) -> Result<(), Fault> {
    let rust = parts.part("Weaknesses known of Rust libraries", || {
        if !exists("cargo-deny") {
            return check(&["advisories"]);
        }
        let (said, well) = Program::cargo()
            .args([
                "deny",
                "--workspace",
                "check",
                "--hide-inclusion-graph",
                "advisories",
            ])
            .watch()?;
        match (well, said.contains("failed to fetch advisory database")) {
            (true, _) => Ok("none".to_owned()),
            (false, true) => Ok("SKIPPED: RustSec's database cannot be had here".to_owned()),
            (false, false) => Err(Fault::Needed("See above.".to_owned())),
        }
    });
    let node = parts.part("Weaknesses known of the pages' libraries", || {
        let (said, well) = Program::npm().args(["audit", "--omit=dev"]).watch()?;
        match (well, said.contains("found 0 vulnerabilities")) {
            (true, true) => Ok("none".to_owned()),
            (false, _) if said.contains("vulnerabilit") => {
                Err(Fault::Needed("See above.".to_owned()))
            }
            _ => Ok("SKIPPED: npm's database cannot be had here".to_owned()),
        }
    });
    rust.and(node)
}

/// Lists all that the program is made of, in CycloneDX: the Rust libraries and those of the pages.
///
/// # Errors
/// When a list cannot be made.
pub fn list(folder: &Path) -> Result<String, Fault> {
    let tools = root().join("target/tools");
    let lister = tools
        .join("bin")
        .join(format!("cargo-cyclonedx{}", std::env::consts::EXE_SUFFIX));
    if !lister.exists() && !exists("cargo-cyclonedx") {
        Program::cargo()
            .args(["install", "--locked", "--quiet", "--root"])
            .arg(&tools)
            .args(LISTER)
            .run()?;
    }
    let lister = if lister.exists() {
        lister
    } else {
        PathBuf::from("cargo-cyclonedx")
    };
    fs::create_dir_all(folder).map_err(Fault::io("Making the folder of the lists"))?;
    let made = Program::new(lister)
        .args(["cyclonedx", "--manifest-path", "src-tauri/Cargo.toml"])
        .args(["--format", "json", "--override-filename", MADE, "-q"])
        .run()
        .and_then(|()| {
            let from = root().join("src-tauri").join(format!("{MADE}.json"));
            fs::copy(from, folder.join("rust.cdx.json")).map_err(Fault::io("Keeping the list"))
        });
    // It writes one beside each crate of the workspace.
    for place in ["src-tauri", "tests", "xtask"]
        .map(PathBuf::from)
        .into_iter()
        .chain(crates())
    {
        let _ = fs::remove_file(root().join(place).join(format!("{MADE}.json")));
    }
    made?;
    let pages = Program::npm()
        .args(["sbom", "--sbom-format", "cyclonedx", "--omit", "dev"])
        .answer()
        .ok_or_else(|| Fault::Needed("npm made no list of the pages' libraries.".to_owned()))?;
    fs::write(folder.join("pages.cdx.json"), pages).map_err(Fault::io("Keeping the list"))?;
    Ok("rust.cdx.json, pages.cdx.json".to_owned())
}

fn crates() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("crates"));
    let entries = entries.into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.path()).collect()
}
