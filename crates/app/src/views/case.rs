//! One case, whole.

use crate::keeping::open_holds;
use crate::library::Library;
use crate::loaded::LoadedCase;
use crate::papers::chase;
use crate::settings::Settings;
use crate::views::about::about_heading;
use crate::views::cite::{cite_view, force, reading};
use crate::views::clocks::{clock_view, governing_view, own_date};
use crate::views::due::own;
use crate::views::forms::{decision_form, moment, person_form, role_view, side_word, subject_form};
use crate::views::policy::version_words;
use crate::views::rungs::rungs;
use crate::views::tasks::{of_words, task_view};
use crate::views::versions::newer;
use crate::views::ways::{datable, doors, endings, leading, moves, stage_title};
use crate::views::who::who_view;
use crate::wire::*;
use crate::words::happened_words;
use stepwise_core::case::Phase;
use stepwise_core::engine::holds;
use stepwise_core::event::{AgreedAction, Outcome};
use stepwise_core::policy::{Paper, PaperKind, Policy};
use stepwise_core::standing::{Gap, GapCode};
use stepwise_core::time::Happened;

/// The phase as a word, and when it was closed.
pub(crate) fn phase(phase: &Phase) -> (&'static str, Option<Happened>) {
    match phase {
        Phase::Empty | Phase::Before => ("before", None),
        Phase::AtStage { .. } => ("at-stage", None),
        Phase::Resolved { on } => ("resolved", Some(*on)),
        Phase::Withdrawn { on } => ("withdrawn", Some(*on)),
        Phase::Ended { on, .. } => ("ended", Some(*on)),
    }
}

/// The case as the window shows it.
pub(crate) fn case_view(loaded: &LoadedCase, settings: &Settings, library: &Library) -> CaseView {
    let LoadedCase {
        case,
        policy,
        standing,
        ..
    } = loaded;
    let (phase, closed_on) = phase(&case.phase);
    let opening = loaded.opening();
    let visit = loaded.open_visit();
    let stage = visit.and_then(|v| policy.stage(&v.stage));
    let (outcome, outcome_on) = match visit.and_then(|v| v.outcome.as_ref()) {
        Some(found) => (outcome_word(found.outcome), Some(moment(found.on))),
        None => ("none", None),
    };
    let own_date = own_date(loaded);
    let lead = leading(loaded);
    let who = |who: &Vec<_>| who.iter().map(|w| who_view(loaded, settings, w)).collect();
    CaseView {
        may_not: String::new(),
        own_stage: false,
        case: loaded.id.to_string(),
        number: loaded.number.clone(),
        seen: loaded.head.seq,
        files: u32::try_from(case.attachments.len()).unwrap_or(u32::MAX),
        about: about_heading(case),
        leaving: crate::leaving::sentence(loaded),
        elsewhere: ElsewhereView::default(),
        holds: open_holds(loaded, settings),
        subjects: case
            .subjects
            .iter()
            .map(|s| subject_form(&s.value))
            .collect(),
        agencies: case
            .agencies
            .iter()
            .map(|a| &a.value)
            .map(|a| AgencyView {
                id: a.id.to_string(),
                side: side_word(a.side),
                name: a.name.clone(),
                facts: a
                    .facts
                    .iter()
                    .map(|(fact, choice)| (fact.to_string(), choice.to_string()))
                    .collect(),
            })
            .collect(),
        people: case
            .people
            .iter()
            .map(|p| person_form(case, &p.value))
            .collect(),
        decision: case.decision.as_ref().map(|d| decision_form(&d.value)),
        areas: opening.map(|o| o.areas.clone()).unwrap_or_default(),
        policy: policy.id.to_string(),
        policy_title: policy.title.clone(),
        policy_digest: policy.digest.to_string(),
        policy_version: version_words(policy),
        newer_version: newer(loaded, library),
        phase: phase.into(),
        closed_on: closed_on.map(moment),
        ours: loaded.ours(),
        raised: moment(opening.map_or_else(|| loaded.just_now(), |o| o.raised)),
        rungs: rungs(loaded, settings),
        stage: stage
            .map(|s| format!("{}: {}", s.name, s.title))
            .unwrap_or_default(),
        act: lead
            .map(|offer| offer.say.clone())
            .or_else(|| standing.act.clone())
            .unwrap_or_default(),
        say: stage.map(|s| s.say.clone()).unwrap_or_default(),
        pairs: standing
            .pairs
            .iter()
            .map(|(ours, theirs)| (who(ours), who(theirs)))
            .collect(),
        due: governing_view(loaded),
        no_limit: standing.no_limit,
        own_date_what: own_date
            .as_ref()
            .map(|(what, _)| what.clone())
            .unwrap_or_default(),
        own_date: own_date.map(|(_, due)| due),
        outcome: outcome.into(),
        outcome_on,
        tasks: standing
            .tasks
            .iter()
            .map(|t| task_view(loaded, settings, t))
            .collect(),
        clocks: standing
            .clocks
            .iter()
            .map(|c| clock_view(loaded, c))
            .collect(),
        moves: moves(loaded),
        endings: endings(loaded),
        datable: standing
            .datable
            .iter()
            .map(|d| datable(loaded, d))
            .collect(),
        starts: standing
            .first_stages
            .iter()
            .map(|id| (id.to_string(), stage_title(policy, id)))
            .collect(),
        links: case
            .links
            .iter()
            .map(|l| &l.value)
            .map(|l| LinkView {
                case: l.case.clone(),
                number: l.number.clone(),
                policy: l.policy.clone(),
                why: l.why.clone(),
            })
            .collect(),
        doors: doors(policy, settings, |when| holds(&loaded.world(), case, when)),
        checklist: checklist(loaded),
        plans: plans(loaded),
        actions: actions(loaded),
        gaps: standing
            .missing
            .iter()
            .map(|gap| gap_view(loaded, gap))
            .collect(),
        facts: facts(policy, |id| {
            case.facts.get(&id.into()).map(ToString::to_string)
        }),
        roles: policy.roles.iter().map(role_view).collect(),
        papers: policy
            .papers
            .iter()
            .map(|p| (p.id.to_string(), p.title.clone(), paper_kind(p.kind).into()))
            .collect(),
        warnings: warnings(policy),
        head: loaded.head.hash.to_string(),
    }
}

fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => "resolved",
        Outcome::NotResolved => "not-resolved",
    }
}

/// `form` or `letter`.
pub(crate) fn paper_kind(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Form => "form",
        PaperKind::Letter => "letter",
    }
}

/// Readings that stand over the whole case, and what says that the policy is no longer in force.
pub(crate) fn warnings(policy: &Policy) -> Vec<ReadingView> {
    let superseded = policy
        .version
        .superseded
        .iter()
        .map(|(_, say)| ReadingView {
            text: say.clone(),
            other: String::new(),
            confirm: String::new(),
        });
    superseded
        .chain(policy.findings.iter().filter(|f| f.warn).map(reading))
        .collect()
}

/// The pack's questions with their answers.
pub(crate) fn facts(policy: &Policy, answer: impl Fn(&str) -> Option<String>) -> Vec<FactView> {
    let each = policy.facts.iter().map(|fact| FactView {
        id: fact.id.to_string(),
        ask: fact.ask.clone(),
        help: fact.help.clone().unwrap_or_default(),
        choices: fact
            .choices
            .iter()
            .map(|(id, text)| (id.to_string(), text.clone()))
            .collect(),
        each_agency: fact.each_agency,
        later: !fact.needed.is_empty(),
        value: answer(fact.id.as_str())
            .or_else(|| fact.default.as_ref().map(ToString::to_string))
            .unwrap_or_default(),
    });
    each.collect()
}

/// Fewer letters than this say little.
const VERY_SHORT: usize = 20;

fn checklist(loaded: &LoadedCase) -> Vec<CheckView> {
    let answers = &loaded.case.checks;
    let each = loaded
        .policy
        .checklist
        .iter()
        .filter(|c| holds(&loaded.world(), &loaded.case, &c.when))
        .map(|check| {
            let answer = answers
                .get(&check.id)
                .map(|a| a.value.trim().to_owned())
                .unwrap_or_default();
            let twice = answers
                .iter()
                .any(|(id, a)| *id != check.id && a.value.trim() == answer);
            let weak = match answer.chars().count() {
                0 => "",
                n if n < VERY_SHORT => "Very short",
                _ if twice => "The same words as another answer",
                _ => "",
            };
            CheckView {
                id: check.id.to_string(),
                ask: check.ask.clone(),
                help: check.help.clone().unwrap_or_default(),
                force: force(check.force),
                answer,
                weak: weak.into(),
                cite: check
                    .cite
                    .as_ref()
                    .map(|c| cite_view(&loaded.policy, c, &check.readings)),
            }
        });
    each.collect()
}

