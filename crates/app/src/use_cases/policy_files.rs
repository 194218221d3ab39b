//! Policies handed in by the user: looked at, added, removed; and the checker for any of them.

use super::policies;
use crate::config::{Ask, OpenKind};
use crate::failure::{Answer, AppError};
use crate::intake;
use crate::library::{Added, Bundled};
use crate::open::OpenVault;
use crate::session::{HandedIn, Session};
use crate::views::policy::version_words;
use crate::wire::{
    ChangeHow, ChangeView, ChoosePolicy, ExampleView, FindingView, Nothing, PoliciesView,
    PolicyChosen, PolicyHandedIn, PolicyMark, PolicyPlace, PolicyQuery, PolicyReportView,
};
use crate::words::plural;
use stepwise_core::case::Phase;
use stepwise_core::ids::PolicyDigest;
use stepwise_core::inspect::{Folder, Report, inspect};
use stepwise_core::policy::diff::{Change, How, diff};
use stepwise_core::policy::versions::days_problems;
use stepwise_core::policy::{Known, Pack, Policy, Problem, Severity};

/// Asks for a folder or a file and looks at the policy in it. Nothing is kept but in memory.
pub(crate) fn choose_policy(session: &mut Session, request: ChoosePolicy) -> Answer<PolicyChosen> {
    // A policy is added to a record: without one open there is nothing to add it to.
    session.vault()?;
    let ask = match request.from {
        PolicyPlace::Folder => Ask::Folder,
        PolicyPlace::File => Ask::OpenFile(OpenKind::Policy),
    };
    let Some(place) = session.ask(ask)? else {
        return Ok(PolicyChosen { found: None });
    };
    session.handed_in = None;
    let taken = intake::take(&place)?;
    let folder = Folder::sort(taken.files);
    let library = session.library();
    let today = session.now().stamp.date_naive();
    let open = session.vault()?;
    let known = Known {
        today: Some(today),
        calendars: Some(&open.calendars),
        ..Known::default()
    };
    // Only a folder that somebody chose has a name to look at.
    let name = match request.from {
        PolicyPlace::Folder => taken.name.as_deref(),
        PolicyPlace::File => None,
    };
    let (policy, mut report) = inspect(&folder, name, known, &open.calendars);
    let mut found = PolicyHandedIn {
        title: String::new(),
        board: String::new(),
        version: String::new(),
        digest: report.digest.clone(),
        report: report_view(&report),
        left: taken.left,
        refused: String::new(),
        remedy: String::new(),
        compared: String::new(),
        changes: Vec::new(),
    };
    if let Some(policy) = &policy {
        found.title = policy.title.clone();
        found.board = policy.board.clone();
        found.version = version_words(policy);
        let versions = library.versions(policy.id.as_str());
        let each: Vec<&Policy> = versions.iter().map(|b| b.policy.as_ref()).collect();
        if !each.iter().any(|p| p.digest == policy.digest) {
            let all: Vec<&Policy> = each.iter().copied().chain([policy]).collect();
            report.problems.extend(days_problems(&all));
            found.report = report_view(&report);
        }
        if let Ok(newest) = library.policy(policy.id.as_str()) {
            found.compared = version_words(&newest.policy);
            found.changes = change_views(&diff(&newest.policy, policy));
        }
        if versions.iter().any(|b| b.policy.digest == policy.digest) {
            found.refused = "This exact version is here already.".into();
            found.remedy =
                "There is nothing to add. A change to the rules makes it another version.".into();
        }
    }
    if !report.right() {
        found.refused =
            "It has mistakes, so that its dates and duties could not be trusted.".into();
        found.remedy =
            "Correct what is listed below, or send the list to whoever wrote it. Then choose it again.".into();
    }
    if found.refused.is_empty() {
        session.handed_in = Some(HandedIn { folder, report });
    }
    Ok(PolicyChosen { found: Some(found) })
}

/// Adds the policy that was just looked at.
pub(crate) fn add_policy(session: &mut Session, request: PolicyMark) -> Answer<PoliciesView> {
    session.vault()?;
    let handed_in = session.handed_in.take();
    let fits = |h: &HandedIn| h.report.right() && h.report.digest == request.digest;
    let Some(handed_in) = handed_in.filter(fits) else {
        return Err(AppError::NotFound("policy"));
    };
    let now = session.now();
    let texts = handed_in.folder.examples.into_iter();
    let added = Added {
        digest: request.digest,
        on: now.stamp.date_naive(),
        // Examples that could be played are text.
        examples: texts
            .map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()))
            .collect(),
    };
    let open = session.vault()?;
    open.add_policy(added, &handed_in.folder.pack.to_bytes(), &now)?;
    policies(session, Nothing {})
}

