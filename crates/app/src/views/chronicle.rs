//! The chronology: every record in words, with what became of it.

use crate::files;
use crate::loaded::LoadedCase;
use crate::settings::Settings;
use crate::views::about::about_heading;
use crate::views::details::{Told, tell};
use crate::views::entries::entry_word;
use crate::views::forms::moment;
use crate::wire::{ChronicleView, ChronologyView, TookPart};
use chrono::NaiveTime;
use std::collections::BTreeMap;
use stepwise_core::case::{Correction, effective};
use stepwise_core::event::{Entry, Event, Side, What};
use stepwise_core::ids::{AgencyId, PersonId};
use stepwise_core::time::Happened;

/// By when things happened, newest first.
pub(crate) fn chronology_view(
    loaded: &LoadedCase,
    settings: &Settings,
    clock: &BTreeMap<u64, String>,
) -> ChronologyView {
    chronology(loaded, settings, clock, false)
}

/// The same of a case that is read here and not recorded in: nothing in it can be corrected, and what corrections alone
/// need is not worked out. Who could have taken part in each record is so much for a case with many people and many
/// records that one made to do harm would fill the memory.
pub(crate) fn chronology_to_read(loaded: &LoadedCase, settings: &Settings) -> ChronologyView {
    chronology(loaded, settings, &BTreeMap::new(), true)
}

fn chronology(
    loaded: &LoadedCase,
    settings: &Settings,
    clock: &BTreeMap<u64, String>,
    to_read: bool,
) -> ChronologyView {
    let (kept, corrections) = effective(&loaded.events);
    let words: BTreeMap<u64, &What> = kept.iter().map(|e| (e.seq, &e.what)).collect();
    let records = loaded
        .events
        .iter()
        .filter(|e| !matches!(e.what, What::Amended { .. } | What::Struck { .. }));
    let mut lines: Vec<(Happened, u64, ChronicleView)> = records
        .map(|event| {
            let line = Line {
                loaded,
                settings,
                event,
                kept: &kept,
                correction: corrections.get(&event.seq),
                clock,
                to_read,
            };
            let now = words.get(&event.seq).copied().unwrap_or(&event.what);
            line.view(now)
        })
        .collect();
    // A day without a time comes after the times of that day: nobody can say that it was earlier.
    let key = |h: Happened| (h.date, h.time.is_none(), h.time.unwrap_or(NaiveTime::MIN));
    lines.sort_by(|(a, n, _), (b, m, _)| (key(*b), m).cmp(&(key(*a), n)));
    ChronologyView {
        case: loaded.id.to_string(),
        about: about_heading(&loaded.case),
        entries: lines.into_iter().map(|(_, _, view)| view).collect(),
    }
}

struct Line<'a> {
    loaded: &'a LoadedCase,
    settings: &'a Settings,
    event: &'a Event,
    /// Every record that counts, in its latest wording.
    kept: &'a [Event],
    correction: Option<&'a Correction>,
    /// What is to be said of the clock, by number.
    clock: &'a BTreeMap<u64, String>,
    /// Nothing is corrected here.
    to_read: bool,
}