fn plans(loaded: &LoadedCase) -> Vec<PlanView> {
    let case = &loaded.case;
    let opened = loaded.open_visit().map(|v| v.opened.date);
    let each = case.subjects.iter().map(|s| &s.value).map(|subject| {
        let plan = case
            .plans
            .iter()
            .rev()
            .map(|p| &p.value)
            .find(|p| p.subject == subject.id);
        let voices = || {
            case.voices
                .iter()
                .rev()
                .map(|v| &v.value)
                .filter(|v| v.0 == subject.id)
        };
        let own_words = voices().map(|v| &v.1).find(|w| !w.trim().is_empty());
        let family = voices().map(|v| &v.2).find(|w| !w.trim().is_empty());
        PlanView {
            subject: subject.id.to_string(),
            name: subject.name.clone(),
            measures: plan.map(|p| p.measures.clone()).unwrap_or_default(),
            by_whom: plan.map(|p| p.by_whom.clone()).unwrap_or_default(),
            reviewed: plan.map(|p| moment(p.reviewed)),
            next_review: plan.and_then(|p| p.next_review).map(|d| d.to_string()),
            stale: plan
                .zip(opened)
                .is_some_and(|(p, opened)| p.reviewed.date < opened),
            own_words: own_words.cloned().unwrap_or_default(),
            family: family.cloned().unwrap_or_default(),
        }
    });
    each.collect()
}

/// The letter by which a receipt is chased whose day has passed.
fn chase_of<'a>(loaded: &'a LoadedCase, action: &AgreedAction) -> Option<&'a Paper> {
    let today = loaded.now.date_in(loaded.policy.zone);
    chase(loaded, action).filter(|_| action.by.is_some_and(|by| by < today))
}

fn actions(loaded: &LoadedCase) -> Vec<ActionView> {
    let each = loaded.case.actions.iter().map(|(action, settled)| {
        let receipt = action.value.receipt_of.is_some();
        let (came, lacks) = match receipt {
            true => ("Received", "Not received"),
            false => ("Done", "Not done"),
        };
        let (state, note) = match settled.as_ref().map(|s| &s.value) {
            Some((true, on, note)) => ("done", format!("{came} {}. {note}", happened_words(*on))),
            Some((false, on, note)) => (
                "not-done",
                format!("{lacks}, {}. {note}", happened_words(*on)),
            ),
            None => ("open", String::new()),
        };
        ActionView {
            id: action.value.id.to_string(),
            what: action.value.what.clone(),
            owner: action.value.owner.clone(),
            due: action.value.by.map(|by| {
                let settled = state == "done";
                let due = own(loaded, by);
                DueView {
                    late: due.late && !settled,
                    ..due
                }
            }),
            state: state.into(),
            note: note.trim_end().to_owned(),
            receipt,
            chase: chase_of(loaded, &action.value)
                .filter(|_| state == "open")
                .map(|paper| paper.id.to_string())
                .unwrap_or_default(),
        }
    });
    each.collect()
}

fn gap_view(loaded: &LoadedCase, gap: &Gap) -> GapView {
    let about = gap.about.as_deref().unwrap_or_default();
    let words = match gap.code {
        GapCode::NoPerson => {
            let (side, capacity) = about.split_once(' ').unwrap_or(("", about));
            match side {
                "ours" => format!("our {capacity}"),
                "theirs" => format!("their {capacity}"),
                _ => capacity.to_owned(),
            }
        }
        GapCode::CheckOpen => {
            let check = loaded
                .policy
                .checklist
                .iter()
                .find(|c| c.id.as_str() == about);
            check.map_or_else(String::new, |c| c.ask.clone())
        }
        GapCode::FactOpen => {
            let fact = loaded.policy.fact(&about.into());
            fact.map_or_else(String::new, |f| f.ask.clone())
        }
        _ => of_words(loaded, about),
    };
    let code = serde_json::to_value(gap.code)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned));
    GapView {
        code: code.unwrap_or_default(),
        about: words,
    }
}
