//! Installable packages.

use crate::fault::Fault;
use crate::parts::Parts;
use crate::program::{Program, root};
use crate::{setup, supply};

/// Builds a Debian and an RPM package on Linux; elsewhere, what Tauri makes there. Beside them, lists of all that
/// they are made of (SBOM).
///
/// # Errors
/// When the set-up or the build fails.
pub fn run(parts: &mut Parts) -> Result<(), Fault> {
    setup::for_running(parts)?;
    setup::pages(parts, false)?;
    parts.part("Packages", || {
        let npx = if cfg!(windows) { "npx.cmd" } else { "npx" };
        Program::new(npx)
            .folder(&root().join("src-tauri"))
            .args(["--yes", "@tauri-apps/cli@2.12.5", "build"])
            .run()
            .map(|()| "in target/release/bundle".to_owned())
    })?;
    parts.part("What they are made of", || {
        supply::list(&root().join("target/release/bundle/sbom"))
    })
}
