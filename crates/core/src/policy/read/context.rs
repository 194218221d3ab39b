//! What the readers of the sections share: names, problems, and the parts that many rules have.

use super::grammar;
use super::keys;
use super::names::{Kind, Names};
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::problem::{Place, Problems};
use crate::policy::table::{Item, Table, Word};
use std::collections::BTreeMap;
use toml::de::DeValue;

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

    /// `when = { fact = "choice", reached = ["stage"], resolved-at = ["stage"], happened = ["moment"] }`.
    pub fn when(&mut self, table: &Table<'_>, scope: Scope) -> When {
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
            let course = matches!(key.text.as_str(), "reached" | "resolved-at" | "happened");
            if course && scope != Scope::Course {
                self.problems.error(
                    &key.at,
                    format!("{} cannot depend on `{}`.", table.called, key.text),
                    "It holds from the start, so it may depend on facts only.",
                );
            }
            match key.text.as_str() {
                "reached" => out.push(Condition::Reached(self.resolve(&words, Kind::Stage))),
                "resolved-at" => out.push(Condition::ResolvedAt(self.resolve(&words, Kind::Stage))),
                "happened" => out.push(Condition::Happened(self.moments(&words))),
                _ => out.extend(self.fact_line(table, &key, words, scope)),
            }
        }
        When(out)
    }

    fn fact_line(
        &mut self,
        table: &Table<'_>,
        key: &Word,
        words: Vec<Word>,
        scope: Scope,
    ) -> Option<Condition> {
        let fact = key.text.as_str();
        if !self
            .names
            .expect(Kind::Fact, fact, &key.at, &mut self.problems)
        {
            return None;
        }
        if self.names.of_each_agency(fact) && scope == Scope::Facts {
            self.problems.error(
                &key.at,
                format!(
                    "{} cannot depend on `{fact}`, which is asked of each agency.",
                    table.called
                ),
                "Only roles and duties are looked at for one agency at a time.",
            );
        }
        let choices = words
            .into_iter()
            .filter(|w| {
                self.names
                    .expect_choice((Kind::Fact, fact), w, &mut self.problems)
            })
            .map(|w| ChoiceId::new(w.text))
            .collect();
        Some(Condition::Fact(FactId::new(fact), choices))
    }

    /// `of = "each-agency"`.
    pub fn each_agency(&mut self, table: &Table<'_>) -> bool {
        let item = table.get("of");
        item.is_some_and(|item| item.choice(&[("each-agency", true)], &mut self.problems))
    }

    /// Parties under a key, each alone or with a `when` of its own.
    pub fn addressees(&mut self, table: &Table<'_>, key: &str) -> Vec<To> {
        let Some(item) = table.get(key) else {
            return Vec::new();
        };
        let all = match item.value {
            DeValue::Array(_) => item.list(&mut self.problems),
            _ => vec![item],
        };
        all.iter().filter_map(|item| self.addressee(item)).collect()
    }

    fn addressee(&mut self, item: &Item<'_>) -> Option<To> {
        let (word, when) = match item.value {
            DeValue::Table(_) => {
                let inner = item.table(&mut self.problems)?;
                inner.allow(keys::TO, &mut self.problems);
                let word = inner.word("party", &mut self.problems);
                (word, self.when(&inner, Scope::Course))
            }
            _ => (item.word(&mut self.problems), When::default()),
        };
        let party = grammar::party(&word, &self.names, &mut self.problems)?;
        Some(To { party, when })
    }
}

/// What a `when` may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Facts of the dispute: routes, calendars, contacts and exclusions hold from the start.
    Facts,
    /// Facts of the dispute and of the agency in question.
    Agency,
    /// Those, and what happened since.
    Course,
}
