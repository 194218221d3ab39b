//! Duties that arose, as tasks of one side or the other.

use super::due::NoDue;
use super::moments::Instance;
use super::scene::{Scene, local};
use super::who::of_side;
use crate::event::{DutyKey, Settled, Side};
use crate::ids::AgencyId;
use crate::policy::{Duty, Force, Limit, PartyRef, Per, PolicySide, To, Urgency};
use crate::standing::{Due, Task, Who, Whose};
use crate::time::Happened;
use chrono::NaiveDate;

/// A duty arisen: the name of the task to be, and since when.
struct Arisen {
    key: DutyKey,
    since: Happened,
    /// From when its limit counts: the same, or a moment ahead.
    base: Happened,
    /// Which time round, and the event that made it arise.
    episode: usize,
    seq: u64,
    /// Of which agency, for a duty of each.
    agency: Option<AgencyId>,
    /// The date of the agreed action, and whether it was done.
    by: Option<NaiveDate>,
    settled: Option<How>,
}

/// How a duty was settled, when, and by which event.
#[derive(Clone)]
struct How {
    settled: Settled,
    on: Happened,
    seq: u64,
}

impl Scene<'_> {
    /// Every task that arose: outstanding ones first, ours before theirs, then what is only allowed,
    /// what is settled, and what lapsed.
    pub fn tasks(&self) -> Vec<Task> {
        let duties = self.policy().duties.iter();
        let mut tasks: Vec<Task> = duties.flat_map(|duty| self.tasks_of(duty)).collect();
        tasks.sort_by_key(rank);
        tasks
    }

    fn tasks_of(&self, duty: &Duty) -> Vec<Task> {
        let mut tasks = Vec::new();
        for arisen in self.arisen(duty) {
            let applies = self.holds_for(&duty.when, arisen.agency.as_ref());
            for (who, side) in self.doers(&duty.who, arisen.agency.as_ref()) {
                let key = DutyKey {
                    side,
                    ..arisen.key.clone()
                };
                let settled = self.how(&key).or_else(|| arisen.settled.clone());
                // What was settled is part of the record, even where the facts have changed since.
                if applies || settled.is_some() {
                    tasks.push(self.task(duty, &arisen, key, who, settled));
                }
            }
        }
        tasks
    }

    fn how(&self, key: &DutyKey) -> Option<How> {
        let settled = self.case.settled.get(key)?;
        let on = match &settled.value {
            Settled::Done { on, .. } => *on,
            Settled::NotDone { .. } => local(settled.recorded, self.zone()),
        };
        Some(How {
            settled: settled.value.clone(),
            on,
            seq: settled.seq,
        })
    }

    /// Who does a duty: one side, or each side for itself.
    fn doers(&self, party: &PartyRef, agency: Option<&AgencyId>) -> Vec<(Who, Option<Side>)> {
        if let (PartyRef::Side(_, role), Some(agency)) = (party, agency) {
            let side = self.case.agency(agency).map_or(Side::Theirs, |a| a.side);
            let who = self.in_agency(party, of_side(side), role.as_ref(), Some(agency));
            return vec![(who, None)];
        }
        match party {
            PartyRef::Side(PolicySide::Both, role) => {
                let each = [Side::Ours, Side::Theirs].into_iter();
                each.map(|side| (self.who_of_both(role.as_ref(), party, side), Some(side)))
                    .collect()
            }
            party => vec![(self.who(party, Whose::Outside), None)],
        }
    }

    fn task(&self, duty: &Duty, arisen: &Arisen, key: DutyKey, who: Who, how: Option<How>) -> Task {
        let then = how.as_ref().and_then(|h| self.calendar_by(h.on, h.seq));
        let (due, urgency, refused) = match then {
            Some(then) => self.counting_with(&then).own_limit(duty, arisen),
            None => self.own_limit(duty, arisen),
        };
        let settled = how.map(|h| h.settled);
        let over = duty.lapses && self.is_over_for(key.visit);
        let lapsed = settled.is_none() && (over || self.is_held_no_more(duty, arisen));
        let ours = matches!(who.whose, Whose::Ours | Whose::Both);
        let binding = duty.force != Force::May;
        let late = ours
            && binding
            && settled.is_none()
            && !lapsed
            && due.as_ref().is_some_and(|d| self.is_over(d));
        let doer = key.side.map_or(who.whose, of_side);
        let agency = arisen.agency.as_ref();
        let paper = duty.paper.as_ref().and_then(|id| self.policy().paper(id));
        let paper = paper.filter(|p| self.holds(&p.when)).map(|p| p.id.clone());
        Task {
            say: duty.say.clone(),
            help: duty.help.clone(),
            act: duty.act,
            to: self.addressees(&duty.to, doer, agency),
            copies: self.addressees(&duty.copies, doer, agency),
            who,
            part: duty.part.clone().filter(|_| paper.is_some()),
            paper,
            standing: duty.until.iter().map(|m| self.words(m)).collect(),
            force: duty.force,
            wants: duty.wants,
            since: arisen.since,
            due,
            urgency,
            refused,
            settled,
            late,
            lapsed,
            of: key.of.clone(),
            key,
            cite: duty.cite.clone(),
            readings: duty.readings.clone(),
        }
    }

    /// Those to whom something goes in this situation: the line holds, and so does a contact's own.
    fn addressees(&self, to: &[To], doer: Whose, agency: Option<&AgencyId>) -> Vec<Who> {
        let holds = |to: &&To| {
            let contact = match &to.party {
                PartyRef::Contact(id) => self.policy().contact(id),
                _ => None,
            };
            self.holds_for(&to.when, agency) && contact.is_none_or(|c| self.holds(&c.when))
        };
        to.iter()
            .filter(holds)
            .flat_map(|to| self.each_of(&to.party, doer, agency))
            .collect()
    }

    /// Whether what a standing duty holds until has come since it arose.
    fn is_held_no_more(&self, duty: &Duty, arisen: &Arisen) -> bool {
        let mut ends = duty.until.iter().flat_map(|m| self.instances(m));
        ends.any(|i| {
            let since = i.seq >= arisen.seq || i.on > arisen.since;
            let mine = match (i.visit, arisen.key.visit) {
                (Some(end), Some(start)) => end >= start,
                _ => true,
            };
            let same = i.agency.is_none() || arisen.agency.is_none() || i.agency == arisen.agency;
            i.episode == arisen.episode && since && mine && same
        })
    }

    /// Whether a visit was left, or the whole case is closed. An outcome alone leaves nothing: between
    /// "not resolved" and the next stage the child is still to be kept safe.
    fn is_over_for(&self, visit: Option<u32>) -> bool {
        match visit.and_then(|n| self.visit(n)) {
            Some(visit) => visit.left.is_some(),
            None => self.is_closed(),
        }
    }

    fn own_limit(
        &self,
        duty: &Duty,
        arisen: &Arisen,
    ) -> (Option<Due>, Option<Urgency>, Option<String>) {
        // An agreed day is looked at with the calendar that counts here, like any limit.
        let agreed = || arisen.by.map(|date| self.typed_due(date));
        let urgency = duty.limit.as_ref().and_then(Limit::urgency);
        let Some(span) = duty.limit.as_ref().and_then(Limit::span) else {
            return (agreed(), urgency, None);
        };
        match self.due(arisen.base, span, &[]) {
            Ok(due) => (Some(due), urgency, None),
            Err(NoDue::Refused(why)) => (None, None, Some(why)),
            Err(NoDue::AskTime | NoDue::Paused(..)) => {
                let why = "A limit in hours needs the time of day at which it starts.".to_owned();
                (None, None, Some(why))
            }
        }
    }

    /// How often a duty arose, and since when.
    fn arisen(&self, duty: &Duty) -> Vec<Arisen> {
        // What counts back from a moment ahead is asked for as soon as that is dated.
        let back = duty.limit.as_ref().is_some_and(Limit::is_back);
        let mut instances: Vec<Instance> = duty
            .on
            .iter()
            .flat_map(|moment| match back {
                true => self.dated(moment),
                false => self.instances(moment),
            })
            .collect();
        instances.sort_by_key(|i| (i.visit, i.on, i.seq));
        let key = |visit: Option<u32>, of: Option<String>| DutyKey {
            duty: duty.id.clone(),
            visit,
            of,
            side: None,
        };
        let since = |i: &Instance| {
            let written = self.case.recorded.get(&i.seq).filter(|_| back);
            written.map_or(i.on, |at| local(*at, self.zone()).min(i.on))
        };
        let plain = |key: DutyKey, i: &Instance| Arisen {
            key,
            since: since(i),
            base: i.on,
            episode: i.episode,
            seq: i.seq,
            agency: None,
            by: None,
            settled: None,
        };
        let earliest = instances.iter().min_by_key(|i| (i.on, i.seq)).cloned();
        if duty.per == Per::Agency {
            return self.of_each_agency(duty, instances, plain);
        }
        if duty.per == Per::Time {
            instances.dedup_by_key(|i| i.seq);
            let each = |i: &Instance| plain(key(i.visit, Some(DutyKey::each_time(i.seq))), i);
            return instances.iter().map(each).collect();
        }
        // What holds for the whole dispute holds anew when it is raised again.
        let latest = instances.iter().max_by_key(|i| (i.episode, i.seq)).cloned();
        // One for each visit, since the earliest of its moments.
        instances.dedup_by_key(|i| i.visit);
        match duty.per {
            Per::Once => {
                let one = if duty.until.is_empty() {
                    earliest
                } else {
                    latest
                };
                one.iter().map(|i| plain(key(None, None), i)).collect()
            }
            Per::Stage | Per::Agency | Per::Time => instances
                .iter()
                .map(|i| plain(key(i.visit, None), i))
                .collect(),
            Per::Subject => {
                let each = instances.iter().flat_map(|i| {
                    let subjects = self.case.subjects.iter().map(|s| s.value.id.to_string());
                    subjects
                        .map(|of| plain(key(i.visit, Some(of)), i))
                        .collect::<Vec<_>>()
                });
                each.collect()
            }
            Per::Action => {
                let Some(first) = earliest else {
                    return Vec::new();
                };
                let actions = self.case.actions.iter().map(|(action, settled)| Arisen {
                    key: key(None, Some(action.value.id.to_string())),
                    since: since(&first).max(action.value.agreed),
                    base: first.on.max(action.value.agreed),
                    episode: self.episode(action.seq),
                    seq: action.seq,
                    agency: None,
                    by: action.value.by,
                    settled: settled.as_ref().filter(|s| s.value.0).map(|s| How {
                        settled: Settled::Done {
                            on: s.value.1,
                            evidence: s.value.2.clone(),
                            entry: None,
                        },
                        on: s.value.1,
                        seq: s.seq,
                    }),
                });
                actions.collect()
            }
        }
    }
}

