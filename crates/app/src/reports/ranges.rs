//! Days that are often reported on: the setting's terms, and years.

use crate::papers::plain;
use crate::wire::{ReportRange, TermDates};
use chrono::{Datelike as _, NaiveDate};

/// The month in which a school year begins, in all of the places that the calendars are of.
const SCHOOL_YEAR: u32 = 9;

/// This school year and the one before, this calendar year and the one before, and the terms that have begun, the latest
/// first.
pub(super) fn ranges(terms: &[TermDates], today: NaiveDate) -> Vec<ReportRange> {
    let mut ranges = Vec::new();
    let mut add = |name: &str, from: Option<NaiveDate>, to: Option<NaiveDate>| {
        if let (Some(from), Some(to)) = (from, to) {
            ranges.push(ReportRange {
                name: name.to_owned(),
                from: from.to_string(),
                to: to.to_string(),
            });
        }
    };
    let began = match today.month() >= SCHOOL_YEAR {
        true => today.year(),
        false => today.year() - 1,
    };
    for (name, year) in [("This school year", began), ("Last school year", began - 1)] {
        let from = NaiveDate::from_ymd_opt(year, SCHOOL_YEAR, 1);
        let next = NaiveDate::from_ymd_opt(year + 1, SCHOOL_YEAR, 1);
        add(name, from, next.and_then(|day| day.pred_opt()));
    }
    let year = today.year();
    for (name, year) in [
        ("This calendar year", year),
        ("Last calendar year", year - 1),
    ] {
        let from = NaiveDate::from_ymd_opt(year, 1, 1);
        add(name, from, NaiveDate::from_ymd_opt(year, 12, 31));
    }
    let mut dated: Vec<(NaiveDate, NaiveDate, &str)> = terms
        .iter()
        .filter_map(|term| Some((term.from.parse().ok()?, term.to.parse().ok()?, &*term.name)))
        .filter(|(from, _, _)| *from <= today)
        .collect();
    dated.sort_by_key(|(from, _, _)| std::cmp::Reverse(*from));
    for (from, to, name) in dated {
        add(
            &format!("{name}, from {}", plain(from)),
            Some(from),
            Some(to),
        );
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_school_year_begins_in_september_and_terms_come_latest_first() {
        let of = |today| {
            let ranges = ranges(&[], day(today));
            (ranges[0].from.clone(), ranges[0].to.clone())
        };
        assert_eq!(of("2026-11-22"), ("2026-09-01".into(), "2027-08-31".into()));
        assert_eq!(of("2026-08-31"), ("2025-09-01".into(), "2026-08-31".into()));
        let term = |name: &str, from: &str, to: &str| TermDates {
            name: name.into(),
            from: from.into(),
            to: to.into(),
        };
        let terms = [
            term("Summer term", "2026-04-13", "2026-07-17"),
            term("Autumn term", "2026-09-02", "2026-12-18"),
            term("Spring term", "2027-01-04", "2027-03-26"),
        ];
        let names: Vec<String> = ranges(&terms, day("2026-11-22"))
            .into_iter()
            .map(|range| range.name)
            .collect();
        assert_eq!(names.len(), 6);
        assert_eq!(names[4], "Autumn term, from 2 September 2026");
        assert_eq!(names[5], "Summer term, from 13 April 2026");
    }
}
