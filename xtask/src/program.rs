//! Starting other programs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use crate::fault::Fault;

/// The repository's top folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(PathBuf::new, Path::to_path_buf)
}

/// A program to be run in the repository's top folder.
pub struct Program {
    command: Command,
    line: String,
}

impl Program {
    /// A program by its name or path.
    pub fn new(name: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(name.as_ref());
        command.current_dir(root()).stdin(Stdio::null());
        Self {
            command,
            line: shown(name.as_ref()),
        }
    }

    /// The cargo that started this.
    pub fn cargo() -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut program = Self::new(cargo);
        "cargo".clone_into(&mut program.line);
        program
    }

    /// npm, in the user interface's folder. On Windows it is a script, which has its own name.
    pub fn npm() -> Self {
        Self::new(if cfg!(windows) { "npm.cmd" } else { "npm" }).folder(&root().join("ui"))
    }

    /// A program with a display and a message bus of its own, on Linux.
    pub fn on_a_virtual_display(name: impl AsRef<OsStr>) -> Self {
        Self::new("xvfb-run")
            .args([
                "-a",
                "-s",
                "-screen 0 1440x900x24 -nolisten tcp",
                "dbus-run-session",
                "--",
            ])
            .arg(name)
    }

    /// Adds an argument.
    pub fn arg(mut self, word: impl AsRef<OsStr>) -> Self {
        self.line.push(' ');
        self.line.push_str(&shown(word.as_ref()));
        self.command.arg(word);
        self
    }

    /// Adds arguments.
    pub fn args<W: AsRef<OsStr>>(self, words: impl IntoIterator<Item = W>) -> Self {
        words.into_iter().fold(self, Self::arg)
    }

    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it in another folder.
    pub fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it, its output going where ours goes.
    ///
    /// # Errors
    /// When it cannot be started or fails.
    pub fn run(mut self) -> Result<(), Fault> {
        let status = self
            .command
            .status()
            .map_err(Fault::io(format!("Starting `{}`", self.line)))?;
        if status.success() {
            Ok(())
        } else {
            Err(Fault::Failed {
                line: self.line,
                status: status.to_string(),
            })
        }
    }

    /// Runs it and answers what it printed on its standard output, or nothing when it cannot be run.
    pub fn answer(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Runs it, shows what it prints, and answers that too, with whether it succeeded.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn watch(mut self) -> Result<(String, bool), Fault> {
        let doing = format!("Starting `{}`", self.line);
        let mut child = self
            .command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(Fault::io(doing.clone()))?;
        let (lines, received) = mpsc::channel::<String>();
        let out = child.stdout.take().map(|pipe| pass_on(pipe, lines.clone()));
        let err = child.stderr.take().map(|pipe| pass_on(pipe, lines));
        let mut all = String::new();
        for line in received {
            println!("{line}");
            all.push_str(&line);
            all.push('\n');
        }
        let _ = std::io::stdout().flush();
        let status = child.wait().map_err(Fault::io(doing))?;
        for reader in [out, err].into_iter().flatten() {
            let _ = reader.join();
        }
        Ok((all, status.success()))
    }
}

/// Whether a program of this name can be found.
pub fn exists(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| {
            folder
                .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
                .is_file()
        })
    })
}

fn pass_on(
    pipe: impl std::io::Read + Send + 'static,
    lines: mpsc::Sender<String>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            if lines.send(line).is_err() {
                break;
            }
        }
    })
}

fn shown(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let root = root();
    // A path of this machine tells a reader less than where in the repository it is.
    word.replace(
        &format!("{}{}", root.display(), std::path::MAIN_SEPARATOR),
        "",
    )
}
