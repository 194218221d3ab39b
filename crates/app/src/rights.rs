//! Roles: who may do what, in one table. The worker asks here before every command; the window shows
//! what it was told. Everybody who can open the record can decrypt all of it: a role is a rule of the
//! program, not of the encryption (`docs/adr/0013`).

use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::handover::elsewhere_view;
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::session::Session;
use crate::views::case::case_view;
use crate::views::rungs::speaks;
use crate::wire::{CaseView, Deed, PersonRole, Right};
use stepwise_store::SlotKind;

/// Commands that need no role: before anything is open, or about nothing that is in the record.
const ALWAYS: &[&str] = &[
    "session",
    "create_vault",
    "check_recovery_group",
    "confirm_recovery_key",
    "save_recovery_sheet",
    "finish_setup",
    "unlock",
    "quick_unlock",
    "open_with_recovery_key",
    "finish_recovery",
    "lock",
    "open_sample",
    "leave_sample",
    // The first record does not say who begins another one: a colleague of theirs may be who it is about.
    "begin_record",
    "open_record",
    "leave_record",
    "touch",
    "handed_over",
    "under_way",
    "stop_work",
    "copy",
    "choose_backup_folder",
    "look_at_folder",
];

/// What each other command needs. One that is missing here is a lead's alone.
const NEEDS: &[(Right, &[&str])] = &[
    (
        Right::Read,
        &[
            "save_draft",
            "drafts",
            "drop_draft",
            "today",
            "cases",
            "find",
            "case",
            "chronology",
            "activity",
            "check_form",
            "choose_incoming",
            "drop_incoming",
            "open_incoming",
            "incoming",
            "incoming_file",
            "incoming_page",
            "close_incoming",
            "report",
            "attachments",
            "attachment",
            "attachment_page",
            "leavings",
            "take_on_plan",
            "beside",
            "papers",
            "paper",
            "preview_paper",
            "page_image",
            "policies",
            "policy",
            "check_policy",
            "compare_policies",
            "draw_policy",
            "save_drawing",
            "try_options",
            "try_policy",
            "save_example",
            "open_example",
            "settings",
            "change_passphrase",
            "set_quick",
            "access",
        ],
    ),
    (
        Right::Record,
        &[
            "record",
            "choose_files",
            "pick_incoming_form",
            "attach",
            "take_on",
            "save_paper",
            "save_paper_file",
            "print_paper",
        ],
    ),
    (
        Right::Casework,
        &["start_options", "check_start", "start_case"],
    ),
    (
        Right::Send,
        &[
            "email_words",
            "draft_email",
            "open_mail",
            "use_own_form",
            "save_calendar",
            "save_report",
            "bundle",
            "bundle_words",
            "preview_bundle",
            "make_bundle",
            "hand_over",
            "save_attachment",
            "save_incoming_file",
            "requests",
            "ask_access",
            "extend_access",
            "access_request",
            "review_access",
            "preview_copy",
            "give_copy",
            "sheets",
            "preview_sheet",
            "save_sheet",
            "print_sheet",
            "draft_sheet",
            "sheet_text",
            "copied_over",
            "record_leaving",
            "record_leaving_step",
            "note_receipt",
        ],
    ),
    (
        Right::Arrange,
        &[
            "acknowledge_notice",
            "remember_sender",
            "choose_policy",
            "add_policy",
            "remove_policy",
            "save_setting",
            "save_captures",
            "save_reminders",
            "save_emergency",
            "save_address",
            "override_contact",
            "proclaim_holiday",
            "save_terms",
            "keeping",
            "place_hold",
            "back_up",
            "backups",
            "choose_backup",
            "open_backup",
            "close_backup",
        ],
    ),
    (
        Right::People,
        &[
            "new_recovery_keys",
            "add_person",
            "change_role",
            "remove_person",
            "once_words",
            "rotate_keys",
            "delete_left",
            "lift_hold",
            "keep_longer",
            "save_schedule",
            "erasing",
            "erase_case",
            "remove_backups",
            "restore_backup",
        ],
    ),
];

/// What somebody who unlocked with words for once may do: choose a passphrase of their own.
const ONCE: &[&str] = &["change_passphrase", "drafts", "drop_draft", "save_draft"];

