//! What the tests told, as a table.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::fault::Fault;

/// The promises, in the order of the table of figures, by the names that tests use.
pub const ROWS: &[(&str, &str)] = &[
    (
        "killed",
        "No acknowledged entry is lost when the program is killed",
    ),
    ("power cut", "None is lost in a power cut"),
    ("full disk", "A full disk says so and loses nothing"),
    ("disk errors", "A failing disk says so and loses nothing"),
    (
        "corruption",
        "Damage is always noticed, and never shown as the record",
    ),
    ("rollback", "Something older put back is noticed"),
    ("key rotation", "New keys are there whole or not at all"),
    (
        "no plaintext on disk",
        "Nothing typed can be read on the disk",
    ),
    (
        "nothing left after lock",
        "Nothing is left in memory after a lock",
    ),
    (
        "hostile input",
        "No file or question from elsewhere breaks anything",
    ),
    ("two instances", "Two programs on one vault break nothing"),
];

/// What became of one trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Tried so often, lost so often.
    Held { tried: u64, lost: u64 },
    /// A control, which has to lose.
    Control { tried: u64, lost: u64 },
    /// Not tried here.
    Skipped,
}

/// One line that a test told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The promise's name.
    pub name: String,
    /// What was done; why not, where it was skipped.
    pub what: String,
    /// What became of it.
    pub outcome: Outcome,
}

impl Row {
    /// Whether it is as it has to be.
    fn good(&self) -> bool {
        match self.outcome {
            Outcome::Held { lost, tried } => lost == 0 && tried > 0,
            Outcome::Control { lost, .. } => lost > 0,
            Outcome::Skipped => true,
        }
    }
}

fn row(line: &str) -> Option<Row> {
    let mut parts = line.split('\t');
    let (kind, name, what) = (parts.next()?, parts.next()?, parts.next()?);
    let mut number = || parts.next()?.parse().ok();
    let outcome = match kind {
        "held" => Outcome::Held {
            tried: number()?,
            lost: number()?,
        },
        "control" => Outcome::Control {
            tried: number()?,
            lost: number()?,
        },
        "skipped" => Outcome::Skipped,
        _ => return None,
    };
    Some(Row {
        name: name.to_owned(),
        what: what.to_owned(),
        outcome,
    })
}

/// What was told into a folder, in the order of the table. The same line told twice is one.
///
/// # Errors
/// When the folder cannot be read, or a line is not one of these.
pub fn read(folder: &Path) -> Result<Vec<Row>, Fault> {
    let reading = || Fault::io("Reading what the tests told");
    let mut rows: Vec<Row> = Vec::new();
    for entry in fs::read_dir(folder).map_err(reading())? {
        let path = entry.map_err(reading())?.path();
        for line in fs::read_to_string(path).map_err(reading())?.lines() {
            let told = row(line).ok_or_else(|| {
                Fault::Needed(format!("A test told what nobody understands: {line}"))
            })?;
            if !rows.contains(&told) {
                rows.push(told);
            }
        }
    }
    let place = |row: &Row| ROWS.iter().position(|(name, _)| *name == row.name);
    if let Some(stray) = rows.iter().find(|row| place(row).is_none()) {
        return Err(Fault::Needed(format!("No row is called {}.", stray.name)));
    }
    rows.sort_by(|a, b| (place(a), &a.what).cmp(&(place(b), &b.what)));
    Ok(rows)
}

/// The promises of which nothing was told.
fn untold(rows: &[Row]) -> Vec<&'static str> {
    let told = |name: &str| rows.iter().any(|row| row.name == name);
    let names = ROWS.iter().map(|(name, _)| *name);
    names.filter(|name| !told(name)).collect()
}

/// The table as Markdown.
pub fn markdown(rows: &[Row]) -> String {
    let mut out =
        String::from("| promise | what was tried | times | lost |\n| --- | --- | ---: | --- |\n");
    for (name, promise) in ROWS {
        let mut promise = *promise;
        for row in rows.iter().filter(|row| row.name == *name) {
            let (times, lost) = match row.outcome {
                Outcome::Held { tried, lost: 0 } => (tried.to_string(), "nothing".to_owned()),
                Outcome::Held { tried, lost } => (tried.to_string(), format!("**{lost}**")),
                Outcome::Control { tried, lost } => {
                    let said = if lost > 0 {
                        "as it must"
                    } else {
                        "**it must lose**"
                    };
                    (tried.to_string(), format!("control: {lost}, {said}"))
                }
                Outcome::Skipped => ("0".to_owned(), "**SKIPPED**".to_owned()),
            };
            // Writing to a string cannot fail.
            let _ = writeln!(out, "| {promise} | {} | {times} | {lost} |", row.what);
            promise = "";
        }
        if !promise.is_empty() {
            let _ = writeln!(out, "| {promise} | | 0 | **NOT TRIED** |");
        }
    }
    out
}

/// Words for the summary.
///
/// # Errors
/// When something was lost, a control lost nothing, or, where `all` was to be tried, a promise was not.
pub fn verdict(rows: &[Row], all: bool) -> Result<String, Fault> {
    if let Some(bad) = rows.iter().find(|row| !row.good()) {
        return Err(Fault::Needed(format!(
            "{}: {}: {:?}",
            bad.name, bad.what, bad.outcome
        )));
    }
    let untold = untold(rows);
    if all && !untold.is_empty() {
        return Err(Fault::Needed(format!("Not tried: {}.", untold.join(", "))));
    }
    Ok(summary(rows))
}

/// How much was tried, and what was not.
pub fn summary(rows: &[Row]) -> String {
    let tried: u64 = rows
        .iter()
        .map(|row| match row.outcome {
            Outcome::Held { tried, .. } | Outcome::Control { tried, .. } => tried,
            Outcome::Skipped => 0,
        })
        .sum();
    let skipped: Vec<String> = rows
        .iter()
        .filter(|row| row.outcome == Outcome::Skipped)
        .map(|row| format!("{} ({})", row.name, row.what))
        .collect();
    if skipped.is_empty() {
        format!("nothing, in {tried} trials")
    } else {
        format!(
            "nothing, in {tried} trials; SKIPPED: {}",
            skipped.join("; ")
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn rows(lines: &[&str]) -> Vec<Row> {
        lines.iter().map(|line| row(line).unwrap()).collect()
    }

    #[test]
    fn what_was_lost_or_a_control_that_lost_nothing_is_a_fault() {
        let held = "held\tpower cut\ta vault\t12\t0";
        let control = "control\tpower cut\twith NORMAL\t8\t3";
        assert_eq!(
            verdict(&rows(&[held, control]), false).unwrap(),
            "nothing, in 20 trials"
        );
        assert!(
            verdict(&rows(&[held, control]), true).is_err(),
            "not all were tried"
        );
        for bad in [
            "held\tpower cut\ta vault\t12\t1",
            "held\tpower cut\ta vault\t0\t0",
            "control\tpower cut\twith NORMAL\t8\t0",
        ] {
            assert!(verdict(&rows(&[held, bad]), false).is_err(), "{bad}");
        }
        let skipped = rows(&["skipped\tpower cut\tmounting needs root"]);
        assert!(
            verdict(&skipped, false)
                .unwrap()
                .contains("SKIPPED: power cut (mounting")
        );
        assert!(markdown(&skipped).contains("**SKIPPED**"));
        assert!(markdown(&skipped).contains("**NOT TRIED**"));
        assert!(row("said\ta\tb").is_none() && row("held\ta\tb\tx\t0").is_none());
    }
}
