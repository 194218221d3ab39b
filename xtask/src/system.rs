//! What the operating system must have, and how it gets it.

use crate::fault::Fault;
use crate::program::{Program, exists, root};

/// The oldest Node.js that the user interface's tools run on.
const NODE: (u32, u32) = (20, 19);
/// The oldest Rust.
const RUST: (u32, u32) = (1, 95);

/// A need, and the Debian package that meets it.
pub struct Need {
    /// Met when this program can be found; else by the package alone.
    program: Option<&'static str>,
    /// On Debian.
    debian: &'static str,
    /// On Ubuntu, where it has another name.
    ubuntu: Option<&'static str>,
}

const fn package(debian: &'static str) -> Need {
    Need {
        program: None,
        debian,
        ubuntu: None,
    }
}

const fn program(program: &'static str, debian: &'static str) -> Need {
    Need {
        program: Some(program),
        debian,
        ubuntu: None,
    }
}

/// To build.
pub const BUILD: &[Need] = &[
    package("libwebkit2gtk-4.1-dev"),
    package("libssl-dev"),
    program("cc", "build-essential"),
    program("pkg-config", "pkg-config"),
    program("perl", "perl"),
];

/// To drive the real window on a virtual display.
pub const WINDOW: &[Need] = &[
    program("WebKitWebDriver", "webkit2gtk-driver"),
    program("gnome-keyring-daemon", "gnome-keyring"),
    program("Xvfb", "xvfb"),
    program("xauth", "xauth"),
    program("dbus-run-session", "dbus"),
];

/// For every other test.
pub const TESTS: &[Need] = &[
    Need {
        program: Some("chromedriver"),
        debian: "chromium-driver",
        ubuntu: Some("chromium-chromedriver"),
    },
    Need {
        program: Some("chromium"),
        debian: "chromium",
        ubuntu: Some("chromium-browser"),
    },
    program("pdftotext", "poppler-utils"),
    program("qpdf", "qpdf"),
    program("age", "age"),
    package("python3-venv"),
];

/// For what must survive: disks that are cut off or fail, and what is left in memory and by the window. Rows that lack
/// one of these skip loudly.
pub const SURVIVE: &[Need] = &[
    package("xfsprogs"),
    program("fiu-run", "fiu-utils"),
    program("xdotool", "xdotool"),
];

/// Installs what can be had of what some tests need, and goes on without the rest.
///
/// # Errors
/// None: what is missing is said here, and again by each test that is skipped.
pub fn have_if_possible(needs: &[Need]) -> Result<String, Fault> {
    let outcome = have(&[needs]);
    Ok(outcome.unwrap_or_else(|fault| format!("not all: {fault} Tests that need it are SKIPPED")))
}

/// Installs what is missing. Says what it installs.
///
/// # Errors
/// When the system is not Debian's or Ubuntu's and lacks something, or the installation fails.
pub fn have(needs: &[&[Need]]) -> Result<String, Fault> {
    let needs: Vec<&Need> = needs.iter().flat_map(|some| some.iter()).collect();
    if !exists("dpkg-query") || !exists("apt-get") {
        return elsewhere(&needs);
    }
    let ubuntu =
        std::fs::read_to_string("/etc/os-release").is_ok_and(|text| text.contains("ID=ubuntu"));
    let missing: Vec<&str> = needs
        .iter()
        .filter(|need| !need.program.is_some_and(exists))
        .map(|need| need.ubuntu.filter(|_| ubuntu).unwrap_or(need.debian))
        .filter(|package| !installed(package))
        .collect();
    if missing.is_empty() {
        return Ok("all present".to_owned());
    }
    println!(
        "   Missing, and installed now with apt-get: {}",
        missing.join(", ")
    );
    let root_user = Program::new("id").arg("-u").answer().as_deref() == Some("0");
    if !root_user && !exists("sudo") {
        return Err(Fault::Needed(format!(
            "Please install, as root: apt-get install {}",
            missing.join(" ")
        )));
    }
    let apt = || {
        let apt = if root_user {
            Program::new("apt-get")
        } else {
            Program::new("sudo").arg("apt-get")
        };
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("-q")
    };
    apt().arg("update").run()?;
    apt()
        .args(["install", "-y", "--no-install-recommends"])
        .args(&missing)
        .run()?;
    Ok(format!("installed {}", missing.join(", ")))
}

