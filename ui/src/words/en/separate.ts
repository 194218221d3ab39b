export const separate = {
  // Beforehand, wherever people or a case are added.
  advice: "Everybody who can open this record can read all of it",
  adviceText:
    "Whatever their role. For a case that concerns one of them, as its subject or as a relative, keep a separate record that they cannot open.",
  adviceDo: "Keep a separate record",

  title: "A separate record",
  lead: "Everybody who can open a record can read all of it. A case that concerns one of them belongs in a record that they cannot open.",
  when: "When to keep one",
  whenList: [
    "A colleague who can open this record is the subject of the concern, or of an allegation.",
    "The child or adult is a relative of theirs, or close to them.",
    "Somebody else has a reason not to read it, and a passphrase for this record.",
  ],
  what: "What it is",
  whatList: [
    "It has its own passphrase, people, recovery keys, backups and settings. Nothing in it is found from this record, and nothing in this record from it.",
    "This record does not say that you began it.",
    "To open it, choose “Open another record” on the locked screen and type its name. That button is always there, and Stepwise never lists the names.",
  ],
  limits: "What it does not hide",
  limitsList: [
    "Somebody who looks into Stepwise’s folder on this computer sees that there is a separate record, its name, and when it was last used. They cannot read it.",
    "Its backups are told from this record’s by their names. Choose a place for them that the person concerned does not look after.",
    "Whoever controls this computer could still watch what you type. If that is the person concerned, use another computer.",
  ],
  begun: "If the case was already begun in this record",
  begunList: [
    "Whoever can open this record may have read it: write down that you thought of this, and tell your head teacher or whoever you report to.",
    "Begin the case anew in the separate record. Nothing is copied by itself. Save the papers that you need from here, and attach them there.",
    "Record in the case here that it is continued elsewhere, and why, in words that everybody here may read. Then end it.",
    "It stays here until it is erased by the usual rules. Backups and printed pages from before keep what they have.",
  ],

  begin: "Begin one now",
  name: "A name for it",
  nameHint:
    "One or two plain words that say nothing, such as “green harbour”. Anybody who looks into Stepwise’s folder can read the name without a passphrase: never use a child’s or a colleague’s name.",
  copy: "What should it take over from this record?",
  copyHint: "Your setting’s name and the emergency contacts come along. No case does, and no person from a case.",
  copies: [
    { value: "policies", label: "Policies that were added here" },
    { value: "days", label: "Holidays and terms" },
    { value: "contacts", label: "Your own details for contacts of boards" },
  ],
  draft: "You have begun to type a case in this record",
  draftHint: "Nobody else is shown those words. But they are kept in this record, and whoever can open it could decrypt them.",
  draftDrop: "Throw those words away",
  openDo: "Lock this record and begin",
  lockedDo: "Begin",

  // At the locked screen.
  another: "Open another record",
  anotherText: "A separate record has a name. Stepwise does not list the names, and shows this page whether there is one or not.",
  itsName: "Name of the record",
  go: "Continue",
  unknown: "I do not know its name",
  unknownText:
    "It is printed on the record’s two recovery sheets, and shown in Settings while the record is open. Whoever looks after this computer also finds it: in Stepwise’s folder, each separate record has a folder named “record-” and its name.",
  beginHere: "Begin a separate record",
  which: (name: string): string => `Separate record “${name}”`,
  back: "Back to the first record",

  // Setting it up.
  caption: (name: string, n: number, of: number): string => `Separate record “${name}”, step ${n} of ${of}`,
  welcomeText: "You set this record up as the first one was. Nothing is kept until you have chosen a passphrase.",
  leave: "Do not begin it",
  backups: "Others may see where these backups are",
  backupsText: "Choose a place that the person concerned does not look after. If it is the folder of your other record, two sets of files in it show that there are two records.",
  sheets: "Keep these sheets where the person concerned cannot reach them",
  sheetsText:
    "Whoever has a sheet can read everything in this record. Do not put them with the sheets of your other record if that person has the safe or looks after the envelopes. Your chair of governors or trust may keep them.",
  done: (name: string): string => `To open this record later, choose “Open another record” on the locked screen and type ${name}. The name is on both recovery sheets.`,
  reminders: "A reminder says numbers only. But somebody else at this computer may see one that does not fit the record they know.",

  errors: {
    name: "Type a name",
  },
};
