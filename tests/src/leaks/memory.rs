//! The memory of the program and of the processes of its page.

use std::path::{Path, PathBuf};
use std::process::Command;

use memchr::memmem;
use stepwise_testkit::canary::{self, Canary};

use crate::fault::{Fault, unmet};

/// Pictures of the memory, taken away when dropped.
pub struct Memory {
    /// The program's own first.
    cores: Vec<(String, Vec<u8>)>,
}

impl Memory {
    /// Takes them of a process and all below it. Needs the right to look into processes that do not want it.
    ///
    /// # Errors
    /// When no picture can be taken.
    pub fn of(process: u32, logs: &Path) -> Result<Self, Fault> {
        let mut cores = Vec::new();
        for process in below(process) {
            let name = std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
            let start = logs.join("core");
            let output = Command::new("gcore")
                .arg("-o")
                .arg(&start)
                .arg(process.to_string())
                .output()?;
            let core = PathBuf::from(format!("{}.{process}", start.display()));
            if !output.status.success() || !core.exists() {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(unmet(format!("no core of {}: {said}", name.trim())));
            }
            let bytes = std::fs::read(&core);
            std::fs::remove_file(&core)?;
            cores.push((name.trim().to_owned(), bytes?));
        }
        Ok(Self { cores })
    }

    /// How many processes there are.
    pub fn processes(&self) -> u64 {
        self.cores.len() as u64
    }

    /// How often each is there: in the program, and in its page's processes.
    pub fn times(&self, secrets: &[(String, Canary)]) -> Vec<(usize, usize)> {
        let words: Vec<&Canary> = secrets.iter().map(|(_, secret)| secret).collect();
        let mut times = vec![(0, 0); words.len()];
        for (process, (_, core)) in self.cores.iter().enumerate() {
            for (found, (program, page)) in canary::count(&words, core).iter().zip(&mut times) {
                *(if process == 0 { program } else { page }) += found;
            }
        }
        times
    }

    /// Prints what stands around what was found, for whoever has to mend it. Only ever invented words.
    pub fn show(&self, secret: &Canary) {
        for (name, core) in &self.cores {
            for form in secret.forms() {
                for at in memmem::find_iter(core, form).take(6) {
                    let around = &core[at.saturating_sub(80)..(at + 140).min(core.len())];
                    let text: String = around
                        .iter()
                        .map(|b| {
                            if (32..127).contains(b) {
                                char::from(*b)
                            } else {
                                '.'
                            }
                        })
                        .collect();
                    println!("  {name}: {text}");
                }
            }
        }
    }
}

/// A process and all that it started.
fn below(process: u32) -> Vec<u32> {
    let path = format!("/proc/{process}/task/{process}/children");
    let children = std::fs::read_to_string(path).unwrap_or_default();
    let mut found = vec![process];
    for child in children
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
    {
        found.extend(below(child));
    }
    found
}
