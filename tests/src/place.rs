//! Where the built parts are.

use std::path::{Path, PathBuf};

/// The repository's top folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crate lies in the workspace")
        .to_path_buf()
}

/// The desktop program, built with the `automation` feature beside this one.
pub fn desktop_program() -> PathBuf {
    if let Some(path) = std::env::var_os("STEPWISE_BIN") {
        return PathBuf::from(path);
    }
    let here = std::env::current_exe().expect("a running program has a path");
    let folder = here.parent().expect("a program lies in a folder");
    folder.join(format!("stepwise-desktop{}", std::env::consts::EXE_SUFFIX))
}

/// The user interface built for a browser.
pub fn browser_pages() -> PathBuf {
    root().join("ui/dist-browser")
}

/// The accessibility checker's script.
pub fn axe_script() -> PathBuf {
    root().join("ui/node_modules/axe-core/axe.min.js")
}
