//! When each moment that a rule may name happened: built in, declared by the pack, or made by rules.

use super::scene::{Scene, local};
use crate::case::{ReachedMoment, Visit};
use crate::event::{DutyKey, Outcome, Settled, Why};
use crate::ids::{AgencyId, ChoiceId, MomentId, StageId};
use crate::policy::words::each_words;
use crate::policy::{MomentRef, Per, PolicySide, StageMoment};
use crate::time::Happened;
use std::collections::BTreeSet;

/// One happening of a moment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Instance {
    pub on: Happened,
    /// The stay at a stage to which it belongs; none for the dispute as a whole.
    pub visit: Option<u32>,
    /// Which time round.
    pub episode: usize,
    /// Of which agency, where it is dated for each.
    pub agency: Option<AgencyId>,
    /// The event that made it.
    pub seq: u64,
    /// Taken from another moment by the pack's default.
    pub assumed: bool,
}

impl Scene<'_> {
    /// Every happening of a moment, in no particular order. What is only set for a time ahead has not
    /// happened.
    pub fn instances(&self, moment: &MomentRef) -> Vec<Instance> {
        let mut found = self.dated(moment);
        if matches!(moment, MomentRef::Declared(_) | MomentRef::Answered(..)) {
            found.retain(|i| self.has_come(i.on));
        }
        found
    }

    /// Every dating of a moment, those ahead too.
    pub fn dated(&self, moment: &MomentRef) -> Vec<Instance> {
        match moment {
            MomentRef::Raised => self.raised(),
            MomentRef::Resolved => self.resolved(),
            MomentRef::Ended => {
                let closings = self.case.closings.iter();
                closings
                    .map(|c| self.instance(c.value.1, self.visit_at(c.seq).map(|v| v.n), c.seq))
                    .collect()
            }
            MomentRef::ImmediateHarm => {
                let danger = self.case.danger.iter().filter(|d| d.value.0);
                danger
                    .map(|d| self.instance(d.value.2, self.visit_at(d.seq).map(|v| v.n), d.seq))
                    .collect()
            }
            MomentRef::Stage(stage, kind) => self.of_stage(Some(stage), *kind),
            MomentRef::AnyStage(kind) => self.of_stage(None, *kind),
            MomentRef::EndedWith(ending) => {
                let closings = self.case.closings.iter();
                closings
                    .filter(|c| c.value.0.as_ref() == Some(ending))
                    .map(|c| self.instance(c.value.1, self.visit_at(c.seq).map(|v| v.n), c.seq))
                    .collect()
            }
            MomentRef::Withdrawn => {
                let closings = self.case.closings.iter();
                closings
                    .filter(|c| c.value.0.is_none())
                    .map(|c| self.instance(c.value.1, self.visit_at(c.seq).map(|v| v.n), c.seq))
                    .collect()
            }
            MomentRef::Declared(moment) => self.declared(moment, 0),
            MomentRef::Answered(moment, answer) => self.datings(moment, Some(answer)),
            MomentRef::Each(moment, answer, side) => {
                let one = match answer {
                    Some(answer) => MomentRef::Answered(moment.clone(), answer.clone()),
                    None => MomentRef::Declared(moment.clone()),
                };
                self.of_every_agency(&one, *side)
            }
            MomentRef::ClockPassed(clock) => self.passed(clock),
            MomentRef::DutyDone(duty) => self.done(|key| key.duty == *duty),
        }
    }

    fn instance(&self, on: Happened, visit: Option<u32>, seq: u64) -> Instance {
        Instance {
            on,
            visit,
            episode: self.episode(seq),
            agency: None,
            seq,
            assumed: false,
        }
    }

    /// The dispute was raised, and raised again whenever it was reopened.
    fn raised(&self) -> Vec<Instance> {
        let opening = self
            .case
            .opening
            .iter()
            .map(|o| self.instance(o.value.raised, None, o.seq));
        let again = self
            .case
            .reopened
            .iter()
            .map(|r| self.instance(r.value.1, None, r.seq));
        opening.chain(again).collect()
    }

    fn resolved(&self) -> Vec<Instance> {
        let mut found: Vec<Instance> = self
            .resolved_visits()
            .map(|(v, on, seq)| self.instance(on, Some(v.n), seq))
            .collect();
        for episode in 0..=self.current_episode() {
            // Resolved before any stage was opened.
            if let Some((on, seq)) = self.resolving_closing(episode)
                && !found.iter().any(|i| i.episode == episode)
            {
                found.push(self.instance(on, None, seq));
            }
        }
        found
    }

    fn of_stage(&self, stage: Option<&StageId>, kind: StageMoment) -> Vec<Instance> {
        let mine = |v: &&Visit| stage.is_none_or(|s| v.stage == *s);
        let visits = self.case.visits.iter();
        match kind {
            StageMoment::Opened => visits
                .filter(mine)
                .map(|v| self.instance(v.opened, Some(v.n), v.seq))
                .collect(),
            StageMoment::Resolved => self
                .resolved_visits()
                .filter(|(v, _, _)| mine(v))
                .map(|(v, on, seq)| self.instance(on, Some(v.n), seq))
                .collect(),
            StageMoment::Unresolved => visits
                .filter(mine)
                .filter_map(|v| Some((v, v.outcome.as_ref()?)))
                .filter(|(_, o)| o.outcome == Outcome::NotResolved)
                .map(|(v, o)| self.instance(o.on, Some(v.n), o.seq))
                .collect(),
            StageMoment::Left => visits
                .filter(mine)
                .filter_map(|v| {
                    let next = || self.following(v).map(|next| (next.opened, next.seq));
                    let (on, seq) = self.resolution(v).or_else(next)?;
                    Some(self.instance(on, Some(v.n), seq))
                })
                .collect(),
            StageMoment::Skipped => visits
                .flat_map(|v| {
                    let skipped = self
                        .skipped_by(v)
                        .filter(|s| stage.is_none_or(|wanted| wanted == *s));
                    skipped
                        .map(|_| self.instance(v.opened, Some(v.n), v.seq))
                        .collect::<Vec<_>>()
                })
                .collect(),
        }
    }

    /// The stages that were passed by when a visit was opened. A dispute that stood at a stage already
    /// when the case was opened here passed none by: its earlier stages happened elsewhere.
    fn skipped_by(&self, visit: &Visit) -> impl Iterator<Item = &StageId> {
        let to = match visit.why {
            Why::AlreadyThere(_) => None,
            _ => self.rank(&visit.stage),
        };
        let from = match self.before(visit) {
            Some(last) => self.rank(&last.stage).map(|at| at + 1),
            None => Some(0),
        };
        let range = match (from, to) {
            (Some(from), Some(to)) if from < to => from..to,
            _ => 0..0,
        };
        self.ladder
            .into_iter()
            .flat_map(move |ladder| ladder.stages.iter().take(range.end).skip(range.start))
    }

    /// A moment of the pack: as dated by the user, as reached by a duty, and else as its default says.
    fn declared(&self, id: &MomentId, depth: usize) -> Vec<Instance> {
        let mut found = self.datings(id, None);
        let reaches = |duty: &crate::ids::DutyId| {
            self.policy()
                .duty(duty)
                .is_some_and(|d| d.reaches.as_ref() == Some(id))
        };
        found.extend(self.done(|key| reaches(&key.duty)));
        let default = self.policy().moment(id).and_then(|m| m.default.as_ref());
        let assumed = match default {
            // A chain of defaults longer than the pack's moments goes in a circle.
            Some(MomentRef::Declared(other)) if depth <= self.policy().moments.len() => {
                self.declared(other, depth + 1)
            }
            Some(MomentRef::Declared(_)) | None => Vec::new(),
            Some(other) => self.instances(other),
        };
        for instance in assumed {
            let same = |i: &Instance| {
                i.episode == instance.episode
                    && (instance.visit.is_none() || i.visit == instance.visit)
            };
            if !found.iter().any(same) {
                found.push(Instance {
                    assumed: true,
                    ..instance
                });
            }
        }
        found
    }

    /// The later dating that took the place of this one: of the same stay, or while it still lay ahead.
    pub fn moved(&self, dating: &ReachedMoment) -> Option<&ReachedMoment> {
        self.case.moments.iter().find(|later| {
            later.moment == dating.moment
                && later.seq > dating.seq
                && self.episode(later.seq) == self.episode(dating.seq)
                && later.agency == dating.agency
                && (later.visit == dating.visit || self.lay_ahead(dating.on, later.seq))
        })
    }

    /// Whether something was still to come when a record was written.
    fn lay_ahead(&self, on: Happened, seq: u64) -> bool {
        let written = self.case.recorded.get(&seq);
        written.is_some_and(|at| !come(on, local(*at, self.zone())))
    }

    /// Whether a time has come: now is not before it.
    pub fn has_come(&self, on: Happened) -> bool {
        come(on, self.local_now)
    }

    /// A moment of the pack as the user dated it. Of a question's answers in one stay at a stage, and for
    /// one agency, only the last holds.
    fn datings(&self, id: &MomentId, answer: Option<&ChoiceId>) -> Vec<Instance> {
        let dated = || self.case.moments.iter().filter(|m| m.moment == *id);
        let moment = self.policy().moment(id);
        let question = moment.is_some_and(|m| !m.choices.is_empty());
        let ahead = moment.is_some_and(|m| m.ahead);
        let holds = |m: &ReachedMoment| {
            let later = |l: &ReachedMoment| {
                l.seq > m.seq
                    && (l.visit, &l.agency) == (m.visit, &m.agency)
                    && self.episode(l.seq) == self.episode(m.seq)
            };
            (!question || !dated().any(later)) && (!ahead || self.moved(m).is_none())
        };
        dated()
            .filter(|m| holds(m) && answer.is_none_or(|a| m.answer.as_ref() == Some(a)))
            .map(|m| Instance {
                agency: m.agency.clone(),
                ..self.instance(m.on, m.visit, m.seq)
            })
            .collect()
    }

    fn done(&self, wanted: impl Fn(&DutyKey) -> bool) -> Vec<Instance> {
        let settled = self.case.settled.iter().filter(|(key, _)| wanted(key));
        let done = settled.filter_map(|(key, how)| match &how.value {
            Settled::Done { on, .. } => Some(Instance {
                agency: self.doer(key),
                ..self.instance(*on, key.visit, how.seq)
            }),
            Settled::NotDone { .. } => None,
        });
        done.collect()
    }

    /// Which agency did it, of a duty of each.
    fn doer(&self, key: &DutyKey) -> Option<AgencyId> {
        let duty = self.policy().duty(&key.duty)?;
        let of = key.of.as_ref().filter(|_| duty.per == Per::Agency)?;
        Some(AgencyId::new(of))
    }

    /// When the last agency of a side, or of both, dated its own in a stay at a stage. What was dated for the whole
    /// dispute counts in each stay. A side of which no agency is named has not.
    fn of_every_agency(&self, moment: &MomentRef, side: PolicySide) -> Vec<Instance> {
        let all = self.instances(moment);
        let agencies: Vec<AgencyId> = self.agencies_of(self.whose(side)).collect();
        let stays: BTreeSet<(usize, Option<u32>)> =
            all.iter().map(|i| (i.episode, i.visit)).collect();
        let last = stays.into_iter().filter_map(|(episode, visit)| {
            let first = |agency: &AgencyId| {
                let mine = all.iter().filter(|i| {
                    i.episode == episode
                        && (i.visit == visit || i.visit.is_none())
                        && i.agency.as_ref() == Some(agency)
                });
                mine.min_by_key(|i| (i.on, i.seq))
            };
            let firsts: Vec<&Instance> = agencies.iter().map(first).collect::<Option<_>>()?;
            let last = firsts.into_iter().max_by_key(|i| (i.on, i.seq))?;
            Some(Instance {
                agency: None,
                visit,
                ..last.clone()
            })
        });
        last.collect()
    }

    /// The earliest happening in a list of moments, with its name in words.
    pub fn words(&self, moment: &MomentRef) -> String {
        let stage = |id: &StageId| {
            self.policy()
                .stage(id)
                .map_or_else(|| id.to_string(), |s| s.name.clone())
        };
        let staged = |name: String, kind: StageMoment| match kind {
            StageMoment::Opened => format!("{name} was opened"),
            StageMoment::Resolved => format!("The dispute was resolved at {}", lower(&name)),
            StageMoment::Unresolved => format!("{name} did not resolve the dispute"),
            StageMoment::Left => format!("{name} was left"),
            StageMoment::Skipped => format!("{name} was passed by"),
        };
        match moment {
            MomentRef::Raised => "The dispute was raised".to_owned(),
            MomentRef::Resolved => "The dispute was resolved".to_owned(),
            MomentRef::Ended => "The case was closed".to_owned(),
            MomentRef::ImmediateHarm => "Immediate harm was thought likely".to_owned(),
            MomentRef::Stage(id, kind) => staged(stage(id), *kind),
            MomentRef::AnyStage(kind) => staged("A stage".to_owned(), *kind),
            MomentRef::Declared(id) => self
                .policy()
                .moment(id)
                .map_or_else(|| id.to_string(), |m| m.name.clone()),
            MomentRef::EndedWith(id) => {
                let name = self
                    .policy()
                    .ending(id)
                    .map_or_else(|| id.to_string(), |e| e.name.clone());
                format!("The case was closed as: {}", lower(&name))
            }
            MomentRef::Withdrawn => "The dispute was withdrawn".to_owned(),
            MomentRef::Answered(id, answer) => {
                let moment = self.policy().moment(id);
                let said = moment.and_then(|m| m.choices.iter().find(|(c, _)| c == answer));
                said.map_or_else(|| answer.to_string(), |(_, text)| text.clone())
            }
            MomentRef::Each(id, answer, side) => {
                let one = match answer {
                    Some(answer) => MomentRef::Answered(id.clone(), answer.clone()),
                    None => MomentRef::Declared(id.clone()),
                };
                format!("{} ({})", self.words(&one), each_words(*side))
            }
            MomentRef::ClockPassed(id) => {
                let name = self
                    .policy()
                    .clock(id)
                    .map_or_else(|| id.to_string(), |c| c.name.clone());
                format!("The time limit passed: {}", lower(&name))
            }
            MomentRef::DutyDone(id) => {
                let say = self
                    .policy()
                    .duty(id)
                    .map_or_else(|| id.to_string(), |d| d.say.clone());
                format!("This was done: {}", lower(say.trim_end_matches('.')))
            }
        }
    }
}

/// Whether a time has come by another: without a time of day, from the start of its day.
fn come(on: Happened, by: Happened) -> bool {
    match on.time {
        Some(time) => (on.date, Some(time)) <= (by.date, by.time),
        None => on.date <= by.date,
    }
}

/// The text with a small first letter, unless it begins with a name in capitals.
pub(super) fn lower(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}
