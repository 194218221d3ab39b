//! Policies, readable.

use crate::config::{Ask, FileKind};
use crate::failure::{Answer, AppError};
use crate::papers::leave::write_file;
use crate::session::Session;
use crate::settings::Settings;
use crate::use_cases::case_version::unfit;
use crate::use_cases::policy_files::change_views;
use crate::views::policy;
use crate::views::policy::version_words;
use crate::wire::{
    ComparePolicies, DrawingView, Nothing, PoliciesView, PolicyDiffView, PolicyQuery, PolicyView,
    SavedView,
};
use stepwise_core::policy::diff::diff;
use stepwise_core::policy::draw::draw;

/// All policies. Readable while locked: nothing in them is anybody's.
pub(crate) fn policies(session: &mut Session, _: Nothing) -> Answer<PoliciesView> {
    let own = session
        .held()
        .map(|o| o.settings.policy.clone())
        .unwrap_or_default();
    let library = session.library();
    let rows = library.policies.iter().map(|bundled| {
        let newest = library.policy(bundled.policy.id.as_str())?;
        let is_newest = newest.policy.digest == bundled.policy.digest;
        Ok(policy::row(bundled, is_newest, &own))
    });
    Ok(PoliciesView {
        policies: rows.collect::<Answer<_>>()?,
    })
}

/// One policy, whole.
pub(crate) fn policy(session: &mut Session, request: PolicyQuery) -> Answer<PolicyView> {
    let library = session.library();
    let bundled = library.exact(&request.policy, &request.digest)?;
    let locked = Settings::default();
    let (settings, calendars) = match session.held() {
        Some(open) => (&open.settings, open.calendars.as_ref()),
        None => (&locked, &library.calendars),
    };
    let versions = library.versions(&request.policy);
    Ok(policy::view(bundled, &versions, settings, calendars))
}

/// What is different between two versions of a policy, in words.
pub(crate) fn compare_policies(
    session: &mut Session,
    request: ComparePolicies,
) -> Answer<PolicyDiffView> {
    if request.old.is_empty() || request.new.is_empty() {
        return Err(AppError::NotFound("policy"));
    }
    let library = session.library();
    if !request.case.is_empty() {
        return compare_for_case(session, &request);
    }
    let old = &library.exact(&request.policy, &request.old)?.policy;
    let new = &library.exact(&request.policy, &request.new)?.policy;
    Ok(PolicyDiffView {
        old: version_words(old),
        new: version_words(new),
        changes: change_views(&diff(old, new)),
        unfit: Vec::new(),
    })
}

/// The version that a case holds beside another one. The one held may be here with the case alone.
fn compare_for_case(session: &mut Session, request: &ComparePolicies) -> Answer<PolicyDiffView> {
    let loaded = session.load_case(&request.case)?;
    let library = session.library();
    let old = &loaded.policy;
    let held = old.id.as_str() == request.policy && old.digest.as_str() == request.old;
    if !held {
        return Err(AppError::Conflict);
    }
    let new = &library.exact(&request.policy, &request.new)?.policy;
    let changes = diff(old, new);
    let unfit = unfit(session.vault()?, &loaded, &request.new, &changes)?;
    Ok(PolicyDiffView {
        old: version_words(old),
        new: version_words(new),
        changes: change_views(&changes),
        unfit,
    })
}

/// The way through a policy as a picture, and in sentences.
pub(crate) fn draw_policy(session: &mut Session, request: PolicyQuery) -> Answer<DrawingView> {
    let library = session.library();
    let bundled = library.exact(&request.policy, &request.digest)?;
    let drawing = draw(&bundled.policy);
    Ok(DrawingView {
        svg: drawing.svg,
        text: drawing.text,
    })
}

/// Keeps the picture in a file of the user's choice, for documents.
pub(crate) fn save_drawing(session: &mut Session, request: PolicyQuery) -> Answer<SavedView> {
    let library = session.library();
    let bundled = library.exact(&request.policy, &request.digest)?;
    let name = format!("{}.svg", bundled.policy.id);
    let Some(path) = session.ask(Ask::SaveFile(name, FileKind::Svg))? else {
        return Ok(SavedView::at(None));
    };
    write_file(&path, draw(&bundled.policy).svg.as_bytes())?;
    Ok(SavedView::at(Some(&path)))
}
