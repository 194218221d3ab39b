//! `stepwise policy check FOLDER`.

use crate::error::Failure;
use crate::{folder, play};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use stepwise_core::calendar::Calendar;
use stepwise_core::ids::CalendarId;
use stepwise_core::policy::{self, Known, Policy, Problem, Severity};

/// What came out, as `--json` prints it.
#[derive(Serialize)]
struct Report {
    /// The policy's name; none where the pack has an error.
    policy: Option<String>,
    /// SHA-256 of the pack's bytes.
    digest: String,
    /// Problems of the pack.
    problems: Vec<Problem>,
    /// Its examples.
    examples: Vec<Example>,
}

/// One example.
#[derive(Serialize)]
struct Example {
    /// Its file within the pack's folder.
    file: String,
    /// Steps played.
    steps: usize,
    /// Each expectation that did not hold, with the step, or why it could not be played.
    wrong: Vec<String>,
}

/// Runs the command; true where nothing is wrong. Warnings are said and do not count.
pub(crate) fn run(folder: &Path, calendars: Option<&Path>, json: bool) -> Result<bool, Failure> {
    let pack = folder::pack(folder)?;
    let calendars = folder::calendars(calendars, folder)?;
    let known = Known {
        today: Some(chrono::Local::now().date_naive()),
        calendars: Some(&calendars),
    };
    let (policy, mut problems) = policy::check(&pack, known);
    problems.extend(policy.as_ref().and_then(|p| other_name(folder, p)));
    let examples = match &policy {
        Some(policy) => examples(folder, policy, &calendars)?,
        None => Vec::new(),
    };
    let report = Report {
        policy: policy.map(|p| p.id.to_string()),
        digest: pack.digest().to_string(),
        problems,
        examples,
    };
    if json {
        let out = std::io::stdout().lock();
        serde_json::to_writer_pretty(out, &report)?;
        writeln!(std::io::stdout())?;
    } else {
        print(&report)?;
    }
    let right = report.examples.iter().all(|e| e.wrong.is_empty());
    Ok(report.policy.is_some() && right)
}

/// A pack whose folder has another name than it has itself: it can be used, and somebody looking for
/// it would look in vain.
fn other_name(folder: &Path, policy: &Policy) -> Option<Problem> {
    // A path such as `.` has no name in its text, so the real one is asked for.
    let real = folder.canonicalize().ok()?;
    let name = real.file_name()?.to_string_lossy();
    (name != policy.id.as_str()).then(|| Problem {
        file: "policy.toml".into(),
        line: 0,
        column: 0,
        message: format!(
            "The policy is called `{}` and its folder has another name.",
            policy.id
        ),
        remedy: format!("Call the folder `{}`.", policy.id),
        severity: Severity::Warning,
    })
}

fn examples(
    folder: &Path,
    policy: &Policy,
    calendars: &BTreeMap<CalendarId, Calendar>,
) -> Result<Vec<Example>, Failure> {
    let mut out = Vec::new();
    for (name, path) in folder::toml_files(&folder.join("examples"))? {
        let file = format!("examples/{name}");
        let text = folder::text(&path)?;
        let (steps, wrong) = match play::play(&text, &file, policy, calendars) {
            Ok(steps) => {
                let wrong = steps
                    .iter()
                    .flat_map(|s| {
                        s.mismatches
                            .iter()
                            .map(move |m| format!("step {}: {m}", s.step))
                    })
                    .collect();
                (steps.len(), wrong)
            }
            Err(why) => (0, vec![why.to_string()]),
        };
        out.push(Example { file, steps, wrong });
    }
    Ok(out)
}

fn print(report: &Report) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    for problem in &report.problems {
        writeln!(out, "{problem}")?;
    }
    for example in &report.examples {
        for wrong in &example.wrong {
            writeln!(out, "{}: {wrong}", example.file)?;
        }
    }
    let count = |s| report.problems.iter().filter(|p| p.severity == s).count();
    let errors = number(count(Severity::Error), "error");
    let warnings = number(count(Severity::Warning), "warning");
    let Some(policy) = &report.policy else {
        writeln!(
            out,
            "The pack cannot be used: {errors}, {warnings}. Its examples were not played."
        )?;
        return Ok(());
    };
    let wrong = report
        .examples
        .iter()
        .filter(|e| !e.wrong.is_empty())
        .count();
    let examples = number(report.examples.len(), "example");
    writeln!(
        out,
        "{policy}: {errors}, {warnings}; {examples}, {wrong} with something wrong."
    )?;
    Ok(())
}

/// "1 error", "2 errors".
pub(crate) fn number(n: usize, what: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {what}{s}")
}