/// Removes a policy that was added, unless open cases use it or it is the one chosen in the settings.
pub(crate) fn remove_policy(session: &mut Session, request: PolicyMark) -> Answer<PoliciesView> {
    let now = session.now();
    let library = session.library();
    let digest = PolicyDigest::new(&request.digest);
    let bundled = library
        .version(&digest)
        .ok_or(AppError::NotFound("policy"))?;
    if bundled.added.is_none() {
        return Err(AppError::typed(
            "policy",
            "This policy comes with Stepwise and cannot be removed.",
            "You need not use it: it changes nothing where it is not chosen.",
        ));
    }
    let open = session.vault()?;
    let id = bundled.policy.id.as_str();
    if open.settings.policy == id && library.versions(id).len() == 1 {
        return Err(AppError::typed(
            "policy",
            "This is the policy that you mainly use.",
            "Choose another one in the settings first.",
        ));
    }
    let using = open_cases(open, &now, &digest)?;
    if !using.is_empty() {
        let message = format!(
            "{} with it: {}.",
            match using.len() {
                1 => "1 open case works".to_owned(),
                n => format!("{} work", plural(n as i64, "open case")),
            },
            using.join(", ")
        );
        let hint = "A case that is closed, or moved to another version, is no hindrance. Closed cases stay readable.";
        return Err(AppError::typed("policy", &message, hint));
    }
    open.remove_policy(&request.digest, &now)?;
    policies(session, Nothing {})
}

/// The numbers of the open cases that are pinned to a version.
fn open_cases(
    open: &mut OpenVault,
    now: &crate::config::Now,
    digest: &PolicyDigest,
) -> Answer<Vec<String>> {
    let mut using = Vec::new();
    for entry in open.vault.cases()?.into_iter().filter(|e| !e.erased) {
        let loaded = open.load_entry(now, &entry)?;
        let closed = matches!(
            loaded.case.phase,
            Phase::Ended { .. } | Phase::Withdrawn { .. }
        );
        if !closed && loaded.policy.digest == *digest {
            using.push(entry.number);
        }
    }
    Ok(using)
}

/// What the checker says of a policy that is at hand.
pub(crate) fn check_policy(
    session: &mut Session,
    request: PolicyQuery,
) -> Answer<PolicyReportView> {
    let library = session.library();
    let bundled = library.exact(&request.policy, &request.digest)?;
    let calendars = match session.held() {
        Some(open) => open.calendars.as_ref(),
        None => &library.calendars,
    };
    let versions = library.versions(&request.policy);
    let others: Vec<&Policy> = versions
        .iter()
        .map(|b| b.policy.as_ref())
        .filter(|p| p.digest != bundled.policy.digest)
        .collect();
    let known = Known {
        today: Some(session.now().stamp.date_naive()),
        calendars: Some(calendars),
        versions: &others,
    };
    let (_, report) = inspect(&folder_of(bundled)?, None, known, calendars);
    Ok(report_view(&report))
}

/// The files of a policy that is at hand.
fn folder_of(bundled: &Bundled) -> Answer<Folder> {
    Ok(Folder {
        pack: Pack::from_bytes(&bundled.bytes)?,
        examples: bundled.examples.as_ref().clone(),
        other: Vec::new(),
    })
}

fn report_view(report: &Report) -> PolicyReportView {
    PolicyReportView {
        right: report.right(),
        summary: report.summary(),
        findings: report.findings().map(finding).collect(),
        examples: report
            .examples
            .iter()
            .map(|e| ExampleView {
                file: e.file.clone(),
                steps: e.steps as u32,
                wrong: e.wrong.len() as u32,
            })
            .collect(),
    }
}

fn finding(problem: &Problem) -> FindingView {
    let place = match problem.line {
        0 => problem.file.clone(),
        line => format!("{}, line {line}", problem.file),
    };
    FindingView {
        place,
        error: problem.severity == Severity::Error,
        message: problem.message.clone(),
        remedy: problem.remedy.clone(),
    }
}

/// Differences for the window.
pub(crate) fn change_views(changes: &[Change]) -> Vec<ChangeView> {
    let each = changes.iter().map(|change| ChangeView {
        part: change.part.words().into(),
        how: match change.how {
            How::Added => ChangeHow::Added,
            How::Removed => ChangeHow::Removed,
            How::Changed => ChangeHow::Changed,
        },
        name: change.name.clone(),
        words: change.words.clone(),
    });
    each.collect()
}
