// Generated from crates/app by its test `generated_typescript_is_current`.
// Run that test with UPDATE_TYPES=1 after changing a wire type.

import type {
  AccessView,
  ActivityQuery,
  ActivityView,
  AddPerson,
  AskAccess,
  AttachFiles,
  AttachmentPage,
  AttachmentRef,
  AttachmentView,
  AttachmentsView,
  BackupChosen,
  BackupOpened,
  BackupRestored,
  BackupsView,
  BeginRecord,
  BesideRef,
  BesideView,
  BundleContentsView,
  BundleMade,
  BundlePreview,
  BundleQuery,
  BundleWords,
  CaseErased,
  CaseRef,
  CaseView,
  CasesView,
  ChangePassphrase,
  ChangeRole,
  CheckForm,
  ChooseBackup,
  ChoosePolicy,
  ChronologyView,
  ComparePolicies,
  CopiedOver,
  CopiedView,
  CopyPreview,
  CopyText,
  CreateVault,
  DraftEmail,
  DraftQuery,
  DraftSaved,
  DraftSheet,
  DraftsView,
  DrawingView,
  DropIncoming,
  EmailDrafted,
  EmailQuery,
  EmailWords,
  EraseCase,
  ErasingView,
  ExampleOpened,
  ExtendAccess,
  FilesPicked,
  Find,
  FinishRecovery,
  FolderTyped,
  FolderView,
  FormChecked,
  FoundView,
  GiveCopy,
  HandOver,
  HandedOverRef,
  IncomingChosen,
  IncomingFileRef,
  IncomingFileView,
  IncomingOpen,
  IncomingOpened,
  IncomingPage,
  KeepLonger,
  KeepingView,
  LeavingsView,
  LiftHold,
  LockNow,
  MailOpened,
  MakeBundle,
  Nothing,
  NoticeRef,
  OnceWords,
  OpenBackup,
  OpenIncoming,
  OverrideContact,
  OwnPassphrase,
  PageImage,
  PageQuery,
  PaperQuery,
  PaperView,
  PapersView,
  PlaceHold,
  PoliciesView,
  PolicyChosen,
  PolicyDiffView,
  PolicyMark,
  PolicyQuery,
  PolicyReportView,
  PolicyView,
  PreviewView,
  PrintView,
  ProclaimHoliday,
  QuickUnlock,
  RecordDeeds,
  RecordLeaving,
  RecordLeavingStep,
  RecordNamed,
  RecoveryGroup,
  RecoveryGroupView,
  RecoveryKeyTyped,
  RememberSender,
  RemovePerson,
  ReportQuery,
  ReportView,
  RequestRef,
  RequestView,
  RequestsView,
  ReviewAccess,
  RotateKeys,
  SaveAddress,
  SaveCalendar,
  SaveCaptures,
  SaveDraft,
  SaveEmergency,
  SaveExample,
  SavePaper,
  SaveRecoverySheet,
  SaveReminders,
  SaveReport,
  SaveSchedule,
  SaveSetting,
  SaveTerms,
  SavedView,
  SentRef,
  SessionView,
  SetQuick,
  SettingsView,
  SheetPreview,
  SheetQuery,
  SheetText,
  SheetsView,
  StartCase,
  StartChecked,
  StartOptionsQuery,
  StartOptionsView,
  TakeOn,
  TakeOnDone,
  TakeOnPlan,
  TodayView,
  Tried,
  TryOptions,
  TryPolicy,
  UnderWayView,
  Unlock,
  UseOwnForm,
  VaultCreated,
} from "./types";

