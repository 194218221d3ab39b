//! A form that came back, filled by the other manager, or any form of Stepwise from elsewhere: read in the reader's process,
//! checked against the heads of this record, and shown beside what our case says. Nothing of it is taken in here: the file
//! is attached through the files' own page, and an answer goes into the case's form as something typed, to be looked at and
//! saved there.

use crate::failure::{Answer, AppError};
use crate::files::form::FormBack;
use crate::files::reader::{Found, Job, ReadError, Reader};
use crate::files::{Picked, pick_one};
use crate::loaded::LoadedCase;
use crate::papers::{Filled, SIGNATURE, pick};
use crate::session::Session;
use crate::use_cases;
use crate::wire::{
    CaseRef, CheckForm, FilesPicked, FormBackField, FormBackView, FormChecked, FormOutcome,
    PaperQuery,
};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use stepwise_core::chain::ChainHash;
use stepwise_core::policy::{Paper, PaperKind};

/// A form that was read and is not kept.
pub(crate) struct FormHeld {
    name: String,
    bytes: Vec<u8>,
    digest: String,
    back: FormBack,
}

/// Why a PDF was not taken as a form.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotAForm {
    /// The file itself could not be taken: why, and what to do.
    #[error("{0}")]
    File(String),
    /// It is damaged or locked, as the reader says.
    #[error("It was not read: {0}.")]
    Unread(String),
    /// The part of the program that reads did not answer.
    #[error(transparent)]
    Reader(#[from] ReadError),
    /// There is nothing in it that a form has.
    #[error(
        "Nothing is filled into it, and it carries no data of Stepwise. To keep it, attach it to a case. If it is the \
         locked PDF of a bundle, open it with a PDF reader, which asks for its password."
    )]
    Nothing,
}

impl FormHeld {
    /// Reads a PDF that has fields with something in them, or data of ours.
    ///
    /// # Errors
    /// [`NotAForm`].
    pub(super) fn read(reader: &Reader, name: String, bytes: Vec<u8>) -> Result<Self, NotAForm> {
        let back = match reader.read(&Job::Form, &bytes)? {
            (Found::Form(back), _) => back,
            (Found::Unshown(why), _) => return Err(NotAForm::Unread(why)),
            _ => return Err(ReadError::BrokeOff.into()),
        };
        if back == FormBack::default() {
            return Err(NotAForm::Nothing);
        }
        Ok(Self {
            name,
            digest: data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)),
            bytes,
            back,
        })
    }
}

/// The form as the window shows it.
///
/// # Errors
/// Locked; the record cannot be read.
pub(super) fn form_view(session: &mut Session, held: &FormHeld) -> Answer<FormBackView> {
    let back = &held.back;
    let carried = back.answers.as_ref();
    let checked = match carried.and_then(|a| a.head.parse::<ChainHash>().ok()) {
        Some(head) => {
            let head = head.to_string();
            Some(use_cases::check_form(session, CheckForm { head })?)
        }
        // It carries none, or something else in its place.
        None => None,
    };
    let found = match &checked {
        Some(checked) if checked.outcome == FormOutcome::Holds => place(session, held, checked)?,
        _ => None,
    };
    let attached = found.as_ref().is_some_and(|place| place.attached);
    let here = |field: &str| {
        let place = found.as_ref()?;
        let mut fields = place.fields.iter();
        fields.find(|(id, _)| id == field).map(|(_, text)| text)
    };
    let answers = carried.into_iter().flat_map(|a| &a.answers);
    let mut seen = BTreeSet::new();
    let fields = answers.map(|answer| {
        // A form of ours has each field once.
        let first = seen.insert(answer.field.as_str());
        let typed: Vec<(&str, &str)> = back.parts(&answer.field).collect();
        let came = merged(&answer.answer, &typed);
        let ours = here(&answer.field);
        FormBackField {
            field: answer.field.clone(),
            label: answer.label.clone(),
            here: ours.cloned().unwrap_or_default(),
            typed: !typed.is_empty(),
            takable: first
                && !came.trim().is_empty()
                && ours.is_some_and(|ours| ours.trim() != came.trim()),
            came,
        }
    });
    let fields = fields.collect();
    Ok(FormBackView {
        name: stepwise_foreign::spelled_out(&held.name),
        digest: held.digest.clone(),
        form: carried.map(|a| a.form.clone()).unwrap_or_default(),
        policy: carried.map(|a| a.policy.clone()).unwrap_or_default(),
        number: carried.map(|a| a.case.clone()).unwrap_or_default(),
        case: checked.as_ref().map(|c| c.case.clone()).unwrap_or_default(),
        paper: found.as_ref().map(|p| p.paper.clone()).unwrap_or_default(),
        visit: found.as_ref().and_then(|p| p.visit),
        checked,
        fields,
        loose: back.loose().cloned().collect(),
        signed: back.signed(),
        attached,
    })
}

