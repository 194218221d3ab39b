/// Every command of the window, once. The shell's handler, its access list, the test server and the
/// TypeScript client are all made from this list.
///
/// The file holds this macro alone, so that the shell's build script can include it without
/// depending on this crate.
#[macro_export]
macro_rules! for_each_command {
    ($callback:ident) => {
        $callback! {
            // The session.
            session: Nothing => SessionView,
            create_vault: CreateVault => VaultCreated,
            check_recovery_group: RecoveryGroup => RecoveryGroupView,
            confirm_recovery_key: RecoveryKeyTyped => Nothing,
            save_recovery_sheet: SaveRecoverySheet => SavedView,
            finish_setup: Nothing => SessionView,
            new_recovery_keys: Unlock => VaultCreated,
            unlock: Unlock => SessionView,
            open_with_recovery_key: RecoveryKeyTyped => SessionView,
            finish_recovery: FinishRecovery => SessionView,
            quick_unlock: QuickUnlock => SessionView,
            lock: LockNow => SessionView,
            handed_over: Nothing => Nothing,
            under_way: Nothing => UnderWayView,
            stop_work: Nothing => Nothing,
            open_sample: Nothing => SessionView,
            leave_sample: Nothing => SessionView,
            begin_record: BeginRecord => SessionView,
            open_record: RecordNamed => SessionView,
            leave_record: Nothing => SessionView,
            touch: Nothing => Nothing,
            copy: CopyText => CopiedView,
            acknowledge_notice: NoticeRef => SessionView,
            // Words being typed.
            save_draft: SaveDraft => DraftSaved,
            drafts: DraftQuery => DraftsView,
            drop_draft: DraftQuery => Nothing,
            // Lists.
            today: Nothing => TodayView,
            cases: Nothing => CasesView,
            save_calendar: SaveCalendar => SavedView,
            find: Find => FoundView,
            // One case.
            start_options: StartOptionsQuery => StartOptionsView,
            check_start: StartCase => StartChecked,
            start_case: StartCase => CaseRef,
            case: CaseRef => CaseView,
            chronology: CaseRef => ChronologyView,
            record: RecordDeeds => CaseView,
            // Files that are kept with a case.
            attachments: CaseRef => AttachmentsView,
            choose_files: CaseRef => FilesPicked,
            attach: AttachFiles => AttachmentsView,
            attachment: AttachmentRef => AttachmentView,
            attachment_page: AttachmentPage => PageImage,
            save_attachment: AttachmentRef => SavedView,
            // A copy for somebody who asks.
            requests: CaseRef => RequestsView,
            ask_access: AskAccess => RequestsView,
            extend_access: ExtendAccess => RequestsView,
            access_request: RequestRef => RequestView,
            review_access: ReviewAccess => RequestView,
            preview_copy: RequestRef => CopyPreview,
            give_copy: GiveCopy => SavedView,
            // A child who leaves for another school.
            leavings: CaseRef => LeavingsView,
            record_leaving: RecordLeaving => LeavingsView,
            record_leaving_step: RecordLeavingStep => LeavingsView,
            // What shows that the record is what it was.
            activity: ActivityQuery => ActivityView,
            check_form: CheckForm => FormChecked,
            // Papers.
            papers: CaseRef => PapersView,
            paper: PaperQuery => PaperView,
            save_paper: SavePaper => PaperView,
            preview_paper: SavePaper => PreviewView,
            page_image: PageQuery => PageImage,
            save_paper_file: PaperQuery => SavedView,
            print_paper: PaperQuery => PrintView,
            draft_email: DraftEmail => EmailDrafted,
            // Sheets of a case.
            sheets: CaseRef => SheetsView,
            preview_sheet: SheetQuery => SheetPreview,
            save_sheet: SheetQuery => SavedView,
            print_sheet: SheetQuery => PrintView,
            draft_sheet: DraftSheet => EmailDrafted,
            sheet_text: SheetQuery => SheetText,
            copied_over: CopiedOver => SheetsView,
            // Reports without names.
            report: ReportQuery => ReportView,
            save_report: SaveReport => SavedView,
            // The bundle.
            bundle: CaseRef => BundleContentsView,
            make_bundle: MakeBundle => BundleMade,
            // Policies.
            policies: Nothing => PoliciesView,
            policy: PolicyQuery => PolicyView,
            choose_policy: ChoosePolicy => PolicyChosen,
            add_policy: PolicyMark => PoliciesView,
            remove_policy: PolicyMark => PoliciesView,
            check_policy: PolicyQuery => PolicyReportView,
            compare_policies: ComparePolicies => PolicyDiffView,
            draw_policy: PolicyQuery => DrawingView,
            save_drawing: PolicyQuery => SavedView,
            try_options: PolicyQuery => TryOptions,
            try_policy: TryPolicy => Tried,
            save_example: SaveExample => SavedView,
            open_example: Nothing => ExampleOpened,
            // Keeping records.
            keeping: Nothing => KeepingView,
            save_schedule: SaveSchedule => KeepingView,
            place_hold: PlaceHold => KeepingView,
            lift_hold: LiftHold => KeepingView,
            keep_longer: KeepLonger => KeepingView,
            erasing: CaseRef => ErasingView,
            erase_case: EraseCase => CaseErased,
            remove_backups: CaseRef => ErasingView,
            // Settings.
            settings: Nothing => SettingsView,
            save_setting: SaveSetting => SettingsView,
            save_reminders: SaveReminders => SettingsView,
            save_captures: SaveCaptures => SettingsView,
            save_emergency: SaveEmergency => SettingsView,
            save_address: SaveAddress => SettingsView,
            override_contact: OverrideContact => SettingsView,
            proclaim_holiday: ProclaimHoliday => SettingsView,
            save_terms: SaveTerms => SettingsView,
            set_quick: SetQuick => SettingsView,
            change_passphrase: ChangePassphrase => SettingsView,
            choose_backup_folder: Nothing => FolderView,
            look_at_folder: FolderTyped => FolderView,
            // Who can open the record.
            access: Nothing => AccessView,
            add_person: AddPerson => AccessView,
            change_role: ChangeRole => AccessView,
            remove_person: RemovePerson => AccessView,
            once_words: Nothing => OnceWords,
            rotate_keys: RotateKeys => VaultCreated,
            delete_left: OwnPassphrase => AccessView,
            // Backups.
            back_up: Nothing => SettingsView,
            backups: Nothing => BackupsView,
            choose_backup: ChooseBackup => BackupChosen,
            open_backup: OpenBackup => BackupOpened,
            close_backup: Nothing => Nothing,
            restore_backup: Nothing => BackupRestored,
        }
    };
}