/** Each command: what it takes, what it answers. */
export interface Commands {
  session: [Nothing, SessionView];
  create_vault: [CreateVault, VaultCreated];
  check_recovery_group: [RecoveryGroup, RecoveryGroupView];
  confirm_recovery_key: [RecoveryKeyTyped, Nothing];
  save_recovery_sheet: [SaveRecoverySheet, SavedView];
  finish_setup: [Nothing, SessionView];
  new_recovery_keys: [Unlock, VaultCreated];
  unlock: [Unlock, SessionView];
  open_with_recovery_key: [RecoveryKeyTyped, SessionView];
  finish_recovery: [FinishRecovery, SessionView];
  quick_unlock: [QuickUnlock, SessionView];
  lock: [LockNow, SessionView];
  handed_over: [Nothing, Nothing];
  under_way: [Nothing, UnderWayView];
  stop_work: [Nothing, Nothing];
  open_sample: [Nothing, SessionView];
  leave_sample: [Nothing, SessionView];
  begin_record: [BeginRecord, SessionView];
  open_record: [RecordNamed, SessionView];
  leave_record: [Nothing, SessionView];
  touch: [Nothing, Nothing];
  copy: [CopyText, CopiedView];
  acknowledge_notice: [NoticeRef, SessionView];
  save_draft: [SaveDraft, DraftSaved];
  drafts: [DraftQuery, DraftsView];
  drop_draft: [DraftQuery, Nothing];
  today: [Nothing, TodayView];
  cases: [Nothing, CasesView];
  save_calendar: [SaveCalendar, SavedView];
  find: [Find, FoundView];
  start_options: [StartOptionsQuery, StartOptionsView];
  check_start: [StartCase, StartChecked];
  start_case: [StartCase, CaseRef];
  case: [CaseRef, CaseView];
  chronology: [CaseRef, ChronologyView];
  record: [RecordDeeds, CaseView];
  attachments: [CaseRef, AttachmentsView];
  choose_files: [CaseRef, FilesPicked];
  attach: [AttachFiles, AttachmentsView];
  attachment: [AttachmentRef, AttachmentView];
  attachment_page: [AttachmentPage, PageImage];
  save_attachment: [AttachmentRef, SavedView];
  requests: [CaseRef, RequestsView];
  ask_access: [AskAccess, RequestsView];
  extend_access: [ExtendAccess, RequestsView];
  access_request: [RequestRef, RequestView];
  review_access: [ReviewAccess, RequestView];
  preview_copy: [RequestRef, CopyPreview];
  give_copy: [GiveCopy, SavedView];
  leavings: [CaseRef, LeavingsView];
  record_leaving: [RecordLeaving, LeavingsView];
  record_leaving_step: [RecordLeavingStep, LeavingsView];
  take_on_plan: [Nothing, TakeOnPlan];
  take_on: [TakeOn, TakeOnDone];
  beside: [BesideRef, BesideView];
  note_receipt: [HandedOverRef, CaseView];
  activity: [ActivityQuery, ActivityView];
  check_form: [CheckForm, FormChecked];
  papers: [CaseRef, PapersView];
  paper: [PaperQuery, PaperView];
  save_paper: [SavePaper, PaperView];
  preview_paper: [SavePaper, PreviewView];
  page_image: [PageQuery, PageImage];
  save_paper_file: [PaperQuery, SavedView];
  print_paper: [PaperQuery, PrintView];
  email_words: [EmailQuery, EmailWords];
  draft_email: [DraftEmail, EmailDrafted];
  open_mail: [SentRef, MailOpened];
  use_own_form: [UseOwnForm, PaperView];
  sheets: [CaseRef, SheetsView];
  preview_sheet: [SheetQuery, SheetPreview];
  save_sheet: [SheetQuery, SavedView];
  print_sheet: [SheetQuery, PrintView];
  draft_sheet: [DraftSheet, EmailDrafted];
  sheet_text: [SheetQuery, SheetText];
  copied_over: [CopiedOver, SheetsView];
  report: [ReportQuery, ReportView];
  save_report: [SaveReport, SavedView];
  bundle: [CaseRef, BundleContentsView];
  bundle_words: [BundleQuery, BundleWords];
  preview_bundle: [MakeBundle, BundlePreview];
  make_bundle: [MakeBundle, BundleMade];
  hand_over: [HandOver, BundleMade];
  choose_incoming: [Nothing, IncomingChosen];
  drop_incoming: [DropIncoming, IncomingChosen];
  open_incoming: [OpenIncoming, IncomingOpened];
  incoming: [Nothing, IncomingOpen];
  incoming_file: [IncomingFileRef, IncomingFileView];
  incoming_page: [IncomingPage, PageImage];
  save_incoming_file: [IncomingFileRef, SavedView];
  pick_incoming_form: [CaseRef, FilesPicked];
  remember_sender: [RememberSender, IncomingOpen];
  close_incoming: [Nothing, Nothing];
  policies: [Nothing, PoliciesView];
  policy: [PolicyQuery, PolicyView];
  choose_policy: [ChoosePolicy, PolicyChosen];
  add_policy: [PolicyMark, PoliciesView];
  remove_policy: [PolicyMark, PoliciesView];
  check_policy: [PolicyQuery, PolicyReportView];
  compare_policies: [ComparePolicies, PolicyDiffView];
  draw_policy: [PolicyQuery, DrawingView];
  save_drawing: [PolicyQuery, SavedView];
  try_options: [PolicyQuery, TryOptions];
  try_policy: [TryPolicy, Tried];
  save_example: [SaveExample, SavedView];
  open_example: [Nothing, ExampleOpened];
  keeping: [Nothing, KeepingView];
  save_schedule: [SaveSchedule, KeepingView];
  place_hold: [PlaceHold, KeepingView];
  lift_hold: [LiftHold, KeepingView];
  keep_longer: [KeepLonger, KeepingView];
  erasing: [CaseRef, ErasingView];
  erase_case: [EraseCase, CaseErased];
  remove_backups: [CaseRef, ErasingView];
  settings: [Nothing, SettingsView];
  save_setting: [SaveSetting, SettingsView];
  save_reminders: [SaveReminders, SettingsView];
  save_captures: [SaveCaptures, SettingsView];
  save_emergency: [SaveEmergency, SettingsView];
  save_address: [SaveAddress, SettingsView];
  override_contact: [OverrideContact, SettingsView];
  proclaim_holiday: [ProclaimHoliday, SettingsView];
  save_terms: [SaveTerms, SettingsView];
  set_quick: [SetQuick, SettingsView];
  change_passphrase: [ChangePassphrase, SettingsView];
  choose_backup_folder: [Nothing, FolderView];
  look_at_folder: [FolderTyped, FolderView];
  access: [Nothing, AccessView];
  add_person: [AddPerson, AccessView];
  change_role: [ChangeRole, AccessView];
  remove_person: [RemovePerson, AccessView];
  once_words: [Nothing, OnceWords];
  rotate_keys: [RotateKeys, VaultCreated];
  delete_left: [OwnPassphrase, AccessView];
  back_up: [Nothing, SettingsView];
  backups: [Nothing, BackupsView];
  choose_backup: [ChooseBackup, BackupChosen];
  open_backup: [OpenBackup, BackupOpened];
  close_backup: [Nothing, Nothing];
  restore_backup: [Nothing, BackupRestored];
}
