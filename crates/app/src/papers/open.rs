//! A paper of a case, filled and shown.

use super::fill::{Filled, Filling, Saved, Trace, fill, said};
use super::own_form;
use super::recipients::recipients;
use crate::error::WireError;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::about::about_heading;
use crate::views::cite::{cite_view, readings};
use crate::views::clocks::{governing, is_ours};
use crate::views::tasks::duty_ref;
use crate::wire::{
    CaseRef, DutyRef, FieldView, PaperQuery, PaperRow, PaperView, PapersView, Signing, TraceView,
};
use std::sync::Arc;
use stepwise_core::engine::holds;
use stepwise_core::ids::{PaperId, UserId};
use stepwise_core::policy::{FieldKind, Paper, PaperKind, PartyRef, Policy, PolicySide, Wanted};

/// A case with one of its papers picked.
pub(crate) struct Picked {
    pub loaded: LoadedCase,
    pub settings: Settings,
    /// Who is at the keyboard.
    pub user: String,
    /// Why they may not write it; empty where they may.
    pub may_not: String,
    policy: Arc<Policy>,
    paper: PaperId,
    /// The visit that it is for; none for a paper of the whole case.
    pub visit: Option<u32>,
    /// How it is signed.
    pub signing: Signing,
}

impl Picked {
    /// The paper.
    ///
    /// # Errors
    /// None in practice: it was found when picked.
    pub fn paper(&self) -> Answer<&Paper> {
        self.policy
            .paper(&self.paper)
            .ok_or(AppError::NotFound("paper"))
    }

    /// What it is filled from.
    ///
    /// # Errors
    /// As [`Picked::paper`].
    pub fn filling(&self) -> Answer<Filling<'_>> {
        Ok(filling(&self.loaded, self.paper()?, self.visit, &self.user))
    }

    /// Its fields, with the given answers laid over what is saved.
    ///
    /// # Errors
    /// As [`Picked::paper`].
    pub fn filled(&self, answers: &[(String, String)]) -> Answer<Vec<Filled>> {
        let paper = self.paper()?;
        let name = |id: &UserId| name_of(&self.settings, id);
        let mut fields = fill(&self.filling()?, before(&self.loaded, paper, name));
        for filled in &mut fields {
            let typed = answers.iter().find(|(id, _)| *id == filled.field.id);
            if let Some((_, answer)) = typed.filter(|(_, a)| a != filled.answer()) {
                filled.own = (*answer != filled.case.text).then(|| answer.clone());
                filled.carried = None;
            }
        }
        Ok(fields)
    }

    /// The stage that it is for, in words.
    pub fn stage_words(&self) -> String {
        stage_words(&self.loaded, self.visit)
    }
}

fn filling<'a>(
    loaded: &'a LoadedCase,
    paper: &'a Paper,
    visit: Option<u32>,
    user: &'a str,
) -> Filling<'a> {
    Filling {
        policy: &loaded.policy,
        world: loaded.world(),
        case: &loaded.case,
        number: &loaded.number,
        now: loaded.now.stamp,
        due: due(loaded),
        user,
        paper,
        visit,
    }
}

fn name_of(settings: &Settings, user: &UserId) -> String {
    settings
        .users
        .get(user.as_str())
        .map(|u| u.name.clone())
        .unwrap_or_default()
}

