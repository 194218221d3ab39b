//! `stepwise policy check FOLDER`.

use crate::error::Failure;
use crate::folder;
use std::io::Write;
use std::path::Path;
use stepwise_core::inspect::{Report, inspect};
use stepwise_core::policy::Known;

/// Runs the command; true where nothing is wrong. Warnings are said and do not count.
pub(crate) fn run(folder: &Path, calendars: Option<&Path>, json: bool) -> Result<bool, Failure> {
    let files = folder::whole(folder)?;
    let calendars = folder::calendars(calendars, folder)?;
    let versions = folder::versions(folder)?;
    let versions: Vec<_> = versions.iter().collect();
    let known = Known {
        today: Some(chrono::Local::now().date_naive()),
        calendars: Some(&calendars),
        versions: &versions,
    };
    // A path such as `.` has no name in its text, so the real one is asked for.
    let real = folder.canonicalize().ok();
    let name = real.as_deref().and_then(Path::file_name);
    let name = name.map(|n| n.to_string_lossy().into_owned());
    let (_, report) = inspect(&files, name.as_deref(), known, &calendars);
    if json {
        let out = std::io::stdout().lock();
        serde_json::to_writer_pretty(out, &report)?;
        writeln!(std::io::stdout())?;
    } else {
        print(&report)?;
    }
    Ok(report.right())
}

fn print(report: &Report) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    for finding in report.findings() {
        writeln!(out, "{finding}")?;
    }
    for line in report.advice() {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", report.summary())?;
    Ok(())
}
