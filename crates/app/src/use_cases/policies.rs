//! Policies, readable.

use crate::failure::Answer;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::policy;
use crate::wire::{Nothing, PoliciesView, PolicyQuery, PolicyView};

/// All policies. Readable while locked: nothing in them is anybody's.
pub(crate) fn policies(session: &mut Session, _: Nothing) -> Answer<PoliciesView> {
    let own = session
        .held()
        .map(|o| o.settings.policy.clone())
        .unwrap_or_default();
    let rows = session
        .library
        .policies
        .iter()
        .map(|p| policy::row(&p.policy, &own));
    Ok(PoliciesView {
        policies: rows.collect(),
    })
}

/// One policy, whole.
pub(crate) fn policy(session: &mut Session, request: PolicyQuery) -> Answer<PolicyView> {
    let bundled = session.library.policy(&request.policy)?.clone();
    let locked = Settings::default();
    let (settings, calendars) = match session.held() {
        Some(open) => (&open.settings, open.calendars.as_ref()),
        None => (&locked, &session.library.calendars),
    };
    Ok(policy::view(&bundled.policy, settings, calendars))
}