/// What the case said when a paper was saved: worked out again from the records before it.
fn before<'a>(
    loaded: &'a LoadedCase,
    paper: &'a Paper,
    name: impl Fn(&UserId) -> String + 'a,
) -> impl Fn(&Saved<'_>) -> Vec<(String, String)> + 'a {
    move |saved| {
        let then = loaded.before(saved.paper.seq, saved.paper.recorded);
        let user = name(&saved.paper.by);
        said(&filling(&then, paper, saved.visit, &user))
    }
}

/// The date that governs the open stage for us, while it can still be met: a letter promises no past date.
fn due(loaded: &LoadedCase) -> Option<chrono::NaiveDate> {
    let today = loaded.now.date_in(loaded.policy.zone);
    governing(loaded)
        .map(|(_, due)| due.date)
        .filter(|date| *date >= today)
}

fn stage_words(loaded: &LoadedCase, visit: Option<u32>) -> String {
    let visit = visit.and_then(|n| loaded.case.visit(n));
    visit
        .and_then(|v| loaded.policy.stage(&v.stage))
        .map(|s| s.name.clone())
        .unwrap_or_default()
}

/// Finds the case and the paper.
///
/// # Errors
/// Locked; no such case or paper; the paper is not for that stage.
pub(crate) fn pick(session: &mut Session, query: &PaperQuery) -> Answer<Picked> {
    let loaded = session.load_case(&query.case.case)?;
    let open = session.vault()?;
    let settings = open.settings.clone();
    let user = name_of(&settings, &open.user);
    let paper = PaperId::new(query.paper.clone());
    let policy = loaded.policy.clone();
    let found = policy.paper(&paper).ok_or(AppError::NotFound("paper"))?;
    let visit = match query.visit {
        Some(n) if loaded.case.visit(n).is_some() => Some(n),
        Some(_) => return Err(AppError::NotFound("stage")),
        None => usual_visit(&loaded, found),
    };
    let refused = open.may_record_at(&loaded, visit).err();
    Ok(Picked {
        loaded,
        settings,
        user,
        may_not: refused
            .map(|error| WireError::from(error).message)
            .unwrap_or_default(),
        policy,
        paper,
        visit,
        signing: query.signing.unwrap_or_default(),
    })
}

/// As [`pick`], by somebody who may record for its stage.
///
/// # Errors
/// As [`pick`]; not of their role.
pub(crate) fn pick_to_record(session: &mut Session, query: &PaperQuery) -> Answer<Picked> {
    let picked = pick(session, query)?;
    session
        .vault()?
        .may_record_at(&picked.loaded, picked.visit)?;
    Ok(picked)
}

/// The visit a paper is for where none is named: the last one at a stage that uses it.
fn usual_visit(loaded: &LoadedCase, paper: &Paper) -> Option<u32> {
    if paper.stages.is_empty() && paper.kind == PaperKind::Form {
        return None;
    }
    let uses = |v: &&stepwise_core::case::Visit| {
        paper.stages.is_empty() || paper.stages.contains(&v.stage)
    };
    loaded.case.visits.iter().rfind(uses).map(|v| v.n)
}

/// All papers of a case: one row for each stage at which a paper is used.
///
/// # Errors
/// Locked; no such case.
pub(crate) fn papers(session: &mut Session, case: &CaseRef) -> Answer<PapersView> {
    let loaded = session.load_case(&case.case)?;
    let open = session.vault()?;
    let settings = open.settings.clone();
    let user_name = name_of(&settings, &open.user);
    let mut rows = Vec::new();
    let used_here = |p: &&Paper| {
        let saved = loaded.case.papers.keys().any(|(id, _)| *id == p.id);
        ours(&loaded, p) && (saved || holds(&loaded.world(), &loaded.case, &p.when))
    };
    for paper in loaded.policy.papers.iter().filter(used_here) {
        let used: Vec<Option<u32>> = if paper.stages.is_empty() {
            vec![usual_visit(&loaded, paper)]
        } else {
            let at = |v: &&stepwise_core::case::Visit| paper.stages.contains(&v.stage);
            loaded
                .case
                .visits
                .iter()
                .filter(at)
                .map(|v| Some(v.n))
                .collect()
        };
        rows.extend(used.into_iter().map(|visit| {
            let name = |id: &UserId| name_of(&settings, id);
            let filling = filling(&loaded, paper, visit, &user_name);
            let fields = fill(&filling, before(&loaded, paper, name));
            row(&loaded, paper, visit, &fields)
        }));
    }
    Ok(PapersView { papers: rows })
}

/// Whether the paper is for this side to write: one that the pack gives only to the other side's duties is theirs.
fn ours(loaded: &LoadedCase, paper: &Paper) -> bool {
    let theirs = if loaded.ours() {
        PolicySide::Other
    } else {
        PolicySide::Raiser
    };
    let mut duties = loaded
        .policy
        .duties
        .iter()
        .filter(|d| d.paper.as_ref() == Some(&paper.id))
        .peekable();
    duties.peek().is_none()
        || duties.any(|d| !matches!(&d.who, PartyRef::Side(side, _) if *side == theirs))
}

fn row(loaded: &LoadedCase, paper: &Paper, visit: Option<u32>, fields: &[Filled]) -> PaperRow {
    let saved = loaded.case.papers.get(&(paper.id.clone(), visit));
    let asked = loaded.standing.tasks.iter().any(|t| {
        t.paper.as_ref() == Some(&paper.id)
            && t.settled.is_none()
            && !t.lapsed
            && (t.key.visit.is_none() || t.key.visit == visit)
    });
    let missing = fields.iter().filter(|f| f.missing()).count();
    PaperRow {
        paper: paper.id.to_string(),
        title: paper.title.clone(),
        kind: kind(paper.kind).into(),
        visit,
        stage: stage_words(loaded, visit),
        saved: saved.map(|s| s.recorded.to_rfc3339()),
        asked,
        missing: u32::try_from(missing).unwrap_or(u32::MAX),
    }
}

fn kind(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Form => "form",
        PaperKind::Letter => "letter",
    }
}

