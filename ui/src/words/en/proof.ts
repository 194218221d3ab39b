// The activity view, "Check a printed form", and notices.

export const activity = {
  title: "What was done",
  intro:
    "Who unlocked, looked, recorded, printed and changed what. Nothing is ever taken out of this list. Each look at a case is written once in ten minutes.",
  filters: "Narrow the list",
  who: "Who",
  everyone: "Everyone",
  what: "What",
  everything: "Everything",
  groups: {
    record: "Recording in cases",
    look: "Looking and searching",
    left: "Printing, files, emails and bundles",
    unlock: "Unlocking and failed tries",
    people: "People and keys",
    backup: "Backups and restoring",
    settings: "Settings and policies",
    keeping: "How long records are kept, and erasing",
    warning: "Notices and the clock",
  },
  case: "Case",
  allCases: "All cases",
  from: "From",
  to: "To",
  optional: "Leave empty for any day.",
  show: "Show these",
  all: "Show all again",
  earlier: "Show earlier",
  shown: (count: number, more: boolean): string =>
    more ? `The newest ${count} are shown. There are more.` : count === 1 ? "1 entry" : `${count} entries`,
  none: "Nothing was done that fits. Choose fewer filters.",
  openCase: (number: string): string => `Case ${number}`,
  entry: (seq: number): string => `Entry ${seq}`,
};

export const checkForm = {
  title: "Check a printed form",
  intro:
    "At the foot of every form, letter and bundle stand 64 digits, in 16 groups of four. They say how the case stood when it was printed. Type them here to see whether this record ever stood like that.",
  label: "Digits from the foot of the form",
  hint: "Spaces, line breaks and capital letters do not matter. You can paste them, with the rest of the line. The first 16 or the last 16 are enough to find a form.",
  check: "Check",
  checking: "Checking",
  another: "Check another form",
  typed: "You typed",
  canMean: "It can mean:",
  differs: "What differs:",
  since: "Added since, the newest first",
  entry: (seq: number): string => `Entry ${seq}`,
  openCase: (number: string): string => `Open case ${number}`,
  seeStood: (seq: number): string => `See entry ${seq} in the case`,
  written: (when: string, by: string): string => `${when}, by ${by}`,
};

export const notices = {
  region: "Something to know about this record",
  noticed: (when: string): string => `Noticed ${when}. It stays here until somebody has read it.`,
  todo: "What to do",
  where: "Where it lies",
  read: "I have read this",
  activity: "See what was done",
};
