//! From what the window can do to what a case records.

mod entry;
mod people;
mod stage;

use super::new_id;
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::views::clocks::is_ours;
use crate::views::forms::{date, decision, happened, maybe_date, side};
use crate::views::tasks::duty_key;
use crate::wire::Deed;
use entry::{entry, names};
pub(crate) use people::person;
use stage::why;
use stepwise_core::case::effective;
use stepwise_core::event::*;
use stepwise_core::ids::*;
use stepwise_core::policy::Wanted;
use stepwise_core::time::Happened;

/// One deed as one or more records, in the case as it stands.
///
/// # Errors
/// Something typed that cannot be; or a correction of what cannot be corrected so.
pub(crate) fn whats(loaded: &LoadedCase, deed: &Deed) -> Answer<Vec<What>> {
    match deed {
        Deed::Amend {
            seq, with, reason, ..
        } => amended(loaded, *seq, with, reason),
        Deed::Strike { seq, reason, .. } => Ok(vec![What::Struck {
            seq: *seq,
            reason: needed(reason, "reason", "Say why it is struck out.")?,
        }]),
        deed => converted(loaded, deed, None),
    }
}

/// A text that must be there, as it was typed.
///
/// # Errors
/// It is empty.
pub(crate) fn needed(text: &str, field: &str, hint: &str) -> Answer<String> {
    if text.trim().is_empty() {
        return Err(AppError::typed(field, "This cannot be left empty.", hint));
    }
    Ok(text.to_owned())
}

/// The corrected record keeps the name within the case, and the stage, of the one it corrects.
fn amended(loaded: &LoadedCase, seq: u64, with: &Deed, reason: &str) -> Answer<Vec<What>> {
    let reason = needed(reason, "reason", "Say why it is corrected.")?;
    let (kept, _) = effective(&loaded.events);
    let original = kept.into_iter().find(|e| e.seq == seq).map(|e| e.what);
    let original = original.ok_or(AppError::NotFound("record"))?;
    let mut whats = converted(loaded, with, Some(&original))?;
    let first = if whats.is_empty() {
        None
    } else {
        Some(whats.swap_remove(0))
    };
    let with = first.ok_or(AppError::NotFound("record"))?;
    if with.kind() != original.kind() {
        return Err(AppError::typed(
            "with",
            "A record can only be corrected by one of the same kind.",
            "Strike it out, and record the other one.",
        ));
    }
    Ok(vec![What::Amended {
        seq,
        with: Box::new(with),
        reason,
    }])
}

fn reached(
    loaded: &LoadedCase,
    moment: &str,
    on: Happened,
    reason: String,
    answer: &str,
    agency: &str,
) -> What {
    let datable = loaded
        .standing
        .datable
        .iter()
        .find(|d| d.moment.as_str() == moment);
    let visit = datable.map_or(loaded.standing.visit, |d| d.visit);
    What::Reached {
        moment: moment.into(),
        on,
        visit,
        reason,
        answer: (!answer.is_empty()).then(|| answer.into()),
        agency: (!agency.is_empty()).then(|| agency.into()),
    }
}

/// Answers from the window, without those that are empty.
pub(crate) fn answers(facts: &[(String, String)]) -> Vec<(FactId, ChoiceId)> {
    let given = facts.iter().filter(|(_, answer)| !answer.is_empty());
    given
        .map(|(fact, answer)| (fact.as_str().into(), answer.as_str().into()))
        .collect()
}

/// Looking at what keeps somebody safe is what these duties of the open stage ask for.
fn looked_after(loaded: &LoadedCase, subject: &str, on: Happened) -> Vec<What> {
    let open = loaded.standing.visit;
    let tasks = loaded
        .standing
        .tasks
        .iter()
        .filter(|t| t.outstanding() && is_ours(t.who.whose));
    let asked = tasks.filter(|t| {
        let whose = t.of.as_deref().is_none_or(|of| of == subject);
        t.wants == Wanted::SafetyPlan && t.key.visit == open && whose && t.since.date <= on.date
    });
    let evidence = "The plan that keeps them safe was looked at.";
    let done = asked.map(|t| {
        let done = Settled::Done {
            on,
            evidence: evidence.into(),
            entry: None,
        };
        What::DutySettled(t.key.clone(), done)
    });
    done.collect()
}

