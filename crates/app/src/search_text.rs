//! The words by which a record is found.

use stepwise_core::event::{FileStep, Reasons, Settled, What};

/// The words of a record that a person would look for; none where it has none.
pub(crate) fn search_text(what: &What) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    match what {
        What::Opened(opening) => words.extend(opening.areas.iter().map(String::as_str)),
        What::DangerAsked { done, .. } => words.push(done),
        What::SubjectNamed(subject) => words.extend([subject.name.as_str(), &subject.status]),
        What::AgencyNamed(agency) => words.push(&agency.name),
        What::PersonNamed(person) => {
            words.extend([
                person.name.as_str(),
                &person.designation,
                &person.phone,
                &person.email,
            ]);
        }
        What::DecisionDescribed(decision) => {
            words.extend([
                decision.reference.as_str(),
                &decision.what,
                &decision.by_whom,
                &decision.not_safe,
                &decision.wanted,
            ]);
            if let Reasons::Given(reasons) = &decision.reasons {
                words.push(reasons);
            }
        }
        What::Checked { answer, .. } => words.push(answer),
        What::Recorded(entry) => {
            words.extend(entry.ours.iter().chain(&entry.theirs).map(String::as_str));
            words.extend(
                entry
                    .statements
                    .iter()
                    .flat_map(|s| [s.of.as_str(), s.text.as_str()]),
            );
            words.extend([entry.agreed.as_str(), &entry.next]);
        }
        What::DutySettled(_, Settled::Done { evidence, .. }) => words.push(evidence),
        What::DutySettled(_, Settled::NotDone { reason }) => words.push(reason),
        What::PlanReviewed(plan) => words.extend([plan.measures.as_str(), &plan.by_whom]),
        What::VoiceRecorded {
            own_words, family, ..
        } => words.extend([own_words.as_str(), family]),
        What::LimitEntered { reason, .. } => words.push(reason),
        What::OwnDateSet(own) => words.push(&own.what),
        What::ActionAgreed(action) => words.extend([action.what.as_str(), &action.owner]),
        What::ActionSettled { note, .. } | What::StageSettled { note, .. } => words.push(note),
        What::Ended { note, dissent, .. } => words.extend([note.as_str(), dissent]),
        What::Linked(link) => words.extend([link.number.as_str(), &link.policy, &link.why]),
        What::PaperFilled { answers, .. } => words.extend(answers.iter().map(|(_, a)| a.as_str())),
        What::Sent(sending) => {
            words.extend(sending.to.iter().map(String::as_str));
            words.extend([sending.purpose.as_str(), &sending.what, &sending.message]);
        }
        What::Withdrawn(withdrawal, _) => {
            words.extend([
                withdrawal.by_whom.as_str(),
                &withdrawal.why,
                &withdrawal.concern,
            ]);
        }
        What::Reopened { reason, .. }
        | What::Struck { reason, .. }
        | What::HoldLifted { reason, .. } => words.push(reason),
        What::HoldPlaced(hold) => {
            words.extend([hold.asked_by.as_str(), &hold.why, &hold.reference]);
        }
        What::KeptLonger(kept) => words.push(&kept.reason),
        What::PolicyMoved(choice) | What::PolicyKept(choice) => {
            words.extend([choice.reason.as_str(), &choice.label]);
        }
        What::AccessAsked(asked) => {
            words.extend([asked.by.as_str(), &asked.identity, &asked.wants]);
        }
        What::AccessReviewed(review) => words.push(&review.exemptions),
        What::AccessExtended { reason, .. } => words.push(reason),
        What::AccessGiven(copy) => words.push(&copy.how),
        What::PupilLeaves(leaving) => {
            words.extend([leaving.to.as_str(), &leaving.lead, &leaving.reach]);
        }
        What::LeavingStep(step) => match &step.step {
            FileStep::Sent { to: who, how, .. } | FileStep::Received { by: who, how } => {
                words.extend([who.as_str(), how]);
            }
            FileStep::Asked { how: text } | FileStep::CalledOff { reason: text } => {
                words.push(text);
            }
        },
        What::Attached(attachment) => {
            words.extend([
                attachment.name.as_str(),
                &attachment.original,
                &attachment.description,
            ]);
            words.extend(attachment.says.iter().map(|(_, text)| text.as_str()));
        }
        // Its corrected words are kept at the place of the record that it corrects.
        What::Amended { reason, .. } => words.push(reason),
        What::Reached { reason, .. } => words.push(reason),
        What::FactSet(..) | What::StageOpened { .. } => {}
    }
    let text = words
        .into_iter()
        .filter(|w| !w.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    (!text.is_empty()).then_some(text)
}
