//! What a timeline's steps do, as events.

use super::opening::side;
use super::raw::{By, RawAct, Struck, Verb};
use super::step::named_of;
use super::timeline::happened;
use super::unclear::Unclear;
use crate::case::{Case, Phase};
use crate::event::*;
use crate::ids::*;
use crate::policy::Policy;
use crate::policy::diff::diff;
use crate::standing::{Standing, Task};
use crate::time::Happened;
use chrono::NaiveDate;

/// What one entry of `do` records, given how the case stands.
pub(super) struct Acting<'a> {
    /// The version that the case holds.
    pub policy: &'a Policy,
    /// All versions at hand.
    pub versions: &'a [&'a Policy],
    pub case: &'a Case,
    pub standing: &'a Standing,
    /// The moment of the step, for acts that give none.
    pub at: Happened,
    pub history: &'a [Event],
}

impl Acting<'_> {
    pub fn events(&self, act: &RawAct) -> Result<Vec<What>, Unclear> {
        let on = act.on.as_ref().map_or(Ok(self.at), happened)?;
        let reason = || {
            let given = act.reason.clone();
            given.unwrap_or_else(|| "As the timeline says".to_owned())
        };
        let here = self.standing.visit;
        let one = match &act.verb {
            Verb::Open(stage) => {
                let stage = StageId::new(stage);
                let why = self.why(act, &stage, reason());
                What::StageOpened { stage, on, why }
            }
            Verb::Unresolved => self.settled(act, Outcome::NotResolved, on),
            Verb::Resolved => self.settled(act, Outcome::Resolved, on),
            Verb::Reached(moment) => self.reached(act, moment, on),
            Verb::Done(duty) => {
                let done = Settled::Done {
                    on,
                    evidence: reason(),
                    entry: None,
                };
                return Ok(self.settle(duty, act, &done));
            }
            Verb::NotDone(duty) => {
                return Ok(self.settle(duty, act, &Settled::NotDone { reason: reason() }));
            }
            Verb::Fact(fact) => {
                let answer = act.is.as_ref().ok_or(Unclear::FactWithoutAnswer)?;
                match &act.of {
                    Some(agency) => self.agency_fact(agency, fact, answer)?,
                    None => What::FactSet(FactId::new(fact), ChoiceId::new(answer)),
                }
            }
            Verb::Limit(clock) => What::LimitEntered {
                clock: ClockId::new(clock),
                by: self.by(act)?.ok_or(Unclear::LimitWithoutDate)?,
                reason: reason(),
            },
            Verb::OwnDate(by) => What::OwnDateSet(OwnDate {
                what: reason(),
                by: happened(by)?.date,
                visit: if act.whole { None } else { here },
            }),
            Verb::End(ending) => What::Ended {
                ending: EndingId::new(ending),
                on,
                note: reason(),
                dissent: act.dissent.clone().unwrap_or_default(),
            },
            Verb::Take(rule) => self.taken(rule, on, reason())?,
            Verb::Link(case) => What::Linked(LinkedCase {
                case: case.clone(),
                number: case.clone(),
                policy: String::new(),
                why: reason(),
            }),
            Verb::MovedTo(label) => What::PolicyMoved(self.version(label, reason())?),
            Verb::NotMovedTo(label) => What::PolicyKept(self.version(label, reason())?),
            Verb::Withdraw => {
                let withdrawal = Withdrawal {
                    by_whom: "The side that raised it".to_owned(),
                    why: reason(),
                    concern_remains: false,
                    concern: String::new(),
                };
                What::Withdrawn(withdrawal, on)
            }
            Verb::Reopen => What::Reopened {
                reason: reason(),
                on,
            },
            Verb::Harm(immediate) => What::DangerAsked {
                immediate: *immediate,
                done: reason(),
                on,
            },
            Verb::Plan => return Ok(self.plans(act, on, &reason())),
            Verb::Agreed(action) => What::ActionAgreed(AgreedAction {
                id: ActionId::new(action),
                what: reason(),
                owner: String::new(),
                by: self.by(act)?,
                agreed: on,
                receipt_of: None,
            }),
            Verb::Action(action) => What::ActionSettled {
                action: ActionId::new(action),
                done: act.is.as_deref() != Some("not-done"),
                on,
                note: reason(),
            },
            Verb::Strike(which) => What::Struck {
                seq: self.struck(which)?,
                reason: reason(),
            },
        };
        Ok(vec![one])
    }

    fn settled(&self, act: &RawAct, outcome: Outcome, on: Happened) -> What {
        let last = || self.case.visits.last().map(|v| v.n);
        What::StageSettled {
            visit: act.visit.or(self.standing.visit).or_else(last).unwrap_or(0),
            outcome,
            on,
            note: act.reason.clone().unwrap_or_default(),
        }
    }

    fn reached(&self, act: &RawAct, moment: &str, on: Happened) -> What {
        // `review.again` is an answer to a question.
        let (id, answer) = match moment.split_once('.') {
            Some((moment, answer)) => (moment, Some(answer)),
            None => (moment, act.is.as_deref()),
        };
        let known = self.policy.moment(&MomentId::new(moment));
        let at_start = known.is_some_and(|m| m.at_start);
        // In the stay in which it is on offer, which may be over.
        let mut offers = self.standing.datable.iter();
        let offered = offers.find(|d| d.moment.as_str() == id);
        let here = offered.map_or(self.standing.visit, |d| d.visit);
        What::Reached {
            moment: MomentId::new(id),
            on,
            visit: match act.whole || at_start {
                true => None,
                false => act.visit.or(here),
            },
            reason: act.reason.clone().unwrap_or_default(),
            answer: answer.map(ChoiceId::new),
            agency: act.of.as_ref().map(AgencyId::new),
        }
    }

    fn settle(&self, duty: &str, act: &RawAct, how: &Settled) -> Vec<What> {
        let keys = self.keys(duty, act).into_iter();
        keys.map(|key| What::DutySettled(key, how.clone()))
            .collect()
    }

    fn plans(&self, act: &RawAct, on: Happened, measures: &str) -> Vec<What> {
        let subjects = self.case.subjects.iter().map(|s| s.value.id.clone());
        let wanted = subjects.filter(|id| act.of.as_ref().is_none_or(|of| of == id.as_str()));
        let plan = |subject| {
            What::PlanReviewed(SafetyPlan {
                subject,
                measures: measures.to_owned(),
                by_whom: String::new(),
                reviewed: on,
                next_review: None,
            })
        };
        wanted.map(plan).collect()
    }

    /// Another version beside the one that the case holds, with what is different in words.
    fn version(&self, label: &str, reason: String) -> Result<VersionChoice, Unclear> {
        let others = || {
            let mine = &self.policy.digest;
            self.versions.iter().filter(move |v| v.digest != *mine)
        };
        let other = others().find(|v| v.version.label == label);
        let other = other.ok_or_else(|| Unclear::NoSuchVersion {
            label: label.to_owned(),
            known: others().map(|v| v.version.label.clone()).collect(),
        })?;
        let differences = diff(self.policy, other);
        Ok(VersionChoice {
            digest: other.digest.clone(),
            from: self.policy.digest.clone(),
            label: other.version.label.clone(),
            was: self.policy.version.label.clone(),
            differences: differences.iter().map(ToString::to_string).collect(),
            reason,
        })
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
    fn taken(&self, rule: &str, on: Happened, reason: String) -> Result<What, Unclear> {
        let mut moves = self.standing.moves.iter();
        let offer = moves
            .find(|m| m.rule.as_str() == rule)
            .ok_or(Unclear::NotOffered)?;
        if let Some(moment) = &offer.reaches {
            return Ok(What::Reached {
                moment: moment.clone(),
                on,
                visit: self.standing.visit,
                reason: String::new(),
                answer: None,
                agency: None,
            });
        }
        let [stage] = offer.stages.as_slice() else {
            return Err(Unclear::SeveralStages);
        };
        let why = match offer.for_risk {
            true => Why::Risk(reason),
            false => Why::Moved(offer.rule.clone(), reason),
        };
        Ok(What::StageOpened {
            stage: stage.clone(),
            on,
            why,
        })
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
        let side = match &act.by {
            Some(By::Side(by)) => side(*by),
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
            Some(By::Date(by)) => Ok(Some(happened(by)?.date)),
            Some(By::Side(_)) => Err(Unclear::ByIsNoDate),
            None => Ok(None),
        }
    }

    /// A record's number, or `"last"`: the last one that can be struck.
    fn struck(&self, which: &Struck) -> Result<u64, Unclear> {
        let kind = match which {
            Struck::Number(seq) => return Ok(*seq),
            Struck::Kind(kind) => kind,
        };
        let (kept, _) = crate::case::effective(self.history);
        let mut latest = kept.iter().rev();
        let found = latest.find(|e| kind == "last" || e.what.kind() == kind);
        found.map(|e| e.seq).ok_or(Unclear::NothingToStrike)
    }
}
