//! What the readers of the sections share: names, problems, and the parts that many rules have.

use super::grammar;
use super::names::{Kind, Names};
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::problem::{Place, Problems};
use crate::policy::table::{Table, Word};
use std::collections::BTreeMap;

/// The most words of a quotation: a citation shows where a rule stands, it does not copy the source.
pub(crate) const QUOTE_WORDS: usize = 40;

/// Where the value of a key of a rule stands, for checks that come after reading.
pub(crate) type Places = BTreeMap<(Kind, String, &'static str), Place>;

#[derive(Default)]
pub(crate) struct Context {
    pub names: Names,
    pub problems: Problems,
    pub places: Places,
    /// Where `calendar` stands.
    pub calendar: Option<Place>,
}

impl Context {
    /// Remembers where a key's value stands.
    pub fn note(&mut self, kind: Kind, id: &Word, table: &Table<'_>, key: &'static str) {
        self.places
            .insert((kind, id.text.clone(), key), table.place(key));
    }

    /// Where a key's value stands, or its rule.
    pub fn place(&self, kind: Kind, id: &str, key: &'static str) -> Place {
        self.places
            .get(&(kind, id.to_owned(), key))
            .cloned()
            .unwrap_or_else(|| self.names.place(kind, id))
    }

    pub fn moments(&mut self, words: &[Word]) -> Vec<MomentRef> {
        words
            .iter()
            .filter_map(|w| grammar::moment(w, &self.names, &mut self.problems))
            .collect()
    }

    pub fn party(&mut self, table: &Table<'_>, key: &str) -> PartyRef {
        let word = table.word(key, &mut self.problems);
        grammar::party(&word, &self.names, &mut self.problems)
            .unwrap_or(PartyRef::Side(PolicySide::Both, None))
    }

    pub fn parties(&mut self, table: &Table<'_>, key: &str) -> Vec<PartyRef> {
        let words = table.words(key, &mut self.problems);
        words
            .iter()
            .filter_map(|w| grammar::party(w, &self.names, &mut self.problems))
            .collect()
    }

    /// Names of one kind under a key; none when it is left out.
    pub fn refs<T: From<String>>(&mut self, table: &Table<'_>, key: &str, kind: Kind) -> Vec<T> {
        let words = table.words(key, &mut self.problems);
        self.resolve(&words, kind)
    }

    /// Names of one kind under a key, at least one.
    pub fn must_refs<T: From<String>>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        kind: Kind,
    ) -> Vec<T> {
        let words = table.must_words(key, &mut self.problems);
        self.resolve(&words, kind)
    }

    fn resolve<T: From<String>>(&mut self, words: &[Word], kind: Kind) -> Vec<T> {
        let mut seen: Vec<&str> = Vec::new();
        let mut out = Vec::new();
        for word in words {
            if seen.contains(&word.text.as_str()) {
                let message = format!("{} `{}` is named twice.", kind.word(), word.text);
                self.problems.error(&word.at, message, "");
                continue;
            }
            seen.push(&word.text);
            if self
                .names
                .expect(kind, &word.text, &word.at, &mut self.problems)
            {
                out.push(T::from(word.text.clone()));
            }
        }
        out
    }

    /// One name of a kind under a key, if it is there.
    pub fn opt_ref<T: From<String>>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        kind: Kind,
    ) -> Option<T> {
        let word = table.opt_word(key, &mut self.problems)?;
        let known = self
            .names
            .expect(kind, &word.text, &word.at, &mut self.problems);
        known.then(|| T::from(word.text))
    }

    pub fn readings(&mut self, table: &Table<'_>) -> Vec<FindingId> {
        self.refs(table, "readings", Kind::Finding)
    }

    /// `heading` and `quote`, which every rule of the source has.
    pub fn cite(&mut self, table: &Table<'_>) -> Cite {
        let heading = table.text("heading", &mut self.problems);
        Cite {
            heading,
            quote: self.quote(table),
        }
    }

    /// The same where it may be left out.
    pub fn opt_cite(&mut self, table: &Table<'_>) -> Option<Cite> {
        if table.has("heading") || table.has("quote") {
            return Some(self.cite(table));
        }
        None
    }

    /// The same for a rule that may be good practice, which has no source.
    pub fn cite_unless_practice(&mut self, table: &Table<'_>, force: Force) -> Option<Cite> {
        if force != Force::GoodPractice {
            return Some(self.cite(table));
        }
        if table.has("quote") {
            self.problems.error(
                &table.place("quote"),
                format!("{} is good practice and has a quotation.", table.called),
                "What the source says is must, should or may. Good practice is our own advice.",
            );
        }
        self.opt_cite(table)
    }

    fn quote(&mut self, table: &Table<'_>) -> Option<Text> {
        let quote = table.opt_text("quote", &mut self.problems)?;
        let words = quote.split_whitespace().count();
        if words > QUOTE_WORDS {
            self.problems.error(
                &table.place("quote"),
                format!("The quotation has {words} words."),
                format!("At most {QUOTE_WORDS}: quote the words that matter, and say the rest in your own."),
            );
        }
        Some(quote)
    }

    /// `when = { fact = "choice", reached = ["stage"], resolved-at = ["stage"] }`. Routes, calendars
    /// and contacts hold from the start, so that they may depend on facts only.
    pub fn when(&mut self, table: &Table<'_>, facts_only: bool) -> When {
        let Some(when) = table.table("when", &mut self.problems) else {
            return When::default();
        };
        let mut out = Vec::new();
        for (key, item) in when.entries() {
            let words = item.words(&mut self.problems);
            if words.is_empty() {
                self.problems
                    .error(&item.at, format!("`{}` names nothing.", key.text), "");
            }
            let stages = key.text == "reached" || key.text == "resolved-at";
            if stages && facts_only {
                self.problems.error(
                    &key.at,
                    format!("{} cannot depend on `{}`.", table.called, key.text),
                    "It holds from the start, so it may depend on facts only.",
                );
            }
            if stages {
                let stages = self.resolve(&words, Kind::Stage);
                out.push(match key.text.as_str() {
                    "reached" => Condition::Reached(stages),
                    _ => Condition::ResolvedAt(stages),
                });
            } else if self
                .names
                .expect(Kind::Fact, &key.text, &key.at, &mut self.problems)
            {
                let choices = words
                    .into_iter()
                    .filter(|w| self.names.expect_choice(&key.text, w, &mut self.problems))
                    .map(|w| ChoiceId::new(w.text))
                    .collect();
                out.push(Condition::Fact(FactId::new(key.text), choices));
            }
        }
        When(out)
    }
}
