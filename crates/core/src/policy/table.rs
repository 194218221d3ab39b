//! Reading a TOML table key by key. Every reader returns a value even after a problem, so that the
//! rest of the file is looked at too; the result is thrown away at the end if anything was wrong.

use super::problem::{Place, Problems, nearest, one_of};
use super::source::Source;
use chrono::NaiveDate;
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

mod item;

/// A value with its place and what it is called in messages.
#[derive(Clone)]
pub(crate) struct Item<'t> {
    pub source: &'t Source<'t>,
    pub value: &'t DeValue<'t>,
    pub at: Place,
    pub called: String,
}

/// A text with its place.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub text: String,
    pub at: Place,
}

/// A table with its place, and a name for messages such as "stage `s1`".
#[derive(Clone)]
pub(crate) struct Table<'t> {
    source: &'t Source<'t>,
    table: &'t DeTable<'t>,
    pub at: Place,
    pub called: String,
}

impl<'t> Table<'t> {
    /// The file as a whole.
    pub fn root(source: &'t Source<'t>, table: &'t DeTable<'t>) -> Self {
        Self {
            source,
            table,
            at: source.place(0..0),
            called: "the file".into(),
        }
    }

    /// Reports every key that is not allowed, with the nearest allowed one.
    pub fn allow(&self, keys: &[&str], problems: &mut Problems) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !keys.contains(&name) && !problems.full() {
                let hint = match nearest(name, keys.iter().copied()) {
                    Some(near) => format!("Did you mean `{near}`? "),
                    None => String::new(),
                };
                problems.error(
                    &self.source.place(key.span()),
                    format!("Unknown key `{}` in {}.", shown(name), self.called),
                    format!("{hint}Allowed: {}.", keys.join(", ")),
                );
            }
        }
    }

    /// All entries in the order of the file.
    pub fn entries(&self) -> Vec<(Word, Item<'t>)> {
        let mut all: Vec<(&Spanned<_>, &Spanned<DeValue<'t>>)> = self.table.iter().collect();
        all.sort_by_key(|(key, value)| (key.span().start, value.span().start));
        all.into_iter()
            .map(|(key, value)| {
                let word = Word {
                    text: key.get_ref().to_string(),
                    at: self.source.place(key.span()),
                };
                let item = self.item(&word.text, value);
                (word, item)
            })
            .collect()
    }

    fn item(&self, key: &str, value: &'t Spanned<DeValue<'t>>) -> Item<'t> {
        Item {
            source: self.source,
            value: value.get_ref(),
            at: self.source.place(value.span()),
            called: format!("`{}` of {}", shown(key), self.called),
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &str) -> Option<Item<'t>> {
        self.table.get(key).map(|value| self.item(key, value))
    }

    /// The place of a key's value, or of the table.
    pub fn place(&self, key: &str) -> Place {
        self.get(key).map_or_else(|| self.at.clone(), |i| i.at)
    }

    fn missing(&self, key: &str, what: &str, problems: &mut Problems) {
        problems.error(
            &self.at,
            format!("`{key}` is missing in {}.", self.called),
            what,
        );
    }

    /// A text that must be there and must not be empty.
    pub fn text(&self, key: &str, problems: &mut Problems) -> String {
        self.word(key, problems).text
    }

    /// The same with its place.
    pub fn word(&self, key: &str, problems: &mut Problems) -> Word {
        match self.get(key) {
            Some(item) => item.word(problems),
            None => {
                self.missing(key, &format!("Write {key} = \"…\"."), problems);
                Word {
                    text: String::new(),
                    at: self.at.clone(),
                }
            }
        }
    }

    /// A text that may be left out.
    pub fn opt_text(&self, key: &str, problems: &mut Problems) -> Option<String> {
        self.get(key).map(|i| i.text(problems))
    }

    /// A text that may be left out, with its place.
    pub fn opt_word(&self, key: &str, problems: &mut Problems) -> Option<Word> {
        self.get(key).map(|i| i.word(problems))
    }

    /// `true` or `false`; what it is when left out is given.
    pub fn flag(&self, key: &str, default: bool, problems: &mut Problems) -> bool {
        let Some(item) = self.get(key) else {
            return default;
        };
        item.value.as_bool().unwrap_or_else(|| {
            item.wrong("`true` or `false`", problems);
            default
        })
    }

    /// A flag that must be there.
    pub fn must_flag(&self, key: &str, problems: &mut Problems) -> bool {
        if !self.has(key) {
            self.missing(
                key,
                &format!("Write {key} = true or {key} = false."),
                problems,
            );
        }
        self.flag(key, false, problems)
    }

    /// A date that must be there.
    pub fn date(&self, key: &str, problems: &mut Problems) -> NaiveDate {
        match self.get(key) {
            Some(item) => item.date(problems),
            None => {
                self.missing(key, &format!("Write {key} = 2026-11-20."), problems);
                NaiveDate::default()
            }
        }
    }

    /// One of a closed list of words.
    pub fn choice<T: Copy>(&self, key: &str, words: &[(&str, T)], problems: &mut Problems) -> T {
        match self.get(key) {
            Some(item) => item.choice(words, problems),
            None => {
                let allowed = one_of(words.iter().map(|(w, _)| *w));
                self.missing(key, &format!("It is {allowed}."), problems);
                words[0].1
            }
        }
    }

    /// A text or a list of texts; empty when left out.
    pub fn words(&self, key: &str, problems: &mut Problems) -> Vec<Word> {
        self.get(key).map(|i| i.words(problems)).unwrap_or_default()
    }

    /// A text or a list of texts, at least one.
    pub fn must_words(&self, key: &str, problems: &mut Problems) -> Vec<Word> {
        if !self.has(key) {
            self.missing(
                key,
                &format!("Write {key} = \"…\" or {key} = [\"…\"]."),
                problems,
            );
        }
        let words = self.words(key, problems);
        if self.has(key) && words.is_empty() {
            problems.error(
                &self.place(key),
                format!("`{key}` of {} is empty.", self.called),
                "",
            );
        }
        words
    }

    /// A table under this key, if there is one.
    pub fn table(&self, key: &str, problems: &mut Problems) -> Option<Table<'t>> {
        self.get(key).and_then(|i| i.table(problems))
    }

    /// The named tables of a section, in the order of the file: `[stage]` with `s1 = { … }`, or
    /// `[stage.s1]`.
    pub fn section(&self, key: &str, problems: &mut Problems) -> Vec<(Word, Table<'t>)> {
        let Some(section) = self.table(key, problems) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, item) in section.entries() {
            check_name(&name, problems);
            if let Some(mut table) = item.table(problems) {
                table.called = format!("{key} `{}`", shown(&name.text));
                table.at = name.at.clone();
                out.push((name, table));
            }
        }
        out
    }
}

/// A strict `2026-11-20`.
pub(crate) fn parse_date(text: &str) -> Option<NaiveDate> {
    if text.len() != 10 {
        return None;
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Names are lower-case letters, digits and single hyphens, so that they can stand in `a.b.c`.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

pub(crate) fn check_name(name: &Word, problems: &mut Problems) {
    if !is_name(&name.text) {
        problems.error(
            &name.at,
            format!("`{}` cannot be a name.", shown(&name.text)),
            "A name has lower-case letters a to z, digits and single hyphens, at most 64 in all.",
        );
    }
}

/// Characters that hide or turn text: control characters, and marks of direction, which a sentence
/// in a pack never needs.
fn is_odd(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A text of the author's as it may stand in a message: short and without control characters.
pub(crate) fn shown(text: &str) -> String {
    let mut out: String = text
        .chars()
        .map(|c| {
            if is_odd(c) || c == '\n' {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .take(60)
        .collect();
    if text.chars().count() > 60 {
        out.push('…');
    }
    out
}
