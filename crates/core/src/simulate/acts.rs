//! What a timeline does, as events.

use super::step::named_of;
use super::timeline::{RawAct, RawSide, RawSubject, RawTimeline, happened};
use super::unclear::Unclear;
use crate::case::{Case, Phase};
use crate::event::*;
use crate::ids::*;
use crate::policy::Policy;
use crate::standing::{Standing, Task};
use crate::time::Happened;
use chrono::NaiveDate;

/// The date of a timeline that was checked when it was read.
pub(super) fn date(date: &toml::value::Datetime) -> Result<Happened, Unclear> {
    happened(date)
}

fn side(raw: RawSide) -> Side {
    match raw {
        RawSide::Ours => Side::Ours,
        RawSide::Theirs => Side::Theirs,
    }
}

/// The events that open the case: the opening itself, then whom it is about and who takes part.
pub(super) fn opening(policy: &Policy, raw: &RawTimeline) -> Result<Vec<What>, Unclear> {
    let moments = raw
        .moments
        .iter()
        .map(|(id, on)| Ok((MomentId::new(id), date(on)?)));
    let mut events = vec![What::Opened(Opening {
        policy: policy.digest.clone(),
        policy_id: policy.id.clone(),
        raised_by: side(raw.raised_by),
        raised: date(&raw.raised)?,
        facts: raw
            .facts
            .iter()
            .map(|(f, c)| (FactId::new(f), ChoiceId::new(c)))
            .collect(),
        moments: moments.collect::<Result<_, Unclear>>()?,
        areas: Vec::new(),
    })];
    let one = vec![RawSubject::Child];
    for (i, kind) in raw.subjects.as_ref().unwrap_or(&one).iter().enumerate() {
        events.push(What::SubjectNamed(Subject {
            id: SubjectId::new(format!("subject-{}", i + 1)),
            kind: match kind {
                RawSubject::Child => SubjectKind::Child,
                RawSubject::Adult => SubjectKind::Adult,
            },
            name: format!("Subject {}", i + 1),
            born: None,
            status: String::new(),
        }));
    }
    let named = |side| raw.agencies.iter().any(|a| a.side == side);
    let unnamed = [
        ("ours", RawSide::Ours, "Our setting"),
        ("theirs", RawSide::Theirs, "The other agency"),
    ];
    for (id, which, name) in unnamed.into_iter().filter(|(_, s, _)| !named(*s)) {
        let side = side(which);
        events.push(What::AgencyNamed(Agency {
            id: AgencyId::new(id),
            side,
            name: name.to_owned(),
            facts: Vec::new(),
        }));
    }
    for agency in &raw.agencies {
        let facts = agency.facts.iter();
        events.push(What::AgencyNamed(Agency {
            id: AgencyId::new(&agency.id),
            side: side(agency.side),
            name: agency.id.clone(),
            facts: facts
                .map(|(f, c)| (FactId::new(f), ChoiceId::new(c)))
                .collect(),
        }));
    }
    for (i, person) in raw.people.iter().enumerate() {
        let agency = match (&person.agency, person.side) {
            (Some(agency), _) => agency.as_str(),
            (None, RawSide::Ours) => "ours",
            (None, RawSide::Theirs) => "theirs",
        };
        events.push(What::PersonNamed(Person {
            id: PersonId::new(format!("person-{}", i + 1)),
            agency: AgencyId::new(agency),
            name: format!("Person {}", i + 1),
            designation: String::new(),
            phone: String::new(),
            email: String::new(),
            roles: person.roles.iter().map(RoleId::new).collect(),
        }));
    }
    Ok(events)
}

/// What one entry of `do` records, given how the case stands.
pub(super) struct Acting<'a> {
    pub policy: &'a Policy,
    pub case: &'a Case,
    pub standing: &'a Standing,
    /// The moment of the step, for acts that give none.
    pub at: Happened,
    pub history: &'a [Event],
}

