//! Having the system start `stepwise-desktop --remind` when the user logs in: a file or an entry of the
//! user's own, in the place that each system has for it. It says a sentence and ends; nothing keeps running.

use std::io;
use std::path::Path;

/// The word that makes the program remind and end.
pub const REMIND: &str = "--remind";

/// Has it started at login, or no longer. The answer is whether it is from now on.
///
/// # Errors
/// The system does not take it; it is as it was.
pub fn set(on: bool) -> io::Result<()> {
    if cfg!(all(feature = "automation", not(target_os = "linux"))) {
        // A test build has a place of its own on Linux alone; nobody's own settings are touched.
        return Err(io::ErrorKind::Unsupported.into());
    }
    match on {
        true => place::add(&std::env::current_exe()?),
        false => place::remove(),
    }
}

/// Whether it is started at login.
pub fn is_set() -> bool {
    place::is_there()
}

/// Not found is as good as removed.
#[cfg(unix)]
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}

#[cfg(target_os = "linux")]
mod place {
    use super::{Path, REMIND, gone, io, put};
    use std::path::PathBuf;

    fn file() -> io::Result<PathBuf> {
        let set = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
        let config = set
            .filter(|path| path.is_absolute())
            .or_else(|| Some(std::env::home_dir()?.join(".config")));
        let config = config.ok_or(io::ErrorKind::NotFound)?;
        Ok(config.join("autostart/org.stepwise.desktop.remind.desktop"))
    }

    pub fn add(program: &Path) -> io::Result<()> {
        put(&file()?, &entry(&program.to_string_lossy()))
    }

    pub fn remove() -> io::Result<()> {
        gone(std::fs::remove_file(file()?))
    }

    pub fn is_there() -> bool {
        file().is_ok_and(|path| path.is_file())
    }

    /// Quoted as the Desktop Entry Specification has it: four characters are escaped within quotation
    /// marks, `%` is doubled, and the backslashes once more as in every value.
    pub(super) fn entry(program: &str) -> String {
        let mut quoted = String::new();
        for c in program.chars() {
            match c {
                '"' | '`' | '$' => quoted.extend(['\\', '\\', c]),
                '\\' => quoted.push_str("\\\\\\\\"),
                '%' => quoted.push_str("%%"),
                c => quoted.push(c),
            }
        }
        format!(
            "[Desktop Entry]\nType=Application\nName=Stepwise reminders\nExec=\"{quoted}\" {REMIND}\nNoDisplay=true\nTerminal=false\n"
        )
    }
}

#[cfg(target_os = "macos")]
mod place {
    use super::{Path, REMIND, gone, io, put};
    use std::path::PathBuf;

    fn file() -> io::Result<PathBuf> {
        let home = std::env::home_dir().ok_or(io::ErrorKind::NotFound)?;
        Ok(home.join("Library/LaunchAgents/org.stepwise.desktop.remind.plist"))
    }

    pub fn add(program: &Path) -> io::Result<()> {
        let program = program.to_string_lossy();
        let program = program.replace('&', "&amp;").replace('<', "&lt;");
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
             <plist version=\"1.0\"><dict>\n\
             <key>Label</key><string>org.stepwise.desktop.remind</string>\n\
             <key>ProgramArguments</key><array><string>{program}</string><string>{REMIND}</string></array>\n\
             <key>RunAtLoad</key><true/>\n\
             </dict></plist>\n"
        );
        put(&file()?, &text)
    }

    pub fn remove() -> io::Result<()> {
        gone(std::fs::remove_file(file()?))
    }

    pub fn is_there() -> bool {
        file().is_ok_and(|path| path.is_file())
    }
}

#[cfg(windows)]
mod place {
    use super::{Path, REMIND, io};
    use windows_registry::CURRENT_USER;

    const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
    const NAME: &str = "Stepwise reminders";

    pub fn add(program: &Path) -> io::Result<()> {
        let command = format!("\"{}\" {REMIND}", program.display());
        let key = CURRENT_USER.create(RUN).map_err(io::Error::other)?;
        key.set_string(NAME, command).map_err(io::Error::other)
    }

    pub fn remove() -> io::Result<()> {
        if !is_there() {
            return Ok(());
        }
        let key = CURRENT_USER.create(RUN).map_err(io::Error::other)?;
        key.remove_value(NAME).map_err(io::Error::other)
    }

    pub fn is_there() -> bool {
        CURRENT_USER
            .open(RUN)
            .is_ok_and(|key| key.get_string(NAME).is_ok())
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::place::entry;

    #[test]
    fn a_path_of_any_letters_stays_one_word() {
        let line = |program: &str| {
            let text = entry(program);
            let exec = text.lines().find_map(|line| line.strip_prefix("Exec="));
            exec.map(str::to_owned)
        };
        for (program, wanted) in [
            (
                "/usr/bin/stepwise-desktop",
                r#""/usr/bin/stepwise-desktop" --remind"#,
            ),
            (
                "/opt/My Apps/stepwise",
                r#""/opt/My Apps/stepwise" --remind"#,
            ),
            (r#"/opt/100%/a"b$c"#, r#""/opt/100%%/a\\"b\\$c" --remind"#),
            (r"/opt/a\b", r#""/opt/a\\\\b" --remind"#),
        ] {
            assert_eq!(line(program).as_deref(), Some(wanted));
        }
    }
}