/// What a role may do.
pub(crate) fn rights(role: PersonRole) -> &'static [Right] {
    use Right as R;
    match role {
        PersonRole::Lead => &[
            R::Read,
            R::Record,
            R::Casework,
            R::Send,
            R::Arrange,
            R::People,
        ],
        PersonRole::Deputy => &[R::Read, R::Record, R::Casework, R::Send, R::Arrange],
        PersonRole::Manager => &[R::Read, R::Record],
        PersonRole::Reader => &[R::Read],
    }
}

/// The right that a command needs; none where it needs no role.
fn need(command: &str) -> Option<Right> {
    if ALWAYS.contains(&command) {
        return None;
    }
    let found = NEEDS.iter().find(|(_, names)| names.contains(&command));
    Some(found.map_or(Right::People, |(right, _)| *right))
}

/// Refuses a command that is not of the role of whoever is at the keyboard. Where nothing is open the
/// command itself says so.
///
/// # Errors
/// [`ErrorCode::NotYourRole`]; [`ErrorCode::NotConfirmed`] until words for once were replaced.
pub(crate) fn check(session: &Session, command: &str) -> Answer<()> {
    let (Some(open), Some(need)) = (session.held(), need(command)) else {
        return Ok(());
    };
    if open.once() && !ONCE.contains(&command) {
        return Err(AppError::wire(WireError::new(
            ErrorCode::NotConfirmed,
            "You unlocked with words that were made for once.",
            "Choose a passphrase of your own first.",
            "",
        )));
    }
    match rights(open.role()).contains(&need) {
        true => Ok(()),
        false => Err(not_yours(why(need))),
    }
}

/// Why a role does not have a right, and who has it.
fn why(need: Right) -> &'static str {
    match need {
        Right::Read | Right::Record => {
            "You can read this record. A lead, a deputy or the manager of the stage records in it."
        }
        Right::Casework | Right::Send | Right::Arrange => {
            "This is for a lead or a deputy of this record."
        }
        Right::People => "This is for a lead of this record.",
    }
}

fn not_yours(message: &str) -> AppError {
    let code = ErrorCode::NotYourRole;
    AppError::wire(WireError::new(code, message, code.hint(), ""))
}

impl OpenVault {
    /// The role of whoever unlocked it. Somebody whom the settings do not name is the person who was
    /// setting it up when that was cut short; with others beside them, they read.
    pub(crate) fn role(&self) -> PersonRole {
        if self.sample {
            return PersonRole::Lead;
        }
        match self.settings.users.get(self.user.as_str()) {
            Some(user) => user.role,
            None => {
                let slots = self.vault.slots();
                match slots.iter().filter(|s| s.kind == SlotKind::Person).count() {
                    1 => PersonRole::Lead,
                    _ => PersonRole::Reader,
                }
            }
        }
    }

    /// Whoever unlocked it did so with words for once.
    pub(crate) fn once(&self) -> bool {
        let user = self.settings.users.get(self.user.as_str());
        !self.sample && user.is_some_and(|user| user.once)
    }

    /// Whether they record for one stage alone.
    pub(crate) fn own_stage(&self) -> bool {
        self.role() == PersonRole::Manager
    }

    /// Whether they may record in a case as it stands.
    ///
    /// # Errors
    /// [`ErrorCode::NotYourRole`], with the reason.
    pub(crate) fn may_record(&self, loaded: &LoadedCase) -> Answer<()> {
        self.may_record_at(loaded, loaded.open_visit().map(|visit| visit.n))
    }

    /// As [`OpenVault::may_record`], for one visit of a stage; none for the case as a whole.
    ///
    /// # Errors
    /// As [`OpenVault::may_record`].
    pub(crate) fn may_record_at(&self, loaded: &LoadedCase, visit: Option<u32>) -> Answer<()> {
        let role = self.role();
        if !rights(role).contains(&Right::Record) {
            return Err(not_yours(why(Right::Record)));
        }
        if role != PersonRole::Manager {
            return Ok(());
        }
        let visit = loaded.case.visits.iter().find(|v| Some(v.n) == visit);
        let stage = visit.and_then(|v| loaded.policy.stage(&v.stage));
        let me = self.settings.user_name(self.user.as_str());
        match stage {
            Some(stage) if speaks(loaded, &self.settings, stage, &me) => Ok(()),
            Some(stage) => Err(not_yours(&format!(
                "You record at the stages at which you speak for the setting. {} is not one of them in this case.",
                stage.name
            ))),
            None => Err(not_yours(
                "You record at the stages at which you speak for the setting. No such stage is open in this case.",
            )),
        }
    }

