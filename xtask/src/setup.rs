//! Everything that must be there before a build or a test.

use std::path::Path;

use crate::fault::Fault;
use crate::parts::Parts;
use crate::program::{Program, root};
use crate::{stamp, system};

/// Where the Python packages of the checks by other programs are named.
const REQUIREMENTS: &str = "tests/pdf/requirements.txt";
/// Where those are named that the figures alone need.
const FIGURES: &str = "tests/outside/requirements-bench.txt";
/// Where they are installed.
const VENV: &str = "target/venv";

/// What building and opening the window needs.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn for_running(parts: &mut Parts) -> Result<(), Fault> {
    parts.part("System packages to build", || {
        system::have(&[system::BUILD])
    })?;
    parts.part("Rust and Node.js", system::versions)?;
    npm(parts)
}

/// What the window lane needs besides.
///
/// # Errors
/// As [`for_running`].
pub fn for_the_window_lane(parts: &mut Parts) -> Result<(), Fault> {
    parts.part("System packages for a virtual display", || {
        system::have(&[system::WINDOW])
    })
}

/// What every test needs.
///
/// # Errors
/// As [`for_running`].
pub fn all(parts: &mut Parts) -> Result<(), Fault> {
    parts.part("System packages", || {
        system::have(&[system::BUILD, system::WINDOW, system::TESTS])
    })?;
    parts.part("System packages for what must survive", || {
        system::have_if_possible(system::SURVIVE)
    })?;
    parts.part("Rust and Node.js", system::versions)?;
    npm(parts)?;
    if root().join(REQUIREMENTS).exists() {
        parts.part("Python packages for checks by other programs", || {
            let venv = root().join(VENV);
            stamp::unless_done("python", &[REQUIREMENTS], &system::python(), || {
                Program::new(if cfg!(windows) { "python" } else { "python3" })
                    .args(["-m", "venv", "--clear"])
                    .arg(&venv)
                    .run()?;
                install(REQUIREMENTS)
            })
        })?;
    }
    Ok(())
}

/// What the promised figures are held against, besides what every test needs.
///
/// # Errors
/// As [`for_running`].
pub fn for_figures(parts: &mut Parts) -> Result<(), Fault> {
    all(parts)?;
    parts.part("Python packages for the figures", || {
        // It lies among the packages, so that it goes with them when those of the checks are installed anew.
        let mark = root().join(VENV).join("figures");
        stamp::unless_done("python-figures", &[FIGURES], &mark, || {
            install(FIGURES)?;
            std::fs::write(&mark, "").map_err(Fault::io("Keeping a stamp"))
        })
    })
}

/// Installs the Python packages that a file names.
fn install(requirements: &str) -> Result<(), Fault> {
    Program::new(system::python())
        .args(["-m", "pip", "install", "--quiet"])
        .args(["--disable-pip-version-check", "-r", requirements])
        .run()
}

fn npm(parts: &mut Parts) -> Result<(), Fault> {
    parts.part("Node packages", || {
        let installed = root().join("ui/node_modules/.package-lock.json");
        stamp::unless_done("npm", &["ui/package-lock.json"], &installed, || {
            Program::npm()
                .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
                .run()
        })
    })
}

/// Builds the pages: for the window always, for a browser when tests are to run.
///
/// # Errors
/// When they cannot be built.
pub fn pages(parts: &mut Parts, for_a_browser: bool) -> Result<(), Fault> {
    parts.part("Pages of the window", || build_pages("dist", "build"))?;
    if for_a_browser {
        parts.part("Pages for the browser lane", || {
            build_pages("dist-browser", "build:browser")
        })?;
    }
    Ok(())
}

fn build_pages(product: &str, script: &str) -> Result<String, Fault> {
    let index = root().join("ui").join(product).join("index.html");
    stamp::unless_done(
        product,
        &["ui", "icons/stepwise.svg"],
        Path::new(&index),
        || Program::npm().args(["run", "--silent", script]).run(),
    )
}
