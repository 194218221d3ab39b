//! The memory of the program and of the processes of its page, looked through while they run: all that a core would
//! hold. A core is not written, for it would itself be a leak, and a web view's is tens of gigabytes of nothing.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use stepwise_testkit::canary::{self, Canary};

use super::secrets::Secret;
use crate::fault::{Fault, unmet};

const PAGE: u64 = 4096;
/// Pages read at once.
const RUN: usize = 1024;
/// Kept of what was read before, so that nothing is missed between two readings.
const OVERLAP: usize = 512;
/// So many places are shown of each.
const SHOWN: usize = 6;
/// In `/proc/…/pagemap`: the page is in memory, or swapped out of it.
const THERE: u64 = 0b11 << 62;

/// What was found of one secret.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How often in the program.
    program: usize,
    /// How often in its page's processes.
    page: usize,
    /// What stands around it, for whoever has to mend it. Only ever invented words.
    around: Vec<String>,
}

impl Found {
    /// Whether it was found at all.
    pub fn anywhere(&self) -> bool {
        self.program + self.page > 0
    }
}

/// A process and all below it, looked through.
pub struct Memory {
    /// For each secret.
    pub found: Vec<Found>,
    /// Each process.
    pub processes: Vec<u32>,
}

impl Memory {
    /// Looks through a process and all below it.
    ///
    /// # Errors
    /// When their memory cannot be read: that needs root.
    pub fn of(process: u32, secrets: &[Secret]) -> std::io::Result<Self> {
        let words: Vec<&Canary> = secrets.iter().map(|secret| &secret.canary).collect();
        let mut found = vec![Found::default(); words.len()];
        let processes = below(process);
        for one in &processes {
            let name = name(*one);
            let looked = each_part(*one, |bytes, place| {
                for (word, at) in canary::places(&words, bytes) {
                    let found = &mut found[word];
                    *(if *one == process {
                        &mut found.program
                    } else {
                        &mut found.page
                    }) += 1;
                    if found.around.len() < SHOWN {
                        let around = shown(bytes, at);
                        found.around.push(format!("{name} {place}: {around}"));
                    }
                }
            });
            // One that ended meanwhile holds nothing any more; the program itself does not end.
            if *one == process || Path::new(&format!("/proc/{one}")).exists() {
                looked?;
            }
        }
        Ok(Self { found, processes })
    }

    /// Says what was found, and what stands around it where that is asked for.
    pub fn print(&self, when: &str, secrets: &[Secret], around: bool) {
        for (secret, found) in secrets.iter().zip(&self.found) {
            let (name, program, page) = (&secret.name, found.program, found.page);
            println!("{when}: {name}: {program} in the program, {page} in the page");
            for around in found.around.iter().filter(|_| around) {
                println!("  {around}");
            }
        }
    }

    /// Whether none of it is there.
    ///
    /// # Errors
    /// When some is: what, and where.
    pub fn nothing_left(&self, secrets: &[Secret]) -> Result<(), Fault> {
        let left: Vec<String> = secrets
            .iter()
            .zip(&self.found)
            .filter(|(_, found)| found.anywhere())
            .map(|(secret, found)| {
                let (name, program, page) = (&secret.name, found.program, found.page);
                format!("{name} ({program} in the program, {page} in the page)")
            })
            .collect();
        if left.is_empty() {
            return Ok(());
        }
        Err(unmet(format!(
            "left in memory after a lock: {}",
            left.join(", ")
        )))
    }
}

/// The name of a process, as the system cuts it.
fn name(process: u32) -> String {
    let name = std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
    name.trim().to_owned()
}

/// Those of some processes that are called so.
pub fn named(processes: &[u32], wanted: &str) -> Vec<u32> {
    let all = processes.iter().copied();
    all.filter(|process| name(*process) == wanted).collect()
}

fn shown(bytes: &[u8], at: usize) -> String {
    let around = &bytes[at.saturating_sub(60)..(at + 100).min(bytes.len())];
    let letter = |b: &u8| match b {
        32..127 => char::from(*b),
        _ => '.',
    };
    around.iter().map(letter).collect()
}

/// Hands over what a process has in memory, a few megabytes at a time, with what each part belongs to.
fn each_part(process: u32, mut take: impl FnMut(&[u8], &str)) -> std::io::Result<()> {
    let memory = File::open(format!("/proc/{process}/mem"))?;
    let pages = File::open(format!("/proc/{process}/pagemap"))?;
    for line in std::fs::read_to_string(format!("/proc/{process}/maps"))?.lines() {
        let Some((from, to, name)) = region(line) else {
            continue;
        };
        let mut at = from;
        let mut buffer: Vec<u8> = Vec::new();
        while at < to {
            let count = usize::try_from((to - at) / PAGE).map_or(RUN, |left| left.min(RUN));
            let mut flags = vec![0u8; count * 8];
            pages.read_exact_at(&mut flags, at / PAGE * 8)?;
            for (n, flag) in flags.as_chunks::<8>().0.iter().enumerate() {
                let mut page = [0u8; PAGE as usize];
                // A page that went meanwhile holds nothing any more.
                let there = u64::from_ne_bytes(*flag) & THERE != 0
                    && memory
                        .read_exact_at(&mut page, at + n as u64 * PAGE)
                        .is_ok();
                if there {
                    buffer.extend_from_slice(&page);
                } else if !buffer.is_empty() {
                    take(&buffer, name);
                    buffer.clear();
                }
            }
            if buffer.len() > OVERLAP {
                take(&buffer, name);
                buffer.drain(..buffer.len() - OVERLAP);
            }
            at += count as u64 * PAGE;
        }
    }
    Ok(())
}

/// A region that can be read and is not merely a part of a program's file: where from, where to, what it is.
fn region(line: &str) -> Option<(u64, u64, &str)> {
    let mut words = line.split_whitespace();
    let (from, to) = words.next()?.split_once('-')?;
    let rights = words.next()?;
    let name = words.nth(3).unwrap_or("anonymous");
    let special = matches!(name, "[vvar]" | "[vsyscall]" | "[vdso]");
    let file = name.starts_with('/') && !rights.contains('w');
    if !rights.starts_with('r') || special || file {
        return None;
    }
    let number = |hex| u64::from_str_radix(hex, 16).ok();
    Some((number(from)?, number(to)?, name))
}

/// A process and all that it started.
pub fn below(process: u32) -> Vec<u32> {
    let mut found = vec![process];
    let tasks = std::fs::read_dir(format!("/proc/{process}/task"));
    for task in tasks.into_iter().flatten().filter_map(Result::ok) {
        let children = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        let children = children
            .split_whitespace()
            .filter_map(|word| word.parse().ok());
        found.extend(children.flat_map(below));
    }
    found
}
