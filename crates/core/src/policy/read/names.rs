//! Every name that a pack declares, with its place, so that references can be checked as they are
//! read.

use crate::policy::problem::{Place, Problems, nearest};
use crate::policy::table::{Table, Word, shown};
use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Fact,
    Moment,
    Role,
    Ladder,
    Stage,
    Clock,
    Duty,
    Move,
    Ending,
    Contact,
    Finding,
    Check,
    Note,
    Exclusion,
    Paper,
}

/// The sections of `policy.toml`.
const SECTIONS: [(&str, Kind); 14] = [
    ("fact", Kind::Fact),
    ("moment", Kind::Moment),
    ("role", Kind::Role),
    ("ladder", Kind::Ladder),
    ("stage", Kind::Stage),
    ("clock", Kind::Clock),
    ("duty", Kind::Duty),
    ("move", Kind::Move),
    ("ending", Kind::Ending),
    ("contact", Kind::Contact),
    ("finding", Kind::Finding),
    ("check", Kind::Check),
    ("note", Kind::Note),
    ("exclusion", Kind::Exclusion),
];

/// Words with a meaning of their own in the language, which a name of that kind cannot take.
const RESERVED: [(Kind, &[&str]); 3] = [
    (Kind::Fact, &["reached", "resolved-at", "happened"]),
    (
        Kind::Moment,
        &[
            "raised",
            "resolved",
            "ended",
            "immediate-harm",
            "withdrawn",
            "stage",
            "clock",
            "duty",
            "ending",
        ],
    ),
    (
        Kind::Stage,
        &["stage", "clock", "duty", "ending", "next", "any-higher"],
    ),
];

impl Kind {
    /// The word for it in messages, which is its section's name. Papers have files instead.
    pub fn word(self) -> &'static str {
        SECTIONS
            .iter()
            .find(|(_, k)| *k == self)
            .map_or("paper", |(name, _)| name)
    }
}

/// The names of a pack.
#[derive(Default)]
pub(crate) struct Names {
    places: BTreeMap<(Kind, String), Place>,
    /// The choices of each fact, and of each moment that is a question.
    choices: BTreeMap<(Kind, String), Vec<String>>,
    /// Facts and moments of each agency.
    of_agencies: Vec<(Kind, String)>,
    /// Roles that are bodies outside both sides.
    bodies: Vec<String>,
}

impl Names {
    /// Gathers the names of `policy.toml`. Reports nothing: the readers do.
    pub fn gather(root: &Table<'_>) -> Self {
        let mut silent = Problems::default();
        let mut names = Self::default();
        for (section, kind) in SECTIONS {
            for (name, table) in root.section(section, &mut silent) {
                if matches!(kind, Kind::Fact | Kind::Moment)
                    && let Some(choices) = table.table("choices", &mut silent)
                {
                    let all = choices.entries().into_iter().map(|(w, _)| w.text).collect();
                    names.choices.insert((kind, name.text.clone()), all);
                }
                if matches!(kind, Kind::Fact | Kind::Moment) && table.has("of") {
                    names.of_agencies.push((kind, name.text.clone()));
                }
                if kind == Kind::Role && table.flag("body", false, &mut silent) {
                    names.bodies.push(name.text.clone());
                }
                names.places.insert((kind, name.text), name.at);
            }
        }
        names
    }

    /// Adds a paper, which has a file of its own.
    pub fn add_paper(&mut self, id: &str, file: &str) {
        self.places
            .insert((Kind::Paper, id.into()), Place::whole(file));
    }

    /// Reports names that the language keeps for itself.
    pub fn check_reserved(&self, problems: &mut Problems) {
        for (kind, words) in RESERVED {
            for word in words {
                if let Some(at) = self.places.get(&(kind, (*word).into())) {
                    problems.error(
                        at,
                        format!("A {} cannot be called `{word}`.", kind.word()),
                        "The word has a meaning of its own in the language; choose another.",
                    );
                }
            }
        }
    }

    pub fn has(&self, kind: Kind, id: &str) -> bool {
        self.places.contains_key(&(kind, id.to_owned()))
    }

    pub fn is_body(&self, role: &str) -> bool {
        self.bodies.iter().any(|b| b == role)
    }

    /// Whether a fact is asked of each agency.
    pub fn of_each_agency(&self, fact: &str) -> bool {
        self.is_of_each(Kind::Fact, fact)
    }

    /// Whether a moment is dated for each agency.
    pub fn moment_of_each(&self, moment: &str) -> bool {
        self.is_of_each(Kind::Moment, moment)
    }

    fn is_of_each(&self, kind: Kind, id: &str) -> bool {
        self.of_agencies.iter().any(|(k, n)| *k == kind && n == id)
    }

    /// Whether a moment is a question with answers.
    pub fn is_question(&self, moment: &str) -> bool {
        let key = (Kind::Moment, moment.to_owned());
        self.choices.get(&key).is_some_and(|c| !c.is_empty())
    }

    /// The names of a kind, in order of the alphabet.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.places
            .keys()
            .filter(move |(k, _)| *k == kind)
            .map(|(_, n)| n.as_str())
    }

    /// Where a name is declared.
    pub fn place(&self, kind: Kind, id: &str) -> Place {
        self.places
            .get(&(kind, id.to_owned()))
            .cloned()
            .unwrap_or_else(|| Place::whole("policy.toml"))
    }

    /// Reports a name that is not declared, with the nearest that is.
    pub fn expect(&self, kind: Kind, id: &str, at: &Place, problems: &mut Problems) -> bool {
        if self.has(kind, id) {
            return true;
        }
        // Where a file could not be read, or the name itself cannot be one, that was said already.
        let misspelt = self
            .all(kind)
            .any(|name| name != id && name.to_lowercase() == id);
        if !id.is_empty() && !problems.is_broken() && !misspelt {
            let known: Vec<&str> = self.all(kind).collect();
            problems.error(
                at,
                format!("There is no {} `{}`.", kind.word(), shown(id)),
                suggest(
                    id,
                    &known,
                    &match kind {
                        Kind::Paper => "Write it as forms/<name>.toml.".to_owned(),
                        _ => format!("The pack declares no {}.", kind.word()),
                    },
                ),
            );
        }
        false
    }

    /// Reports an answer that the fact, or the question, does not have.
    pub fn expect_choice(
        &self,
        (kind, of): (Kind, &str),
        choice: &Word,
        problems: &mut Problems,
    ) -> bool {
        let known = self
            .choices
            .get(&(kind, of.to_owned()))
            .map(Vec::as_slice)
            .unwrap_or_default();
        if known.contains(&choice.text) {
            return true;
        }
        if !choice.text.is_empty() {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let word = kind.word();
            problems.error(
                &choice.at,
                format!(
                    "{word} `{}` has no choice `{}`.",
                    shown(of),
                    shown(&choice.text)
                ),
                suggest(&choice.text, &known, &format!("The {word} has no choices.")),
            );
        }
        false
    }
}

/// "Did you mean …? Known: …", or what to say when nothing is known.
pub(crate) fn suggest(word: &str, known: &[&str], none: &str) -> String {
    if known.is_empty() {
        return none.into();
    }
    let list = known
        .iter()
        .take(30)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`? Known: {list}."),
        None => format!("Known: {list}."),
    }
}