fn installed(package: &str) -> bool {
    Program::new("dpkg-query")
        .args(["-W", "-f", "${Status}", package])
        .answer()
        .is_some_and(|status| status.contains("install ok installed"))
}

/// Elsewhere nothing is installed: the developer is told what to have.
fn elsewhere(needs: &[&Need]) -> Result<String, Fault> {
    if cfg!(any(windows, target_os = "macos")) {
        let tools = if cfg!(windows) {
            "the Visual Studio C++ build tools, the WebView2 runtime (part of Windows 11), Perl and OpenSSL"
        } else {
            "the Xcode command line tools and OpenSSL 3 (brew install openssl@3)"
        };
        println!("   Not installed by this task. Needed here: {tools}.");
        return Ok("see above".to_owned());
    }
    let missing: Vec<&str> = needs
        .iter()
        .filter_map(|need| need.program)
        .filter(|name| !exists(name))
        .collect();
    println!(
        "   This is not Debian or Ubuntu: install the development files of WebKitGTK 4.1 and of OpenSSL 3 with this system's own tools."
    );
    if missing.is_empty() {
        return Ok("programs present".to_owned());
    }
    Err(Fault::Needed(format!(
        "Please install, with this system's own tools: {}",
        missing.join(", ")
    )))
}

/// Checks the versions of Rust and Node.js.
///
/// # Errors
/// When one is missing or too old; the error says where to get it.
pub fn versions() -> Result<String, Fault> {
    let rust = Program::new("rustc").arg("--version").answer();
    let node = Program::new("node").arg("--version").answer();
    at_least("Rust", rust.as_deref(), RUST, "Get it from rustup.rs.")?;
    at_least(
        "Node.js",
        node.as_deref(),
        NODE,
        "Get it from nodejs.org or with a version manager; Debian 12's own package (18) is too old.",
    )?;
    Ok(format!(
        "{}, Node.js {}",
        rust.unwrap_or_default(),
        node.unwrap_or_default()
    ))
}

fn at_least(
    name: &str,
    said: Option<&str>,
    (major, minor): (u32, u32),
    remedy: &str,
) -> Result<(), Fault> {
    let found = said.and_then(version);
    if found.is_some_and(|found| found >= (major, minor)) {
        return Ok(());
    }
    let said = said.unwrap_or("none");
    Err(Fault::Needed(format!(
        "{name} {major}.{minor} or newer is needed; found: {said}. {remedy}"
    )))
}

/// The first two numbers of a version, as in `v20.20.2` or `rustc 1.95.0 (…)`.
fn version(said: &str) -> Option<(u32, u32)> {
    let start = said.find(|c: char| c.is_ascii_digit())?;
    let mut numbers = said.get(start..)?.split(|c: char| !c.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// Whether a window can be shown.
pub fn has_display() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The load of the machine, for whoever reads a measurement.
pub fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load: Vec<&str> = load.split(' ').take(3).collect();
    if load.is_empty() {
        format!("{cores} cores")
    } else {
        format!("{cores} cores, load {}", load.join(" "))
    }
}

/// A program of the Python environment that the checks of PDF files run in.
pub fn python() -> std::path::PathBuf {
    let folder = if cfg!(windows) {
        "target/venv/Scripts/python.exe"
    } else {
        "target/venv/bin/python"
    };
    root().join(folder)
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_read() {
        assert_eq!(
            version("rustc 1.95.0 (59807616e 2026-04-14)"),
            Some((1, 95))
        );
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert_eq!(version("nonsense"), None);
    }
}
