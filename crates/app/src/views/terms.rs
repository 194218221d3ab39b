//! Dates that fall out of term. Terms move nothing: school holidays are working days for a policy, and
//! whoever is responsible then has to be named.

use crate::wire::TermDates;
use crate::words::day_words;
use chrono::NaiveDate;

/// A term's first and last day. What was kept is always a date.
fn days(term: &TermDates) -> Option<(NaiveDate, NaiveDate)> {
    Some((term.from.parse().ok()?, term.to.parse().ok()?))
}

/// Words where a day falls between two terms, or after the last that was entered; else empty. A day
/// before the first term is not judged: earlier terms are not kept. Neither is a day that is over:
/// nobody can be named for it any more.
pub(crate) fn out_of_term(terms: &[TermDates], date: NaiveDate, today: NaiveDate) -> String {
    if date < today {
        return String::new();
    }
    let all: Vec<(NaiveDate, NaiveDate)> = terms.iter().filter_map(days).collect();
    if all.iter().any(|(from, to)| *from <= date && date <= *to) {
        return String::new();
    }
    let before = all.iter().map(|(_, to)| *to).filter(|to| *to < date).max();
    let after = all
        .iter()
        .map(|(from, _)| *from)
        .filter(|f| *f > date)
        .min();
    match (before, after) {
        (Some(to), Some(from)) => format!(
            "Out of term: between {} and {}. Make sure that somebody covers it.",
            day_words(to),
            day_words(from)
        ),
        (Some(to), None) => format!(
            "After the last day of term that was entered, {}. Make sure that somebody covers it.",
            day_words(to)
        ),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(date: &str) -> String {
        let term = |from: &str, to: &str| TermDates {
            name: "A term".into(),
            from: from.into(),
            to: to.into(),
        };
        let terms = [
            term("2026-09-02", "2026-10-23"),
            term("2026-11-02", "2026-12-18"),
        ];
        out_of_term(&terms, date.parse().unwrap(), "2026-09-01".parse().unwrap())
    }

    #[test]
    fn both_ends_of_a_term_are_in_it() {
        for date in ["2026-09-02", "2026-10-23", "2026-11-02", "2026-12-18"] {
            assert_eq!(said(date), "", "{date}");
        }
        for date in ["2026-10-24", "2026-11-01"] {
            let words = "Out of term: between Fri 23 Oct 2026 and Mon 2 Nov 2026.";
            assert!(said(date).starts_with(words), "{date}");
        }
        assert!(said("2026-12-19").starts_with("After the last day of term that was entered"));
    }

    #[test]
    fn nothing_is_said_where_nothing_is_known() {
        assert_eq!(said("2026-09-01"), "");
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(out_of_term(&[], day("2026-12-25"), day("2026-12-01")), "");
        let term = TermDates {
            name: String::new(),
            from: "2026-09-02".into(),
            to: "2026-10-23".into(),
        };
        let past =
            |today: &str| out_of_term(std::slice::from_ref(&term), day("2026-10-26"), day(today));
        assert_ne!(past("2026-10-26"), "");
        assert_eq!(past("2026-10-27"), "");
    }
}
