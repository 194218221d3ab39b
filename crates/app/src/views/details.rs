//! One record in words: what it is, when it happened, and its details.

use crate::copies;
use crate::files;
use crate::leaving;
use crate::loaded::LoadedCase;
use crate::views::entries::entry;
use crate::views::tasks::of_words;
use crate::wire::StatementForm;
use crate::words::{day_words, happened_words, lower};
use stepwise_core::event::{
    Opening, Outcome, Reasons, Settled, Side, SubjectKind, VersionChoice, What, Why,
};
use stepwise_core::ids::StageId;
use stepwise_core::time::Happened;

/// A record in words.
#[derive(Default)]
pub(crate) struct Told {
    pub title: String,
    pub happened: Option<Happened>,
    /// `discussion`, `decision`, `safety`, `stage`, `paper`, `detail`.
    pub group: &'static str,
    pub with: String,
    pub statements: Vec<StatementForm>,
    pub agreed: String,
    pub next: String,
    pub details: Vec<(String, String)>,
}

impl Told {
    pub(crate) fn new(group: &'static str, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            group,
            ..Self::default()
        }
    }

    pub(crate) fn on(mut self, on: Happened) -> Self {
        self.happened = Some(on);
        self
    }

    pub(crate) fn detail(mut self, label: &str, text: &str) -> Self {
        if !text.trim().is_empty() {
            self.details.push((label.to_owned(), text.to_owned()));
        }
        self
    }
}

fn stage_name(loaded: &LoadedCase, stage: &StageId) -> String {
    let found = loaded.policy.stage(stage);
    found.map_or_else(|| stage.to_string(), |s| format!("{}: {}", s.name, s.title))
}

fn visit_name(loaded: &LoadedCase, n: u32) -> String {
    let visit = loaded.case.visit(n);
    let stage = visit.and_then(|v| loaded.policy.stage(&v.stage));
    stage.map_or_else(|| "A stage that was struck out".into(), |s| s.name.clone())
}

fn why_words(loaded: &LoadedCase, why: &Why) -> (String, String) {
    match why {
        Why::Start => ("The first stage".into(), String::new()),
        Why::Unresolved => ("The stage before did not resolve it".into(), String::new()),
        Why::Risk(reason) => ("Immediate harm".into(), reason.clone()),
        Why::Passing(reason) => ("The stages before it were passed by".into(), reason.clone()),
        Why::AlreadyThere(reason) => ("It stood there already".into(), reason.clone()),
        Why::Moved(rule, reason) => {
            let found = loaded.policy.moves.iter().find(|m| m.id == *rule);
            (
                found.map_or_else(|| rule.to_string(), |m| m.say.clone()),
                reason.clone(),
            )
        }
    }
}

fn opened(loaded: &LoadedCase, opening: &Opening) -> Told {
    let who = match opening.raised_by {
        Side::Ours => "Raised by us",
        Side::Theirs => "Raised by the other agency",
    };
    let mut told = Told::new("stage", who)
        .on(opening.raised)
        .detail(
            "Policy",
            &format!("{}: {}", loaded.policy.short, loaded.policy.title),
        )
        .detail("Area of disagreement", &opening.areas.join(", "));
    for (fact, choice) in &opening.facts {
        let (ask, answer) = fact_words(loaded, fact.as_str(), choice.as_str());
        told = told.detail(&ask, &answer);
    }
    for (id, on) in &opening.moments {
        let name = loaded
            .policy
            .moment(id)
            .map_or_else(|| id.to_string(), |m| m.name.clone());
        told = told.detail(&name, &happened_words(*on));
    }
    told
}

fn fact_words(loaded: &LoadedCase, fact: &str, choice: &str) -> (String, String) {
    let found = loaded.policy.facts.iter().find(|f| f.id.as_str() == fact);
    let Some(found) = found else {
        return (fact.to_owned(), choice.to_owned());
    };
    let answer = found.choices.iter().find(|(id, _)| id.as_str() == choice);
    (
        found.ask.clone(),
        answer.map_or_else(|| choice.to_owned(), |(_, text)| text.clone()),
    )
}