    /// The case as the window shows it to them.
    pub(crate) fn case_view(&self, loaded: &LoadedCase) -> CaseView {
        CaseView {
            // What stands beside the case is worth less than the case: without it the page is shown all the same.
            elsewhere: elsewhere_view(self, loaded).unwrap_or_default(),
            may_not: self.may_not(loaded),
            own_stage: self.own_stage(),
            ..case_view(loaded, &self.settings, &self.library)
        }
    }

    /// Why they may not record in a case as it stands, for the window; empty where they may.
    pub(crate) fn may_not(&self, loaded: &LoadedCase) -> String {
        let refused = self.may_record(loaded).err().map(WireError::from);
        refused.map(|error| error.message).unwrap_or_default()
    }

    /// Whether they may amend or strike an event as the case stands.
    pub(crate) fn may_correct(&self, loaded: &LoadedCase, seq: u64) -> bool {
        let mine = !self.own_stage() || self.recorded(loaded, seq);
        mine && self.may_record(loaded).is_ok()
    }

    fn recorded(&self, loaded: &LoadedCase, seq: u64) -> bool {
        let event = loaded.events.iter().find(|event| event.seq == seq);
        // An id that came from another record is nobody's here.
        event.is_some_and(|event| event.by == self.user && !loaded.elsewhere.has(seq))
    }

    /// Whether they may record just these.
    ///
    /// # Errors
    /// As [`OpenVault::may_record`].
    pub(crate) fn may_record_deeds(&self, loaded: &LoadedCase, deeds: &[Deed]) -> Answer<()> {
        self.may_record(loaded)?;
        if !self.own_stage() {
            return Ok(());
        }
        let mine = |seq: &u64| self.recorded(loaded, *seq);
        for deed in deeds {
            match deed {
                Deed::Amend { seq, together, .. } | Deed::Strike { seq, together, .. }
                    if !mine(seq) || !together.iter().all(mine) =>
                {
                    return Err(not_yours(
                        "You can correct what you recorded yourself. A lead or a deputy corrects the rest.",
                    ));
                }
                deed if of_the_case(deed) => {
                    return Err(not_yours(
                        "What belongs to the case as a whole is for a lead or a deputy: opening a stage, the people, the ending.",
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// What belongs to the case as a whole, and not to the stage at hand.
fn of_the_case(deed: &Deed) -> bool {
    matches!(
        deed,
        Deed::Fact { .. }
            | Deed::Check { .. }
            | Deed::OpenStage { .. }
            | Deed::Subject { .. }
            | Deed::Person { .. }
            | Deed::Agency { .. }
            | Deed::Link { .. }
            | Deed::Opening { .. }
            | Deed::Decision { .. }
            | Deed::End { .. }
            | Deed::Withdraw { .. }
            | Deed::Reopen { .. }
            | Deed::Version { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::App;

    #[test]
    fn the_table_names_every_command_once_and_nothing_else() {
        let listed: Vec<&str> = ALWAYS
            .iter()
            .chain(NEEDS.iter().flat_map(|(_, names)| *names))
            .copied()
            .collect();
        for name in App::names() {
            let times = listed.iter().filter(|one| *one == name).count();
            assert_eq!(times, 1, "{name}: say in rights.rs who may do it");
        }
        for name in listed.iter().chain(ONCE) {
            assert!(App::names().contains(name), "{name} is no command");
        }
    }

    #[test]
    fn each_role_may_do_what_the_one_below_it_may() {
        let all = [
            PersonRole::Reader,
            PersonRole::Manager,
            PersonRole::Deputy,
            PersonRole::Lead,
        ];
        for pair in all.windows(2) {
            let (below, above) = (rights(pair[0]), rights(pair[1]));
            assert!(below.iter().all(|right| above.contains(right)));
            assert!(below.len() < above.len());
        }
    }

    #[test]
    fn a_command_that_nobody_listed_is_a_leads_alone() {
        assert_eq!(need("something_new"), Some(Right::People));
    }
}
