//! Whether this computer reminds, while the record is locked or closed.

use super::settings::view;
use super::today::today;
use crate::failure::Answer;
use crate::reminders;
use crate::session::Session;
use crate::wire::{Nothing, SaveReminders, SettingsView};

/// Turns reminders on or off. What the system does at login follows, where it lets us; the view says so.
pub(crate) fn save_reminders(
    session: &mut Session,
    request: SaveReminders,
) -> Answer<SettingsView> {
    let now = session.now();
    let shell = session.config.shell.clone();
    let (data, all) = (session.data(), session.config.data_folder.clone());
    let open = session.vault()?;
    let mut settings = open.settings.clone();
    settings.reminders = request.on;
    open.save_settings(settings, &now)?;
    // The sample's invented steps are nobody's.
    if !open.sample {
        if !request.on {
            reminders::forget(&data);
        }
        // Another record of this computer may be reminded of.
        shell.remind_at_login(request.on || reminders::wanted(&all));
        if request.on {
            today(session, Nothing {})?;
        }
    }
    view(session)
}
