//! To whom a paper may go, and whether an address must be looked at before it is used.

use super::open::Picked;
use crate::failure::Answer;
use crate::settings::Settings;
use crate::views::who::who_view;
use crate::wire::RecipientView;
use chrono::{Months, NaiveDate};
use stepwise_core::engine::{holds, who};

/// A published address that nobody looked at for this long is confirmed again.
const STALE_AFTER: Months = Months::new(6);

/// The pack's default recipients, resolved.
///
/// # Errors
/// As [`Picked::paper`].
pub(crate) fn recipients(picked: &Picked) -> Answer<Vec<RecipientView>> {
    let loaded = &picked.loaded;
    let today = loaded.now.date_in(loaded.policy.zone);
    let paper = picked.paper()?;
    let all = paper.to.iter().chain(&paper.copies);
    let each = all
        .filter(|to| holds(&loaded.world(), &loaded.case, &to.when))
        .map(|to| {
            let somebody = who(&loaded.world(), &loaded.case, &to.party);
            let contact = somebody
                .contact
                .as_ref()
                .and_then(|id| loaded.policy.contact(id));
            let changed = contact.and_then(|c| {
                let own = picked.settings.overrides.iter();
                own.rev()
                    .find(|o| o.policy == loaded.policy.id.as_str() && o.contact == c.id.as_str())
            });
            let checked = changed.map(|o| o.checked).or(contact.map(|c| c.checked));
            let view = who_view(loaded, &picked.settings, &somebody);
            let why = why_confirm(&picked.settings, &view.email, checked, today);
            RecipientView {
                who: view,
                checked: checked.map(|d| d.to_string()),
                confirm: !why.is_empty(),
                confirm_why: why,
            }
        });
    Ok(each.collect())
}

/// Why an address must be looked at; empty where it need not be.
pub(crate) fn why_confirm(
    settings: &Settings,
    email: &str,
    checked: Option<NaiveDate>,
    today: NaiveDate,
) -> String {
    let email = email.trim().to_lowercase();
    if email.is_empty() {
        return String::new();
    }
    let Some(confirmed) = settings.confirmed_addresses.get(&email) else {
        return "This address has not been used from here before.".into();
    };
    let known = checked.map_or(*confirmed, |checked| checked.max(*confirmed));
    match known.checked_add_months(STALE_AFTER) {
        Some(stale) if stale <= today => {
            format!("This address was last checked on {}.", super::plain(known))
        }
        _ => String::new(),
    }
}
