import type { PersonRole } from "../../backend/generated/types";

const roles: Record<PersonRole, { name: string; may: string }> = {
  lead: { name: "Lead", may: "Everything, and who can open the record: people, recovery keys, restoring." },
  deputy: { name: "Deputy", may: "All casework, forms, bundles, settings and backups. Not people, recovery keys or restoring." },
  manager: { name: "Manager", may: "Reads everything. Records, fills and prints forms at the stages at which they speak for the setting." },
  reader: { name: "Reader", may: "Reads and searches everything. Records, prints and sends nothing." },
};

export const access = {
  title: "Who can open this record",
  back: "Back to Settings",
  text: "Each person has a passphrase of their own. Their name stands on everything they record.",
  all: "Everybody in this list can decrypt everything in this record",
  allText:
    "A role says what Stepwise does for them. It hides nothing from somebody who knows computers well. Where a case concerns one of them or a relative of theirs, do not keep it here: keep a separate record that they cannot open.",
  roles,
  roleTable: "What each role may do",
  you: "you",
  since: (day: string): string => `Since ${day}`,
  last: (when: string): string => `Last unlocked ${when}`,
  never: "Has not unlocked it yet",
  now: "Open now",
  once: "Still has words for once, and chooses a passphrase at the next unlocking.",
  onlyLead: "The only lead, so cannot be removed or given another role. Make somebody else a lead first.",
  unknown:
    "Nobody of this name is among your people, so there is no stage at which they can record. Add them under People and agencies, with the same name.",
  changeRole: "Change role",
  remove: "Remove",
  add: "Add a person",
  changeOwn: "Change your passphrase",
  readOnly: "A lead adds and removes people. You see who they are.",
  former: (many: number): string => (many === 1 ? "1 person who could open it before" : `${many} people who could open it before`),
  formerText: "Their name stays beside what they recorded.",
  removedOn: (day: string): string => `Removed ${day}`,
  recovery: "Recovery keys",
  recoveryMade: (day: string): string =>
    `Two recovery keys were made on ${day}. Sheets of an earlier day open nothing but earlier backups.`,
  newKeys: "Make new recovery keys",
  usedTitle: (when: string): string => `A recovery key was used ${when}`,
  usedText: "Its envelope is open. Make two new recovery keys, so that what was seen opens nothing, and seal the new sheets.",
  usedTell: "Its envelope is open. Ask a lead to make two new recovery keys.",
  lastChanged: (when: string): string => `The record’s keys were last changed ${when}.`,
  changeKeys: "Change the record’s keys",

  // A first passphrase.
  addTitle: "Add a person",
  addKnown: "Your people:",
  name: "Their name",
  nameHint: "As it should stand on what they record.",
  job: "Their job title",
  role: "What may they do?",
  theirs: "Let them type their own passphrase now",
  theirsText: "Turn the keyboard over to them. Nobody else should know it: whoever knows it records in their name.",
  first: "Their passphrase",
  again: "The same again",
  own: "Your own passphrase",
  ownHint: "So that nobody can do this while you are away from the desk.",
  addDo: "Add this person",
  added: (name: string): string => `${name} can open the record now.`,

  roleTitle: (name: string): string => `What may ${name} do?`,
  roleDo: "Change the role",
  roleDone: (name: string, role: string): string => `${name}: ${role}.`,

  removeTitle: (name: string): string => `Remove ${name}?`,
  removeDoes: "What this does",
  removeDoesList: [
    "From now on their passphrase does not open this record on this computer.",
    "What they recorded stays, with their name.",
    "The removal is written in the record’s journal.",
  ],
  removeDoesNot: "What this does not do",
  removeDoesNotList: [
    "It takes away nothing that they already read, printed or copied.",
    "A backup made before today still opens with their passphrase.",
    "Whoever copied this record’s files and keys before can go on reading that copy, and what is written under the same keys later if they can reach it. Changing the keys ends that: you are asked next.",
  ],
  removeDo: (name: string): string => `Remove ${name}`,
  removed: (name: string): string => `${name} was removed.`,

  dueTitle: "The record’s keys are still those that a removed person had",
  dueText: "Changing them makes the record again under a new key. Do it when somebody has left, and at once when trust was lost.",

  keysTitle: "Change the record’s keys",
  keysText: "The record is made again, whole, under a new key, and checked. Nobody’s old passphrase, recovery key or copied key opens it then.",
  keysWhat: "Before you begin",
  keysList: [
    "It takes about as long as a backup and needs as much free space as the record.",
    "You get two new recovery keys. The sheets you have now open only backups from before.",
    "Nobody’s passphrase can be carried over without them: each person types it now, or gets words for once.",
    "Backups made until now stay as they are and open with the old passphrases and sheets. A new backup is made afterwards.",
    "If the power fails in the middle, the record is there with the old keys or with the new ones, whole.",
  ],
  who: "Who stays?",
  whoOf: (name: string): string => `${name}`,
  here: "Is here, and types their passphrase",
  away: "Is not here: words for once",
  gone: "No longer opens the record",
  onceTitle: (name: string): string => `Words for once, for ${name}`,
  onceText: "Write them down now and give them in person. With them they unlock once and choose a passphrase of their own. They are not shown again.",
  theirPassphrase: (name: string): string => `Passphrase of ${name}`,
  keysDo: "Change the keys now",
  keysBusy: "The record is being made again and checked. Leave the computer on.",
  later: "Later",

  leftTitle: "One step is left: the copy under the old keys",
  leftText: "It lies beside the record and still opens with the old passphrases and recovery keys. Delete it once you have seen that the record opens.",
  leftWhat:
    "First all of the record in use is read and checked. Then the old copy’s keys are deleted, and then the copy. This cannot be undone. On some disks traces stay: a computer that leaves the school is wiped by whoever looks after it.",
  leftDo: "Check the record, then delete the old copy",
  leftBusy: "The record is being read and checked.",
  leftDone: "The old copy is deleted.",
  oldBackups: (many: number): string =>
    many === 1 ? "1 backup in the folder opens with the old keys" : `${many} backups in the folder open with the old keys`,
  oldBackupsText:
    "They are not deleted: they may be all that is left one day. When newer ones stand in their place, whoever looks after them can delete them. There may be others elsewhere.",
  kept: "Earlier records kept after a restore open with the passphrases of their day:",

  // Words for once were used.
  chooseTitle: "Choose a passphrase of your own",
  chooseText: "You unlocked with words that somebody gave you. Choose a passphrase that nobody else knows; the words stop working then.",
  chooseOnce: "The words that you were given",
  chooseDo: "Set my passphrase",

  errors: {
    name: "Enter their name",
    role: "Choose what they may do",
    first: "Let them enter a passphrase",
    weak: "Choose a stronger passphrase: add another word",
    again: "The two passphrases are not the same",
    own: "Enter your own passphrase",
    stays: (name: string): string => `Say whether ${name} stays`,
    theirs: (name: string): string => `Let ${name} enter their passphrase, or choose words for once`,
  },
};