/// What was typed laid over what was printed. Only a signature has parts: name, job, agency and day, a line each.
fn merged(printed: &str, typed: &[(&str, &str)]) -> String {
    if typed.is_empty() {
        return printed.to_owned();
    }
    let lines: Vec<&str> = printed.split('\n').collect();
    let line = |(n, part): (usize, &&str)| {
        let put = typed.iter().find(|(name, _)| name == part);
        let text = put.map(|(_, text)| *text).or(lines.get(n).copied());
        text.unwrap_or_default()
            .replace('\n', " ")
            .trim()
            .to_owned()
    };
    let all: Vec<String> = SIGNATURE.iter().enumerate().map(line).collect();
    all.join("\n")
}

/// The case's own form that a form was printed from, as it stands now.
struct Place {
    paper: String,
    visit: Option<u32>,
    /// Field and answer.
    fields: Vec<(String, String)>,
    attached: bool,
}

fn place(session: &mut Session, held: &FormHeld, checked: &FormChecked) -> Answer<Option<Place>> {
    let Some(carried) = &held.back.answers else {
        return Ok(None);
    };
    let case = CaseRef {
        case: checked.case.clone(),
    };
    let loaded = session.load_case(&case.case)?;
    let kept = loaded.case.attachments.iter();
    let attached = kept.map(|a| &a.value).any(|a| a.sha256 == held.digest);
    let mut papers = loaded.policy.papers.iter();
    let title = |p: &&Paper| p.kind == PaperKind::Form && p.title == carried.form;
    let Some(paper) = papers.find(title) else {
        return Ok(None);
    };
    let visit = visit_at(&loaded, paper, checked.seq);
    let query = PaperQuery {
        case,
        paper: paper.id.to_string(),
        visit,
        signing: None,
    };
    let picked = pick(session, &query)?;
    let fields = picked.filled(&[])?;
    let answer = |f: &Filled| (f.field.id.clone(), f.answer().to_owned());
    Ok(Some(Place {
        paper: query.paper,
        visit: picked.visit,
        fields: fields.iter().map(answer).collect(),
        attached,
    }))
}

/// The visit that the form was for when it was printed: the last one then, at a stage that uses it.
fn visit_at(loaded: &LoadedCase, paper: &Paper, seq: u64) -> Option<u32> {
    if paper.stages.is_empty() {
        return None;
    }
    let mut visits = loaded.case.visits.iter();
    visits
        .rfind(|v| v.seq <= seq && paper.stages.contains(&v.stage))
        .map(|v| v.n)
}

/// Picks the form that is open, to be attached to a case through the files' own page.
///
/// # Errors
/// Locked; no form is open; no such case.
pub(crate) fn pick_incoming_form(session: &mut Session, case: CaseRef) -> Answer<FilesPicked> {
    let loaded = session.load_case(&case.case)?;
    let held = session.incoming_form.clone();
    let held = held.ok_or(AppError::NotFound("open form"))?;
    let reader = Reader::of(session);
    let (view, picked) = pick_one(&reader, &loaded, held.bytes.clone(), &held.name)?;
    session.picked = picked.into_iter().collect::<Vec<Picked>>();
    Ok(FilesPicked { files: vec![view] })
}