/// One paper, filled.
///
/// # Errors
/// Locked; no such case or paper.
pub(crate) fn paper(session: &mut Session, query: &PaperQuery) -> Answer<PaperView> {
    let picked = pick(session, query)?;
    view(&picked)
}

/// The paper as the window shows it.
///
/// # Errors
/// As [`Picked::paper`].
pub(crate) fn view(picked: &Picked) -> Answer<PaperView> {
    let paper = picked.paper()?;
    let fields = picked.filled(&[])?;
    let loaded = &picked.loaded;
    let saved = loaded.case.papers.get(&(paper.id.clone(), picked.visit));
    let missing = fields.iter().filter(|f| f.missing());
    Ok(PaperView {
        case: loaded.id.to_string(),
        about: about_heading(&loaded.case),
        may_not: picked.may_not.clone(),
        paper: paper.id.to_string(),
        title: paper.title.clone(),
        kind: kind(paper.kind).into(),
        visit: picked.visit,
        stage: picked.stage_words(),
        neutral: paper.neutral,
        missing: missing
            .map(|f| (f.field.id.clone(), f.field.label.clone()))
            .collect(),
        fields: fields.iter().map(|f| field_view(f, paper.kind)).collect(),
        recipients: recipients(picked)?,
        saved: saved.map(|s| s.recorded.to_rfc3339()),
        seen: loaded.case.last_seq,
        fulfils: fulfils(picked, paper),
        own_files: match paper.kind {
            PaperKind::Form => own_form::files(loaded, picked.visit),
            PaperKind::Letter => Vec::new(),
        },
        own_forms: own_form::recorded(loaded, &paper.id, picked.visit),
        cite: cite_view(&loaded.policy, &paper.cite, &[]),
        readings: readings(&loaded.policy, &paper.readings),
    })
}

/// Open duties of this side that sending the paper fulfils, each once.
fn fulfils(picked: &Picked, paper: &Paper) -> Vec<DutyRef> {
    let tasks = picked.loaded.standing.tasks.iter();
    let open = tasks.filter(|t| {
        t.paper.as_ref() == Some(&paper.id)
            && t.wants != Wanted::Paper
            && t.outstanding()
            && is_ours(t.who.whose)
            && (t.key.visit.is_none() || t.key.visit == picked.visit)
    });
    open.map(|t| duty_ref(&t.key)).collect()
}

fn trace_view(trace: &Trace) -> TraceView {
    TraceView {
        seq: trace.seq,
        title: trace.title.clone(),
    }
}

fn field_view(filled: &Filled, of: PaperKind) -> FieldView {
    let field = &filled.field;
    let (kind, choices) = match &field.kind {
        _ if of == PaperKind::Letter => ("paragraph", vec![]),
        FieldKind::Line => ("line", vec![]),
        FieldKind::Long => ("long", vec![]),
        FieldKind::Tick { choices } => (
            "tick",
            choices.iter().map(|(label, _)| label.clone()).collect(),
        ),
        FieldKind::Signature { .. } => ("signature", vec![]),
        FieldKind::Printed { .. } => ("printed", vec![]),
        FieldKind::Heading => ("heading", vec![]),
    };
    let answer = match &field.kind {
        FieldKind::Printed { text } => text.clone(),
        _ => filled.answer().to_owned(),
    };
    FieldView {
        id: field.id.clone(),
        label: field.label.clone(),
        help: field.help.clone().unwrap_or_default(),
        kind: kind.into(),
        choices,
        answer,
        filled: filled.case.text.clone(),
        changed: filled.changed(),
        carried: filled.carried.as_ref().map(trace_view),
        traces: filled.case.traces.iter().map(trace_view).collect(),
        missing: filled.missing(),
    }
}
