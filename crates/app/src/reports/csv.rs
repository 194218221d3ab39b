//! A report as a table for a spreadsheet.

use crate::wire::ReportView;

/// One line a row: table, what is counted, count. UTF-8 with a mark at its beginning, so that Excel reads it as that.
///
/// # Errors
/// None that memory could give; the writer's own are passed on.
pub(super) fn csv(view: &ReportView) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(["Table", "What is counted", "Count"])?;
    writer.write_record(["Cases", &harmless(&view.range), &harmless(&view.cases)])?;
    for table in &view.tables {
        for row in &table.rows {
            let count = row
                .count
                .map_or_else(|| super::paper::hidden_words(view.least), |n| n.to_string());
            writer.write_record([harmless(&table.title), harmless(&row.label), count])?;
        }
    }
    for said in &view.said {
        let heading = super::said::heading(&said.about);
        writer.write_record([heading, &harmless(&said.text), ""])?;
    }
    for note in &view.notes {
        writer.write_record(["Note", &harmless(note), ""])?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// Text that no spreadsheet takes for a formula: what begins as one gets an apostrophe before it.
fn harmless(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let first = clean.trim_start().chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}') => {
            format!("'{clean}")
        }
        _ => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{ReportRow, ReportSaid, ReportTable};

    #[test]
    fn no_formula_is_written_and_every_cell_reads_back() {
        let row = |label: &str, count| ReportRow {
            label: label.into(),
            count,
        };
        let view = ReportView {
            from: "2026-09-01".into(),
            to: "2027-08-31".into(),
            range: "1 September 2026 to 31 August 2027".into(),
            cases: "12 cases".into(),
            none: false,
            tables: vec![ReportTable {
                id: "agencies".into(),
                title: "The other agency".into(),
                note: String::new(),
                rows: vec![
                    row("=HYPERLINK(\"http://x.example\",\"Go\")", Some(7)),
                    row(" @SUM(A1)", None),
                    row("Health, \"North\"\r\nSouth", Some(5)),
                ],
            }],
            said: vec![ReportSaid {
                id: "1".into(),
                about: "learned".into(),
                question: "What was learned".into(),
                text: "=1+1".into(),
                named: false,
                chosen: true,
            }],
            least: 5,
            hidden: true,
            notes: vec!["-1 is no count".into()],
            ranges: Vec::new(),
        };
        let bytes = csv(&view).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
        let cells: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        assert_eq!(cells.len(), 7);
        for cell in cells.iter().flatten() {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@']),
                "{cell}"
            );
        }
        assert_eq!(cells[2][1], "'=HYPERLINK(\"http://x.example\",\"Go\")");
        assert_eq!(cells[3][2], "1 to 4, or hidden with them");
        assert_eq!(cells[4][1], "Health, \"North\"  South");
    }
}
