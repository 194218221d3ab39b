//! Reading one value.

use super::{Item, Table, Word, is_odd, parse_date, shown};
use crate::policy::problem::{Problems, nearest, one_of};
use chrono::NaiveDate;
use toml::de::DeValue;

impl<'t> Item<'t> {
    /// Reports that the value is of the wrong kind.
    pub fn wrong(&self, wanted: &str, problems: &mut Problems) {
        problems.error(
            &self.at,
            format!("{} is {}.", self.called, kind(self.value)),
            format!("It must be {wanted}."),
        );
    }

    pub fn text(&self, problems: &mut Problems) -> String {
        let Some(text) = self.value.as_str() else {
            self.wrong("a text in quotes", problems);
            return String::new();
        };
        let text = text.trim();
        if text.is_empty() {
            let remedy = "Write it, or take the key out where it may be left out.";
            problems.error(&self.at, format!("{} is empty.", self.called), remedy);
        }
        if let Some(odd) = text.chars().find(|c| is_odd(*c)) {
            problems.error(
                &self.at,
                format!(
                    "{} holds a character that cannot be seen (U+{:04X}).",
                    self.called, odd as u32
                ),
                "Take it out.",
            );
        }
        text.to_owned()
    }

    pub fn word(&self, problems: &mut Problems) -> Word {
        Word {
            text: self.text(problems),
            at: self.at.clone(),
        }
    }

    pub fn words(&self, problems: &mut Problems) -> Vec<Word> {
        match self.value {
            DeValue::Array(_) => self
                .list(problems)
                .iter()
                .map(|i| i.word(problems))
                .collect(),
            DeValue::String(_) => vec![self.word(problems)],
            _ => {
                self.wrong("a text or a list of texts", problems);
                Vec::new()
            }
        }
    }

    /// The elements of a list.
    pub fn list(&self, problems: &mut Problems) -> Vec<Item<'t>> {
        let DeValue::Array(all) = self.value else {
            self.wrong("a list in square brackets", problems);
            return Vec::new();
        };
        all.iter()
            .map(|v| Item {
                source: self.source,
                value: v.get_ref(),
                at: self.source.place(v.span()),
                called: self.called.clone(),
            })
            .collect()
    }

    pub fn table(&self, problems: &mut Problems) -> Option<Table<'t>> {
        let DeValue::Table(table) = self.value else {
            self.wrong("a table, such as { key = \"…\" }", problems);
            return None;
        };
        Some(Table {
            source: self.source,
            table,
            at: self.at.clone(),
            called: self.called.clone(),
        })
    }

    /// A date as TOML writes it, or the same in quotes.
    pub fn date(&self, problems: &mut Problems) -> NaiveDate {
        let text = match self.value {
            DeValue::Datetime(d) if d.date.is_some() && d.time.is_none() => d.to_string(),
            DeValue::String(s) => s.to_string(),
            _ => {
                self.wrong("a date, such as 2026-11-20", problems);
                return NaiveDate::default();
            }
        };
        parse_date(&text).unwrap_or_else(|| {
            problems.error(
                &self.at,
                format!("There is no date `{}`.", shown(&text)),
                "A date is written as year-month-day, such as 2026-11-20.",
            );
            NaiveDate::default()
        })
    }

    pub fn choice<T: Copy>(&self, words: &[(&str, T)], problems: &mut Problems) -> T {
        let Some(text) = self.value.as_str() else {
            self.wrong(&one_of(words.iter().map(|(w, _)| *w)), problems);
            return words[0].1;
        };
        if let Some((_, value)) = words.iter().find(|(w, _)| *w == text) {
            return *value;
        }
        let hint = match nearest(text, words.iter().map(|(w, _)| *w)) {
            Some(near) => format!("Did you mean `{near}`? "),
            None => String::new(),
        };
        problems.error(
            &self.at,
            format!("{} cannot be `{}`.", self.called, shown(text)),
            format!("{hint}It is {}.", one_of(words.iter().map(|(w, _)| *w))),
        );
        words[0].1
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
