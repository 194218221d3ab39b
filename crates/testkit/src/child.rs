//! A program that saves and says so, to be killed. It is a test of the same test program, which does
//! nothing unless it finds the variables that tell it what to do.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

const MARK: &str = "saved ";
/// Nothing was said yet.
const NOTHING: u64 = u64::MAX;

/// Said by the child after each save: everything up to this number was acknowledged.
pub fn say_saved(number: u64) {
    let mut out = std::io::stdout();
    writeln!(out, "\n{MARK}{number}").unwrap();
    out.flush().unwrap();
}

/// The command that runs one test of this test program. `name` is its full name.
pub fn command(name: &str, variables: &[(&str, &OsStr)]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .envs(variables.iter().copied());
    command
}

/// A child at work.
pub struct Child {
    process: std::process::Child,
    saved: Arc<AtomicU64>,
    reader: Option<JoinHandle<()>>,
}

impl Child {
    /// Starts it.
    pub fn start(mut command: Command) -> Self {
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let saved = Arc::new(AtomicU64::new(NOTHING));
        let (out, heard) = (process.stdout.take().unwrap(), saved.clone());
        let reader = std::thread::spawn(move || {
            let mut lines = BufReader::new(out);
            let mut line = Vec::new();
            while lines.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
                // A line cut short by the end was never acknowledged.
                let said = line
                    .strip_suffix(b"\n")
                    .and_then(|l| std::str::from_utf8(l).ok());
                let number = said.and_then(|l| l.strip_prefix(MARK)?.parse().ok());
                if let Some(number) = number {
                    heard.store(number, Ordering::SeqCst);
                }
                line.clear();
            }
        });
        Self {
            process,
            saved,
            reader: Some(reader),
        }
    }

    /// What it said last; none before it said anything.
    pub fn saved(&self) -> Option<u64> {
        Some(self.saved.load(Ordering::SeqCst)).filter(|saved| *saved != NOTHING)
    }

    /// Waits until it has said something, or has ended.
    pub fn wait_for_a_save(&mut self) {
        while self.saved().is_none() && !self.ended() {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Whether it has ended by itself.
    pub fn ended(&mut self) -> bool {
        self.process.try_wait().unwrap().is_some()
    }

    /// Kills it, and answers what it had said.
    pub fn kill(mut self) -> Option<u64> {
        self.end();
        self.saved()
    }

    /// Waits for its own end. Whether that was a good one, and what it had said.
    pub fn wait(mut self) -> (bool, Option<u64>) {
        let well = self.process.wait().unwrap().success();
        self.end();
        (well, self.saved())
    }

    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.end();
    }
}