fn version_choice(title: &str, other: &str, choice: &VersionChoice) -> Told {
    let differences = match choice.differences.is_empty() {
        true => "None that a reader would notice.".to_owned(),
        false => choice.differences.join("\n"),
    };
    Told::new("decision", title)
        .detail("Why", &choice.reason)
        .detail("The version held until then", &choice.was)
        .detail(other, &choice.label)
        .detail("What is different", &differences)
}

/// A record in words. Corrections are told with what they correct.
pub(crate) fn tell(loaded: &LoadedCase, what: &What) -> Told {
    let policy = &loaded.policy;
    match what {
        What::Opened(opening) => opened(loaded, opening),
        What::DangerAsked {
            immediate,
            done,
            on,
        } => {
            let title = match immediate {
                true => "Immediate harm thought likely",
                false => "Immediate harm not thought likely",
            };
            Told::new("safety", title)
                .on(*on)
                .detail("What was done", done)
        }
        What::SubjectNamed(subject) => {
            let kind = match subject.kind {
                SubjectKind::Child => "Child",
                SubjectKind::Adult => "Adult at risk",
            };
            let born = subject.born.map(day_words).unwrap_or_default();
            Told::new("detail", format!("{kind}: {}", subject.name))
                .detail("Date of birth", &born)
                .detail("Status", &subject.status)
        }
        What::AgencyNamed(agency) => Told::new("detail", format!("Agency: {}", agency.name)),
        What::PersonNamed(person) => {
            let roles: Vec<String> = person
                .roles
                .iter()
                .map(|id| {
                    policy
                        .role(id)
                        .map_or_else(|| id.to_string(), |r| r.name.clone())
                })
                .collect();
            Told::new("detail", format!("Person: {}", person.name))
                .detail("Job title", &person.designation)
                .detail("Acts as", &roles.join(", "))
                .detail("Telephone", &person.phone)
                .detail("Email", &person.email)
        }
        What::DecisionDescribed(decision) => {
            let reasons = match &decision.reasons {
                Reasons::Given(text) => text.clone(),
                Reasons::Refused => "Asked for, and refused".into(),
                Reasons::NotAsked => "Not asked for yet".into(),
            };
            Told::new("decision", "The decision in dispute")
                .detail("Decided", &decision.what)
                .detail("By", &decision.by_whom)
                .detail("On", &decision.on.map(day_words).unwrap_or_default())
                .detail("Referral", &decision.reference)
                .detail(
                    "Referred on",
                    &decision.referred.map(day_words).unwrap_or_default(),
                )
                .detail("Reasons", &reasons)
                .detail("Why it is not safe", &decision.not_safe)
                .detail("What is wanted", &decision.wanted)
        }
        What::FactSet(fact, choice) => {
            let (ask, answer) = fact_words(loaded, fact.as_str(), choice.as_str());
            Told::new("detail", answer).detail("Question", &ask)
        }
        What::Reached {
            moment,
            on,
            answer,
            agency,
            reason,
            ..
        } => {
            let known = policy.moment(moment);
            let name = known.map_or_else(|| moment.to_string(), |m| m.name.clone());
            let said = answer.as_ref().and_then(|answer| {
                let choice = known?.choices.iter().find(|(c, _)| c == answer)?;
                Some(choice.1.clone())
            });
            let agency = agency.as_ref().and_then(|id| loaded.case.agency(id));
            Told::new("stage", name)
                .on(*on)
                .detail("Why it was moved", reason)
                .detail("Answer", &said.unwrap_or_default())
                .detail("Agency", agency.map_or("", |a| a.name.as_str()))
        }
        What::Linked(link) => Told::new("detail", format!("Linked with case {}", link.number))
            .detail("Policy", &link.policy)
            .detail("Why", &link.why),
        What::Checked { check, answer } => {
            let found = policy.checklist.iter().find(|c| c.id == *check);
            let ask = found.map_or_else(|| check.to_string(), |c| c.ask.clone());
            Told::new("detail", ask).detail("Answer", answer)
        }
        What::StageOpened { stage, on, why } => {
            let (why, reason) = why_words(loaded, why);
            Told::new("stage", format!("Opened {}", stage_name(loaded, stage)))
                .on(*on)
                .detail("Why", &why)
                .detail("Reason", &reason)
        }
        What::Recorded(record) => entry(record),
        What::DutySettled(key, settled) => {
            let say = policy
                .duty(&key.duty)
                .map_or_else(|| key.duty.to_string(), |d| d.say.clone());
            let of = key
                .of
                .as_deref()
                .map(|of| of_words(loaded, of))
                .unwrap_or_default();
            match settled {
                Settled::Done { on, evidence, .. } => {
                    Told::new("detail", format!("Done: {}", lower(&say)))
                        .on(*on)
                        .detail("For", &of)
                        .detail("Evidence", evidence)
                }
                Settled::NotDone { reason } => {
                    Told::new("detail", format!("Not done: {}", lower(&say)))
                        .detail("For", &of)
                        .detail("Reason", reason)
                }
            }
        }
        What::PlanReviewed(plan) => {
            let name = of_words(loaded, plan.subject.as_str());
            Told::new("safety", format!("What keeps {name} safe meanwhile"))
                .on(plan.reviewed)
                .detail("What protects them now", &plan.measures)
                .detail("Who does it", &plan.by_whom)
                .detail(
                    "Looked at next",
                    &plan.next_review.map(day_words).unwrap_or_default(),
                )
        }
        What::VoiceRecorded {
            subject,
            own_words,
            family,
            on,
        } => {
            let name = of_words(loaded, subject.as_str());
            let words = StatementForm {
                nature: "own-words".into(),
                of: name.clone(),
                text: own_words.clone(),
            };
            let mut told = Told::new("safety", format!("{name}: own words and family")).on(*on);
            told.statements
                .extend((!own_words.trim().is_empty()).then_some(words));
            told.detail("Family", family)
        }
        What::LimitEntered { clock, by, reason } => {
            let name = policy
                .clock(clock)
                .map_or_else(|| clock.to_string(), |c| c.name.clone());
            Told::new("stage", format!("Date set: {name}"))
                .detail("By", &day_words(*by))
                .detail("Who set it and why", reason)
        }
        What::OwnDateSet(own) => Told::new("stage", format!("Our own date: {}", own.what))
            .detail("By", &day_words(own.by)),
        What::ActionAgreed(action) => Told::new("decision", format!("Agreed: {}", action.what))
            .on(action.agreed)
            .detail("Who", &action.owner)
            .detail("By", &action.by.map(day_words).unwrap_or_default()),
        What::ActionSettled {
            action,
            done,
            on,
            note,
        } => {
            let what = of_words(loaded, action.as_str());
            let word = if *done { "Done" } else { "Not done" };
            Told::new("decision", format!("{word}: {what}"))
                .on(*on)
                .detail("Note", note)
        }
        What::StageSettled {
            visit,
            outcome,
            on,
            note,
        } => {
            let word = match outcome {
                Outcome::Resolved => "Resolved",
                Outcome::NotResolved => "Not resolved",
            };
            Told::new(
                "stage",
                format!("{word} at {}", lower(&visit_name(loaded, *visit))),
            )
            .on(*on)
            .detail("In words", note)
        }
        What::PaperFilled { paper, answers, .. } => {
            let found = policy.paper(paper);
            let title = found.map_or_else(|| paper.to_string(), |p| p.title.clone());
            let mut told = Told::new("paper", format!("Saved: {title}"));
            for (field, answer) in answers {
                let label = found.and_then(|p| p.fields.iter().find(|f| f.id == *field));
                told = told.detail(label.map_or(field.as_str(), |f| f.label.as_str()), answer);
            }
            told
        }
        What::Sent(sending) => {
            let kept = sending.attachment.as_ref();
            let kept = kept.and_then(|id| files::named(loaded, id));
            let paper = sending.paper.as_ref().map(|id| {
                let known = policy.paper(id);
                known.map_or_else(|| id.to_string(), |p| p.title.clone())
            });
            let title = match paper {
                _ if sending.attachment.is_some() => {
                    let name = kept.map_or("An attached file", |a| a.name.as_str());
                    match paper {
                        Some(title) => format!("{name}, the board\u{2019}s own form for: {title}"),
                        None => name.to_owned(),
                    }
                }
                Some(title) => title,
                None if sending.what.is_empty() => "A bundle".into(),
                None => sending.what.clone(),
            };
            let password = match sending.password_by.as_str() {
                "phone" => "By telephone",
                "in-person" => "In person",
                "secure-mail" => "None, by secure email",
                other => other,
            };
            Told::new("paper", format!("Left Stepwise: {title}"))
                .detail("To", &sending.to.join(", "))
                .detail("How", &sending.means)
                .detail("Why", &sending.purpose)
                .detail("Password", password)
                .detail("The email", &sending.message)
                .detail("SHA-256 of what left", &sending.digest)
        }
        What::Ended {
            ending,
            on,
            note,
            dissent,
        } => {
            let name = policy
                .ending(ending)
                .map_or_else(|| ending.to_string(), |e| e.name.clone());
            Told::new("stage", format!("Closed: {name}"))
                .on(*on)
                .detail("In words", note)
                .detail("Dissent", dissent)
        }
        What::Withdrawn(withdrawal, on) => {
            let remains = if withdrawal.concern_remains {
                "Yes"
            } else {
                "No"
            };
            Told::new("stage", "Withdrawn")
                .on(*on)
                .detail("By", &withdrawal.by_whom)
                .detail("Why", &withdrawal.why)
                .detail("Does the concern remain?", remains)
                .detail("What is done about it", &withdrawal.concern)
        }
        What::Reopened { reason, on } => Told::new("stage", "Opened again")
            .on(*on)
            .detail("Why", reason),
        What::PolicyMoved(choice) => version_choice(
            "Moved to another version of the policy",
            "The version moved to",
            choice,
        ),
        What::PolicyKept(choice) => version_choice(
            "Another version of the policy was looked at, and not taken",
            "The version not taken",
            choice,
        ),
        What::Attached(attachment) => files::told(loaded, attachment),
        What::HoldPlaced(hold) => Told::new("detail", "Put on hold: not to be erased")
            .on(hold.since)
            .detail("Asked for by", &hold.asked_by)
            .detail("Why", &hold.why)
            .detail("Reference", &hold.reference),
        What::HoldLifted { hold, reason, on } => {
            let placed = loaded.case.holds.iter().find(|(h, _)| h.value.id == *hold);
            Told::new("detail", "Hold lifted")
                .on(*on)
                .detail(
                    "Asked for by",
                    placed.map_or("", |(h, _)| h.value.asked_by.as_str()),
                )
                .detail("Why", reason)
        }
        What::KeptLonger(kept) => Told::new("detail", "Reviewed: kept longer")
            .on(kept.on)
            .detail("Why", &kept.reason)
            .detail("To be reviewed again on", &day_words(kept.again)),
        What::AccessAsked(request) => copies::asked(loaded, request),
        What::AccessReviewed(review) => copies::reviewed(loaded, review),
        What::AccessExtended { request, reason } => copies::extended(loaded, request, reason),
        What::AccessGiven(copy) => copies::given(loaded, copy),
        What::PupilLeaves(leaving) => leaving::left(loaded, leaving),
        What::LeavingStep(step) => leaving::step(loaded, step),
        What::Amended { reason, .. } => {
            Told::new("detail", "A correction").detail("Reason", reason)
        }
        What::Struck { reason, .. } => Told::new("detail", "Struck out").detail("Reason", reason),
    }
}
