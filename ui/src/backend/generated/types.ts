// Generated from crates/app by its test `generated_typescript_is_current`.
// Run that test with UPDATE_TYPES=1 after changing a wire type.

/**
 * Somebody who can open the record.
 */
export type AccessPerson = { 
/**
 * Names them in requests.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Job title.
 */
designation: string, 
/**
 * What they may do.
 */
role: PersonRole, 
/**
 * Since when, RFC 3339; empty where it was not noted.
 */
since: string, 
/**
 * When they last opened it before now, RFC 3339; null where they never did.
 */
last: string | null, 
/**
 * Whoever is at the keyboard.
 */
own: boolean, 
/**
 * They were given words for once, and have not chosen a passphrase of their own yet.
 */
once: boolean, 
/**
 * The only lead: cannot be removed or given another role.
 */
only_lead: boolean, 
/**
 * A manager whose name is nobody's of the setting's people: they can record nowhere.
 */
unknown: boolean, };

/**
 * Who can open the record.
 */
export type AccessView = { 
/**
 * Those who can.
 */
people: Array<AccessPerson>, 
/**
 * Those who once could, the last first.
 */
former: Array<FormerPerson>, 
/**
 * Names of the setting's people who cannot open it yet, to choose from.
 */
known: Array<[string, string]>, 
/**
 * When the two recovery keys were made, RFC 3339.
 */
recovery_made: string, 
/**
 * When a recovery key was last used, if no new ones were made since; RFC 3339.
 */
recovery_used: string | null, 
/**
 * Somebody was removed, and the keys are those they knew.
 */
keys_due: boolean, 
/**
 * Folders that a change of keys left behind: they open with the old passphrases.
 */
left: Array<string>, 
/**
 * Other earlier folders on this computer, from a restore.
 */
kept: Array<string>, 
/**
 * Backups in the folder from before the keys were changed: file names. They open with the old keys.
 */
old_backups: Array<string>, 
/**
 * When the keys were last changed, RFC 3339; null where they never were.
 */
keys_changed: string | null, };

/**
 * An agreed action.
 */
export type ActionView = { 
/**
 * Its name.
 */
id: string, 
/**
 * What.
 */
what: string, 
/**
 * Who.
 */
owner: string, 
/**
 * By when.
 */
due: DueView | null, 
/**
 * `open`, `done`, `not-done`.
 */
state: string, 
/**
 * When and how.
 */
note: string, 
/**
 * It is a receipt that is waited for.
 */
receipt: boolean, 
/**
 * The letter by which it is chased: a receipt whose day has passed; empty for none.
 */
chase: string, };

/**
 * One entry of the journal, in words.
 */
export type ActivityLine = { 
/**
 * Its number.
 */
seq: number, 
/**
 * When it was written, RFC 3339.
 */
at: string, 
/**
 * Who.
 */
who: string, 
/**
 * Its group: `record`, `look`, `left`, `unlock`, `backup`, `people`, `settings`, `warning`, `other`.
 */
group: string, 
/**
 * What.
 */
title: string, 
/**
 * More about it; empty for nothing.
 */
detail: string, 
/**
 * The case that it is about; empty for none.
 */
case: string, 
/**
 * The case's number.
 */
number: string, 
/**
 * Whom the case is about, as it stands now.
 */
about: string, };

/**
 * Which entries of the journal. An empty text does not narrow.
 */
export type ActivityQuery = { 
/**
 * Who, by opaque id.
 */
who: string, 
/**
 * Which group of kinds.
 */
group: string, 
/**
 * About which case.
 */
case: string, 
/**
 * From this ISO day on.
 */
from: string, 
/**
 * Up to and with this ISO day.
 */
to: string, 
/**
 * Before this entry: the next page; null for the newest.
 */
before: number | null, };

/**
 * A page of the journal.
 */
export type ActivityView = { 
/**
 * The newest first.
 */
lines: Array<ActivityLine>, 
/**
 * There are more before the last one.
 */
more: boolean, 
/**
 * How many entries the journal has.
 */
entries: number, 
/**
 * Everyone to choose from: opaque id and name. Only with the first page.
 */
people: Array<[string, string]>, 
/**
 * Every case to choose from: id, and number with whom it is about. Only with the first page.
 */
cases: Array<[string, string]>, };

/**
 * Let another person open the record.
 */
export type AddPerson = { 
/**
 * Name, as it stands on what they record.
 */
name: string, 
/**
 * Job title.
 */
designation: string, 
/**
 * What they may do.
 */
role: PersonRole, 
/**
 * The passphrase that they typed.
 */
new_passphrase: string, 
/**
 * The passphrase of whoever adds them.
 */
current: string, };

/**
 * An agency.
 */
export type AgencyView = { 
/**
 * Its name within the case.
 */
id: string, 
/**
 * `ours` or `theirs`.
 */
side: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its answers to the policy's questions of each agency: fact and answer.
 */
facts: Array<[string, string]>, };

/**
 * Record a request, or correct what is written of one.
 */