fn converted(loaded: &LoadedCase, deed: &Deed, original: Option<&What>) -> Answer<Vec<What>> {
    let visit = loaded.standing.visit;
    Ok(match deed {
        Deed::Entry { .. } => entry(loaded, deed, original)?,
        Deed::DutyDone { key, on, evidence } => {
            let done = Settled::Done {
                on: happened(on, "on")?,
                evidence: evidence.clone(),
                entry: None,
            };
            vec![What::DutySettled(duty_key(key), done)]
        }
        Deed::DutyNotDone { key, reason } => {
            let reason = needed(reason, "reason", "Say why it was not done.")?;
            vec![What::DutySettled(
                duty_key(key),
                Settled::NotDone { reason },
            )]
        }
        Deed::Reached {
            moment,
            on,
            reason,
            answer,
            agency,
        } => {
            let on = happened(on, "on")?;
            let reason = line(reason);
            vec![reached(loaded, moment, on, reason, answer, agency)]
        }
        Deed::Fact { fact, choice } => {
            vec![What::FactSet(fact.as_str().into(), choice.as_str().into())]
        }
        Deed::Check { check, answer } => {
            vec![What::Checked {
                check: check.as_str().into(),
                answer: answer.clone(),
            }]
        }
        Deed::StageOutcome { resolved, on, note } => {
            let outcome = if *resolved {
                Outcome::Resolved
            } else {
                Outcome::NotResolved
            };
            let visit = match original {
                Some(What::StageSettled { visit, .. }) => Some(*visit),
                _ => visit,
            };
            let visit = visit.ok_or_else(|| {
                AppError::typed(
                    "",
                    "No stage is open.",
                    "Open a stage first, or end the case.",
                )
            })?;
            vec![What::StageSettled {
                visit,
                outcome,
                on: happened(on, "on")?,
                note: note.clone(),
            }]
        }
        Deed::OpenStage {
            stage,
            on,
            rule,
            reason,
            for_risk,
        } => vec![What::StageOpened {
            stage: stage.as_str().into(),
            on: happened(on, "on")?,
            why: why(loaded, stage, rule, reason, *for_risk),
        }],
        Deed::Danger {
            immediate,
            done,
            on,
        } => {
            vec![What::DangerAsked {
                immediate: *immediate,
                done: done.clone(),
                on: happened(on, "on")?,
            }]
        }
        Deed::Plan {
            subject,
            measures,
            by_whom,
            reviewed,
            next_review,
        } => {
            let plan = SafetyPlan {
                subject: subject.as_str().into(),
                measures: needed(measures, "measures", "Write what protects them now.")?,
                by_whom: line(by_whom),
                reviewed: happened(reviewed, "reviewed")?,
                next_review: maybe_date(next_review.as_ref(), "next_review")?,
            };
            let on = plan.reviewed;
            let mut whats = vec![What::PlanReviewed(plan)];
            if original.is_none() {
                whats.extend(looked_after(loaded, subject, on));
            }
            whats
        }
        Deed::Voice {
            subject,
            own_words,
            family,
            on,
        } => vec![What::VoiceRecorded {
            subject: subject.as_str().into(),
            own_words: own_words.clone(),
            family: family.clone(),
            on: happened(on, "on")?,
        }],
        Deed::Limit { clock, by, reason } => vec![What::LimitEntered {
            clock: clock.as_str().into(),
            by: date(by, "by")?,
            reason: reason.clone(),
        }],
        Deed::OwnDate { what, by } => vec![What::OwnDateSet(OwnDate {
            what: needed(what, "what", "Say what is to happen by then.")?,
            by: date(by, "by")?,
            visit: match original {
                Some(What::OwnDateSet(old)) => old.visit,
                _ => visit,
            },
        })],
        Deed::Action {
            what,
            owner,
            by,
            agreed,
            receipt_of,
        } => vec![What::ActionAgreed(AgreedAction {
            id: match original {
                Some(What::ActionAgreed(old)) => old.id.clone(),
                _ => ActionId::new(new_id("action")?),
            },
            what: needed(what, "what", "Say what was agreed.")?,
            owner: line(owner),
            by: maybe_date(by.as_ref(), "by")?,
            agreed: happened(agreed, "agreed")?,
            receipt_of: match original {
                Some(What::ActionAgreed(old)) => old.receipt_of,
                _ => *receipt_of,
            },
        })],
        Deed::ActionOutcome {
            action,
            done,
            on,
            note,
        } => vec![What::ActionSettled {
            action: action.as_str().into(),
            done: *done,
            on: happened(on, "on")?,
            note: note.clone(),
        }],
        Deed::Subject { subject } => vec![people::subject_named(loaded, subject)?],
        Deed::Person { person } => vec![people::person_named(loaded, person)?],
        Deed::Agency {
            id,
            side,
            name,
            facts,
        } => vec![people::agency_named(loaded, id, side, name, facts)?],
        // The other case is looked up where the vault is open.
        Deed::Link { other, why } => vec![What::Linked(LinkedCase {
            case: other.clone(),
            number: String::new(),
            policy: String::new(),
            why: needed(why, "why", "Say why the two cases belong together.")?,
        })],
        Deed::Opening {
            raised,
            raised_by,
            areas,
        } => {
            let Some(What::Opened(old)) = original else {
                return Err(AppError::typed(
                    "with",
                    "A case is opened once.",
                    "Correct its first record.",
                ));
            };
            vec![What::Opened(Opening {
                raised: happened(raised, "raised")?,
                raised_by: side(raised_by, "raised_by")?,
                areas: names(areas),
                // The policy, and what was answered at the start, stay as they are.
                ..old.clone()
            })]
        }
        Deed::Attached {
            description,
            dated,
            received,
            belongs,
        } => {
            let Some(What::Attached(old)) = original else {
                return Err(AppError::typed(
                    "with",
                    "A file is attached from its own page.",
                    "Choose the file there.",
                ));
            };
            vec![What::Attached(Attachment {
                description: needed(
                    &line(description),
                    "description",
                    "Say in a few words what the file is.",
                )?,
                dated: maybe_date(dated.as_ref(), "dated")?,
                received: maybe_date(received.as_ref(), "received")?,
                belongs: crate::files::belongs(belongs)?,
                // The bytes, their name and what they say of themselves stay as they are.
                ..old.clone()
            })]
        }
        Deed::Decision { decision: form } => vec![What::DecisionDescribed(decision(form)?)],
        Deed::End {
            ending,
            on,
            note,
            dissent,
        } => vec![What::Ended {
            ending: ending.as_str().into(),
            on: happened(on, "on")?,
            note: note.clone(),
            dissent: dissent.clone(),
        }],
        Deed::Withdraw {
            by_whom,
            why,
            concern_remains,
            concern,
            on,
        } => {
            let withdrawal = Withdrawal {
                by_whom: line(by_whom),
                why: needed(why, "why", "Say why it was withdrawn.")?,
                concern_remains: *concern_remains,
                concern: concern.clone(),
            };
            vec![What::Withdrawn(withdrawal, happened(on, "on")?)]
        }
        Deed::Reopen { reason, on } => vec![What::Reopened {
            reason: needed(reason, "reason", "Say why it is opened again.")?,
            on: happened(on, "on")?,
        }],
        Deed::Version { .. } => {
            return Err(AppError::typed(
                "with",
                "A choice between two versions of the policy is recorded alone.",
                "Record it by itself. To change it, choose again.",
            ));
        }
        Deed::Amend { .. } | Deed::Strike { .. } => {
            return Err(AppError::typed(
                "with",
                "A correction cannot be corrected so.",
                "Correct the record itself.",
            ));
        }
    })
}