impl Acting<'_> {
    pub fn events(&self, act: &RawAct) -> Result<Vec<What>, Unclear> {
        let on = act.on.as_ref().map_or(Ok(self.at), date)?;
        let reason = || {
            act.reason
                .clone()
                .unwrap_or_else(|| "As the timeline says".to_owned())
        };
        let here = self.standing.visit;
        let visit = || {
            act.visit
                .or(here)
                .or(self.case.visits.last().map(|v| v.n))
                .unwrap_or(0)
        };
        let settle = |outcome| {
            vec![What::StageSettled {
                visit: visit(),
                outcome,
                on,
                note: act.reason.clone().unwrap_or_default(),
            }]
        };
        let whole = act.whole.unwrap_or(false);
        let events = if let Some(stage) = &act.open {
            let stage = StageId::new(stage);
            let why = self.why(act, &stage, reason());
            vec![What::StageOpened { stage, on, why }]
        } else if act.unresolved.is_some() {
            settle(Outcome::NotResolved)
        } else if act.resolved.is_some() {
            settle(Outcome::Resolved)
        } else if let Some(moment) = &act.reached {
            let at_start = self
                .policy
                .moment(&MomentId::new(moment))
                .is_some_and(|m| m.at_start);
            let visit = if whole || at_start {
                None
            } else {
                act.visit.or(here)
            };
            // `review.again` is an answer to a question.
            let (moment, answer) = match moment.split_once('.') {
                Some((moment, answer)) => (moment, Some(answer)),
                None => (moment.as_str(), act.is.as_deref()),
            };
            vec![What::Reached {
                moment: MomentId::new(moment),
                on,
                visit,
                reason: act.reason.clone().unwrap_or_default(),
                answer: answer.map(ChoiceId::new),
                agency: act.of.as_ref().map(AgencyId::new),
            }]
        } else if let Some(duty) = &act.done {
            let done = Settled::Done {
                on,
                evidence: reason(),
                entry: None,
            };
            self.keys(duty, act)
                .into_iter()
                .map(|key| What::DutySettled(key, done.clone()))
                .collect()
        } else if let Some(duty) = &act.not_done {
            let not = Settled::NotDone { reason: reason() };
            self.keys(duty, act)
                .into_iter()
                .map(|key| What::DutySettled(key, not.clone()))
                .collect()
        } else if let Some(fact) = &act.fact {
            let answer = act.is.as_ref().ok_or(Unclear::FactWithoutAnswer)?;
            if let Some(agency) = &act.of {
                return Ok(vec![self.agency_fact(agency, fact, answer)?]);
            }
            vec![What::FactSet(FactId::new(fact), ChoiceId::new(answer))]
        } else if let Some(clock) = &act.limit {
            let by = self.by(act)?.ok_or(Unclear::LimitWithoutDate)?;
            vec![What::LimitEntered {
                clock: ClockId::new(clock),
                by,
                reason: reason(),
            }]
        } else if let Some(by) = &act.own_date {
            vec![What::OwnDateSet(OwnDate {
                what: reason(),
                by: date(by)?.date,
                visit: if whole { None } else { here },
            })]
        } else if let Some(ending) = &act.end {
            vec![What::Ended {
                ending: EndingId::new(ending),
                on,
                note: reason(),
                dissent: act.dissent.clone().unwrap_or_default(),
            }]
        } else if let Some(rule) = &act.take {
            self.taken(rule, on, reason())?
        } else if let Some(case) = &act.link {
            vec![What::Linked(LinkedCase {
                case: case.clone(),
                number: case.clone(),
                policy: String::new(),
                why: reason(),
            })]
        } else if act.withdraw.is_some() {
            let withdrawal = Withdrawal {
                by_whom: "The side that raised it".to_owned(),
                why: reason(),
                concern_remains: false,
                concern: String::new(),
            };
            vec![What::Withdrawn(withdrawal, on)]
        } else if act.reopen.is_some() {
            vec![What::Reopened {
                reason: reason(),
                on,
            }]
        } else if let Some(immediate) = act.harm {
            vec![What::DangerAsked {
                immediate,
                done: reason(),
                on,
            }]
        } else if act.plan.is_some() {
            let subjects = self.case.subjects.iter().map(|s| s.value.id.clone());
            let wanted = subjects.filter(|id| act.of.as_ref().is_none_or(|of| of == id.as_str()));
            let plan = |subject| {
                What::PlanReviewed(SafetyPlan {
                    subject,
                    measures: reason(),
                    by_whom: String::new(),
                    reviewed: on,
                    next_review: None,
                })
            };
            wanted.map(plan).collect()
        } else if let Some(action) = &act.agreed {
            let by = self.by(act)?;
            vec![What::ActionAgreed(AgreedAction {
                id: ActionId::new(action),
                what: reason(),
                owner: String::new(),
                by,
                agreed: on,
            })]
        } else if let Some(action) = &act.action {
            let done = act.is.as_deref() != Some("not-done");
            vec![What::ActionSettled {
                action: ActionId::new(action),
                done,
                on,
                note: reason(),
            }]
        } else if let Some(which) = &act.strike {
            vec![What::Struck {
                seq: self.struck(which)?,
                reason: reason(),
            }]
        } else {
            return Err(Unclear::NoVerb(RawAct::VERBS));
        };
        Ok(events)
    }

    /// An agency with one of its facts answered.
    fn agency_fact(&self, id: &str, fact: &str, answer: &str) -> Result<What, Unclear> {
        let known = self.case.agency(&AgencyId::new(id));
        let mut agency = known.ok_or(Unclear::NoSuchAgency)?.clone();
        agency.facts.retain(|(f, _)| f.as_str() != fact);
        agency
            .facts
            .push((FactId::new(fact), ChoiceId::new(answer)));
        Ok(What::AgencyNamed(agency))
    }

    /// A way on as offered, where it leads to one stage or beside the route.
    fn taken(&self, rule: &str, on: Happened, reason: String) -> Result<Vec<What>, Unclear> {
        let mut moves = self.standing.moves.iter();
        let offer = moves
            .find(|m| m.rule.as_str() == rule)
            .ok_or(Unclear::NotOffered)?;
        if let Some(moment) = &offer.reaches {
            return Ok(vec![What::Reached {
                moment: moment.clone(),
                on,
                visit: self.standing.visit,
                reason: String::new(),
                answer: None,
                agency: None,
            }]);
        }
        let [stage] = offer.stages.as_slice() else {
            return Err(Unclear::SeveralStages);
        };
        let why = match offer.for_risk {
            true => Why::Risk(reason),
            false => Why::Moved(offer.rule.clone(), reason),
        };
        Ok(vec![What::StageOpened {
            stage: stage.clone(),
            on,
            why,
        }])
    }

    /// Why a stage is opened: as written, else as it follows from where the dispute stands.
    fn why(&self, act: &RawAct, stage: &StageId, reason: String) -> Why {
        let risk = self
            .standing
            .moves
            .iter()
            .any(|m| m.for_risk && m.stages.contains(stage));
        match act.why.as_deref() {
            Some("start") => Why::Start,
            Some("unresolved") => Why::Unresolved,
            Some("risk") => Why::Risk(reason),
            Some("already-there") => Why::AlreadyThere(reason),
            Some(rule) => Why::Moved(MoveId::new(rule), reason),
            None if self.case.phase == Phase::Before => {
                let mut passing = self.standing.first_stages.iter().skip(1);
                if risk {
                    Why::Risk(reason)
                } else if passing.any(|s| s == stage) {
                    Why::Passing(reason)
                } else {
                    Why::Start
                }
            }
            None => {
                let unresolved = self
                    .case
                    .open_visit()
                    .and_then(|v| v.outcome.as_ref())
                    .is_some();
                let offer = self
                    .standing
                    .moves
                    .iter()
                    .find(|m| !m.for_risk && m.stages.contains(stage));
                match offer {
                    Some(offer) if offer.passing.contains(stage) => {
                        Why::Moved(offer.rule.clone(), reason)
                    }
                    _ if unresolved => Why::Unresolved,
                    Some(offer) => Why::Moved(offer.rule.clone(), reason),
                    None if risk => Why::Risk(reason),
                    None => Why::Unresolved,
                }
            }
        }
    }

    /// The tasks of a duty that an act settles: of the open visit where it arose there, else of the
    /// latest; for every child and action unless one is named; on our side unless `by` says theirs.
    fn keys(&self, duty: &str, act: &RawAct) -> Vec<DutyKey> {
        let duty = DutyId::new(duty);
        let side = match act.by.as_ref().and_then(|by| by.as_str()) {
            Some("theirs") => Side::Theirs,
            _ => Side::Ours,
        };
        let mine = |t: &&Task| {
            t.key.duty == duty
                && t.settled.is_none()
                && t.key.side.is_none_or(|s| s == side)
                && act
                    .of
                    .as_ref()
                    .is_none_or(|of| named_of(&self.standing.tasks, t).as_ref() == Some(of))
                && act.visit.is_none_or(|v| t.key.visit == Some(v))
        };
        let found: Vec<&Task> = self.standing.tasks.iter().filter(mine).collect();
        let open = self.standing.visit;
        let visit = match found.iter().any(|t| t.key.visit == open) {
            true => open,
            false => found.iter().map(|t| t.key.visit).max().flatten(),
        };
        let keys: Vec<DutyKey> = found
            .iter()
            .filter(|t| t.key.visit == visit)
            .map(|t| t.key.clone())
            .collect();
        if keys.is_empty() {
            // Nothing asks for it: the refusal says so.
            return vec![DutyKey {
                duty,
                visit: act.visit,
                of: act.of.clone(),
                side: None,
            }];
        }
        keys
    }

    fn by(&self, act: &RawAct) -> Result<Option<NaiveDate>, Unclear> {
        match &act.by {
            Some(toml::Value::Datetime(by)) => Ok(Some(date(by)?.date)),
            Some(_) => Err(Unclear::ByIsNoDate),
            None => Ok(None),
        }
    }

    /// A record's number, or `"last"`: the last one that can be struck.
    fn struck(&self, which: &toml::Value) -> Result<u64, Unclear> {
        if let Some(seq) = which.as_integer() {
            return u64::try_from(seq).map_err(|_| Unclear::StrikeWhat);
        }
        let kind = which.as_str().ok_or(Unclear::StrikeWhat)?;
        let (kept, _) = crate::case::effective(self.history);
        let found = kept
            .iter()
            .rev()
            .find(|e| kind == "last" || e.what.kind() == kind);
        found.map(|e| e.seq).ok_or(Unclear::NothingToStrike)
    }
}
