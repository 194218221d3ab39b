//! One function for each command of the registry, by its name; one file for each verb.

mod access;
mod activity;
mod back_up;
mod calendar;
mod case_version;
mod cases;
mod check_form;
mod chronology;
mod create_vault;
mod deeds;
mod drafts;
mod find;
mod lists;
mod lock;
mod notices;
mod policies;
mod policy_files;
mod quick;
mod record;
mod records;
mod recovery;
mod reminders;
mod restore;
mod rotate_keys;
mod sample;
mod save_settings;
mod session;
mod settings;
mod start_case;
mod start_options;
mod today;
mod unlock;

pub(crate) use crate::incoming::{
    choose_incoming, close_incoming, drop_incoming, incoming, incoming_file, incoming_page,
    open_incoming, pick_incoming_form, remember_sender, save_incoming_file,
};
pub(crate) use crate::keeping::{
    erase_case, erasing, keep_longer, keeping, lift_hold, place_hold, remove_backups, save_schedule,
};
pub(crate) use access::prove;
pub(crate) use access::{access, add_person, change_role, delete_left, remove_person};
pub(crate) use activity::activity;
pub(crate) use back_up::{back_up, choose_backup_folder, look_at_folder};
pub(crate) use calendar::save_calendar;
pub(crate) use cases::{case, cases};
pub(crate) use check_form::check_form;
pub(crate) use chronology::chronology;
pub(crate) use create_vault::create_vault;
pub(crate) use deeds::needed;
pub(crate) use drafts::{drafts, drop_draft, save_draft};
pub(crate) use find::find;
pub(crate) use lists::rows;
pub(crate) use lock::{copy, handed_over, lock, stop_work, touch, under_way};
pub(crate) use notices::acknowledge_notice;
pub(crate) use policies::{compare_policies, draw_policy, policies, policy, save_drawing};
pub(crate) use policy_files::{add_policy, check_policy, choose_policy, remove_policy};
pub(crate) use quick::{quick_unlock, set_quick};
pub(crate) use record::{record, record_in};
pub(crate) use records::{begin_record, leave_record, open_record};
pub(crate) use recovery::{
    check_recovery_group, confirm_recovery_key, finish_setup, new_recovery_keys,
};
pub(crate) use reminders::save_reminders;
pub(crate) use restore::{backups, choose_backup, close_backup, open_backup, restore_backup};
pub(crate) use rotate_keys::{once_words, rotate_keys};
pub(crate) use sample::{leave_sample, open_sample};
pub(crate) use save_settings::{
    change_passphrase, override_contact, proclaim_holiday, save_address, save_captures,
    save_emergency, save_setting, save_terms,
};
pub(crate) use session::session;
pub(crate) use settings::settings;
pub(crate) use start_case::{check_start, start_case, start_in};
pub(crate) use start_options::start_options;
pub(crate) use today::{own_zone, today};
pub(crate) use unlock::{finish_recovery, open_with_recovery_key, unlock};

use crate::failure::{Answer, AppError};
use crate::session::Session;
use crate::wire::*;
use stepwise_store::StoreError;

/// Papers and bundles live in modules of their own; here are their names in the registry.
macro_rules! from_elsewhere {
    ($($module:ident::$name:ident: $request:ty => $answer:ty,)*) => {$(
        pub(crate) fn $name(session: &mut Session, request: $request) -> Answer<$answer> {
            crate::$module::$name(session, &request)
        }
    )*};
}
from_elsewhere! {
    reports::report: ReportQuery => ReportView,
    reports::save_report: SaveReport => SavedView,
    bundles::bundle: CaseRef => BundleContentsView,
    bundles::bundle_words: BundleQuery => BundleWords,
    bundles::preview_bundle: MakeBundle => BundlePreview,
    bundles::make_bundle: MakeBundle => BundleMade,
    bundles::hand_over: HandOver => BundleMade,
    bundles::save_recovery_sheet: SaveRecoverySheet => SavedView,
    copies::requests: CaseRef => RequestsView,
    copies::ask_access: AskAccess => RequestsView,
    copies::extend_access: ExtendAccess => RequestsView,
    copies::access_request: RequestRef => RequestView,
    copies::review_access: ReviewAccess => RequestView,
    copies::preview_copy: RequestRef => CopyPreview,
    copies::give_copy: GiveCopy => SavedView,
    files::attachments: CaseRef => AttachmentsView,
    files::choose_files: CaseRef => FilesPicked,
    files::attach: AttachFiles => AttachmentsView,
    files::attachment: AttachmentRef => AttachmentView,
    files::attachment_page: AttachmentPage => PageImage,
    files::save_attachment: AttachmentRef => SavedView,
    handover::take_on_plan: Nothing => TakeOnPlan,
    handover::take_on: TakeOn => TakeOnDone,
    handover::beside: BesideRef => BesideView,
    handover::note_receipt: HandedOverRef => CaseView,
    leaving::leavings: CaseRef => LeavingsView,
    leaving::record_leaving: RecordLeaving => LeavingsView,
    leaving::record_leaving_step: RecordLeavingStep => LeavingsView,
    papers::papers: CaseRef => PapersView,
    papers::paper: PaperQuery => PaperView,
    papers::save_paper: SavePaper => PaperView,
    papers::preview_paper: SavePaper => PreviewView,
    papers::page_image: PageQuery => PageImage,
    papers::save_paper_file: PaperQuery => SavedView,
    papers::print_paper: PaperQuery => PrintView,
    papers::draft_email: DraftEmail => EmailDrafted,
    papers::email_words: EmailQuery => EmailWords,
    papers::open_mail: SentRef => MailOpened,
    papers::use_own_form: UseOwnForm => PaperView,
    sheets::sheets: CaseRef => SheetsView,
    sheets::preview_sheet: SheetQuery => SheetPreview,
    sheets::save_sheet: SheetQuery => SavedView,
    sheets::print_sheet: SheetQuery => PrintView,
    sheets::draft_sheet: DraftSheet => EmailDrafted,
    sheets::sheet_text: SheetQuery => SheetText,
    sheets::copied_over: CopiedOver => SheetsView,
    trying::try_options: PolicyQuery => TryOptions,
    trying::try_policy: TryPolicy => Tried,
    trying::save_example: SaveExample => SavedView,
    trying::open_example: Nothing => ExampleOpened,
}

/// A random name for something new within a case.
///
/// # Errors
/// The system gives no random numbers.
pub(crate) fn new_id(kind: &str) -> Answer<String> {
    let mut bytes = [0u8; 8];
    getrandom::fill(&mut bytes).map_err(|_| AppError::Store(StoreError::Random))?;
    Ok(format!("{kind}-{}", data_encoding::HEXLOWER.encode(&bytes)))
}
