//! One promised figure: what it is, what was measured, and what it may be at most.

use crate::fault::Fault;

/// A measured figure. Less is better.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    limit: f64,
}

impl Figure {
    /// A figure with its limit, both in `unit`.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str, limit: f64) -> Self {
        Self {
            name: name.into(),
            value,
            unit,
            limit,
        }
    }

    /// Whether it is within its limit.
    pub fn kept(&self) -> bool {
        self.value <= self.limit
    }
}

/// One line each: name, value, unit, limit, the share of the limit that was used, and whether it was kept.
pub fn table(figures: &[Figure]) -> String {
    let width = figures
        .iter()
        .map(|figure| figure.name.len())
        .max()
        .unwrap_or(0);
    let mut lines = String::new();
    for figure in figures {
        let Figure {
            name,
            value,
            unit,
            limit,
        } = figure;
        let share = value / limit * 100.0;
        let verdict = if figure.kept() { "ok" } else { "MISSED" };
        lines.push_str(&format!(
            "{name:width$} {value:>8.3} {unit:2}  limit {limit:>6.3}  {share:>4.0} % of it  {verdict}\n"
        ));
    }
    lines
}

/// The number after a word, as in `ratio 1.02`.
///
/// # Errors
/// When the word or the number is not there.
pub fn after(text: &str, word: &str) -> Result<f64, Fault> {
    text.split_once(word)
        .and_then(|(_, rest)| {
            let number = rest.trim_start();
            let end = number
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(number.len());
            number.get(..end)?.parse().ok()
        })
        .ok_or_else(|| Fault::Needed(format!("The measurement did not say “{word}”.")))
}

/// The middle one of several; nothing is not a number, and within no limit.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::{Figure, after, median, table};

    #[test]
    fn numbers_are_read() {
        assert!(
            after("{\"today_ms\": 3.5,", "\"today_ms\":").is_ok_and(|n| (n - 3.5).abs() < 1e-9)
        );
        assert!(after("form: 12.25 ms median", "form:").is_ok_and(|n| (n - 12.25).abs() < 1e-9));
        assert!(after("nothing", "ratio").is_err());
    }

    #[test]
    fn a_figure_over_its_limit_is_missed() {
        let kept = Figure::new("unlock", 1.2, "×", 1.5);
        let missed = Figure::new("paint", 2.5, "×", 2.0);
        assert!(kept.kept() && !missed.kept());
        let lines = table(&[kept, missed]);
        assert!(lines.lines().next().is_some_and(|l| l.ends_with(" ok")));
        assert!(lines.lines().nth(1).is_some_and(|l| l.ends_with(" MISSED")));
        assert!(!Figure::new("nothing", median(Vec::new()), "ms", 1.0).kept());
    }
}
