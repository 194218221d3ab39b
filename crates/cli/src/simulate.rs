//! `stepwise policy simulate FOLDER TIMELINE`.

use crate::error::Failure;
use crate::{folder, play, told};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Runs the command; true where every expectation held.
pub(crate) fn run(
    folder: &Path,
    timeline: &Path,
    versions: &[PathBuf],
    calendars: Option<&Path>,
    json: bool,
) -> Result<bool, Failure> {
    let calendars = folder::calendars(calendars, folder)?;
    let policy = folder::policy(folder)?;
    let mut others = folder::versions(folder)?;
    for path in versions {
        others.push(folder::policy(path)?);
    }
    let others: Vec<_> = others.iter().collect();
    let text = folder::text(timeline)?;
    let name = timeline.display().to_string();
    let steps = match play::play(&text, &name, (&policy, &others), &calendars) {
        Ok(steps) => steps,
        Err(why) => {
            writeln!(std::io::stderr(), "{why}")?;
            return Ok(false);
        }
    };
    if json {
        serde_json::to_writer_pretty(std::io::stdout().lock(), &steps)?;
        writeln!(std::io::stdout())?;
    } else {
        let mut out = std::io::stdout().lock();
        for line in steps.iter().flat_map(told::step) {
            writeln!(out, "{line}")?;
        }
    }
    let mut held = true;
    for step in &steps {
        for mismatch in &step.mismatches {
            held = false;
            writeln!(std::io::stderr(), "{name}: step {}: {mismatch}", step.step)?;
        }
    }
    Ok(held)
}
