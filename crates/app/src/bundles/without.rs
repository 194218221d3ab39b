//! What is taken out of a bundle: people, words, whole entries. The record itself stays as it is.

use super::parts::{Chosen, Part, shows};
use crate::blackout::{Blackout, Term, exactly, forms, marked, stands_in};
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::papers::plain;
use crate::settings::Settings;
use crate::views::chronicle::chronology_view;
use crate::wire::{BundleEntry, BundleWords, CopyPart, Without};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use stepwise_core::event::What;

/// A text of an entry that is left out is also taken out of forms that quote it, if it is so many letters long: a
/// shorter one, such as "Yes", stands in many places that have nothing to do with it.
const QUOTED: usize = 20;

/// Somebody of the case, with every name that they were ever recorded with.
struct Known {
    /// The name for requests.
    id: String,
    names: Vec<String>,
    /// What finds them besides their names: numbers, addresses, the date of birth.
    ways: Vec<String>,
    /// Who they are.
    who: String,
}

fn known(loaded: &LoadedCase) -> Vec<Known> {
    let mut all: Vec<Known> = Vec::new();
    let mut add = |id: String, name: &str, ways: Vec<String>, who: &str| {
        let at = all.iter().position(|k| k.id == id).unwrap_or(all.len());
        if at == all.len() {
            all.push(Known {
                id,
                names: Vec::new(),
                ways: Vec::new(),
                who: String::new(),
            });
        }
        let Some(one) = all.get_mut(at) else { return };
        one.names.retain(|n| n != name);
        if !name.trim().is_empty() {
            one.names.push(name.to_owned());
        }
        one.ways
            .extend(ways.into_iter().filter(|w| !w.trim().is_empty()));
        one.who = who.to_owned();
    };
    for what in loaded.said() {
        match what {
            What::SubjectNamed(s) => {
                let born = s.born.map(|day| {
                    let slashed = day.format("%d/%m/%Y").to_string();
                    vec![plain(day), day.to_string(), slashed]
                });
                let id = format!("subject:{}", s.id);
                add(
                    id,
                    &s.name,
                    born.unwrap_or_default(),
                    "Child or adult at risk",
                );
            }
            What::PersonNamed(p) => {
                let ways = vec![p.email.clone(), p.phone.clone()];
                add(format!("person:{}", p.id), &p.name, ways, &p.designation);
            }
            _ => {}
        }
    }
    all.retain(|one| !one.names.is_empty());
    all
}

/// Everybody of the case: the name for requests, their last name on record, who they are.
pub(super) fn people(loaded: &LoadedCase) -> Vec<(String, String, String)> {
    let all = known(loaded).into_iter();
    all.map(|mut one| (one.id, one.names.pop().unwrap_or_default(), one.who))
        .collect()
}

/// Whether an entry can be left out whole. Those that the dispute's way hangs on cannot, nor can those that are parts
/// of the bundle by themselves.
fn can_go(what: &What) -> bool {
    matches!(
        what,
        What::Recorded(..)
            | What::ActionAgreed(..)
            | What::ActionSettled { .. }
            | What::PlanReviewed(..)
            | What::VoiceRecorded { .. }
            | What::Checked { .. }
            | What::PersonNamed(..)
            | What::Sent(..)
            | What::Linked(..)
            | What::DutySettled(..)
            | What::HoldPlaced(..)
            | What::KeptLonger(..)
            | What::PupilLeaves(..)
            | What::LeavingStep(..)
            | What::AccessAsked(..)
            | What::AccessExtended { .. }
            | What::AccessGiven(..)
    )
}

/// What is taken out, worked out against the case.
pub(super) struct Out<'a> {
    without: &'a Without,
    /// Whose names, as the record will say.
    whose: Vec<String>,
    terms: Vec<Term>,
    /// Parts of names that somebody who stays in has too.
    shared: Vec<String>,
}

impl<'a> Out<'a> {
    /// # Errors
    /// Nobody of that name for requests; an entry that cannot be left out.
    pub fn new(loaded: &LoadedCase, without: &'a Without) -> Answer<Self> {
        let (gone, stay): (Vec<Known>, Vec<Known>) = known(loaded)
            .into_iter()
            .partition(|one| without.people.contains(&one.id));
        if gone.len() < without.people.iter().collect::<BTreeSet<_>>().len() {
            return Err(AppError::NotFound("person"));
        }
        let stay: Vec<&str> = stay.iter().flat_map(|k| &k.names).map(|n| &**n).collect();
        let (mut terms, mut shared) = (Vec::new(), Vec::new());
        let known_names = gone.iter().flat_map(|one| one.names.clone());
        for name in known_names.chain(without.names.iter().map(|n| line(n))) {
            let (more, also) = forms(&name, &stay);
            terms.extend(more);
            shared.extend(also);
        }
        for one in &gone {
            let name = one.names.last().map_or("", |n| n);
            terms.extend(one.ways.iter().filter_map(|way| exactly(way, name)));
        }
        terms.extend(without.words.iter().filter_map(|words| marked(words)));
        for seq in &without.entries {
            let event = loaded.events.iter().find(|e| e.seq == *seq);
            let event = event.filter(|e| can_go(&e.what));
            let event = event.ok_or(AppError::NotFound("entry"))?;
            let said = serde_json::to_value(&event.what)
                .map_err(|_| AppError::Internal("an entry cannot be read"))?;
            texts(&said, &mut |text| {
                let lines = text.lines().filter(|l| l.trim().chars().count() >= QUOTED);
                terms.extend(lines.filter_map(marked));
            });
        }
        shared.sort_unstable();
        shared.dedup();
        let whose = gone.iter().filter_map(|one| one.names.last().cloned());
        let whose = whose.chain(without.names.iter().map(|n| line(n)));
        Ok(Self {
            without,
            whose: whose.filter(|name| !name.is_empty()).collect(),
            terms,
            shared,
        })
    }