impl Line<'_> {
    fn view(&self, now: &What) -> (Happened, u64, ChronicleView) {
        let loaded = self.loaded;
        let told = tell(loaded, now);
        let zone = loaded.policy.zone;
        let written = self.event.recorded.with_timezone(&zone).naive_local();
        let when = told
            .happened
            .unwrap_or(Happened::at(written.date(), written.time()));
        let (struck, amended) = match self.correction {
            Some(Correction::StruckBy(_, reason)) => (Some(reason.clone()), None),
            Some(Correction::AmendedBy(_, reason)) => (None, Some(reason.clone())),
            None => (None, None),
        };
        let before = amended
            .is_some()
            .then(|| flat(&tell(loaded, &self.event.what)));
        let entry_kind = match now {
            What::Recorded(entry) => entry_word(entry.kind),
            _ => "",
        };
        let standing = struck.is_none() && !self.to_read;
        let view = ChronicleView {
            seq: self.event.seq,
            kind: now.kind().into(),
            entry_kind: entry_kind.into(),
            title: told.title,
            happened: told.happened.map(moment),
            written: self.event.recorded.to_rfc3339(),
            by: loaded.writer(self.settings, self.event.seq, &self.event.by),
            clock: self.clock.get(&self.event.seq).cloned().unwrap_or_default(),
            with: told.with,
            took_part: match now {
                What::Recorded(entry) if !self.to_read => {
                    Some(took_part(self.kept, self.event.seq, entry))
                }
                _ => None,
            },
            statements: told.statements,
            agreed: told.agreed,
            next: told.next,
            details: told.details,
            entry: match now {
                What::Recorded(entry) => entry.id.to_string(),
                _ => String::new(),
            },
            files: files::with(loaded, now),
            stage: self.stage(now),
            group: told.group.into(),
            struck,
            amended,
            before: before.unwrap_or_default(),
            amendable: standing
                && matches!(now, What::Recorded(_) | What::Opened(_) | What::Attached(_)),
            strikable: standing && strikable(now),
        };
        (when, self.event.seq, view)
    }

    /// The stage that was open when this was written, or that the record names itself.
    fn stage(&self, now: &What) -> String {
        let n = match now {
            What::Recorded(entry) => entry.visit,
            What::DutySettled(key, _) => key.visit,
            What::Reached { visit, .. } | What::PaperFilled { visit, .. } => *visit,
            What::StageSettled { visit, .. } => Some(*visit),
            _ => None,
        };
        let visits = &self.loaded.case.visits;
        let visit = match n {
            Some(n) => self.loaded.case.visit(n),
            None => visits.iter().rev().find(|v| v.seq <= self.event.seq),
        };
        let stage = visit.and_then(|v| self.loaded.policy.stage(&v.stage));
        stage.map(|s| s.name.clone()).unwrap_or_default()
    }
}

fn strikable(what: &What) -> bool {
    !matches!(
        what,
        What::Opened(_)
            | What::Sent(_)
            | What::PolicyMoved(_)
            | What::PolicyKept(_)
            | What::HoldPlaced(_)
            | What::HoldLifted { .. }
            | What::KeptLonger(_)
            | What::AccessGiven(_)
            | What::Amended { .. }
            | What::Struck { .. }
    )
}

/// Who took part, and who stood on which side at that time. People change their name and their agency;
/// what was recorded keeps the name and the side that it was recorded with.
fn took_part(kept: &[Event], seq: u64, entry: &Entry) -> TookPart {
    let mut agencies = BTreeMap::new();
    let mut people: Vec<(&PersonId, &str, &AgencyId)> = Vec::new();
    for event in kept {
        let then = event.seq < seq;
        match &event.what {
            What::AgencyNamed(a) if then => drop(agencies.insert(&a.id, a.side)),
            What::AgencyNamed(a) => drop(agencies.entry(&a.id).or_insert(a.side)),
            What::PersonNamed(p) => match people.iter_mut().find(|(id, ..)| **id == p.id) {
                Some(known) if then => *known = (&p.id, &p.name, &p.agency),
                Some(_) => {}
                None => people.push((&p.id, &p.name, &p.agency)),
            },
            _ => {}
        }
    }
    let choice = |side: Side, recorded: &[String], others: &[String]| {
        let stood = people
            .iter()
            .filter(|(_, _, agency)| agencies.get(agency) == Some(&side))
            .map(|(_, name, _)| (*name).to_owned())
            .filter(|name| !name.is_empty() && !others.contains(name));
        let mut all: Vec<String> = Vec::new();
        for name in stood.chain(recorded.iter().cloned()) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    };
    TookPart {
        choice_ours: choice(Side::Ours, &entry.ours, &entry.theirs),
        choice_theirs: choice(Side::Theirs, &entry.theirs, &entry.ours),
        ours: entry.ours.clone(),
        theirs: entry.theirs.clone(),
    }
}

/// The older version as labels and texts.
fn flat(told: &Told) -> Vec<(String, String)> {
    let mut out = vec![("Was".to_owned(), told.title.clone())];
    let mut put = |label: &str, text: &str| {
        if !text.trim().is_empty() {
            out.push((label.to_owned(), text.to_owned()));
        }
    };
    if let Some(on) = told.happened {
        put("Happened", &crate::words::happened_words(on));
    }
    put("With", &told.with);
    for statement in &told.statements {
        let label = match statement.nature.as_str() {
            "opinion" => "Opinion",
            "own-words" => "Own words",
            _ => "Fact",
        };
        put(label, &statement.text);
    }
    put("Agreed", &told.agreed);
    put("Next", &told.next);
    for (label, text) in &told.details {
        put(label, text);
    }
    out
}