export type AskAccess = { 
/**
 * The case's last event as the window knew it.
 */
seen: number, 
/**
 * Empty for a new one.
 */
request: string, 
/**
 * Whose record.
 */
subject: string, 
/**
 * Who asks.
 */
by: string, 
/**
 * `themself`, `parent`, `other`.
 */
as_whom: string, 
/**
 * How it was made sure who they are, and that they may ask.
 */
identity: string, 
/**
 * What they ask for.
 */
wants: string, 
/**
 * ISO day.
 */
received: string, 
/**
 * Why it is corrected; for a new one, empty.
 */
reason: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * One of the chosen files, to be kept.
 */
export type AttachFile = { 
/**
 * Which.
 */
token: string, 
/**
 * What it is, in a few words.
 */
description: string, 
/**
 * ISO day that it bears, or null.
 */
dated: string | null, 
/**
 * ISO day on which it was received, or null.
 */
received: string | null, 
/**
 * What it says of itself goes into the record with it.
 */
keep_says: boolean, };

/**
 * Keep chosen files with a case: all of them or none.
 */
export type AttachFiles = { 
/**
 * The case's last event as the window knew it.
 */
seen: number, 
/**
 * Which.
 */
files: Array<AttachFile>, 
/**
 * What they belong to: empty for the case, `entry:` with a record's name, `action:` with an action's,
 * `visit:` with a number.
 */
belongs: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * A page or picture of a file.
 */
export type AttachmentPage = { 
/**
 * Counted from 0.
 */
page: number, 
/**
 * Finer, to look closely.
 */
large: boolean, 
/**
 * Its name in the vault.
 */
id: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * Which file of a case.
 */
export type AttachmentRef = { 
/**
 * Its name in the vault.
 */
id: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * One file of a case.
 */
export type AttachmentRow = { 
/**
 * Its name in the vault.
 */
id: string, 
/**
 * The record that speaks of it.
 */
seq: number, 
/**
 * Its name.
 */
name: string, 
/**
 * The name that it came with, where that was another.
 */
original: string, 
/**
 * What it is by its content, in words.
 */
kind: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * SHA-256 in hex.
 */
sha256: string, 
/**
 * What it is, in a few words.
 */
description: string, 
/**
 * ISO day that it bears, or null.
 */
dated: string | null, 
/**
 * ISO day on which it was received, or null.
 */
received: string | null, 
/**
 * What it belongs to, as in `AttachFiles`.
 */
belongs: string, 
/**
 * The same in words; empty for the case.
 */
belongs_words: string, 
/**
 * When it was attached, RFC 3339.
 */
attached: string, 
/**
 * By whom.
 */
by: string, 
/**
 * Struck out: the reason. Its bytes stay.
 */
struck: string | null, 
/**
 * `picture`, `pages`, `words`, or `no` where it is only saved out.
 */
shown: string, 
/**
 * What it says of itself, as far as that was recorded.
 */
says: Array<[string, string]>, };

/**
 * One file, as far as it is shown.
 */
export type AttachmentView = { 
/**
 * The case's number.
 */
number: string, 
/**
 * What is said of it.
 */
file: AttachmentRow, 
/**
 * How many pages can be shown; a picture is one.
 */
pages: number, 
/**
 * What stands above a message's words, or was filled into a form: label and text.
 */
head: Array<[string, string]>, 
/**
 * Its words, where it is shown as words.
 */
words: string, 
/**
 * There are more words in the file than are shown.
 */
cut: boolean, 
/**
 * The names of files that a message carries.
 */
carries: Array<string>, 
/**
 * Why nothing of it is shown; empty where it is.
 */
unshown: string, };

/**
 * The files of a case.
 */
export type AttachmentsView = { 
/**
 * Why the user cannot attach a file now; empty where they can.
 */
may_not: string, 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * The case's last event.
 */
seen: number, 
/**
 * Newest first; struck ones last.
 */
files: Array<AttachmentRow>, 
/**
 * What a file can belong to: as in `AttachFiles`, and in words. Newest first.
 */
places: Array<[string, string]>, 
/**
 * The largest file that is taken, in bytes.
 */
largest: number, };

/**
 * A backup that was chosen. Nothing of it can be read yet.
 */
export type BackupChosen = { 
/**
 * Its file's name; null where they cancelled.
 */
name: string | null, 
/**
 * Its folder.
 */
folder: string, 
/**
 * Its size, in bytes.
 */
bytes: number, 
/**
 * It is of the record on this computer; null where there is none to compare with.
 */
own: boolean | null, };

/**
 * A backup against the record in use.
 */
export type BackupCompared = { 
/**
 * Entries of cases that are in use and not in the backup.
 */
missing: number, 
/**
 * The two parted: each has entries that the other has not.
 */
parted: boolean, 
/**
 * The cases that are not the same, by number; at most a hundred.
 */
cases: Array<CaseCompare>, 
/**
 * How many more cases there are.
 */
more: number, };

/**
 * A backup in the folder.
 */
export type BackupListed = { 
/**
 * Its file's name: names it in a request.
 */
name: string, 
/**
 * When it was made, by the clock on the wall: an ISO day, `T` and a time.
 */
made: string, 
/**
 * Its size, in bytes.
 */
bytes: number, 
/**
 * It was made before something risky, and is kept longer.
 */
risky: boolean, };

/**
 * What a backup holds. It was made into a whole record beside the one in use, and all of it was checked.
 */
export type BackupOpened = { 
/**
 * When it was made, RFC 3339; null in one from an early version.
 */
made: string | null, 
/**
 * When its last entry was recorded, RFC 3339; null where it has none.
 */
last_event: string | null, 
/**
 * How many cases.
 */
cases: number, 
/**
 * How many entries.
 */
events: number, 
/**
 * How many attachments and prints.
 */
documents: number, 
/**
 * Its size, in bytes.
 */
bytes: number, 
/**
 * Where its journal stands: the number of the last entry.
 */
journal: number, 
/**
 * The seal of that entry: 64 digits in groups of four.
 */
head: string, 
/**
 * It is of the record on this computer; null where there is none to compare with.
 */
own: boolean | null, 
/**
 * It was opened with a recovery key: after it was restored, somebody's passphrase is set anew.
 */
by_recovery_key: boolean, 
/**
 * Against the record in use, where that one is open and the same record.
 */
compared: BackupCompared | null, 
/**
 * How many entries of the journal this computer saw that are not in it, where the record in use cannot
 * be opened; null where nobody knows.
 */
unseen: number | null, };

/**
 * It was restored. It is open; after a recovery key once somebody's passphrase is set anew.
 */
export type BackupRestored = { 
/**
 * The session.
 */
session: SessionView, 
/**
 * Where the record is that was in use before; empty where there was none.
 */
before: string, 
/**
 * That record was backed up before; null where there was nothing to back up, or no way to.
 */
backed_up: boolean | null, };

/**
 * How the backups stand: always in sight.
 */
export type BackupState = { 
/**
 * A folder for them is chosen.
 */
placed: boolean, 
/**
 * Something was saved that is in no backup yet.
 */
due: boolean, 
/**
 * One is being made now.
 */
running: boolean, 
/**
 * Whole days since the last one; null where there was none.
 */
days: number | null, 
/**
 * Why the last one failed, and what to do; null where it did not.
 */
problem: WireError | null, };

/**
 * All about backups.
 */
export type BackupsView = { 
/**
 * Where they go; empty for nowhere yet.
 */
folder: string, 
/**
 * The moment of the last one, RFC 3339; null where there was none.
 */
last: string | null, 
/**
 * How they stand.
 */
state: BackupState, 
/**
 * The folder is on the same disk as the record.
 */
same_disk: boolean, 
/**
 * This record's backups in the folder, the newest first.
 */
files: Array<BackupListed>, 
/**
 * Why the folder cannot be looked at; null where it can.
 */
unseen: WireError | null, 
/**
 * Folders of records that were in use before a restore.
 */
kept: Array<string>, };

/**
 * Begin a record beside the first one.
 */
export type BeginRecord = { 
/**
 * Its name, which anybody at the computer can read.
 */
name: string, 
/**
 * From the open record: the policies that were added to it.
 */
policies: boolean, 
/**
 * From the open record: its own holidays and its terms.
 */
days: boolean, 
/**
 * From the open record: its own details of boards' contacts.
 */
contacts: boolean, 
/**
 * Drafts of the open record whose key begins so are thrown away; empty for none.
 */
drop: string, };

/**
 * What the first run of a record beside the first one begins with; empty where nothing was open.
 */
export type BeginningView = { 
/**
 * The setting's name.
 */
setting: string, 
/**
 * `school`, `pre-school`, `other`.
 */
setting_kind: string, 
/**
 * The policy mainly used.
 */
policy: string, 
/**
 * The area's emergency contacts.
 */
emergency: Array<EmergencyContact>, };

/**
 * A version that is kept beside a case.
 */
export type BesideRef = { 
/**
 * Which version: the hash of its last entry, in hex.
 */
line: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * A version that is kept beside a case, as its page lists it.
 */
export type BesideRow = { 
/**
 * Names it.
 */
line: string, 
/**
 * What it is.
 */
words: string, };

/**
 * A version that is kept beside a case, to be read.
 */
export type BesideView = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * What it is, as a title.
 */
title: string, 
/**
 * What that means.
 */
text: string, 
/**
 * Its first entry that the case does not have.
 */
from: number, 
/**
 * The key that sealed it: eight groups of five digits, to compare by telephone.
 */
sealed_by: string, 
/**
 * Its chronology.
 */
chronology: ChronologyView, };

/**
 * What is inside.
 */
export type BundleContentsView = { 
/**
 * The case.
 */
case: string, 
/**
 * Its last entry.
 */
seen: number, 
/**
 * Number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * Parts.
 */
parts: Array<BundlePart>, 
/**
 * Everybody of the case, to be blacked out: the name for the request, the name of the person, who they are.
 */
people: Array<[string, string, string]>, 
/**
 * Remarks on the record's quality: advice, never a bar.
 */
quality: Array<string>, 
/**
 * What left before, the oldest first.
 */
sent: Array<LeftView>, };

/**
 * One entry that may go into a bundle.
 */
export type BundleEntry = { 
/**
 * The entry.
 */
seq: number, 
/**
 * ISO day on which it happened, or was written.
 */
day: string, 
/**
 * It can be left out whole. Those that say how the dispute went from stage to stage cannot: words of theirs can.
 */
can_go: boolean, 
/**
 * Its texts, with what is blacked out.
 */
parts: Array<CopyPart>, };

/**
 * A bundle was made.
 */
export type BundleMade = { 
/**
 * The record of it; 0 where cancelled.
 */
seq: number, 
/**
 * The encrypted PDF's path; null where cancelled.
 */
pdf: string | null, 
/**
 * The age file's path.
 */
sealed: string | null, 
/**
 * The program that copies their folder to other computers; empty for none.
 */
synced: string, 
/**
 * Six words, to give by telephone or in person; empty where the recipient's own password locks it.
 */
password: string, 
/**
 * How to open it, for the recipient, in words.
 */
how_to_open: string, };

/**
 * Something that may go into a bundle.
 */
export type BundlePart = { 
/**
 * Its name: `summary`, `chronology`, `safety`, `checklist`, `people`, `paper:<id>:<visit>`, `policy`, `file:<id>`.
 */
id: string, 
/**
 * In words.
 */
title: string, 
/**
 * What it holds: "14 records from 3 Nov to 20 Nov".
 */
remark: string, 
/**
 * In by default.
 */
chosen: boolean, 
/**
 * A picture, which can also stand in the PDF as a page.
 */
picture: boolean, };

/**
 * The bundle's pages as they would go.
 */
export type BundlePreview = { 
/**
 * How many entries of the record are without their text in the sealed file.
 */
withheld: number, 
/**
 * How many attached files stay behind because something is blacked out.
 */
files_behind: number, 
/**
 * For its pages.
 */
token: string, 
/**
 * How many.
 */
pages: number, 
/**
 * Of a page, in points.
 */
width: number, 
/**
 * As above.
 */
height: number, 
/**
 * How many passages are blacked out in it.
 */
blacked_out: number, };

/**
 * See what would be taken out.
 */
export type BundleQuery = { 
/**
 * Parts to put in.
 */
parts: Array<string>, 
/**
 * What is taken out.
 */
without: Without, 
/**
 * Its random name.
 */
case: string, };

/**
 * What would be taken out.
 */
export type BundleWords = { 
/**
 * Every entry that would go, from the beginning.
 */
entries: Array<BundleEntry>, 
/**
 * Parts of names that somebody who stays in has too: they stay where they stand alone.
 */
shared: Array<string>, 
/**
 * Names and words that were typed and that stand in none of these entries.
 */
unfound: Array<string>, };

/**
 * A calendar that dates are counted with.
 */
export type CalendarView = { 
/**
 * Its name in packs.
 */
id: string, 
/**
 * Its name on screen.
 */
place: string, 
/**
 * ISO day of the first day that it knows.
 */
from: string, 
/**
 * ISO day of the last day that it knows.
 */
until: string, 
/**
 * Names its very days.
 */
revision: string, 
/**
 * Which days it takes, and what else a reader should know.
 */
notes: Array<string>, 
/**
 * What is not fixed or not confirmed: first ISO day, last ISO day, words.
 */
unconfirmed: Array<[string, string, string]>, };

/**
 * A case that is not the same in a backup and in use.
 */
export type CaseCompare = { 
/**
 * Its number.
 */
number: string, 
/**
 * Entries in the backup; null where it does not have the case.
 */
backup: number | null, 
/**
 * Entries in use; null where that does not have the case.
 */
present: number | null, 
/**
 * Each has entries that the other has not.
 */
parted: boolean, };

/**
 * It was erased.
 */
export type CaseErased = { 
/**
 * Its number.
 */
number: string, 
/**
 * The file was written anew without it. Otherwise the next unlocking does that.
 */
swept: boolean, 
/**
 * Copies in the record's own folder that could not be taken away.
 */
copies_left: number, 
/**
 * Folders of kept records in which it could not be erased.
 */
not_reached: Array<string>, 
/**
 * What is left elsewhere.
 */
left: ErasingView, };

/**
 * Which case.
 */
export type CaseRef = { 
/**
 * Its random name.
 */
case: string, };

/**
 * One case in the list.
 */
export type CaseRow = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * The other agency.
 */
agency: string, 
/**
 * Policy, short.
 */
policy: string, 
/**
 * "Stage 2 of 4", "Resolved", "Withdrawn".
 */
stage: string, 
/**
 * Closed.
 */
closed: boolean, 
/**
 * Raised by us.
 */
ours: boolean, 
/**
 * ISO day.
 */
raised: string, 
/**
 * The next date.
 */
due: DueView | null, };

/**
 * One case.
 */
export type CaseView = { 
/**
 * Why the user cannot record in it now; empty where they can.
 */
may_not: string, 
/**
 * The user records for one stage alone: what belongs to the case as a whole is not theirs.
 */
own_stage: boolean, 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Its last event, to send back with deeds.
 */
seen: number, 
/**
 * How many files are attached.
 */
files: number, 
/**
 * Whom it is about, for the heading.
 */
about: string, 
/**
 * What is left to do about the file of each child who leaves, in words; empty for nothing.
 */
leaving: string, 
/**
 * What there is to say of other records that have it.
 */
elsewhere: ElsewhereView, 
/**
 * Holds in force: it cannot be erased.
 */
holds: Array<HoldView>, 
/**
 * Children or adult.
 */
subjects: Array<SubjectForm>, 
/**
 * Agencies.
 */
agencies: Array<AgencyView>, 
/**
 * People.
 */
people: Array<PersonForm>, 
/**
 * Decision in dispute.
 */
decision: DecisionForm | null, 
/**
 * Areas.
 */
areas: Array<string>, 
/**
 * The policy's name, title, short name.
 */
policy: string, 
/**
 * Title.
 */
policy_title: string, 
/**
 * The mark of the version that holds.
 */
policy_digest: string, 
/**
 * That version in words.
 */
policy_version: string, 
/**
 * A newer version of the policy that is here; null for none, and for a closed case.
 */
newer_version: NewerVersionView | null, 
/**
 * `before`, `at-stage`, `resolved`, `withdrawn`, `ended`.
 */
phase: string, 
/**
 * When it was resolved, withdrawn or ended.
 */
closed_on: Moment | null, 
/**
 * Raised by us.
 */
ours: boolean, 
/**
 * When.
 */
raised: Moment, 
/**
 * The ladder.
 */
rungs: Array<RungView>, 
/**
 * "Stage 2: Manager to manager"; empty before.
 */
stage: string, 
/**
 * The next act as a sentence.
 */
act: string, 
/**
 * What happens at this stage.
 */
say: string, 
/**
 * Who speaks to whom: ours, theirs.
 */
pairs: Array<[Array<WhoView>, Array<WhoView>]>, 
/**
 * The date that governs the open stage: the earliest of ours.
 */
due: DueView | null, 
/**
 * The policy gives no date here.
 */
no_limit: boolean, 
/**
 * An own date set for this stage.
 */
own_date: DueView | null, 
/**
 * What the own date is for.
 */
own_date_what: string, 
/**
 * The open visit's outcome: `none`, `resolved`, `not-resolved`.
 */
outcome: string, 
/**
 * When the visit was found so.
 */
outcome_on: Moment | null, 
/**
 * Duties.
 */
tasks: Array<TaskView>, 
/**
 * Limits.
 */
clocks: Array<ClockView>, 
/**
 * Ways on.
 */
moves: Array<OfferView>, 
/**
 * Before the first stage: where the dispute may begin, lowest first: name, words.
 */
starts: Array<[string, string]>, 
/**
 * Other cases on the same child or adult.
 */
links: Array<LinkView>, 
/**
 * The policy's emergency doors, a line each.
 */
doors: Array<string>, 
/**
 * Endings on offer.
 */
endings: Array<EndingView>, 
/**
 * Moments that can be dated.
 */
datable: Array<DatableView>, 
/**
 * Checklist.
 */
checklist: Array<CheckView>, 
/**
 * Keeping safe meanwhile.
 */
plans: Array<PlanView>, 
/**
 * Agreed actions.
 */
actions: Array<ActionView>, 
/**
 * What the record lacks.
 */
gaps: Array<GapView>, 
/**
 * Facts, answerable again.
 */
facts: Array<FactView>, 
/**
 * Capacities of the policy.
 */
roles: Array<RoleView>, 
/**
 * Papers of this policy: name, title, `form` or `letter`.
 */
papers: Array<[string, string, string]>, 
/**
 * Warnings of the policy that stand over the whole case.
 */
warnings: Array<ReadingView>, 
/**
 * The chain's head: 64 hex digits.
 */
head: string, };

/**
 * All cases.
 */
export type CasesView = { 
/**
 * Open first, newest first.
 */
cases: Array<CaseRow>, 
/**
 * Those that were erased, the last one first.
 */
erased: Array<ErasedRow>, };

/**
 * What became of a rule.
 */
export type ChangeHow = "added" | "removed" | "changed";

/**
 * Change the passphrase.
 */
export type ChangePassphrase = { 
/**
 * The one now.
 */
current: string, 
/**
 * The new one.
 */
new: string, };

/**
 * Give somebody another role.
 */
export type ChangeRole = { 
/**
 * Who.
 */
person: string, 
/**
 * The new role.
 */
role: PersonRole, 
/**
 * The passphrase of whoever changes it.
 */
current: string, };

/**
 * A difference between two versions.
 */
export type ChangeView = { 
/**
 * "Time limit".
 */
part: string, 
/**
 * `added`, `removed` or `changed`.
 */
how: ChangeHow, 
/**
 * What it is called.
 */
name: string, 
/**
 * What is different, as sentences.
 */
words: Array<string>, };

/**
 * A receipt that is chased.
 */
export type Chased = { 
/**
 * What is waited for, in the words of the record.
 */
what: string, 
/**
 * The addresses that it went to; none where it went another way.
 */
to: Array<string>, };

/**
 * The head on a printed form.
 */
export type CheckForm = { 
/**
 * As typed or pasted.
 */
head: string, };

/**
 * A checklist question and its answer.
 */
export type CheckView = { 
/**
 * Its name.
 */
id: string, 
/**
 * The question.
 */
ask: string, 
/**
 * Help.
 */
help: string, 
/**
 * Policy or good practice.
 */
force: ForceView, 
/**
 * The answer; empty for none.
 */
answer: string, 
/**
 * A weak place, named: "Very short", "Names nobody". Empty for none. Forbids nothing.
 */
weak: string, 
/**
 * Authority; null for good practice.
 */
cite: CiteView | null, };

/**
 * A backup to look at.
 */
export type ChooseBackup = { 
/**
 * A file's name in the folder for backups; empty to be asked for a file.
 */
name: string, };

/**
 * Asks for a policy to look at. Nothing is kept yet.
 */
export type ChoosePolicy = { 
/**
 * A folder or a file.
 */
from: PolicyPlace, };

/**
 * One line of the chronology.
 */
export type ChronicleView = { 
/**
 * The event's number.
 */
seq: number, 
/**
 * The event's type, kebab-case.
 */
kind: string, 
/**
 * For records: `call`, `meeting` and so on; else empty.
 */
entry_kind: string, 
/**
 * What, as a heading: "Spoke with the team manager".
 */
title: string, 
/**
 * When it happened; null where it is the same as written.
 */
happened: Moment | null, 
/**
 * When it was written, RFC 3339.
 */
written: string, 
/**
 * By whom.
 */
by: string, 
/**
 * What is to be said where the clock went back and the written time is doubtful; empty for nothing.
 */
clock: string, 
/**
 * Who took part, in words.
 */
with: string, 
/**
 * Who took part on each side, name by name; null for what is no record of a discussion.
 */
took_part: TookPart | null, 
/**
 * Fact, opinion, own words, kept apart.
 */
statements: Array<StatementForm>, 
/**
 * What was agreed.
 */
agreed: string, 
/**
 * What is next.
 */
next: string, 
/**
 * Other details: label and text.
 */
details: Array<[string, string]>, 
/**
 * Its name within the case, for a record that files can belong to; else empty.
 */
entry: string, 
/**
 * The file that was attached, or the files that belong to this record: id and name.
 */
files: Array<[string, string]>, 
/**
 * The stage it belongs to; empty for none.
 */
stage: string, 
/**
 * `discussion`, `decision`, `safety`, `stage`, `paper`, `detail`: for filters.
 */
group: string, 
/**
 * Struck: the reason, and by which event.
 */
struck: string | null, 
/**
 * Amended: the reason; the older version follows as `before`.
 */
amended: string | null, 
/**
 * The older version, as details.
 */
before: Array<[string, string]>, 
/**
 * May be amended by the window: a record with the record's form, the first record (`opened`)
 * with the deed `opening`.
 */
amendable: boolean, 
/**
 * May be struck.
 */
strikable: boolean, };

/**
 * The chronology.
 */
export type ChronologyView = { 
/**
 * The case.
 */
case: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * By when it happened, newest first.
 */
entries: Array<ChronicleView>, };

/**
 * The authority for something: shown in place.
 */
export type CiteView = { 
/**
 * The document's short name.
 */
policy: string, 
/**
 * Heading or paragraph.
 */
heading: string, 
/**
 * A short quotation, to be marked as such; empty where there is none.
 */
quote: string, 
/**
 * Stated readings of an unclear source that bear on it.
 */
readings: Array<ReadingView>, };

/**
 * A limit.
 */
export type ClockView = { 
/**
 * Its name in the pack.
 */
id: string, 
/**
 * What is to be done in the time.
 */
name: string, 
/**
 * Whose.
 */
whose: WhoseView, 
/**
 * The source's words.
 */
written: string, 
/**
 * Must or should.
 */
force: ForceView, 
/**
 * `waiting`, `running`, `late`, `met`, `met-late`, `urgent`, `ask-start`, `ask-limit`, `ask-time`, `paused`, `superseded`, `refused`.
 */
state: string, 
/**
 * The due moment.
 */
due: DueView | null, 
/**
 * A sentence on how it stands: "Met on 13 Nov", why superseded, what to ask for.
 */
remark: string, 
/**
 * The moment to date, where its start must be asked for, or where its count stands still; empty for none.
 */
ask_moment: string, 
/**
 * A date may be set in place of the policy's, with a reason.
 */
may_set: boolean, 
/**
 * That date may be later than the policy's, and not only sooner.
 */
may_set_later: boolean, 
/**
 * Which time it comes, from 1, where it comes again and again; else 0.
 */
occurrence: number, 
/**
 * Belongs to the open stage.
 */
current: boolean, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * Two versions of a policy.
 */
export type ComparePolicies = { 
/**
 * The policy.
 */
policy: string, 
/**
 * The mark of the earlier version.
 */
old: string, 
/**
 * The mark of the later version.
 */
new: string, 
/**
 * The case that may be moved from the one to the other; empty for none.
 */
case?: string, };

/**
 * A contact, readable.
 */
export type ContactView = { 
/**
 * Name in the pack.
 */
id: string, 
/**
 * Office.
 */
role: string, 
/**
 * Person.
 */
person: string, 
/**
 * E-mail.
 */
email: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * Address.
 */
address: string, 
/**
 * What is missing or doubtful.
 */
note: string, 
/**
 * ISO day on which it was last checked.
 */
checked: string, 
/**
 * Changed by the user: the pack's own values are in the note.
 */
overridden: boolean, };

/**
 * The text was pasted into the setting's own system.
 */
export type CopiedOver = { 
/**
 * The case's last event when the text was made.
 */
seen: number, 
/**
 * Where it is: the reference in that system.
 */
reference: string, 
/**
 * Duties that this fulfils.
 */
duties: Array<DutyRef>, 
/**
 * What is made.
 */
sheet: SheetKind, 
/**
 * For what is made of the chronology.
 */
filter: SheetFilter, 
/**
 * For the report: its parts.
 */
parts: Array<string>, 
/**
 * For whom it is. Printed on it.
 */
for_whom: string, 
/**
 * Why they need it. Printed on it.
 */
why: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * Whether it is on the clipboard.
 */
export type CopiedView = { 
/**
 * False: the system did not let us.
 */
done: boolean, };

/**
 * A duty to copy the record into the setting's own system.
 */
export type CopyDuty = { 
/**
 * To settle it by.
 */
key: DutyRef, 
/**
 * What to do.
 */
say: string, 
/**
 * The stage; empty for none.
 */
stage: string, 
/**
 * When and how it was done; empty while it is open.
 */
evidence: string, };

/**
 * One entry that may go into the copy.
 */
export type CopyItem = { 
/**
 * The entry.
 */
seq: number, 
/**
 * ISO day on which it happened, or was written.
 */
day: string, 
/**
 * Empty until it is thought over; then `considered` or `withheld`.
 */
decision: string, 
/**
 * Why it is withheld.
 */
reason: string, 
/**
 * Words that were marked in it stand in it no more.
 */
stale: boolean, 
/**
 * Its texts.
 */
parts: Array<CopyPart>, };

/**
 * One text of an entry.
 */
export type CopyPart = { 
/**
 * Its name, for marks.
 */
part: string, 
/**
 * What it is, in words.
 */
label: string, 
/**
 * The text in pieces.
 */
pieces: Array<CopyPiece>, };

/**
 * Words that go, or that are taken out.
 */
export type CopyPiece = { 
/**
 * The words.
 */
text: string, 
/**
 * Whose name they are; empty for words that go, or that the user marked.
 */
name: string, 
/**
 * The user marked them.
 */
marked: boolean, };

/**
 * The copy as it would be given.
 */
export type CopyPreview = { 
/**
 * For its pages.
 */
token: string, 
/**
 * How many.
 */
pages: number, 
/**
 * Of a page, in points.
 */
width: number, 
/**
 * As above.
 */
height: number, 
/**
 * How many passages are blacked out in it.
 */
blacked_out: number, };

/**
 * Put text on the clipboard.
 */
export type CopyText = { 
/**
 * The text.
 */
text: string, 
/**
 * A password: taken off again after a minute.
 */
secret: boolean, };

/**
 * How a date was counted.
 */
export type CountView = { 
/**
 * What it counts from, in words.
 */
from: string, 
/**
 * ISO day of the start: day 0.
 */
start: string, 
/**
 * The days counted: ISO day and number.
 */
days: Array<[string, number]>, 
/**
 * The days left out.
 */
skipped: Array<SkippedView>, 
/**
 * The last day.
 */
end: string, 
/**
 * Sentences: day 0, the close of day N, a cap that shortened it, an assumed start, the other wording,
 * days that somebody entered, which days the calendar takes.
 */
notes: Array<string>, 
/**
 * What is not fixed or not confirmed about the days counted, each in words of its own.
 */
unconfirmed: Array<string>, 
/**
 * The calendar's place and revision, as it was when this was counted.
 */
calendar: string, 
/**
 * The authority.
 */
cite: CiteView | null, };

/**
 * First run, all answers.
 */
export type CreateVault = { 
/**
 * The setting's name.
 */
setting: string, 
/**
 * `school`, `pre-school`, `other`.
 */
setting_kind: string, 
/**
 * Who is setting it up.
 */
user_name: string, 
/**
 * Their job title.
 */
user_designation: string, 
/**
 * People of the setting on the rungs; one may hold several.
 */
people: Array<SettingPerson>, 
/**
 * The policy mainly used.
 */
policy: string, 
/**
 * The area's emergency contacts.
 */
emergency: Array<EmergencyContact>, 
/**
 * The passphrase.
 */
passphrase: string, 
/**
 * Where backups go; empty to choose later.
 */
backup_folder: string, };

/**
 * A moment that can be dated.
 */
export type DatableView = { 
/**
 * Its name.
 */
id: string, 
/**
 * What happened, as a sentence; of a question, the question.
 */
name: string, 
/**
 * The answers of a question: name and words. Empty: it simply happens.
 */
choices: Array<[string, string]>, 
/**
 * Help.
 */
help: string, 
/**
 * Set in advance: it may be dated in the future, and is moved with a reason.
 */
ahead: boolean, 
/**
 * It may happen again: each time counts.
 */
again: boolean, 
/**
 * For which agency; empty for the dispute.
 */
agency: string, 
/**
 * That agency's name.
 */
agency_name: string, 
/**
 * Already dated.
 */
on: Moment | null, 
/**
 * The answer that holds here; empty for none.
 */
answer: string, 
/**
 * Authority, where the policy gives it.
 */
cite: CiteView | null, };

/**
 * One line of the next ten working days.
 */
export type DayView = { 
/**
 * ISO day of the first day of the line.
 */
date: string, 
/**
 * ISO day of the last, where several closed days stand together.
 */
until: string | null, 
/**
 * Why it is closed: "Weekend", "Christmas Day". Empty for a working day.
 */
closed: string, 
/**
 * What is due: task and whom it is about.
 */
due: Array<[string, string]>, };

/**
 * The decision in dispute.
 */
export type DecisionForm = { 
/**
 * Reference of the referral.
 */
reference: string, 
/**
 * ISO day of the referral, or null.
 */
referred: string | null, 
/**
 * What was decided.
 */
what: string, 
/**
 * By whom.
 */
by_whom: string, 
/**
 * ISO day, or null.
 */
on: string | null, 
/**
 * `given`, `refused`, `not-asked`.
 */
reasons: string, 
/**
 * The reasons, where given.
 */
reasons_text: string, 
/**
 * Why it is not safe.
 */
not_safe: string, 
/**
 * What is wanted.
 */
wanted: string, };

/**
 * One thing to record.
 */
export type Deed = { "deed": "entry", 
/**
 * `call`, `unanswered`, `meeting`, `email`, `letter`, `decision`, `consultation`, `something-new`, `note`.
 */
kind: string, 
/**
 * When it happened.
 */
happened: Moment, 
/**
 * Who took part on our side.
 */
ours: Array<string>, 
/**
 * Who on the other.
 */
theirs: Array<string>, 
/**
 * What was said and seen.
 */
statements: Array<StatementForm>, 
/**
 * What was agreed.
 */
agreed: string, 
/**
 * What is next.
 */
next: string, 
/**
 * Duties that it fulfils.
 */
fulfils: Array<DutyRef>, 
/**
 * Moments that it reaches.
 */
reaches: Array<string>, 
/**
 * The record of what left, where this says that it went.
 */
went?: number, } | { "deed": "duty-done", 
/**
 * Which.
 */
key: DutyRef, 
/**
 * When.
 */
on: Moment, 
/**
 * What shows it.
 */
evidence: string, } | { "deed": "duty-not-done", 
/**
 * Which.
 */
key: DutyRef, 
/**
 * Why.
 */
reason: string, } | { "deed": "reached", 
/**
 * Which.
 */
moment: string, 
/**
 * When.
 */
on: Moment, 
/**
 * Why it is moved, where it was set for another time; else empty. Drafts of earlier versions have none.
 */
reason: string, 
/**
 * The answer, where it is a question; else empty.
 */
answer: string, 
/**
 * The agency, where it is dated for each; else empty.
 */
agency: string, } | { "deed": "fact", 
/**
 * Which.
 */
fact: string, 
/**
 * The answer.
 */
choice: string, } | { "deed": "check", 
/**
 * Which.
 */
check: string, 
/**
 * The answer.
 */
answer: string, } | { "deed": "stage-outcome", 
/**
 * Resolved or not.
 */
resolved: boolean, 
/**
 * When.
 */
on: Moment, 
/**
 * In words.
 */
note: string, } | { "deed": "open-stage", 
/**
 * Which.
 */
stage: string, 
/**
 * When.
 */
on: Moment, 
/**
 * The move it follows, as offered; empty for the first stage in turn.
 */
rule: string, 
/**
 * The reason, where asked.
 */
reason: string, 
/**
 * For immediate harm.
 */
for_risk: boolean, } | { "deed": "danger", 
/**
 * Thought likely.
 */
immediate: boolean, 
/**
 * What was done.
 */
done: string, 
/**
 * When.
 */
on: Moment, } | { "deed": "plan", 
/**
 * Whom.
 */
subject: string, 
/**
 * What protects them now.
 */
measures: string, 
/**
 * Who does it.
 */
by_whom: string, 
/**
 * When it was looked at.
 */
reviewed: Moment, 
/**
 * ISO day of the next look, or null.
 */
next_review: string | null, } | { "deed": "voice", 
/**
 * About whom.
 */
subject: string, 
/**
 * Own words and wishes.
 */
own_words: string, 
/**
 * Parents told, or why not; for an adult: views, consent, capacity, advocate.
 */
family: string, 
/**
 * When.
 */
on: Moment, } | { "deed": "limit", 
/**
 * Which.
 */
clock: string, 
/**
 * ISO day.
 */
by: string, 
/**
 * Who set it and why.
 */
reason: string, } | { "deed": "own-date", 
/**
 * What is to happen by then.
 */
what: string, 
/**
 * ISO day.
 */
by: string, } | { "deed": "action", 
/**
 * What.
 */
what: string, 
/**
 * Who.
 */
owner: string, 
/**
 * ISO day, or null.
 */
by: string | null, 
/**
 * When it was agreed.
 */
agreed: Moment, 
/**
 * The record of what waits for its receipt; null where it is another action.
 */
receipt_of?: number, } | { "deed": "action-outcome", 
/**
 * Which.
 */
action: string, 
/**
 * Done.
 */
done: boolean, 
/**
 * When.
 */
on: Moment, 
/**
 * What shows it, or why not.
 */
note: string, } | { "deed": "subject", 
/**
 * The details.
 */
subject: SubjectForm, } | { "deed": "person", 
/**
 * The details.
 */
person: PersonForm, } | { "deed": "agency", 
/**
 * Empty for a new one.
 */
id: string, 
/**
 * `ours` or `theirs`.
 */
side: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its answers to the policy's questions of each agency: fact and answer.
 */
facts: Array<[string, string]>, } | { "deed": "attached", 
/**
 * What it is, in a few words.
 */
description: string, 
/**
 * ISO day that it bears, or null.
 */
dated: string | null, 
/**
 * ISO day on which it was received, or null.
 */
received: string | null, 
/**
 * What it belongs to, as in `AttachFiles`.
 */
belongs: string, } | { "deed": "link", 
/**
 * The other case.
 */
other: string, 
/**
 * Why the two belong together.
 */
why: string, } | { "deed": "opening", 
/**
 * When it was raised.
 */
raised: Moment, 
/**
 * `ours` or `theirs`.
 */
raised_by: string, 
/**
 * Areas of disagreement.
 */
areas: Array<string>, } | { "deed": "decision", 
/**
 * The details.
 */
decision: DecisionForm, } | { "deed": "end", 
/**
 * Which.
 */
ending: string, 
/**
 * When.
 */
on: Moment, 
/**
 * In words.
 */
note: string, 
/**
 * Who dissents and why, where the ending records it; else empty.
 */
dissent: string, } | { "deed": "withdraw", 
/**
 * By whom.
 */
by_whom: string, 
/**
 * Why.
 */
why: string, 
/**
 * Does the concern remain?
 */
concern_remains: boolean, 
/**
 * What is done about it.
 */
concern: string, 
/**
 * When.
 */
on: Moment, } | { "deed": "reopen", 
/**
 * Why.
 */
reason: string, 
/**
 * When.
 */
on: Moment, } | { "deed": "version", 
/**
 * The mark of the other version.
 */
digest: string, 
/**
 * The case is moved to it; otherwise it stays on the one that it holds.
 */
moves: boolean, 
/**
 * Why.
 */
reason: string, } | { "deed": "amend", 
/**
 * The event's number.
 */
seq: number, 
/**
 * The corrected record.
 */
with: Deed, 
/**
 * Why.
 */
reason: string, 
/**
 * The records resting on it that the user saw and agreed to correct with it.
 */
together: Array<number>, } | { "deed": "strike", 
/**
 * The event's number.
 */
seq: number, 
/**
 * Why.
 */
reason: string, 
/**
 * The records resting on it that the user saw and agreed to strike with it.
 */
together: Array<number>, };

/**
 * Draft an e-mail that carries a paper.
 */
export type DraftEmail = { 
/**
 * The paper.
 */
paper: string, 
/**
 * The visit, or null for the open one.
 */
visit: number | null, 
/**
 * How it is signed; left out for fields to fill in.
 */
signing?: Signing, 
/**
 * Its random name.
 */
case: string, 
/**
 * Addresses.
 */
to: Array<string>, 
/**
 * Each address was confirmed by the user.
 */
confirmed: boolean, 
/**
 * Why it is sent, and who needs it.
 */
purpose: string, 
/**
 * How the password will go: `phone`, `in-person`, `secure-mail` (then the PDF is not encrypted).
 */
password_by: string, 
/**
 * Its subject, where the user changed it; empty for the standard one.
 */
subject?: string, 
/**
 * Its text, where the user changed it; empty for the standard one.
 */
body?: string, 
/**
 * The agreed action whose receipt it chases; empty for none.
 */
chases?: string, };

/**
 * Drafts whose key begins so.
 */
export type DraftQuery = { 
/**
 * The beginning of the key.
 */
prefix: string, };

/**
 * A draft is on disk.
 */
export type DraftSaved = { 
/**
 * When, RFC 3339.
 */
at: string, };

/**
 * Draft an e-mail that carries a sheet.
 */
export type DraftSheet = { 
/**
 * What is made.
 */
sheet: SheetKind, 
/**
 * For what is made of the chronology.
 */
filter: SheetFilter, 
/**
 * For the report: its parts.
 */
parts: Array<string>, 
/**
 * For whom it is. Printed on it.
 */
for_whom: string, 
/**
 * Why they need it. Printed on it.
 */
why: string, 
/**
 * Its random name.
 */
case: string, 
/**
 * Addresses.
 */
to: Array<string>, 
/**
 * Each address was confirmed by the user.
 */
confirmed: boolean, 
/**
 * Why it is sent, and who needs it.
 */
purpose: string, 
/**
 * How the password will go: `phone`, `in-person`, `secure-mail` (then the PDF is not encrypted).
 */
password_by: string, 
/**
 * Its subject, where the user changed it; empty for the standard one.
 */
subject?: string, 
/**
 * Its text, where the user changed it; empty for the standard one.
 */
body?: string, 
/**
 * The agreed action whose receipt it chases; empty for none.
 */
chases?: string, };

/**
 * Drafts.
 */
export type DraftsView = { 
/**
 * Key and text.
 */
drafts: Array<[string, string]>, };

/**
 * A drawing of a policy's way through.
 */
export type DrawingView = { 
/**
 * The picture's shapes and words.
 */
svg: string, 
/**
 * The same in sentences.
 */
text: Array<string>, };

/**
 * A file that was dropped on the window.
 */
export type DropIncoming = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its bytes, base64.
 */
bytes: string, };

/**
 * A date and its distance in words.
 */
export type DueView = { 
/**
 * ISO day.
 */
date: string, 
/**
 * `HH:MM` for limits in hours.
 */
time: string | null, 
/**
 * "today", "tomorrow", "in 3 working days", "2 working days late"; empty once it was met.
 */
distance: string, 
/**
 * Past.
 */
late: boolean, 
/**
 * Falls out of term, by the term dates entered: words that say so, else empty. It moves nothing.
 */
out_of_term: string, 
/**
 * The user's own date, never worded as the policy's.
 */
own: boolean, 
/**
 * Falls on a closed day: its name.
 */
closed_day: string, 
/**
 * The policy's own words of the limit; empty for an own date.
 */
written: string, 
/**
 * How it was counted.
 */
count: CountView | null, };

/**
 * A duty, as the case's view names it.
 */
export type DutyRef = { 
/**
 * The rule.
 */
duty: string, 
/**
 * The visit, or null.
 */
visit: number | null, 
/**
 * The child, adult or action, or null.
 */
of: string | null, 
/**
 * `ours` or `theirs`, for a duty of both sides, each for itself; else null.
 */
side: string | null, };

/**
 * What a case's page says of other records.
 */
export type ElsewhereView = { 
/**
 * Where it came from, in words; empty where it began here.
 */
from: string, 
/**
 * Versions that are kept beside it.
 */
beside: Array<BesideRow>, 
/**
 * It was handed over, and is with somebody else.
 */
out: OutView | null, };

/**
 * An e-mail was drafted as a file.
 */
export type EmailDrafted = { 
/**
 * The record of it; 0 where cancelled.
 */
seq: number, 
/**
 * The draft's path; null where cancelled.
 */
path: string | null, 
/**
 * The attached PDF's path, saved beside it.
 */
attachment: string | null, 
/**
 * The program that copies their folder to other computers; empty for none.
 */
synced: string, 
/**
 * To copy by hand.
 */
to: Array<string>, 
/**
 * To copy by hand. Names no child.
 */
subject: string, 
/**
 * To copy by hand. Names no child.
 */
body: string, 
/**
 * The password, to give by telephone or in person. Empty where not encrypted.
 */
password: string, };

/**
 * What an e-mail would say.
 */
export type EmailQuery = { 
/**
 * The paper that it carries; null for a sheet.
 */
paper: string | null, 
/**
 * Its subject as the user changed it; empty for the standard one.
 */
subject: string, 
/**
 * Its text as the user changed it; empty for the standard one.
 */
body: string, 
/**
 * The agreed action whose receipt it chases; empty for none.
 */
chases?: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * What an e-mail says.
 */
export type EmailWords = { 
/**
 * Its subject.
 */
subject: string, 
/**
 * Its text, with `locked` in it where it is the standard one.
 */
body: string, 
/**
 * What is said of an attachment that is locked with a password.
 */
locked: string, 
/**
 * What is said of one that is not.
 */
unlocked: string, 
/**
 * What is chased by it, and the addresses that it went to; none where nothing is.
 */
chased: Chased | null, 
/**
 * Children and adults of the case who are named in it: advice, never a bar.
 */
names: Array<string>, };

/**
 * Child or adult, day or out of hours.
 */
export type EmergencyContact = { 
/**
 * Such as "Children's front door, daytime".
 */
name: string, 
/**
 * Telephone number.
 */
phone: string, 
/**
 * When to use it, in a few words.
 */
note: string, };

/**
 * An ending on offer.
 */
export type EndingView = { 
/**
 * Its name.
 */
id: string, 
/**
 * In words.
 */
name: string, 
/**
 * What it means.
 */
say: string, 
/**
 * Who must be satisfied, whether it binds: a sentence each, from the pack.
 */
notes: Array<string>, 
/**
 * Whose dissent, and why, must be typed.
 */
dissent: boolean, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * Erase a case for good.
 */
export type EraseCase = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number, as typed.
 */
number: string, 
/**
 * Why. It stays in the journal.
 */
reason: string, 
/**
 * The passphrase of whoever erases it.
 */
passphrase: string, };

/**
 * An erased case.
 */
export type ErasedRow = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number, which stays.
 */
number: string, 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Who erased it.
 */
by: string, 
/**
 * Why; empty where it was erased again.
 */
reason: string, 
/**
 * It had been erased before and was back, in a restored or older record.
 */
again: boolean, 
/**
 * How many entries its chain has.
 */
entries: number, 
/**
 * The seal of the last one: 64 digits in groups of four.
 */
head: string, };

/**
 * What erasing a case would do.
 */
export type ErasingView = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number, which is to be typed.
 */
number: string, 
/**
 * Whom it is about; empty once it was erased.
 */
about: string, 
/**
 * It was erased.
 */
erased: boolean, 
/**
 * Why it may not be erased: sentences. Empty where it may.
 */
refused: Array<string>, 
/**
 * How many entries go.
 */
entries: number, 
/**
 * How many attachments and prints go.
 */
documents: number, 
/**
 * Numbers of linked cases, whose records say that this one was linked.
 */
linked: Array<string>, 
/**
 * What left Stepwise, and is out of its reach: "Left Stepwise: a form, 3 May 2019".
 */
sent: Array<string>, 
/**
 * Folders of records kept from before a restore: it is erased there, too.
 */
kept: Array<string>, 
/**
 * Backups that hold it, the newest first.
 */
backups: Array<HoldingBackup>, 
/**
 * Why the folder of the backups cannot be looked at; null where it can, or none is chosen.
 */
unseen: WireError | null, 
/**
 * The passphrase is asked for again.
 */
passphrase: boolean, };

/**
 * Every kind of error that reaches the window. The window's own table over these is exhaustive.
 */
export type ErrorCode = "bad-request" | "locked" | "wrong-passphrase" | "wrong-recovery-key" | "wait-before-retry" | "weak-passphrase" | "vault-exists" | "not-a-vault" | "vault-damaged" | "slot-damaged" | "vault-newer" | "vault-in-use" | "read-only-folder" | "disk-full" | "rolled-back" | "record-altered" | "storage" | "conflict" | "not-found" | "refused" | "resting" | "not-your-role" | "case-erased" | "quick-unlock" | "not-confirmed" | "policy-faulty" | "calendar-ends" | "document" | "bundle" | "file-not-saved" | "stopped" | "internal";

/**
 * An example that was opened, or nothing where the user cancelled.
 */
export type ExampleOpened = { 
/**
 * What it holds.
 */
tried: Try | null, };

/**
 * An example that was played.
 */
export type ExampleView = { 
/**
 * Its file.
 */
file: string, 
/**
 * Steps played.
 */
steps: number, 
/**
 * Expectations that did not hold; they stand among the findings.
 */
wrong: number, };

/**
 * What the policy does not cover.
 */
export type ExclusionView = { 
/**
 * It holds where each of these facts has one of these answers.
 */
when: Array<[string, Array<string>]>, 
/**
 * What is left out.
 */
say: string, 
/**
 * Where to go instead.
 */
elsewhere: string, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * Take more time for a request.
 */
export type ExtendAccess = { 
/**
 * Why: the person is told it too.
 */
reason: string, 
/**
 * The request.
 */
request: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * What a question of the pack offers.
 */
export type FactView = { 
/**
 * Its name.
 */
id: string, 
/**
 * The question.
 */
ask: string, 
/**
 * Help.
 */
help: string, 
/**
 * Answers: name and words.
 */
choices: Array<[string, string]>, 
/**
 * The answer now, or by default; empty for none.
 */
value: string, 
/**
 * Asked of each agency in the dispute.
 */
each_agency: boolean, 
/**
 * It may be answered later than at the start.
 */
later: boolean, };

/**
 * A field.
 */
export type FieldView = { 
/**
 * Its name.
 */
id: string, 
/**
 * Label, as the source has it.
 */
label: string, 
/**
 * Help.
 */
help: string, 
/**
 * `line`, `long`, `tick`, `signature`, `printed`, `heading`, `paragraph` (letters).
 */
kind: string, 
/**
 * Words to tick.
 */
choices: Array<string>, 
/**
 * The answer now. For a signature: name, designation, agency, date joined by newlines.
 */
answer: string, 
/**
 * The answer as the case fills it, to go back to.
 */
filled: string, 
/**
 * It is other than what the case fills: the user's own words.
 */
changed: boolean, 
/**
 * The record of an earlier stage's form that the user's own words come from; null where they were
 * saved for this stage.
 */
carried: TraceView | null, 
/**
 * Records it came from.
 */
traces: Array<TraceView>, 
/**
 * Named among what is missing.
 */
missing: boolean, };

/**
 * Files were chosen, or none.
 */
export type FilesPicked = { 
/**
 * Each with what was found, in the order in which they were chosen.
 */
files: Array<PickedView>, };

/**
 * Find a case or a record.
 */
export type Find = { 
/**
 * Words.
 */
words: string, };

/**
 * One thing found in a policy's files.
 */
export type FindingView = { 
/**
 * "policy.toml, line 27"; the file alone where it is the whole file.
 */
place: string, 
/**
 * The policy cannot be used with it; otherwise somebody should look.
 */
error: boolean, 
/**
 * What is wrong.
 */
message: string, 
/**
 * What to do; empty where the message says it.
 */
remedy: string, };

/**
 * Set a passphrase after a recovery key.
 */
export type FinishRecovery = { 
/**
 * Whose; empty for somebody new, who takes over as lead.
 */
person: string, 
/**
 * Name of somebody new.
 */
name: string, 
/**
 * Their job title.
 */
designation: string, 
/**
 * The new passphrase.
 */
new_passphrase: string, };

/**
 * A folder as it is typed.
 */
export type FolderTyped = { 
/**
 * The path. It need not exist.
 */
path: string, };

/**
 * A folder of the user's choice.
 */
export type FolderView = { 
/**
 * The path, or null where they cancelled.
 */
path: string | null, 
/**
 * The program that copies that folder to other computers; empty for none.
 */
synced: string, };

/**
 * How strong a duty or limit is.
 */
export type ForceView = "must" | "should" | "may" | "good-practice";

/**
 * One answer of a form that came back.
 */
export type FormBackField = { 
/**
 * The form's field.
 */
field: string, 
/**
 * The form's own label.
 */
label: string, 
/**
 * What the form says.
 */
came: string, 
/**
 * What the case says in its place; empty for nothing, or where the case is not known.
 */
here: string, 
/**
 * Something was typed into it after it was printed.
 */
typed: boolean, 
/**
 * It can be taken over into the case's own form.
 */
takable: boolean, };

/**
 * A form that came back, or any form of Stepwise from elsewhere.
 */
export type FormBackView = { 
/**
 * The name of its file.
 */
name: string, 
/**
 * SHA-256 of the file in hex.
 */
digest: string, 
/**
 * The form's title; empty where it carries no data of Stepwise.
 */
form: string, 
/**
 * The policy, by its own words.
 */
policy: string, 
/**
 * The case's number, by its own words.
 */
number: string, 
/**
 * What the head that it carries shows; null where it carries none.
 */
checked: FormChecked | null, 
/**
 * The case here that it was printed from; empty for none.
 */
case: string, 
/**
 * The case's form, to take answers over into; empty for none.
 */
paper: string, 
/**
 * The visit that the form is for.
 */
visit: number | null, 
/**
 * Each answer, in the form's order.
 */
fields: Array<FormBackField>, 
/**
 * What was typed elsewhere in it: the field's own name and the text.
 */
loose: Array<[string, string]>, 
/**
 * Signature fields, by the form's own labels, and whether something was put in.
 */
signed: Array<[string, boolean]>, 
/**
 * This very file is with the case already.
 */
attached: boolean, };

/**
 * The answer.
 */
export type FormChecked = { 
/**
 * In one word.
 */
outcome: FormOutcome, 
/**
 * The answer, as a title.
 */
title: string, 
/**
 * What it means, a sentence or two each.
 */
text: Array<string>, 
/**
 * What it can mean, one to a line; empty where it is plain.
 */
can_mean: Array<string>, 
/**
 * The case; empty for none.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * Which entry of the case; 0 for none.
 */
seq: number, 
/**
 * What was added since, the newest first.
 */
later: Array<LaterView>, 
/**
 * What was typed, in groups as they are printed.
 */
typed: string, };

/**
 * What became of a look for a printed head.
 */
export type FormOutcome = "holds" | "altered" | "slip" | "unknown";

/**
 * Somebody who could open the record once.
 */
export type FormerPerson = { 
/**
 * Name.
 */
name: string, 
/**
 * Job title.
 */
designation: string, 
/**
 * When they were removed, RFC 3339.
 */
removed: string, };

/**
 * What was found.
 */
export type FoundView = { 
/**
 * Best first, at most 50.
 */
hits: Array<Hit>, 
/**
 * More there than shown.
 */
more: boolean, };

/**
 * Something the record lacks.
 */
export type GapView = { 
/**
 * Closed code, kebab-case, of the core's `GapCode`.
 */
code: string, 
/**
 * About whom or what, in words.
 */
about: string, };

/**
 * Give the copy whose pages were looked at.
 */
export type GiveCopy = { 
/**
 * The pages that were looked at.
 */
token: string, 
/**
 * To whom, and how.
 */
how: string, 
/**
 * The request.
 */
request: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * Hand the whole case over, to be taken on in another record.
 */
export type HandOver = { 
/**
 * Its last record, as the window knew it.
 */
seen: number, 
/**
 * To whom.
 */
to: string, 
/**
 * Why, and why they need it.
 */
purpose: string, 
/**
 * How the password goes: `phone` or `in-person`.
 */
password_by: string, 
/**
 * ISO day on which the receipt is asked for, if it is not here by then.
 */
ask_by: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * A case that was handed over.
 */
export type HandedOverRef = { 
/**
 * The record of the handing over.
 */
seq: number, 
/**
 * Its random name.
 */
case: string, };

/**
 * One hit.
 */
export type Hit = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * A piece of the text round the hit; empty where the case itself was found.
 */
snippet: string, 
/**
 * The record's number; null where the case itself was found.
 */
seq: number | null, };

/**
 * A hold.
 */
export type HoldView = { 
/**
 * Its name.
 */
id: string, 
/**
 * Who asked for it.
 */
asked_by: string, 
/**
 * Why.
 */
why: string, 
/**
 * Their reference; empty for none.
 */
reference: string, 
/**
 * ISO day.
 */
since: string, 
/**
 * Who put it on.
 */
by: string, 
/**
 * It is on every case.
 */
all: boolean, };

/**
 * A backup that holds an erased case.
 */
export type HoldingBackup = { 
/**
 * Its file's name.
 */
name: string, 
/**
 * When it was made: an ISO day, `T` and a time.
 */
made: string, 
/**
 * ISO day on which the keeping rule gives it up at the latest; null where its own date is ahead.
 */
until: string | null, };

/**
 * A file was chosen, and its beginning looked at.
 */
export type IncomingChosen = { 
/**
 * What it is.
 */
kind: IncomingKind, 
/**
 * Its name.
 */
name: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * Why it is not opened, as a title; empty where it is.
 */
problem: string, 
/**
 * What that means, and what to do.
 */
text: string, 
/**
 * The form, where it is one.
 */
form: FormBackView | null, };

/**
 * A file in the bundle.
 */
export type IncomingFile = { 
/**
 * Names it within the bundle.
 */
path: string, 
/**
 * What it is, in the sender's words.
 */
title: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * SHA-256 in hex.
 */
sha256: string, 
/**
 * What the case says of it, where it was attached to the case; empty for none.
 */
about: string, };

/**
 * A file of the bundle.
 */
export type IncomingFileRef = { 
/**
 * Its name within the bundle.
 */
path: string, };

/**
 * A file of the bundle, as far as it is shown.
 */
export type IncomingFileView = { 
/**
 * What is said of it.
 */
file: IncomingFile, 
/**
 * What it is by its content, in words; empty where it is not shown.
 */
kind: string, 
/**
 * How many pages can be shown; a picture is one.
 */
pages: number, 
/**
 * What stands above a message's words, or was filled into a form: label and text.
 */
head: Array<[string, string]>, 
/**
 * Its words, where it is shown as words.
 */
words: string, 
/**
 * There are more words in the file than are shown.
 */
cut: boolean, 
/**
 * The names of files that a message carries.
 */
carries: Array<string>, 
/**
 * Why nothing of it is shown; empty where it is.
 */
unshown: string, };

/**
 * What kind of file was chosen.
 */
export type IncomingKind = "none" | "bundle" | "form" | "other";

/**
 * The bundle or form that is open, if any.
 */
export type IncomingOpen = { 
/**
 * The bundle.
 */
bundle: IncomingView | null, 
/**
 * The form.
 */
form: FormBackView | null, 
/**
 * A bundle that was chosen and whose password is wanted: its name, and its size in bytes.
 */
waits: [string, number] | null, };

/**
 * A bundle was opened, or not.
 */
export type IncomingOpened = { 
/**
 * Why it was not, as a title; empty where it was.
 */
problem: string, 
/**
 * What that means, and what to do.
 */
text: string, 
/**
 * The bundle.
 */
bundle: IncomingView | null, };

/**
 * A page or picture of a file of the bundle.
 */
export type IncomingPage = { 
/**
 * Counted from 0.
 */
page: number, 
/**
 * Finer, to look closely.
 */
large: boolean, 
/**
 * Its name within the bundle.
 */
path: string, };

/**
 * A bundle that is open.
 */
export type IncomingView = { 
/**
 * The name of its file.
 */
name: string, 
/**
 * SHA-256 of the file in hex.
 */
digest: string, 
/**
 * The case's number in the record that it came from.
 */
number: string, 
/**
 * The agency that raised or holds it, by its own words; empty where that is not in it.
 */
from: string, 
/**
 * The application that made it.
 */
made_by: string, 
/**
 * When, RFC 3339; empty where that cannot be read.
 */
made_at: string, 
/**
 * How many entries its record has.
 */
entries: number, 
/**
 * The last entry's hash in groups, as printed at the foot of each form.
 */
head: string, 
/**
 * Whose key sealed it.
 */
sealed_by: SealedBy, 
/**
 * Entries whose text was left out by whoever made it.
 */
withheld: Array<WithheldView>, 
/**
 * Entries that this version has no words for.
 */
unread: Array<WithheldView>, 
/**
 * What is worth knowing, one to a line: that its policy is not in it, or is another than the case names.
 */
remarks: Array<string>, 
/**
 * The files in it.
 */
files: Array<IncomingFile>, 
/**
 * The policy's name and version; empty where it is not known.
 */
policy: string, 
/**
 * The case, read; null where its policy is not known.
 */
case: CaseView | null, 
/**
 * Its chronology.
 */
chronology: ChronologyView | null, };

/**
 * In which part of the list.
 */
export type JobGroup = "overdue" | "due-today" | "coming" | "no-date" | "waiting";

/**
 * One row of Today: a job.
 */
export type JobView = { 
/**
 * The part of the list.
 */
group: JobGroup, 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Whom it is about, for the list: first name and initial, or "and 1 more".
 */
about: string, 
/**
 * The other agency.
 */
agency: string, 
/**
 * Where it stands: "Stage 2 of 4", "Before Stage 1".
 */
stage: string, 
/**
 * The task, beginning with a verb.
 */
task: string, 
/**
 * What the button does: `record`, `settle`, `form`, `email` (the form is to be sent), `checklist`, `letter`, `open`.
 */
action: string, 
/**
 * The duty, limit or own date it stands for, to jump to.
 */
anchor: string, 
/**
 * The form or letter that a button of `form`, `email` or `letter` opens; empty for none.
 */
paper: string, 
/**
 * The visit that the paper is for; null for the case as a whole.
 */
visit: number | null, 
/**
 * By when.
 */
due: DueView | null, 
/**
 * Whose turn.
 */
whose: WhoseView, 
/**
 * A short remark: "2 answers missing".
 */
remark: string, };

/**
 * A case that was reviewed and is kept.
 */
export type KeepLonger = { 
/**
 * The case.
 */
case: string, 
/**
 * Why.
 */
reason: string, 
/**
 * ISO day on which it is reviewed again.
 */
again: string, };

/**
 * A rule of a schedule.
 */
export type KeepRuleView = { 
/**
 * `child` or `adult`.
 */
about: string, 
/**
 * `birth` or `end`.
 */
from: string, 
/**
 * So many years.
 */
years: number, 
/**
 * `day`, or `school-year`: to the end of the school year.
 */
until: string, 
/**
 * Where it was taken from, in words.
 */
source: string, 
/**
 * What is still to be confirmed; empty where nothing is.
 */
confirm: string, };

/**
 * All about how long records are kept.
 */
export type KeepingView = { 
/**
 * The schedule in force.
 */
schedule: ScheduleView, 
/**
 * Cases whose time has come, the longest ago first.
 */
due: Array<ReviewRow>, 
/**
 * Cases of which nobody can say until something is filled in.
 */
ask: Array<ReviewRow>, 
/**
 * Cases on hold, the hold on all cases left out.
 */
held: Array<ReviewRow>, 
/**
 * Cases whose time comes within a year.
 */
coming: Array<ReviewRow>, 
/**
 * How many closed cases are kept for longer.
 */
later: number, 
/**
 * How many open cases: they are never on the list.
 */
open: number, 
/**
 * Holds on every case, now and to come.
 */
all_held: Array<HoldView>, 
/**
 * Cases that were erased, the last one first.
 */
erased: Array<ErasedRow>, };

/**
 * Somebody used before, on the other side.
 */
export type KnownPerson = { 
/**
 * Agency.
 */
agency: string, 
/**
 * Name.
 */
name: string, 
/**
 * Job title.
 */
designation: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * E-mail.
 */
email: string, };

/**
 * An entry that was added after a form was printed.
 */
export type LaterView = { 
/**
 * Its number.
 */
seq: number, 
/**
 * The record that it is shown at in the chronology: its own, or the one that it corrects.
 */
shown_at: number, 
/**
 * When it was written, RFC 3339.
 */
written: string, 
/**
 * By whom.
 */
by: string, 
/**
 * What.
 */
title: string, };

/**
 * A child who leaves.
 */
export type LeavingRow = { 
/**
 * Its name within the case.
 */
leaving: string, 
/**
 * The record of it.
 */
seq: number, 
/**
 * Who leaves: the name within the case.
 */
subject: string, 
/**
 * The same in words.
 */
about: string, 
/**
 * The school or setting that they go to.
 */
to: string, 
/**
 * Who takes the file there.
 */
lead: string, 
/**
 * How they are reached.
 */
reach: string, 
/**
 * ISO day: the last one here.
 */
last_day: string, 
/**
 * ISO day on which the new term begins there, for a move between terms; else null.
 */
first_day: string | null, 
/**
 * By when the file must be there; null once it went.
 */
due: DueView | null, 
/**
 * When the receipt is asked for again, where a day was chosen.
 */
ask: DueView | null, 
/**
 * What was done, in order.
 */
steps: Array<LeavingStepRow>, 
/**
 * The file went.
 */
sent: boolean, 
/**
 * Something is left to do.
 */
open: boolean, };

/**
 * What was done about the file.
 */
export type LeavingStepRow = { 
/**
 * The record of it.
 */
seq: number, 
/**
 * `sent`, `asked`, `received`, `called-off`.
 */
kind: string, 
/**
 * When.
 */
on: Moment, 
/**
 * In one line.
 */
text: string, };

/**
 * The children of a case who leave.
 */
export type LeavingsView = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * The case's last event.
 */
seen: number, 
/**
 * The children and adults: name within the case, and in words.
 */
subjects: Array<[string, string]>, 
/**
 * Newest first.
 */
leavings: Array<LeavingRow>, 
/**
 * What the guidance asks, in words.
 */
rule: string, 
/**
 * For whom it holds.
 */
scope: string, 
/**
 * Where it stands, and how it is read.
 */
cite: CiteView, };

/**
 * Something that left before.
 */
export type LeftView = { 
/**
 * The record of it.
 */
seq: number, 
/**
 * When: RFC 3339.
 */
when: string, 
/**
 * To whom.
 */
to: string, 
/**
 * What it was, and how.
 */
what: string, 
/**
 * Whether it went, and whether it was received, in sentences; empty where nothing is known.
 */
after: string, 
/**
 * Whether it went is still to be asked.
 */
ask: boolean, };

/**
 * A hold that is to be lifted.
 */
export type LiftHold = { 
/**
 * The case; empty for a hold on every case.
 */
case: string, 
/**
 * Its name.
 */
hold: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Another case on the same child or adult.
 */
export type LinkView = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Its policy's title.
 */
policy: string, 
/**
 * Why the two belong together.
 */
why: string, };

/**
 * Lock.
 */
export type LockNow = { 
/**
 * Not by hand: the window counted the minutes without use.
 */
idle?: boolean, };

/**
 * Why the vault was locked.
 */
export type LockReason = "asked" | "idle" | "sleep" | "screen" | "other-user" | "closed" | "fault";

/**
 * Work that takes long, and holds up the rest of the window.
 */
export type LongWork = "bundle" | "backup" | "open-backup" | "keys" | "erase" | "read-file" | "open-bundle" | "take-on";

/**
 * The system's e-mail program was asked for a message.
 */
export type MailOpened = { 
/**
 * False: none was there to be asked.
 */
opened: boolean, };

/**
 * Make a bundle.
 */
export type MakeBundle = { 
/**
 * Parts to put in.
 */
parts: Array<string>, 
/**
 * For whom.
 */
to: string, 
/**
 * Why, and why they need it.
 */
purpose: string, 
/**
 * How the password goes: `phone` or `in-person`.
 */
password_by: string, 
/**
 * A password that the recipient chose; empty for six words.
 */
own_password: string, 
/**
 * Attached pictures stand in the PDF as pages.
 */
pictures: boolean, 
/**
 * What is taken out.
 */
without: Without, 
/**
 * The pages that were looked at. Needed where anything is taken out.
 */
token: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * When something happened: a day, and a time where it is known.
 */
export type Moment = { 
/**
 * ISO day.
 */
date: string, 
/**
 * `HH:MM`, or null.
 */
time: string | null, };

/**
 * A person not yet in a case: the application names them within it.
 */
export type NewPerson = { 
/**
 * `ours` or `theirs`.
 */
side: string, 
/**
 * Name.
 */
name: string, 
/**
 * Job title.
 */
designation: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * E-mail.
 */
email: string, 
/**
 * Capacities.
 */
roles: Array<string>, };

/**
 * A child or adult not yet in a case: the application names them within it.
 */
export type NewSubject = { 
/**
 * `child` or `adult`.
 */
kind: string, 
/**
 * Full name.
 */
name: string, 
/**
 * ISO day or null.
 */
born: string | null, 
/**
 * Status in words.
 */
status: string, };

/**
 * A version of the policy that is newer than the one that the case holds.
 */
export type NewerVersionView = { 
/**
 * The mark of the exact version.
 */
digest: string, 
/**
 * The version in words.
 */
version: string, 
/**
 * Why the case stays on the one that it holds; empty while nobody has chosen.
 */
stays: string, };

/**
 * A request or answer without content.
 */
export type Nothing = Record<symbol, never>;

/**
 * A notice that was read.
 */
export type NoticeRef = { 
/**
 * Its entry in the journal.
 */
seq: number, };

/**
 * Something that was noticed and that nobody has acknowledged.
 */
export type NoticeView = { 
/**
 * Its entry in the journal.
 */
seq: number, 
/**
 * When it was noticed, RFC 3339.
 */
at: string, 
/**
 * What, as a title.
 */
title: string, 
/**
 * What it means, in a sentence or two.
 */
text: string, 
/**
 * What to do, step by step.
 */
todo: Array<string>, 
/**
 * Files or folders to look at, as they were found at this unlock.
 */
places: Array<string>, };

/**
 * A way on.
 */
export type OfferView = { 
/**
 * The move's name.
 */
rule: string, 
/**
 * What it is.
 */
say: string, 
/**
 * Stages it may lead to: name, words.
 */
stages: Array<[string, string]>, 
/**
 * What happened that it is offered, in words.
 */
because: Array<string>, 
/**
 * Only because a limit passed without being met.
 */
for_silence: boolean, 
/**
 * Those of the stages that pass optional ones by; choosing one asks for a reason.
 */
passing: Array<string>, 
/**
 * Outside the policy, or beside its route: what to do.
 */
elsewhere: string, 
/**
 * The moment to date once that was done, the stage unchanged; empty for none.
 */
reaches: string, 
/**
 * A reason must be typed.
 */
asks_reason: boolean, 
/**
 * For immediate harm: stands apart.
 */
for_risk: boolean, 
/**
 * The policy's ordinary next act: only where one side talks among itself.
 */
leads: boolean, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * Words for once.
 */
export type OnceWords = { 
/**
 * Six words with hyphens.
 */
words: string, };

/**
 * The key of a backup that was chosen: one of the two.
 */
export type OpenBackup = { 
/**
 * The passphrase of the day when it was made.
 */
passphrase: string, 
/**
 * A recovery key of that day.
 */
key: string, };

/**
 * Open the bundle that was chosen.
 */
export type OpenIncoming = { 
/**
 * As typed: capitals, blanks and hyphens do not matter.
 */
password: string, };

/**
 * A case that was handed over, and nothing was recorded here since.
 */
export type OutView = { 
/**
 * The record of the handing over.
 */
seq: number, 
/**
 * With whom, and since when, as a title.
 */
title: string, 
/**
 * Whether they have it, in words.
 */
text: string, 
/**
 * The receipt is here.
 */
received: boolean, };

/**
 * Other details for a board's contact; kept when the pack is updated.
 */
export type OverrideContact = { 
/**
 * Policy.
 */
policy: string, 
/**
 * Contact.
 */
contact: string, 
/**
 * Person.
 */
person: string, 
/**
 * E-mail.
 */
email: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * ISO day on which the user checked it.
 */
checked: string, 
/**
 * True: go back to the pack's own.
 */
remove: boolean, };

/**
 * A file that may be the board's own form.
 */
export type OwnFile = { 
/**
 * Its name in the vault.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What was said of it.
 */
description: string, };

/**
 * How the board's own form went.
 */
export type OwnFormSent = { 
/**
 * To whom.
 */
to: string, 
/**
 * Why, and why they need it.
 */
why: string, 
/**
 * How: `email`, `post`, `hand`.
 */
how: string, 
/**
 * When.
 */
on: Moment, };

/**
 * Asked again before something grave.
 */
export type OwnPassphrase = { 
/**
 * The passphrase of whoever is at the keyboard.
 */
current: string, };

/**
 * A page as a picture.
 */
export type PageImage = { 
/**
 * `data:image/png;base64,…`
 */
data_url: string, 
/**
 * Its words, for those who do not see it.
 */
alt: string, };

/**
 * One page of a preview.
 */
export type PageQuery = { 
/**
 * The preview.
 */
token: string, 
/**
 * Page, from 0.
 */
page: number, 
/**
 * Pixels per point, 0.5 to 4.
 */
scale: number, };

/**
 * A paper of a case.
 */
export type PaperQuery = { 
/**
 * The paper.
 */
paper: string, 
/**
 * The visit, or null for the open one.
 */
visit: number | null, 
/**
 * How it is signed; left out for fields to fill in.
 */
signing?: Signing, 
/**
 * Its random name.
 */
case: string, };

/**
 * One paper in the list.
 */
export type PaperRow = { 
/**
 * Name.
 */
paper: string, 
/**
 * Title.
 */
title: string, 
/**
 * `form` or `letter`.
 */
kind: string, 
/**
 * The visit it is for.
 */
visit: number | null, 
/**
 * The stage in words.
 */
stage: string, 
/**
 * Saved, and when (RFC 3339).
 */
saved: string | null, 
/**
 * Asked for by an open duty now.
 */
asked: boolean, 
/**
 * How many wanted answers are missing.
 */
missing: number, };

/**
 * A paper, filled.
 */
export type PaperView = { 
/**
 * Why the user may not fill, print or save it; empty where they may.
 */
may_not: string, 
/**
 * The case.
 */
case: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * Name.
 */
paper: string, 
/**
 * Title.
 */
title: string, 
/**
 * `form` or `letter`.
 */
kind: string, 
/**
 * The visit.
 */
visit: number | null, 
/**
 * The stage in words.
 */
stage: string, 
/**
 * Neutral layout: the board's own is not public.
 */
neutral: boolean, 
/**
 * Fields.
 */
fields: Array<FieldView>, 
/**
 * Labels of what is missing: field name and label.
 */
missing: Array<[string, string]>, 
/**
 * The policy's default recipients.
 */
recipients: Array<RecipientView>, 
/**
 * Saved as a record, RFC 3339; null where only filled.
 */
saved: string | null, 
/**
 * The case's last event.
 */
seen: number, 
/**
 * Open duties of this side that sending it fulfils.
 */
fulfils: Array<DutyRef>, 
/**
 * Files of the case that may be the board's own form, filled in by hand.
 */
own_files: Array<OwnFile>, 
/**
 * What is recorded of the board's own form: when (RFC 3339), and in words.
 */
own_forms: Array<[string, string]>, 
/**
 * Authority.
 */
cite: CiteView, 
/**
 * Conflicts in the source that bear on it.
 */
readings: Array<ReadingView>, };

/**
 * Papers of a case.
 */
export type PapersView = { 
/**
 * Each.
 */
papers: Array<PaperRow>, };

/**
 * Words of one entry to black out.
 */
export type PassageForm = { 
/**
 * The entry.
 */
seq: number, 
/**
 * The part of it.
 */
part: string, 
/**
 * The words.
 */
words: string, };

/**
 * A person on one side.
 */
export type PersonForm = { 
/**
 * Empty for a new one.
 */
id: string, 
/**
 * The agency's name within the case; empty: decided by side.
 */
agency: string, 
/**
 * `ours` or `theirs`, for new ones.
 */
side: string, 
/**
 * Name.
 */
name: string, 
/**
 * Job title.
 */
designation: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * E-mail.
 */
email: string, 
/**
 * Capacities.
 */
roles: Array<string>, };

/**
 * What somebody may do. The program honours it; whoever can open the record can decrypt all of it.
 */
export type PersonRole = "lead" | "deputy" | "manager" | "reader";

/**
 * A file that was chosen and looked at. Nothing of it is kept yet.
 */
export type PickedView = { 
/**
 * Names it until it is attached; empty for one that is refused.
 */
token: string, 
/**
 * Its name as it would be kept.
 */
name: string, 
/**
 * The name that it came with, where that is another; what cannot be seen is spelled out.
 */
original: string, 
/**
 * What it is by its content, in words; empty where that is not known.
 */
kind: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * Why it is not taken; empty where it is.
 */
refused: string, 
/**
 * What to do then.
 */
remedy: string, 
/**
 * What is worth knowing: that its name says something else, that it cannot be shown here.
 */
remarks: Array<string>, 
/**
 * What it says of itself, such as where and when a photograph was taken: label and text.
 */
says: Array<[string, string]>, 
/**
 * The ISO day that it says of itself, or null.
 */
dated: string | null, };

/**
 * A case that is to be put on hold.
 */
export type PlaceHold = { 
/**
 * The case; empty for every case, now and to come.
 */
case: string, 
/**
 * Who asked for it.
 */
asked_by: string, 
/**
 * Why.
 */
why: string, 
/**
 * Their reference, if any.
 */
reference: string, 
/**
 * ISO day.
 */
since: string, };

/**
 * Where a field's box lies.
 */
export type PlacedField = { 
/**
 * The field.
 */
field: string, 
/**
 * Page, from 0.
 */
page: number, 
/**
 * Points from the left.
 */
x: number, 
/**
 * Points from the top.
 */
y: number, 
/**
 * Points.
 */
width: number, 
/**
 * Points.
 */
height: number, };

/**
 * What keeps somebody safe meanwhile.
 */
export type PlanView = { 
/**
 * Whom.
 */
subject: string, 
/**
 * Their name.
 */
name: string, 
/**
 * What protects them; empty where there is no plan yet.
 */
measures: string, 
/**
 * Who.
 */
by_whom: string, 
/**
 * When it was looked at.
 */
reviewed: Moment | null, 
/**
 * ISO day of the next look.
 */
next_review: string | null, 
/**
 * Not looked at since this stage opened.
 */
stale: boolean, 
/**
 * The child's or adult's own words, last recorded.
 */
own_words: string, 
/**
 * Family told, or why not, last recorded.
 */
family: string, };

/**
 * All policies.
 */
export type PoliciesView = { 
/**
 * Each.
 */
policies: Array<PolicyRow>, };

/**
 * Either a policy, or nothing where the user cancelled.
 */
export type PolicyChosen = { 
/**
 * What was found.
 */
found: PolicyHandedIn | null, };

/**
 * What is different.
 */
export type PolicyDiffView = { 
/**
 * The earlier version in words.
 */
old: string, 
/**
 * The later version in words.
 */
new: string, 
/**
 * Differences, in the order of the policy's parts.
 */
changes: Array<ChangeView>, 
/**
 * The records of the case that would not fit in the other version, in words. It cannot be moved then.
 */
unfit: Array<string>, };

/**
 * A duty, readable.
 */
export type PolicyDuty = { 
/**
 * Whose side does it.
 */
side: PolicySideView, 
/**
 * Who: "The senior manager of the side that raised it".
 */
who: string, 
/**
 * What.
 */
say: string, 
/**
 * To whom, in words.
 */
to: string, 
/**
 * How strong.
 */
force: ForceView, 
/**
 * When: "When stage 3 opens".
 */
when: string, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * A policy that was handed in and looked at.
 */
export type PolicyHandedIn = { 
/**
 * Its title; empty where it could not be read.
 */
title: string, 
/**
 * Whose it is.
 */
board: string, 
/**
 * The version in words.
 */
version: string, 
/**
 * The mark of the exact version.
 */
digest: string, 
/**
 * What the checker says.
 */
report: PolicyReportView, 
/**
 * Files that were left where they are.
 */
left: Array<string>, 
/**
 * Why it cannot be added; empty where it can.
 */
refused: string, 
/**
 * What to do then.
 */
remedy: string, 
/**
 * The version at hand that it was compared with, in words; empty where this policy is new here.
 */
compared: string, 
/**
 * What is different from that one.
 */
changes: Array<ChangeView>, };

/**
 * A limit, readable.
 */
export type PolicyLimit = { 
/**
 * What is to be done in the time.
 */
name: string, 
/**
 * The source's words.
 */
written: string, 
/**
 * Our reading: "3 working days from: a worker first considered the concern".
 */
reading: string, 
/**
 * What else bears on the count: when it stands still and goes on, what answers one time of many.
 */
more: Array<string>, 
/**
 * How strong.
 */
force: ForceView, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * Adds the policy that was just looked at, or removes one that was added.
 */
export type PolicyMark = { 
/**
 * The mark of the exact version.
 */
digest: string, };

/**
 * Where a policy is to be taken from.
 */
export type PolicyPlace = "folder" | "file";

/**
 * Which policy.
 */
export type PolicyQuery = { 
/**
 * Its name.
 */
policy: string, 
/**
 * The mark of the exact version; empty for the newest.
 */
digest?: string, };

/**
 * A question of a policy, whose answers decide what follows.
 */
export type PolicyQuestion = { 
/**
 * "What did the reviewer decide?"
 */
ask: string, 
/**
 * Its answers, in words.
 */
answers: Array<string>, 
/**
 * What helps to answer it; empty for nothing.
 */
help: string, };

/**
 * What the checker says, in the same words as `stepwise policy check`.
 */
export type PolicyReportView = { 
/**
 * Nothing is wrong; warnings do not count.
 */
right: boolean, 
/**
 * The last line.
 */
summary: string, 
/**
 * What was found, in order.
 */
findings: Array<FindingView>, 
/**
 * The examples.
 */
examples: Array<ExampleView>, };

/**
 * Somebody that a policy names.
 */
export type PolicyRole = { 
/**
 * Its name.
 */
id: string, 
/**
 * In words.
 */
name: string, 
/**
 * Who that usually is in a school.
 */
in_school: string, 
/**
 * A body outside both sides.
 */
body: boolean, 
/**
 * Who that is in some agencies, each in words.
 */
lines: Array<string>, };

/**
 * One policy in the list.
 */
export type PolicyRow = { 
/**
 * Name.
 */
policy: string, 
/**
 * The mark of the exact version.
 */
digest: string, 
/**
 * Another version of it is newer.
 */
older: boolean, 
/**
 * ISO day on which it was added here; null where it comes with Stepwise.
 */
added: string | null, 
/**
 * Title.
 */
title: string, 
/**
 * Board.
 */
board: string, 
/**
 * Version in words, with "in force from: unknown" where so.
 */
version: string, 
/**
 * Superseded: the sentence; empty for none.
 */
superseded: string, 
/**
 * The setting's own.
 */
own: boolean, 
/**
 * "4 stages, limits in working days", "3 stages, no dates".
 */
remark: string, };

/**
 * Which side of a dispute a rule of the policy speaks of, whoever raised it.
 */
export type PolicySideView = "raiser" | "other" | "both" | "outside";

/**
 * A stage, readable.
 */
export type PolicyStage = { 
/**
 * Name.
 */
id: string, 
/**
 * "Stage 2".
 */
name: string, 
/**
 * Title.
 */
title: string, 
/**
 * In our words.
 */
say: string, 
/**
 * Who speaks to whom: each a pair of words.
 */
pairs: Array<[string, string]>, 
/**
 * Who takes part outside both sides: a chair, a panel.
 */
outside: Array<string>, 
/**
 * Limits: the source's words, our reading in words, how strong, authority.
 */
limits: Array<PolicyLimit>, 
/**
 * Duties.
 */
duties: Array<PolicyDuty>, 
/**
 * Ways on from here.
 */
ways: Array<PolicyWay>, 
/**
 * Questions that are asked here.
 */
questions: Array<PolicyQuestion>, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * One version of a policy.
 */
export type PolicyVersion = { 
/**
 * The mark of the exact version.
 */
digest: string, 
/**
 * The version in words.
 */
version: string, 
/**
 * It is newer than the one asked about.
 */
newer: boolean, };

/**
 * A policy, readable.
 */
export type PolicyView = { 
/**
 * Name.
 */
policy: string, 
/**
 * Title.
 */
title: string, 
/**
 * Short.
 */
short: string, 
/**
 * Board.
 */
board: string, 
/**
 * Scope.
 */
scope: string, 
/**
 * The document it was read from.
 */
source: string, 
/**
 * Version in words.
 */
version: string, 
/**
 * The pack's digest.
 */
digest: string, 
/**
 * ISO day on which it was added here; null where it comes with Stepwise.
 */
added: string | null, 
/**
 * The other versions that are here.
 */
versions: Array<PolicyVersion>, 
/**
 * Superseded.
 */
superseded: string, 
/**
 * Calendar in words.
 */
calendar: string, 
/**
 * Stages, with what belongs to each.
 */
stages: Array<PolicyStage>, 
/**
 * Limits and duties of the whole dispute.
 */
overall_limits: Array<PolicyLimit>, 
/**
 * Duties not bound to one stage.
 */
overall_duties: Array<PolicyDuty>, 
/**
 * Questions that may be asked at whatever stage.
 */
overall_questions: Array<PolicyQuestion>, 
/**
 * What the policy does not cover, and where to go instead.
 */
exclusions: Array<[string, string]>, 
/**
 * Endings.
 */
endings: Array<[string, string, Array<string>]>, 
/**
 * Checklist.
 */
checklist: Array<[string, ForceView]>, 
/**
 * Roles.
 */
roles: Array<PolicyRole>, 
/**
 * Papers: title, kind, remark.
 */
papers: Array<[string, string, string]>, 
/**
 * Contacts.
 */
contacts: Array<ContactView>, 
/**
 * Readings.
 */
findings: Array<ReadingView>, 
/**
 * Principles: heading, words.
 */
notes: Array<[string, string]>, 
/**
 * Areas.
 */
areas: Array<string>, };

/**
 * A way on from a stage, readable.
 */
export type PolicyWay = { 
/**
 * What is done: "Go to the next stage".
 */
say: string, 
/**
 * When: "When stage 2 did not resolve it".
 */
when: string, 
/**
 * Where it leads: "Stage 3", "Any later stage".
 */
to: string, 
/**
 * It is for immediate harm: it stands apart from the others.
 */
danger: boolean, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * A preview, drawn from the PDF's own bytes.
 */
export type PreviewView = { 
/**
 * To ask for pages by.
 */
token: string, 
/**
 * How many pages.
 */
pages: number, 
/**
 * Page size in points.
 */
width: number, 
/**
 * Page size in points.
 */
height: number, 
/**
 * Where each field's box lies: field, page from 0, x, y, width, height in points from the top left.
 */
boxes: Array<PlacedField>, 
/**
 * Characters that cannot be printed, named.
 */
unprintable: Array<string>, };

/**
 * Pages to print by the window.
 */
export type PrintView = { 
/**
 * Pages as pictures, fine enough for paper.
 */
pages: Array<PageImage>, };

/**
 * A holiday proclaimed late, or taken away.
 */
export type ProclaimHoliday = { 
/**
 * Calendar.
 */
calendar: string, 
/**
 * ISO day.
 */
date: string, 
/**
 * Name.
 */
name: string, 
/**
 * Where it was announced.
 */
source: string, 
/**
 * True: the day is a working day after all.
 */
working: boolean, 
/**
 * When it was entered here, RFC 3339. Set by the application, whatever a request says: limits that
 * stopped before it keep their count.
 */
since?: string, };

/**
 * How quick unlock stands on this computer.
 */
export type QuickState = "off" | "ready" | "spent" | "due";

/**
 * Unlock by PIN and keychain.
 */
export type QuickUnlock = { 
/**
 * The PIN.
 */
pin: string, };

/**
 * A stated reading.
 */
export type ReadingView = { 
/**
 * What is unclear, and the reading taken.
 */
text: string, 
/**
 * The other reading.
 */
other: string, 
/**
 * Who can confirm it.
 */
confirm: string, };

/**
 * Somebody it may go to.
 */
export type RecipientView = { 
/**
 * Who.
 */
who: WhoView, 
/**
 * ISO day on which the pack's address was last checked; null for people of the case.
 */
checked: string | null, 
/**
 * The address must be confirmed before it is used: first use, or last checked long ago.
 */
confirm: boolean, 
/**
 * Why: "First use of this address", "Last checked 8 months ago".
 */
confirm_why: string, };

/**
 * Record these together: all or none.
 */
export type RecordDeeds = { 
/**
 * The case's last event as the window knew it: another writer's entry in between is a conflict.
 */
seen: number, 
/**
 * What.
 */
deeds: Array<Deed>, 
/**
 * Drafts to drop once it is saved: keys beginning so.
 */
drop_drafts: Array<string>, 
/**
 * Its random name.
 */
case: string, };

/**
 * Record that a child leaves, or correct what is written of it.
 */
export type RecordLeaving = { 
/**
 * The case's last event as the window knew it.
 */
seen: number, 
/**
 * Empty for a new one.
 */
leaving: string, 
/**
 * Who leaves.
 */
subject: string, 
/**
 * Where to.
 */
to: string, 
/**
 * Who takes the file there.
 */
lead: string, 
/**
 * How they are reached.
 */
reach: string, 
/**
 * ISO day.
 */
last_day: string, 
/**
 * ISO day, or null for a move within a term.
 */
first_day: string | null, 
/**
 * Why it is corrected; empty for a new one.
 */
reason: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * Record what was done about the file.
 */
export type RecordLeavingStep = { 
/**
 * The case's last event as the window knew it.
 */
seen: number, 
/**
 * Of which leaving.
 */
leaving: string, 
/**
 * `sent`, `asked`, `received`, `called-off`.
 */
kind: string, 
/**
 * When.
 */
on: Moment, 
/**
 * To whom it went, or who has it.
 */
who: string, 
/**
 * How; or why it is not to go.
 */
how: string, 
/**
 * It went apart from the main file.
 */
apart: boolean, 
/**
 * ISO day on which the receipt is asked for again, or null.
 */
again: string | null, 
/**
 * Its random name.
 */
case: string, };

/**
 * A record beside the first one.
 */
export type RecordNamed = { 
/**
 * Its name, as typed.
 */
name: string, };

/**
 * Somebody whose passphrase can be set anew.
 */
export type RecoverPerson = { 
/**
 * Names them in requests.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Job title.
 */
designation: string, 
/**
 * Their role.
 */
role: PersonRole, };

/**
 * One group of a recovery key being typed.
 */
export type RecoveryGroup = { 
/**
 * What was typed.
 */
digits: string, };

/**
 * Whether a group can be right.
 */
export type RecoveryGroupView = { 
/**
 * True when complete and its check holds; null while incomplete.
 */
right: boolean | null, };

/**
 * A whole recovery key, typed back.
 */
export type RecoveryKeyTyped = { 
/**
 * With or without blanks.
 */
key: string, };

/**
 * Remember the key that sealed the bundle, or forget it.
 */
export type RememberSender = { 
/**
 * Whose it is; empty forgets it.
 */
name: string, };

/**
 * Take somebody's passphrase away.
 */
export type RemovePerson = { 
/**
 * Who.
 */
person: string, 
/**
 * The passphrase of whoever removes them.
 */
current: string, };

/**
 * Which cases to count: those raised in these days. Both days empty: this school year.
 */
export type ReportQuery = { 
/**
 * ISO day of the first day.
 */
from: string, 
/**
 * ISO day of the last day.
 */
to: string, 
/**
 * Show small counts too: for this setting's own eyes.
 */
small: boolean, 
/**
 * Answers in words that were read, and go in: as `ReportSaid` names them.
 */
answers?: Array<string>, };

/**
 * Days that are often reported on.
 */
export type ReportRange = { 
/**
 * In words.
 */
name: string, 
/**
 * ISO day of the first day.
 */
from: string, 
/**
 * ISO day of the last day.
 */
to: string, };

/**
 * One line of a table.
 */
export type ReportRow = { 
/**
 * What is counted.
 */
label: string, 
/**
 * How many; null where it is hidden.
 */
count: number | null, };

/**
 * An answer in words, to be read before it goes in.
 */
export type ReportSaid = { 
/**
 * Names it.
 */
id: string, 
/**
 * `effective` or `learned`.
 */
about: string, 
/**
 * The question, as the policy has it.
 */
question: string, 
/**
 * The answer.
 */
text: string, 
/**
 * It names somebody of its case, so it cannot go in.
 */
named: boolean, 
/**
 * It goes in.
 */
chosen: boolean, };

/**
 * One table.
 */
export type ReportTable = { 
/**
 * Its name: `came`, `stages`, `agencies`, `reasons`, `policies`, `raised`, `working`, `calendar`, `ours`, `theirs`, `effective`,
 * `learned`, and `ticked-1` and so on for questions with words to tick.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * How it was counted; empty where that is plain.
 */
note: string, 
/**
 * Its lines.
 */
rows: Array<ReportRow>, };

/**
 * A report.
 */
export type ReportView = { 
/**
 * ISO day of the first day.
 */
from: string, 
/**
 * ISO day of the last day.
 */
to: string, 
/**
 * In words: "from 1 September 2026 to 31 August 2027".
 */
range: string, 
/**
 * "12 cases"; where that is a small count and those are hidden, words for it.
 */
cases: string, 
/**
 * Nothing was raised in these days.
 */
none: boolean, 
/**
 * The tables.
 */
tables: Array<ReportTable>, 
/**
 * Answers in words.
 */
said: Array<ReportSaid>, 
/**
 * Counts below this are small.
 */
least: number, 
/**
 * Small counts are hidden.
 */
hidden: boolean, 
/**
 * What the reader has to know: sentences.
 */
notes: Array<string>, 
/**
 * Days that are often reported on.
 */
ranges: Array<ReportRange>, };

/**
 * Which request of a case.
 */
export type RequestRef = { 
/**
 * The request.
 */
request: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * One request for a copy.
 */
export type RequestRow = { 
/**
 * Its name within the case.
 */
request: string, 
/**
 * The record of it.
 */
seq: number, 
/**
 * Whose record is asked for: the name within the case.
 */
subject: string, 
/**
 * The same in words.
 */
about: string, 
/**
 * Who asks.
 */
by: string, 
/**
 * `themself`, `parent`, `other`.
 */
as_whom: string, 
/**
 * How it was made sure who they are; empty until that is done.
 */
identity: string, 
/**
 * What they ask for.
 */
wants: string, 
/**
 * ISO day on which it was received.
 */
received: string, 
/**
 * ISO day by which it must be answered, or null.
 */
due: string | null, 
/**
 * The same in words.
 */
due_words: string, 
/**
 * That day has passed, and nothing was given.
 */
late: boolean, 
/**
 * Why more time is taken, or null.
 */
extended: string | null, 
/**
 * What was given: when (RFC 3339), to whom and how.
 */
given: Array<[string, string]>, };

/**
 * A request with what its copy would hold.
 */
export type RequestView = { 
/**
 * The case's number.
 */
number: string, 
/**
 * The case's last event.
 */
seen: number, 
/**
 * The request.
 */
row: RequestRow, 
/**
 * What goes: `chronology`, `papers`, `files`.
 */
parts: Array<string>, 
/**
 * Further names that are blacked out.
 */
names: Array<string>, 
/**
 * Words that were found and are no name here.
 */
spared: Array<string>, 
/**
 * Words that the user marked.
 */
passages: Array<PassageForm>, 
/**
 * Exemptions relied on.
 */
exemptions: string, 
/**
 * Every entry that may go, from the beginning.
 */
items: Array<CopyItem>, 
/**
 * How many entries are left out of themselves, being about another child or adult alone.
 */
about_others: number, 
/**
 * Professionals of the case, who are not blacked out by default: name and job.
 */
people: Array<[string, string]>, 
/**
 * Parts of names that the person shares, not blacked out where they stand alone.
 */
shared: Array<string>, 
/**
 * What the law says of harm.
 */
harm: string, 
/**
 * What the law says of other people.
 */
others: string, };

/**
 * The requests of a case.
 */
export type RequestsView = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * The case's last event.
 */
seen: number, 
/**
 * The children and adults: name within the case, and in words.
 */
subjects: Array<[string, string]>, 
/**
 * Newest first.
 */
requests: Array<RequestRow>, 
/**
 * The law's own rule on time.
 */
rule: string, 
/**
 * Where it stands.
 */
law: string, 
/**
 * How the days are counted.
 */
counting: string, 
/**
 * Where that stands.
 */
guidance: string, };

/**
 * A record that would no longer fit. The chronology has its words.
 */
export type RestingView = { 
/**
 * Its number.
 */
seq: number, 
/**
 * It stays, filed under the stage before; otherwise it is struck out.
 */
stays: boolean, };

/**
 * Keep what was decided about a copy.
 */
export type ReviewAccess = { 
/**
 * The case's last event as the window knew it.
 */
seen: number, 
/**
 * What goes.
 */
parts: Array<string>, 
/**
 * Further names.
 */
names: Array<string>, 
/**
 * Words that are no name here.
 */
spared: Array<string>, 
/**
 * Entries thought over: number, whether withheld, and why.
 */
considered: Array<[number, boolean, string]>, 
/**
 * Words to black out.
 */
passages: Array<PassageForm>, 
/**
 * Exemptions.
 */
exemptions: string, 
/**
 * The request.
 */
request: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * A closed case, as far as keeping it goes.
 */
export type ReviewRow = { 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * Why it stands here: sentences.
 */
words: Array<string>, 
/**
 * ISO day: since when, until when; null where nobody knows.
 */
day: string | null, };

/**
 * A group of commands that goes together with a role.
 */
export type Right = "read" | "record" | "casework" | "send" | "arrange" | "people";

/**
 * A capacity of the policy.
 */
export type RoleView = { 
/**
 * Its name.
 */
id: string, 
/**
 * In words.
 */
name: string, 
/**
 * Who that usually is in a school.
 */
in_school: string, 
/**
 * A body outside both sides; nobody is entered for it.
 */
body: boolean, };

/**
 * Change the record's keys.
 */
export type RotateKeys = { 
/**
 * The passphrase of whoever changes them.
 */
current: string, 
/**
 * Everybody else who stays. Whoever is left out opens it no more.
 */
people: Array<StaysWith>, };

/**
 * A rung of the ladder.
 */
export type RungView = { 
/**
 * The stage.
 */
stage: string, 
/**
 * "Stage 2".
 */
name: string, 
/**
 * "Manager to manager".
 */
title: string, 
/**
 * `done`, `here`, `ahead`, `skipped`, `not-needed`.
 */
state: string, 
/**
 * "Not resolved, 13 Nov", "by Fri 20 Nov", "no date in the policy".
 */
remark: string, 
/**
 * What happens here, in our words.
 */
say: string, 
/**
 * One person of ours speaks here and at the stage before, in different capacities.
 */
joined: boolean, 
/**
 * That person's name, at each stage that is joined with another; else empty, as what follows.
 */
holder: string, 
/**
 * The capacity, or capacities, in which they speak here.
 */
capacity: string, 
/**
 * What the pack says of those capacities in a setting like ours.
 */
holder_note: string, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * The book of agencies and people.
 */
export type SaveAddress = { 
/**
 * All of them.
 */
known: Array<KnownPerson>, };

/**
 * Save the days ahead as a calendar file: case numbers and counts, no names.
 */
export type SaveCalendar = { 
/**
 * Of one case; null for all.
 */
case: string | null, };

/**
 * Whether the window is kept out of pictures of the screen.
 */
export type SaveCaptures = { 
/**
 * Kept out.
 */
hide: boolean, };

/**
 * Keep what is being typed.
 */
export type SaveDraft = { 
/**
 * Where: such as `case/<id>/record/said`. Chosen by the window.
 */
key: string, 
/**
 * The words. Empty drops it.
 */
text: string, };

/**
 * Emergency contacts.
 */
export type SaveEmergency = { 
/**
 * All of them.
 */
emergency: Array<EmergencyContact>, };

/**
 * A try to be kept in a file.
 */
export type SaveExample = { 
/**
 * What is kept.
 */
tried: TryPolicy, 
/**
 * What came out is kept as what must come out.
 */
expect: boolean, };

/**
 * Answers to save or to preview.
 */
export type SavePaper = { 
/**
 * The case's last event as the window knew it.
 */
seen: number, 
/**
 * Field and answer.
 */
answers: Array<[string, string]>, 
/**
 * The paper.
 */
paper: string, 
/**
 * The visit, or null for the open one.
 */
visit: number | null, 
/**
 * How it is signed; left out for fields to fill in.
 */
signing?: Signing, 
/**
 * Its random name.
 */
case: string, };

/**
 * Save or print the recovery sheet.
 */
export type SaveRecoverySheet = { 
/**
 * Which key, 0 or 1.
 */
which: number, };

/**
 * Reminders through the operating system, while it is locked or closed.
 */
export type SaveReminders = { 
/**
 * Wanted.
 */
on: boolean, };

/**
 * Save a report as a file.
 */
export type SaveReport = { 
/**
 * As a table for a spreadsheet; otherwise as a PDF.
 */
csv: boolean, 
/**
 * ISO day of the first day.
 */
from: string, 
/**
 * ISO day of the last day.
 */
to: string, 
/**
 * Show small counts too: for this setting's own eyes.
 */
small: boolean, 
/**
 * Answers in words that were read, and go in: as `ReportSaid` names them.
 */
answers?: Array<string>, };

/**
 * The setting's own schedule.
 */
export type SaveSchedule = { 
/**
 * Where it was taken from: its title and date. Empty, with no rules, for the one that comes with the
 * application.
 */
source: string, 
/**
 * Its rules.
 */
rules: Array<KeepRuleView>, };

/**
 * The setting's details.
 */
export type SaveSetting = { 
/**
 * Name.
 */
setting: string, 
/**
 * `school`, `pre-school`, `other`.
 */
setting_kind: string, 
/**
 * Policy mainly used.
 */
policy: string, 
/**
 * People on the rungs.
 */
people: Array<SettingPerson>, 
/**
 * Minutes until it locks by itself: 1 to 60.
 */
idle_minutes: number, 
/**
 * Where backups go.
 */
backup_folder: string, 
/**
 * `system`, `light`, `dark`.
 */
appearance: string, };

/**
 * The setting's terms.
 */
export type SaveTerms = { 
/**
 * All of them.
 */
terms: Array<TermDates>, };

/**
 * Something was saved to a file of the user's choice, or they cancelled.
 */
export type SavedView = { 
/**
 * The path, or null where they cancelled.
 */
path: string | null, 
/**
 * The program that copies that folder to other computers; empty for none.
 */
synced: string, };

/**
 * A schedule.
 */
export type ScheduleView = { 
/**
 * The setting's own; otherwise the one that comes with the application.
 */
own: boolean, 
/**
 * What it is called.
 */
title: string, 
/**
 * Where it was taken from.
 */
source: string, 
/**
 * ISO day on which that was last read.
 */
read: string, 
/**
 * What is to be known of it.
 */
notes: Array<string>, 
/**
 * Its rules.
 */
rules: Array<KeepRuleView>, };

/**
 * Whose key sealed a record.
 */
export type SealedBy = { 
/**
 * Eight groups of five digits, to compare by telephone.
 */
fingerprint: string, 
/**
 * The key of this very record.
 */
ours: boolean, 
/**
 * The name under which the key was remembered; empty where it was not.
 */
known_as: string, 
/**
 * Since when it is remembered, RFC 3339; empty where it is not.
 */
since: string, };

/**
 * A record of something that left.
 */
export type SentRef = { 
/**
 * The record's number.
 */
seq: number, 
/**
 * Its random name.
 */
case: string, };

/**
 * Which screen the session is at.
 */
export type SessionState = "first-run" | "confirm-recovery" | "locked" | "open" | "unusable";

/**
 * The session.
 */
export type SessionView = { 
/**
 * Where it is.
 */
state: SessionState, 
/**
 * What is wrong, where it is unusable, or something to say once.
 */
problem: WireError | null, 
/**
 * How quick unlock stands, while it is locked.
 */
quick: QuickState, 
/**
 * Why it was locked, while it is and as long as the program runs.
 */
locked_because: LockReason | null, 
/**
 * A recovery key opened it, and it is locked to everybody until somebody's passphrase is set anew: whose
 * it can be. Null otherwise.
 */
recover: Array<RecoverPerson> | null, 
/**
 * The setting's name while open; empty while locked.
 */
setting: string, 
/**
 * The user's name while open; empty while locked.
 */
user: string, 
/**
 * What the user may do while open; null while locked.
 */
role: PersonRole | null, 
/**
 * The groups of commands that go with it.
 */
may: Array<Right>, 
/**
 * The user unlocked with words for once, and chooses a passphrase of their own before anything else.
 */
choose_passphrase: boolean, 
/**
 * The invented sample vault is open.
 */
sample: boolean, 
/**
 * The name of the record beside the first one that was chosen; empty for the first one.
 */
record: string, 
/**
 * What that record begins with, while it is not made yet.
 */
beginning: BeginningView | null, 
/**
 * Emergency contacts: readable while locked.
 */
emergency: Array<EmergencyContact>, 
/**
 * What was noticed and nobody has acknowledged, the oldest first; none while locked.
 */
notices: Array<NoticeView>, 
/**
 * Seconds to wait before the next try.
 */
wait_seconds: number, 
/**
 * Minutes without a touch until it locks by itself.
 */
idle_minutes: number, 
/**
 * When the last backup was made, RFC 3339.
 */
last_backup: string | null, 
/**
 * How the backups stand.
 */
backup: BackupState, 
/**
 * When the last commit was made, RFC 3339.
 */
last_saved: string | null, 
/**
 * The program that copies the record's folder to other computers, such as OneDrive; empty for none.
 */
synced: string, 
/**
 * The moment the application works with, RFC 3339, and the zone's name.
 */
now: string, };

/**
 * Turn quick unlock on or off.
 */
export type SetQuick = { 
/**
 * On, for whoever is using it; off, on this computer.
 */
on: boolean, 
/**
 * Their passphrase, to turn it on.
 */
passphrase: string, 
/**
 * The PIN, to turn it on.
 */
pin: string, };

/**
 * Somebody of the setting and the rungs they hold, by the policy's role names.
 */
export type SettingPerson = { 
/**
 * Name.
 */
name: string, 
/**
 * Job title.
 */
designation: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * E-mail.
 */
email: string, 
/**
 * Role names of the policy.
 */
roles: Array<string>, };

/**
 * Settings.
 */
export type SettingsView = { 
/**
 * Name.
 */
setting: string, 
/**
 * Kind.
 */
setting_kind: string, 
/**
 * Policy.
 */
policy: string, 
/**
 * All policies: name, title.
 */
policies: Array<[string, string]>, 
/**
 * Roles of the setting's policy.
 */
roles: Array<RoleView>, 
/**
 * People on the rungs.
 */
people: Array<SettingPerson>, 
/**
 * Emergency contacts.
 */
emergency: Array<EmergencyContact>, 
/**
 * Agencies and people used before.
 */
known: Array<KnownPerson>, 
/**
 * Contacts of the setting's policy, with overrides.
 */
contacts: Array<ContactView>, 
/**
 * Calendars.
 */
calendars: Array<CalendarView>, 
/**
 * The setting's terms, in order.
 */
terms: Array<TermDates>, 
/**
 * Proclaimed holidays.
 */
proclaimed: Array<ProclaimHoliday>, 
/**
 * Minutes.
 */
idle_minutes: number, 
/**
 * Where backups go.
 */
backup_folder: string, 
/**
 * When the last was made.
 */
last_backup: string | null, 
/**
 * How quick unlock stands on this computer.
 */
quick: QuickState, 
/**
 * It is that of whoever is using the record now.
 */
quick_mine: boolean, 
/**
 * Neutral reminders through the operating system are wanted.
 */
reminders: boolean, 
/**
 * The system starts the program at login to remind.
 */
reminders_at_login: boolean, 
/**
 * `system`, `light`, `dark`.
 */
appearance: string, 
/**
 * The window is kept out of screenshots and shared screens.
 */
hide_from_captures: boolean, 
/**
 * This system can do that.
 */
can_hide_from_captures: boolean, 
/**
 * The vault's key fingerprint, in groups.
 */
fingerprint: string, 
/**
 * The application's version.
 */
version: string, 
/**
 * The program that copies the vault's folder to other computers, such as OneDrive; empty for none.
 */
synced: string, 
/**
 * The same for the folder of the backups.
 */
backup_synced: string, 
/**
 * Where the vault lies on this computer.
 */
folder: string, };

/**
 * Which entries go in. What is empty leaves nothing out.
 */
export type SheetFilter = { 
/**
 * Groups of entries: `discussion`, `decision`, `safety`, `stage`, `paper`, `detail`.
 */
groups: Array<string>, 
/**
 * Names of people or agencies that an entry names.
 */
names: Array<string>, 
/**
 * From this ISO day on; null for from the beginning.
 */
from: string | null, 
/**
 * Up to this ISO day; null for up to now.
 */
until: string | null, };

/**
 * What can be made of a case beside the policy's own papers.
 */
export type SheetKind = "chronology" | "panel" | "report" | "handover" | "text";

/**
 * A name to filter by.
 */
export type SheetName = { 
/**
 * The person or agency.
 */
name: string, 
/**
 * The person's agency; empty for an agency.
 */
agency: string, };

/**
 * A sheet, drawn.
 */
export type SheetPreview = { 
/**
 * How many entries of the chronology are on it, and of how many.
 */
entries: number, 
/**
 * As `entries`.
 */
of: number, 
/**
 * To ask for pages by.
 */
token: string, 
/**
 * How many pages.
 */
pages: number, 
/**
 * Page size in points.
 */
width: number, 
/**
 * Page size in points.
 */
height: number, 
/**
 * Where each field's box lies: field, page from 0, x, y, width, height in points from the top left.
 */
boxes: Array<PlacedField>, 
/**
 * Characters that cannot be printed, named.
 */
unprintable: Array<string>, };

/**
 * Which sheet, of what, for whom.
 */
export type SheetQuery = { 
/**
 * What is made.
 */
sheet: SheetKind, 
/**
 * For what is made of the chronology.
 */
filter: SheetFilter, 
/**
 * For the report: its parts.
 */
parts: Array<string>, 
/**
 * For whom it is. Printed on it.
 */
for_whom: string, 
/**
 * Why they need it. Printed on it.
 */
why: string, 
/**
 * Its random name.
 */
case: string, };

/**
 * Text to paste.
 */
export type SheetText = { 
/**
 * The text.
 */
text: string, 
/**
 * How many entries are in it, and of how many.
 */
entries: number, 
/**
 * As `entries`.
 */
of: number, 
/**
 * The case's last event when it was made.
 */
seen: number, };

/**
 * What can be made of a case, and what to choose from.
 */
export type SheetsView = { 
/**
 * The case.
 */
case: string, 
/**
 * Number.
 */
number: string, 
/**
 * Whom it is about.
 */
about: string, 
/**
 * Groups that have entries, and how many.
 */
groups: Array<[string, number]>, 
/**
 * Whom entries can be filtered by.
 */
names: Array<SheetName>, 
/**
 * The first and the last ISO day of the chronology; empty where it is empty.
 */
first: string, 
/**
 * As `first`.
 */
last: string, 
/**
 * Parts of the report.
 */
parts: Array<BundlePart>, 
/**
 * Remarks on the record's quality: advice, never a bar.
 */
quality: Array<string>, 
/**
 * People of the case who have an address.
 */
recipients: Array<RecipientView>, 
/**
 * Duties to copy the record into the setting's own system, of this side.
 */
copying: Array<CopyDuty>, 
/**
 * When it was copied before: when (RFC 3339), and what is recorded of it.
 */
copied: Array<[string, string]>, };

/**
 * How a form's signature blocks are made.
 */
export type Signing = "fields" | "ink" | "typed";

/**
 * A day left out of a count.
 */
export type SkippedView = { 
/**
 * ISO day.
 */
date: string, 
/**
 * The holiday's name, or the day of the week.
 */
why: string, 
/**
 * The law, list or announcement that closes it; empty for a weekend.
 */
source: string, 
/**
 * Nobody in authority has confirmed the holiday yet.
 */
unconfirmed: boolean, };

/**
 * A stage, for choosing where to start.
 */
export type StageChoice = { 
/**
 * Its name.
 */
id: string, 
/**
 * "Stage 2".
 */
name: string, 
/**
 * "Manager to manager".
 */
title: string, };

/**
 * Start a case: all answers.
 */
export type StartCase = { 
/**
 * The policy.
 */
policy: string, 
/**
 * Immediate harm is thought likely.
 */
danger: boolean, 
/**
 * What was done about it.
 */
danger_done: string, 
/**
 * `ours` or `theirs`.
 */
raised_by: string, 
/**
 * When.
 */
raised: Moment, 
/**
 * Facts: name and answer.
 */
facts: Array<[string, string]>, 
/**
 * Facts of our own agency.
 */
our_facts: Array<[string, string]>, 
/**
 * Facts of the other agency.
 */
their_facts: Array<[string, string]>, 
/**
 * Moments: name and when.
 */
moments: Array<[string, Moment]>, 
/**
 * Areas.
 */
areas: Array<string>, 
/**
 * Children or adult.
 */
subjects: Array<NewSubject>, 
/**
 * Decision.
 */
decision: DecisionForm, 
/**
 * The other agency's name.
 */
agency: string, 
/**
 * People on both sides.
 */
people: Array<NewPerson>, 
/**
 * Start at a later stage than the first: its name; empty for none (before escalating).
 */
start_stage: string, 
/**
 * Why: for risk, or because it stands there already.
 */
start_reason: string, 
/**
 * True where the reason is immediate harm.
 */
start_for_risk: boolean, 
/**
 * When that stage was opened; null for today.
 */
start_on: Moment | null, 
/**
 * Drafts to drop once it is saved: keys beginning so.
 */
drop_drafts: Array<string>, };

/**
 * What does not fit in the answers so far. Nothing was recorded.
 */
export type StartChecked = { 
/**
 * Each with its field; answers not yet given are among them.
 */
wrong: Array<WrongView>, };

/**
 * A moment asked at the start.
 */
export type StartMoment = { 
/**
 * Its name.
 */
id: string, 
/**
 * What happened, as a sentence.
 */
name: string, 
/**
 * Help.
 */
help: string, 
/**
 * Asked where each of these facts has one of these answers. Empty: always.
 */
when: Array<[string, Array<string>]>, };

/**
 * For which policy; empty for the setting's own.
 */
export type StartOptionsQuery = { 
/**
 * The policy's name.
 */
policy: string, 
/**
 * ISO day on which the dispute was raised, which decides between versions; empty for today.
 */
raised?: string, };

/**
 * What may be chosen at the start of a case.
 */
export type StartOptionsView = { 
/**
 * All policies: name, title.
 */
policies: Array<[string, string]>, 
/**
 * The one that these options are of.
 */
policy: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Scope in a sentence.
 */
scope: string, 
/**
 * Which of several versions the case takes, and why; empty where there is one.
 */
version: string, 
/**
 * Warnings: superseded, doubts about who is in force. Shown before going on.
 */
warnings: Array<ReadingView>, 
/**
 * A policy to use instead, where superseded: name; empty for none.
 */
instead: string, 
/**
 * Facts to ask.
 */
facts: Array<FactView>, 
/**
 * What the policy does not cover, and where to go instead.
 */
exclusions: Array<ExclusionView>, 
/**
 * Moments to ask.
 */
moments: Array<StartMoment>, 
/**
 * Capacities.
 */
roles: Array<RoleView>, 
/**
 * The likely areas of disagreement. Empty: the source lists none.
 */
areas: Array<string>, 
/**
 * The stages of the route.
 */
stages: Array<StageChoice>, 
/**
 * What the policy says about immediate harm.
 */
danger: Array<string>, 
/**
 * The setting's own people, filled in.
 */
people: Array<SettingPerson>, 
/**
 * The setting's name.
 */
setting: string, 
/**
 * Agencies and people used before.
 */
known: Array<KnownPerson>, 
/**
 * ISO day of today, the latest that anything can have happened.
 */
today: string, };

/**
 * A statement: fact, opinion, own words.
 */
export type StatementForm = { 
/**
 * `fact`, `opinion`, `own-words`.
 */
nature: string, 
/**
 * Whose.
 */
of: string, 
/**
 * The words.
 */
text: string, };

/**
 * What somebody who stays opens the record with, once its keys were changed.
 */
export type StaysWith = { 
/**
 * Who.
 */
person: string, 
/**
 * Their own passphrase, typed by them; or words for once.
 */
passphrase: string, 
/**
 * They are words for once: they choose their own at the next unlocking.
 */
once: boolean, };

/**
 * A child or adult.
 */
export type SubjectForm = { 
/**
 * Empty for a new one.
 */
id: string, 
/**
 * `child` or `adult`.
 */
kind: string, 
/**
 * Full name.
 */
name: string, 
/**
 * ISO day or null.
 */
born: string | null, 
/**
 * Status in words.
 */
status: string, };

/**
 * Take the case on, or keep it beside, as the plan said.
 */
export type TakeOn = { 
/**
 * The bundle's, as the plan named it.
 */
digest: string, 
/**
 * The case's last entry here, as the plan named it.
 */
seen: number, 
/**
 * Do it without a backup, where none could be made.
 */
without_backup: boolean, };

/**
 * It was done.
 */
export type TakeOnDone = { 
/**
 * What was done.
 */
how: TakeOnHow, 
/**
 * The case.
 */
case: string, 
/**
 * Its number here.
 */
number: string, 
/**
 * What was done, as a title.
 */
title: string, 
/**
 * What follows.
 */
text: string, };

/**
 * How a case that came stands to what is here.
 */
export type TakeOnHow = "new" | "continues" | "same" | "older" | "both-went-on" | "kept" | "erased" | "another";

/**
 * What taking on the case of the open bundle would do.
 */
export type TakeOnPlan = { 
/**
 * How it stands.
 */
how: TakeOnHow, 
/**
 * The answer, as a title.
 */
title: string, 
/**
 * What it means.
 */
text: string, 
/**
 * What cannot be undone; empty where nothing is done.
 */
undone: string, 
/**
 * Whether something can be taken.
 */
can: boolean, 
/**
 * Why it cannot, where what came is not enough; else empty.
 */
why_not: string, 
/**
 * The case here; empty where it is new.
 */
case: string, 
/**
 * Its number here; empty where it is new.
 */
number: string, 
/**
 * Its number there.
 */
theirs: string, 
/**
 * SHA-256 of the bundle's file, in hex.
 */
digest: string, 
/**
 * The case's last entry here; 0 where it is new.
 */
seen: number, 
/**
 * The entries that would come, newest first.
 */
entries: Array<ChronicleView>, 
/**
 * Where both went on: the entries here that it does not have, newest first.
 */
ours: Array<ChronicleView>, 
/**
 * Attached files that would come.
 */
files: number, 
/**
 * Their size in bytes.
 */
bytes: number, 
/**
 * A backup is made before.
 */
backup: boolean, 
/**
 * What is worth knowing before.
 */
warnings: Array<string>, };

/**
 * A duty.
 */
export type TaskView = { 
/**
 * To settle it by.
 */
key: DutyRef, 
/**
 * What to do, beginning with a verb.
 */
say: string, 
/**
 * Help.
 */
help: string, 
/**
 * Whose.
 */
whose: WhoseView, 
/**
 * Who does it.
 */
who: WhoView, 
/**
 * To whom.
 */
to: Array<WhoView>, 
/**
 * Who gets a copy.
 */
copies: Array<WhoView>, 
/**
 * The part of the paper, as printed over it; empty for none.
 */
part: string, 
/**
 * How strong.
 */
force: ForceView, 
/**
 * `note`, `discussion`, `safety-plan`, `paper`, `sent`, `copied`.
 */
wants: string, 
/**
 * The paper; empty for none.
 */
paper: string, 
/**
 * For which child, adult or action; in words; empty for none.
 */
of: string, 
/**
 * By when, where it has its own limit.
 */
due: DueView | null, 
/**
 * "Immediately", "Without delay"; empty for none.
 */
urgency: string, 
/**
 * `open`, `standing` (it holds, and is not ticked off), `done`, `not-done`, `lapsed`.
 */
state: string, 
/**
 * When and how: "Done 17 Nov 09:12. By telephone."
 */
evidence: string, 
/**
 * Late.
 */
late: boolean, 
/**
 * Why no date can be given (calendar ends).
 */
refused: string, 
/**
 * Arose in an earlier stage.
 */
earlier: boolean, 
/**
 * Arises where immediate harm is thought likely.
 */
for_danger: boolean, 
/**
 * Authority.
 */
cite: CiteView, };

/**
 * A term of the setting: its days only mark a limit that falls outside them.
 */
export type TermDates = { 
/**
 * "Autumn term, first half".
 */
name: string, 
/**
 * ISO day of the first day.
 */
from: string, 
/**
 * ISO day of the last day.
 */
to: string, };

/**
 * Today.
 */
export type TodayView = { 
/**
 * ISO day.
 */
date: string, 
/**
 * The rows, in order of group and date.
 */
jobs: Array<JobView>, 
/**
 * The next ten working days with what the count leaves out.
 */
days: Array<DayView>, 
/**
 * Which calendar the days are of.
 */
calendar: string, 
/**
 * How many open cases.
 */
open_cases: number, 
/**
 * How many closed cases are to be reviewed: kept longer, or erased.
 */
reviews: number, };

/**
 * Who took part in what was recorded, and who could have.
 */
export type TookPart = { 
/**
 * On our side, as recorded.
 */
ours: Array<string>, 
/**
 * On the other, as recorded.
 */
theirs: Array<string>, 
/**
 * Names to choose from on our side: whoever stood there when it was recorded, and whoever was
 * named first later.
 */
choice_ours: Array<string>, 
/**
 * Names to choose from on the other.
 */
choice_theirs: Array<string>, };

/**
 * Where an answer came from.
 */
export type TraceView = { 
/**
 * The record's number.
 */
seq: number, 
/**
 * In words: "Spoke with the team manager, 13 Nov".
 */
title: string, };

/**
 * What came out of a try.
 */
export type Tried = { 
/**
 * Each step.
 */
steps: Array<TriedStep>, 
/**
 * Why it could not be played; empty where it could.
 */
fault: string, 
/**
 * The step that the fault is about, from 1; 0 for the beginning.
 */
fault_step: number, };

/**
 * What came of a duty.
 */
export type TriedDuty = { 
/**
 * What is to be done.
 */
say: string, 
/**
 * Whose it is: `ours`, `theirs`, `both` or `outside`.
 */
whose: string, 
/**
 * In words: "to be done", "done".
 */
state: string, 
/**
 * It asks for attention: past its own limit.
 */
late: boolean, 
/**
 * The last day or moment in words; empty for none.
 */
due: string, };

/**
 * What came of a limit.
 */
export type TriedLimit = { 
/**
 * What is to be done in the time.
 */
name: string, 
/**
 * The source's words.
 */
written: string, 
/**
 * Whose time it is: `ours`, `theirs`, `both` or `outside`.
 */
owner: string, 
/**
 * In words: "running", "late", "not begun yet".
 */
state: string, 
/**
 * It asks for attention: late.
 */
late: boolean, 
/**
 * The last day or moment in words; empty for none.
 */
due: string, 
/**
 * How it was counted, line by line.
 */
count: Array<string>, };

/**
 * What came out at one step.
 */
export type TriedStep = { 
/**
 * The moment in words.
 */
at: string, 
/**
 * Where the dispute stands, in words.
 */
stands: string, 
/**
 * The calendar that holds.
 */
calendar: string, 
/**
 * The policy gives no date for the open stage.
 */
no_limit: boolean, 
/**
 * Limits.
 */
limits: Array<TriedLimit>, 
/**
 * Duties.
 */
duties: Array<TriedDuty>, 
/**
 * Ways on: what is done, and where it leads.
 */
ways: Array<[string, string]>, 
/**
 * Endings on offer.
 */
endings: Array<string>, 
/**
 * What was refused, and so not recorded: what is wrong, and what to do.
 */
refused: Array<[string, string]>, 
/**
 * Expectations that did not hold.
 */
mismatches: Array<string>, };

/**
 * A policy tried out on dates.
 */
export type Try = { 
/**
 * What it is called.
 */
name: string, 
/**
 * How it was worked out.
 */
says: string, 
/**
 * `ours` or `theirs`.
 */
raised_by: string, 
/**
 * When the dispute was raised.
 */
raised: Moment, 
/**
 * Answers: the fact and its answer.
 */
facts: Array<[string, string]>, 
/**
 * Moments that lie before the first step, each with when.
 */
moments: Array<[string, Moment]>, 
/**
 * `child` or `adult`, each.
 */
subjects: Array<string>, 
/**
 * People on both sides: `ours` or `theirs`, and the roles they hold.
 */
people: Array<[string, Array<string>]>, 
/**
 * Steps, in the order of time.
 */
steps: Array<TryStep>, };

/**
 * Something that is to be recorded in a try: as in `docs/timeline.md`.
 */
export type TryAct = { 
/**
 * The key: `open`, `resolved`, `unresolved`, `reached`, `done` …
 */
what: string, 
/**
 * Its value: the name of a stage, a moment, a duty; empty where the key says it all.
 */
value: string, 
/**
 * When; null for the step's own moment.
 */
on: Moment | null, 
/**
 * `is`: an answer; empty for none.
 */
is: string, 
/**
 * `by`: a day or a side; empty for none.
 */
by: string, 
/**
 * `for`: whom or what it is about; empty for none.
 */
of: string, 
/**
 * `why` a stage was opened; empty where it follows.
 */
why: string, 
/**
 * In words; empty for none.
 */
reason: string, 
/**
 * Another stay than the one that is open.
 */
visit: number | null, 
/**
 * For the dispute as a whole.
 */
whole: boolean, };

/**
 * Something that can be chosen: its name in the policy, and words.
 */
export type TryChoice = { 
/**
 * Name.
 */
id: string, 
/**
 * Words.
 */
words: string, };

/**
 * An example that belongs to a policy.
 */
export type TryExample = { 
/**
 * Its file.
 */
file: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it holds.
 */
tried: Try, };

/**
 * A question with its answers.
 */
export type TryFact = { 
/**
 * Name.
 */
id: string, 
/**
 * The question.
 */
ask: string, 
/**
 * The answers.
 */
choices: Array<TryChoice>, 
/**
 * The answer taken until another is given; empty for none.
 */
default: string, };

/**
 * All that can be chosen in a try of a policy.
 */
export type TryOptions = { 
/**
 * The policy's title.
 */
title: string, 
/**
 * The version in words.
 */
version: string, 
/**
 * The mark of the exact version.
 */
digest: string, 
/**
 * Questions.
 */
facts: Array<TryFact>, 
/**
 * Moments asked at the start.
 */
start_moments: Array<TryChoice>, 
/**
 * Every moment of the policy.
 */
moments: Array<TryChoice>, 
/**
 * Stages.
 */
stages: Array<TryChoice>, 
/**
 * Duties.
 */
duties: Array<TryChoice>, 
/**
 * Limits that somebody sets.
 */
limits: Array<TryChoice>, 
/**
 * Endings.
 */
endings: Array<TryChoice>, 
/**
 * Examples that belong to the policy.
 */
examples: Array<TryExample>, 
/**
 * A try to begin with.
 */
first: Try, };

/**
 * A try of one policy.
 */
export type TryPolicy = { 
/**
 * The policy.
 */
policy: string, 
/**
 * The mark of the exact version; empty for the newest.
 */
digest: string, 
/**
 * What is tried.
 */
tried: Try, };

/**
 * A step of a try.
 */
export type TryStep = { 
/**
 * When it is recorded and looked at.
 */
at: Moment, 
/**
 * In words.
 */
says: string, 
/**
 * What is recorded.
 */
acts: Array<TryAct>, 
/**
 * What must come out, as it stands in the file it was opened from; empty for none.
 */
expect: string, };

/**
 * How far long work is.
 */
export type UnderWayView = { 
/**
 * What it is; null for none.
 */
what: LongWork | null, 
/**
 * So much of the part under way is done, in a measure of its own.
 */
done: number, 
/**
 * So much there is of it; 0 where that is not known.
 */
whole: number, 
/**
 * It was asked to stop.
 */
stopping: boolean, };

/**
 * Unlock by passphrase.
 */
export type Unlock = { 
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * The board's own form, filled in by hand and kept with the case, stands for our layout.
 */
export type UseOwnForm = { 
/**
 * The case's last event as the window knew it.
 */
seen: number, 
/**
 * The file that is kept with the case.
 */
file: string, 
/**
 * That it went, and to whom; null where it was only filled in.
 */
sent: OwnFormSent | null, 
/**
 * The paper.
 */
paper: string, 
/**
 * The visit, or null for the open one.
 */
visit: number | null, 
/**
 * How it is signed; left out for fields to fill in.
 */
signing?: Signing, 
/**
 * Its random name.
 */
case: string, };

/**
 * A vault was made.
 */
export type VaultCreated = { 
/**
 * Two recovery keys, each eight groups of six digits. Shown once.
 */
recovery_keys: Array<Array<string>>, 
/**
 * The session.
 */
session: SessionView, };

/**
 * Somebody who acts or is told.
 */
export type WhoView = { 
/**
 * Whose.
 */
whose: WhoseView, 
/**
 * "line manager", "Service Leader".
 */
capacity: string, 
/**
 * The role's name; empty where it is a contact.
 */
role: string, 
/**
 * The person or office; empty where nobody is named.
 */
name: string, 
/**
 * Job title.
 */
designation: string, 
/**
 * Agency; empty for a board's contact.
 */
agency: string, 
/**
 * Telephone; empty where not known.
 */
phone: string, 
/**
 * E-mail; empty where not known.
 */
email: string, 
/**
 * Who that usually is, what is missing, when last checked.
 */
note: string, };

/**
 * Whose act or time it is, seen from this setting.
 */
export type WhoseView = "ours" | "theirs" | "both" | "outside";

/**
 * An error at the edge. Holds no name, answer or secret beyond the field's own label.
 */
export type WireError = { 
/**
 * Which kind.
 */
code: ErrorCode, 
/**
 * What is wrong, as a sentence.
 */
message: string, 
/**
 * What to do; empty where the message says it.
 */
hint: string, 
/**
 * The field it is about; empty for none.
 */
field: string, 
/**
 * A random number to quote when asking for help.
 */
incident: string, 
/**
 * What else does not fit, each with its field.
 */
others: Array<WrongView>, 
/**
 * The records that rest on the one to be corrected, in the order of the record.
 */
resting: Array<RestingView>, };

/**
 * An entry whose text is not there.
 */
export type WithheldView = { 
/**
 * Its number.
 */
seq: number, 
/**
 * When it was written, RFC 3339.
 */
written: string, };

/**
 * What is taken out of a bundle. The record itself stays as it is.
 */
export type Without = { 
/**
 * People of the case, by the name for the request: they are blacked out in every form of their names.
 */
people: Array<string>, 
/**
 * Further people, by their names.
 */
names: Array<string>, 
/**
 * Words, blacked out wherever they stand.
 */
words: Array<string>, 
/**
 * Words that were found and are no name here.
 */
spared: Array<string>, 
/**
 * Entries that are left out whole, by their numbers.
 */
entries: Array<number>, 
/**
 * Attached files that go all the same, as they came: `file:<id>`. Where anything is blacked out, no other does.
 */
files: Array<string>, };

/**
 * One of several things that do not fit.
 */
export type WrongView = { 
/**
 * The field; empty for none.
 */
field: string, 
/**
 * What is wrong, as a sentence.
 */
message: string, 
/**
 * What to do.
 */
hint: string, };
