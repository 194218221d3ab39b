//! The parts of a task: each announced, timed, and listed at the end.

use std::time::{Duration, Instant};

use crate::fault::Fault;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Passed.
    pub passed: u32,
    /// Failed.
    pub failed: u32,
}

struct Part {
    name: String,
    took: Duration,
    note: String,
    failed: bool,
}

/// What was done so far.
pub struct Parts {
    began: Instant,
    done: Vec<Part>,
    tests: Option<Count>,
}

impl Parts {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            began: Instant::now(),
            done: Vec::new(),
            tests: None,
        }
    }

    /// Does a part that the rest depends on. Its answer is a word or two for the summary.
    ///
    /// # Errors
    /// The part's own.
    pub fn part(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<String, Fault>,
    ) -> Result<(), Fault> {
        println!("\n── {name}");
        let began = Instant::now();
        let outcome = work();
        let took = began.elapsed();
        let note = match &outcome {
            Ok(note) => note.clone(),
            Err(_) => "FAILED".to_owned(),
        };
        println!("   {name}: {note} ({})", spoken(took));
        self.done.push(Part {
            name: name.to_owned(),
            took,
            note,
            failed: outcome.is_err(),
        });
        outcome.map(drop)
    }

    /// Runs tests. A failure is kept for the end, so that the other tests still run.
    pub fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<Count, Fault>) {
        let mut total = self.tests.unwrap_or_default();
        let _ = self.part(name, || match work() {
            Ok(count) => {
                total.passed += count.passed;
                total.failed += count.failed;
                let words = format!("{} passed, {} failed", count.passed, count.failed);
                if count.failed == 0 && count.passed > 0 {
                    return Ok(words);
                }
                Err(Fault::Needed(format!("{name}: {words}")))
            }
            Err(fault) => {
                total.failed += 1;
                println!("   {fault}");
                Err(fault)
            }
        });
        self.tests = Some(total);
    }

    /// Whether a part failed.
    pub fn failed(&self) -> bool {
        self.done.iter().any(|part| part.failed)
    }

    /// Prints what was done, how long each part took, and last of all the tests' count.
    pub fn summary(&self) {
        if self.done.is_empty() {
            return;
        }
        let width = self
            .done
            .iter()
            .map(|part| part.name.chars().count())
            .max()
            .unwrap_or(0);
        println!();
        for Part {
            name,
            took,
            note,
            failed,
        } in &self.done
        {
            let mark = if *failed { "✗" } else { "✓" };
            println!("{mark} {name:width$}  {:>9}  {note}", spoken(*took));
        }
        println!("  {:width$}  {:>9}", "All", spoken(self.began.elapsed()));
        if let Some(Count { passed, failed }) = self.tests {
            println!("\n{passed} passed, {failed} failed");
        }
    }
}

fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else {
        format!("{:.1} s", time.as_secs_f32())
    }
}
