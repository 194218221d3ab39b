//! `stepwise policy diff OLD NEW`.

use crate::error::Failure;
use crate::folder;
use std::io::Write;
use std::path::Path;
use stepwise_core::policy::diff::diff;
use stepwise_core::policy::versions::days_problems;

/// Runs the command; true where both could be read. A difference is nothing wrong.
pub(crate) fn run(old: &Path, new: &Path, json: bool) -> Result<bool, Failure> {
    let (old, new) = (folder::policy(old)?, folder::policy(new)?);
    let changes = diff(&old, &new);
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, &changes)?;
        writeln!(out)?;
        return Ok(true);
    }
    for change in &changes {
        writeln!(out, "{change}")?;
    }
    if changes.is_empty() {
        writeln!(out, "Both say the same.")?;
    }
    if old.id == new.id {
        for problem in days_problems(&[&old, &new]) {
            writeln!(out, "{problem}")?;
        }
    } else {
        writeln!(
            out,
            "These are two policies, `{}` and `{}`, and not two versions of one.",
            old.id, new.id
        )?;
    }
    Ok(true)
}
