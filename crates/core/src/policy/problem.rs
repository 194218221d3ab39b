//! What is wrong in a file that somebody wrote: where, what, and what would be right.

use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// Whether a file can be used in spite of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// It can be used; somebody should look.
    Warning,
}

/// One problem in a file of a pack or in a calendar.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, relative to the pack's folder.
    pub file: String,
    /// The line, from 1. 0 where the problem is the file as a whole.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What is allowed, or what to do. Empty where the message says it all.
    pub remedy: String,
    /// Error or warning.
    pub severity: Severity,
}

impl Problem {
    /// Bytes that are no text, at the line of the first of them.
    pub(crate) fn not_utf8(file: &str, bytes: &[u8]) -> Self {
        let valid = match std::str::from_utf8(bytes) {
            Ok(_) => bytes.len(),
            Err(e) => e.valid_up_to(),
        };
        let before = bytes.get(..valid).unwrap_or_default();
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        Self {
            file: file.to_owned(),
            line: u32::try_from(line).unwrap_or(0),
            column: 1,
            message: "These bytes are not UTF-8 text.".to_owned(),
            remedy: "Save the file as UTF-8.".to_owned(),
            severity: Severity::Error,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        if self.severity == Severity::Warning {
            f.write_str(": warning")?;
        }
        write!(f, ": {}", self.message)?;
        if !self.remedy.is_empty() {
            write!(f, " {}", self.remedy)?;
        }
        Ok(())
    }
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub file: Arc<str>,
    pub line: u32,
    pub column: u32,
}

impl Place {
    /// A file as a whole.
    pub fn whole(file: &str) -> Self {
        Self {
            file: file.into(),
            line: 0,
            column: 0,
        }
    }
}

/// As many problems as anybody reads. It bounds the work that a hostile file can cause.
const MOST: usize = 500;

/// Collects problems, so that an author sees all of them at once.
#[derive(Default)]
pub(crate) struct Problems {
    all: Vec<Problem>,
    /// A file could not be read to its end, so that what it declares is not all known.
    broken: bool,
}

impl Problems {
    pub fn error(&mut self, at: &Place, message: impl Into<String>, remedy: impl Into<String>) {
        self.push(Severity::Error, at, message.into(), remedy.into());
    }

    pub fn warn(&mut self, at: &Place, message: impl Into<String>, remedy: impl Into<String>) {
        self.push(Severity::Warning, at, message.into(), remedy.into());
    }

    /// One that was made elsewhere.
    pub fn add(&mut self, problem: Problem) {
        if !self.full() {
            self.all.push(problem);
        }
    }

    fn push(&mut self, severity: Severity, at: &Place, message: String, remedy: String) {
        if self.full() {
            return;
        }
        self.all.push(Problem {
            file: at.file.to_string(),
            line: at.line,
            column: at.column,
            message: upper(&message),
            remedy,
            severity,
        });
    }

    /// Says that a file is not TOML. A name that is not found after that may stand where nothing was read.
    pub fn set_broken(&mut self) {
        self.broken = true;
    }

    /// Whether a file is not TOML.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// No more are taken.
    pub fn full(&self) -> bool {
        self.all.len() >= MOST
    }

    pub fn any_error(&self) -> bool {
        self.full() || self.all.iter().any(|p| p.severity == Severity::Error)
    }

    /// In the order of files and lines, each once. The policy comes before its papers, which speak of it.
    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.all.sort();
        self.all.sort_by_key(|p| p.file != "policy.toml");
        self.all.dedup();
        self.all
    }
}

/// A sentence begins with a capital letter.
fn upper(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// "a, b or c", each in back quotes, for remedies.
pub(crate) fn one_of<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> String {
    let words: Vec<String> = words
        .into_iter()
        .map(|w| format!("`{}`", w.as_ref()))
        .collect();
    match words.split_last() {
        None => "nothing".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// The nearest of the known words, if one is near enough to be a slip of the finger.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let far = (word.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|k| (distance(word, k), k))
        .filter(|(d, _)| *d <= far)
        .min_by_key(|(d, _)| *d)
        .map(|(_, k)| k)
}

/// Edits between two words, a swap of neighbours counting as one. Long words are cut, so that a
/// hostile file cannot make this slow.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let width = b.len() + 1;
    let mut rows = vec![0usize; (a.len() + 1) * width];
    for (j, cell) in rows.iter_mut().take(width).enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        rows[i * width] = i;
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[(i - 1) * width + j] + 1)
                .min(rows[i * width + j - 1] + 1)
                .min(rows[(i - 1) * width + j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[(i - 2) * width + j - 2] + 1);
            }
            rows[i * width + j] = best;
        }
    }
    rows[a.len() * width + b.len()]
}
