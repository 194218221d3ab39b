//! Which screen the session is at.

use super::unlock::recoverable;
use crate::beginning::Beginning;
use crate::config::Now;
use crate::emergency;
use crate::error::WireError;
use crate::failure::{Answer, AppError};
use crate::rights::rights;
use crate::session::Session;
use crate::settings::IDLE_MINUTES;
use crate::views::notices::notice_view;
use crate::wire::{BackupState, Nothing, QuickState, SessionState, SessionView};
use chrono::DateTime;
use stepwise_store::{Presence, Vault};

/// Looks, and changes nothing. A notice is said once.
pub(crate) fn session(session: &mut Session, _: Nothing) -> Answer<SessionView> {
    view(session)
}

/// The session as it is now.
///
/// # Errors
/// None today; kept so that every use case has one form.
pub(crate) fn view(session: &mut Session) -> Answer<SessionView> {
    let now = session.now();
    let sample = session.held().is_some_and(|open| open.sample);
    let base = SessionView {
        state: SessionState::Locked,
        problem: session.notice.take(),
        locked_because: None,
        recover: recoverable(session),
        quick: QuickState::Off,
        setting: String::new(),
        user: String::new(),
        role: None,
        may: Vec::new(),
        choose_passphrase: false,
        sample,
        record: session
            .record()
            .map(|name| name.as_str().to_owned())
            .unwrap_or_default(),
        beginning: session.beginning().map(Beginning::view),
        emergency: emergency::read(&session.data(), sample),
        notices: Vec::new(),
        wait_seconds: 0,
        idle_minutes: IDLE_MINUTES,
        last_backup: None,
        backup: backup_state(session)?,
        last_saved: None,
        synced: crate::synced::synced_here(&session.config.data_folder),
        now: now_words(&now),
    };
    let confirming = session.pending.is_some();
    if let Some(open) = session.held() {
        let state = if confirming {
            SessionState::ConfirmRecovery
        } else {
            SessionState::Open
        };
        let copies = open.vault.other_copies();
        let notices = open.vault.open_notices()?;
        return Ok(SessionView {
            state,
            notices: notices.iter().map(|n| notice_view(n, copies)).collect(),
            setting: open.settings.setting.clone(),
            user: open.settings.user_name(open.user.as_str()),
            role: Some(open.role()),
            may: rights(open.role()).to_vec(),
            choose_passphrase: open.once(),
            idle_minutes: open.settings.idle_minutes,
            last_backup: open.vault.last_backup()?,
            last_saved: open.last_saved.clone(),
            ..base
        });
    }
    let folder = match session.vault_folder() {
        Ok(folder) => folder,
        Err(error) => {
            return Ok(SessionView {
                state: SessionState::Unusable,
                problem: Some(WireError::from(error)),
                ..base
            });
        }
    };
    Ok(match Vault::inspect(&folder) {
        Presence::None => SessionView {
            state: SessionState::FirstRun,
            ..base
        },
        Presence::Ready { .. } => {
            session.hold_back(Vault::wait_before_try(&folder, now.stamp.to_utc()));
            let wait = session.held_back();
            SessionView {
                wait_seconds: u32::try_from(wait).unwrap_or(u32::MAX),
                locked_because: session.locked_because,
                quick: super::quick::state(session, &folder),
                ..base
            }
        }
        Presence::Damaged(error) => SessionView {
            state: SessionState::Unusable,
            problem: Some(WireError::from(AppError::Open(error))),
            ..base
        },
    })
}

/// How the backups stand, of the record that is open.
///
/// # Errors
/// The vault cannot be read.
pub(crate) fn backup_state(session: &mut Session) -> Answer<BackupState> {
    session.collect_backup();
    let (due, running) = (session.backup_due(), session.backups.running());
    let problem = session.backups.problem.clone();
    let today = session.now().stamp;
    let Some(open) = session.held() else {
        return Ok(BackupState::default());
    };
    let last = open.vault.last_backup()?;
    let last = last.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
    let days = last.map(|at| (today.date_naive() - at.date_naive()).num_days());
    Ok(BackupState {
        placed: !open.settings.backup_folder.trim().is_empty(),
        due,
        running,
        days: days.map(|days| u32::try_from(days).unwrap_or(0)),
        problem,
    })
}

/// RFC 3339 and the zone's name.
fn now_words(now: &Now) -> String {
    format!("{} {}", now.stamp.to_rfc3339(), now.zone)
}