    /// What is taken out, in words for the record.
    pub fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        if !self.whose.is_empty() {
            told.push(format!("names taken out: {}", self.whose.join(", ")));
        }
        let words = self.without.words.iter().map(|w| line(w));
        let words: Vec<String> = words.filter(|w| !w.is_empty()).collect();
        if !words.is_empty() {
            let quoted: Vec<String> = words
                .iter()
                .map(|w| format!("\u{201c}{w}\u{201d}"))
                .collect();
            told.push(format!("words taken out: {}", quoted.join(", ")));
        }
        if !self.without.entries.is_empty() {
            let entries: Vec<String> = self.without.entries.iter().map(u64::to_string).collect();
            told.push(format!("left out whole: entries {}", entries.join(", ")));
        }
        told
    }

    /// Whether nothing is taken out.
    pub fn nothing(&self) -> bool {
        self.terms.is_empty() && self.without.entries.is_empty()
    }

    /// What is blacked out.
    pub fn blackout(&self) -> Blackout<'_> {
        Blackout {
            terms: self.terms.clone(),
            spared: &self.without.spared,
            passages: &[],
        }
    }

    /// The parts that go, without the entries that do not. Where anything is taken out, no attached file goes that
    /// was not chosen a second time: nothing is taken out of a file. The second is how many stay behind so.
    pub fn of(&self, mut parts: BTreeSet<Part>) -> (Chosen, u32) {
        let all = parts.len();
        if !self.nothing() {
            let anyway = &self.without.files;
            parts.retain(|p| !matches!(p, Part::File(_)) || anyway.contains(&p.name()));
        }
        let behind = u32::try_from(all - parts.len()).unwrap_or(u32::MAX);
        let out = self.without.entries.iter().copied().collect();
        (Chosen { parts, out }, behind)
    }

    /// The entries whose text goes into the sealed file: those of the chosen parts, without what was left out and
    /// without each in which a word is blacked out. Such an entry keeps its row, so that the chain holds.
    pub fn given<'e>(
        &self,
        loaded: &LoadedCase,
        chosen: &Chosen,
        stored: impl Iterator<Item = (u64, &'e [u8])>,
    ) -> BTreeSet<u64> {
        let whats: BTreeMap<u64, &What> = loaded.events.iter().map(|e| (e.seq, &e.what)).collect();
        let blackout = self.blackout();
        let goes = |seq: u64, payload: &[u8]| {
            let Some(what) = whats.get(&seq) else {
                return false;
            };
            let of = match what {
                What::Amended { seq, .. } | What::Struck { seq, .. } => *seq,
                _ => seq,
            };
            shows(loaded, &chosen.parts, what)
                && chosen.keeps(seq)
                && chosen.keeps(of)
                && !blacked_out(&blackout, payload)
        };
        stored
            .filter(|(seq, payload)| goes(*seq, payload))
            .map(|(seq, _)| seq)
            .collect()
    }

    /// Every entry that would go, for the window.
    pub fn words(&self, loaded: &LoadedCase, settings: &Settings, chosen: &Chosen) -> BundleWords {
        let blackout = self.blackout();
        let mut entries = chronology_view(loaded, settings, &BTreeMap::new()).entries;
        entries.reverse();
        let names = self.without.names.iter().map(|n| (n, forms(n, &[]).0));
        let words = self.without.words.iter();
        let words = words.map(|w| (w, marked(w).into_iter().collect()));
        let mut typed: Vec<(&String, Vec<Term>)> = names.chain(words).collect();
        typed.retain(|(text, _)| !text.trim().is_empty());
        let mut shown = Vec::new();
        for entry in entries {
            let event = loaded.events.iter().find(|e| e.seq == entry.seq);
            let Some(event) = event.filter(|e| shows(loaded, &chosen.parts, &e.what)) else {
                continue;
            };
            let parts = blackout.parts(&entry);
            let day = entry.happened.as_ref().map(|m| m.date.clone());
            let whole = |part: &CopyPart| -> String {
                part.pieces
                    .iter()
                    .map(|piece| piece.text.as_str())
                    .collect()
            };
            let texts: Vec<String> = parts.iter().map(whole).collect();
            typed.retain(|(_, terms)| !texts.iter().any(|text| stands_in(text, terms)));
            shown.push(BundleEntry {
                seq: entry.seq,
                day: day.unwrap_or_else(|| entry.written.chars().take(10).collect()),
                can_go: can_go(&event.what),
                parts,
            });
        }
        BundleWords {
            entries: shown,
            shared: self.shared.clone(),
            unfound: typed.into_iter().map(|(text, _)| text.clone()).collect(),
        }
    }
}

/// Whether a word of a stored entry is blacked out. One that cannot be read counts as if.
fn blacked_out(blackout: &Blackout<'_>, payload: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<Value>(payload) else {
        return true;
    };
    let mut found = false;
    texts(&value, &mut |text| {
        found = found || blackout.text(text).1 > 0
    });
    found
}

/// Every text in a value.
fn texts(value: &Value, met: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => met(text),
        Value::Array(all) => all.iter().for_each(|one| texts(one, met)),
        Value::Object(all) => all.values().for_each(|one| texts(one, met)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