impl Scene<'_> {
    /// Once for each agency of the side that does it; where the moment is an agency's own, for that one.
    fn of_each_agency(
        &self,
        duty: &Duty,
        mut instances: Vec<Instance>,
        plain: impl Fn(DutyKey, &Instance) -> Arisen,
    ) -> Vec<Arisen> {
        let PartyRef::Side(side, _) = &duty.who else {
            return Vec::new();
        };
        let agencies: Vec<AgencyId> = self.agencies_of(self.whose(*side)).collect();
        instances.dedup_by_key(|i| (i.visit, i.agency.clone()));
        let mut found: Vec<Arisen> = Vec::new();
        for instance in &instances {
            let mine = |id: &&AgencyId| instance.agency.as_ref().is_none_or(|of| of == *id);
            for agency in agencies.iter().filter(mine) {
                let key = DutyKey {
                    duty: duty.id.clone(),
                    visit: instance.visit,
                    of: Some(agency.to_string()),
                    side: None,
                };
                if found.iter().all(|a| a.key != key) {
                    found.push(Arisen {
                        agency: Some(agency.clone()),
                        ..plain(key, instance)
                    });
                }
            }
        }
        found
    }
}

fn rank(task: &Task) -> u8 {
    match task {
        t if t.settled.is_some() => 4,
        t if t.lapsed => 5,
        t if t.force == Force::May => 3,
        t => match t.who.whose {
            Whose::Ours | Whose::Both => 0,
            Whose::Theirs => 1,
            Whose::Outside => 2,
        },
    }
}
