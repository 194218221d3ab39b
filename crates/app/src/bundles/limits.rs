//! Time limits on paper, and "Why this date?": each day counted and each day left out, as the window
//! shows them.

use super::sections::heading;
use crate::loaded::LoadedCase;
use crate::papers::plain;
use crate::views::clocks::clock_view;
use crate::wire::{CountView, SkippedView};
use chrono::NaiveDate;
use stepwise_documents::{Block, Table};

/// Each limit with its date and how it stands.
pub(crate) fn limits(loaded: &LoadedCase) -> Vec<Block> {
    let rows: Vec<Vec<String>> = loaded
        .standing
        .clocks
        .iter()
        .map(|timed| {
            let clock = clock_view(loaded, timed);
            let due = clock
                .due
                .as_ref()
                .and_then(|d| d.date.parse().ok())
                .map(plain)
                .unwrap_or_default();
            let out_of_term = clock
                .due
                .as_ref()
                .map(|d| d.out_of_term.as_str())
                .unwrap_or_default();
            let remark = format!("{} {out_of_term}", clock.remark);
            vec![
                clock.name,
                format!("\u{201c}{}\u{201d}", clock.written),
                due,
                remark.trim().to_owned(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return vec![Block::Paragraph("The policy gives no time limits.".into())];
    }
    vec![
        heading("Time limits"),
        Block::Table(Table {
            caption: String::new(),
            header: ["What", "Limit", "Due", "How it stands"]
                .map(String::from)
                .to_vec(),
            rows,
            widths: vec![3.0, 3.0, 2.0, 3.0],
            row_headers: true,
        }),
    ]
}

/// How each limit's date was counted. Empty where none was.
pub(super) fn counts(loaded: &LoadedCase) -> Vec<Block> {
    let mut blocks = Vec::new();
    for timed in &loaded.standing.clocks {
        let clock = clock_view(loaded, timed);
        if let Some(count) = clock.due.and_then(|due| due.count) {
            blocks.extend(one(&clock.name, &count));
        }
    }
    if !blocks.is_empty() {
        blocks.insert(0, heading("How each date was counted"));
    }
    blocks
}

fn one(name: &str, count: &CountView) -> Vec<Block> {
    let mut blocks = vec![Block::Heading {
        level: 4,
        text: name.to_owned(),
        id: None,
    }];
    if !count.from.is_empty() {
        blocks.push(Block::Paragraph(format!("Counted from: {}.", count.from)));
    }
    if !count.days.is_empty() {
        blocks.push(Block::Table(Table {
            caption: String::new(),
            header: ["Date", "Count"].map(String::from).to_vec(),
            rows: rows(count),
            widths: vec![2.0, 5.0],
            // With a heading in each of two columns, more cells would head than hold anything.
            row_headers: false,
        }));
    }
    blocks.extend(count.notes.iter().cloned().map(Block::Paragraph));
    if !count.unconfirmed.is_empty() {
        blocks.push(Block::Note {
            label: "Not confirmed".into(),
            text: count.unconfirmed.join("\n"),
        });
    }
    if !count.calendar.is_empty() {
        blocks.push(Block::Small(format!("Calendar: {}.", count.calendar)));
    }
    blocks
}

/// Each day from the start to the end, in order.
fn rows(count: &CountView) -> Vec<Vec<String>> {
    let mut lines: Vec<(&str, String)> = Vec::new();
    // A policy may say that the start counts: then it is day 1 already.
    let begun = count.days.iter().map(|(date, _)| date);
    let mut known = begun.chain(count.skipped.iter().map(|day| &day.date));
    if !known.any(|date| *date == count.start) {
        lines.push((&count.start, "Day 0 (not counted)".into()));
    }
    let counted = count.days.iter().map(|(date, number)| {
        let last = if *date == count.end {
            ", the last day"
        } else {
            ""
        };
        (date.as_str(), format!("Day {number}{last}"))
    });
    lines.extend(counted);
    let skipped = count.skipped.iter().map(|s| (s.date.as_str(), left_out(s)));
    lines.extend(skipped);
    lines.sort();
    let rows = lines.into_iter().map(|(date, what)| {
        let words = date.parse::<NaiveDate>().map_or_else(
            |_| date.to_owned(),
            |d| format!("{} {}", d.format("%A"), plain(d)),
        );
        vec![words, what]
    });
    rows.collect()
}

/// "Left out: Boxing Day (not confirmed). From: the law."
fn left_out(day: &SkippedView) -> String {
    let mark = if day.unconfirmed {
        " (not confirmed)"
    } else {
        ""
    };
    let mut text = format!("Left out: {}{mark}", day.why);
    if !day.source.is_empty() {
        text.push_str(&format!(". From: {}", day.source));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> CountView {
        let skipped = |date: &str, why: &str, source: &str, unconfirmed| SkippedView {
            date: date.into(),
            why: why.into(),
            source: source.into(),
            unconfirmed,
        };
        CountView {
            from: "The dispute was raised on 27 May 2027".into(),
            start: "2027-05-27".into(),
            days: vec![("2027-05-28".into(), 1), ("2027-06-02".into(), 2)],
            skipped: vec![
                skipped("2027-05-29", "Saturday", "", false),
                skipped("2027-05-30", "Sunday", "", false),
                skipped("2027-05-31", "Spring holiday", "The Act", false),
                skipped("2027-06-01", "Race Day", "The Order", true),
            ],
            end: "2027-06-02".into(),
            notes: vec!["A note.".into()],
            unconfirmed: vec!["Not yet fixed by the Assembly.".into()],
            calendar: "Invented Island, 0123456789ab".into(),
            cite: None,
        }
    }

    #[test]
    fn paper_shows_each_day_in_order_with_its_source() {
        let lines: Vec<String> = rows(&view()).iter().map(|r| r.join(" | ")).collect();
        assert_eq!(
            lines,
            [
                "Thursday 27 May 2027 | Day 0 (not counted)",
                "Friday 28 May 2027 | Day 1",
                "Saturday 29 May 2027 | Left out: Saturday",
                "Sunday 30 May 2027 | Left out: Sunday",
                "Monday 31 May 2027 | Left out: Spring holiday. From: The Act",
                "Tuesday 1 June 2027 | Left out: Race Day (not confirmed). From: The Order",
                "Wednesday 2 June 2027 | Day 2, the last day",
            ]
        );
    }

    #[test]
    fn paper_says_what_is_not_confirmed_and_with_which_days_it_was_counted() {
        let blocks = one("Settle it", &view());
        let note = |b: &Block| matches!(b, Block::Note { label, text } if label == "Not confirmed" && text == "Not yet fixed by the Assembly.");
        assert!(blocks.iter().any(note));
        let small = |b: &Block| matches!(b, Block::Small(t) if t == "Calendar: Invented Island, 0123456789ab.");
        assert!(blocks.iter().any(small));
        let sure = CountView {
            unconfirmed: Vec::new(),
            ..view()
        };
        assert!(!one("Settle it", &sure).iter().any(note));
    }
}
