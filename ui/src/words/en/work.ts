import type { LongWork } from "../../backend/generated/types";

interface Work {
  title: string;
  meanwhile: string;
  /** The act of stopping it; none where it is not to be stopped half-way. */
  stop?: string;
}

const each: Record<LongWork, Work> = {
  bundle: { title: "The bundle is being made", meanwhile: "Nothing has left this computer yet.", stop: "Stop, and make no bundle" },
  backup: { title: "The record is being backed up first", meanwhile: "Nothing has been replaced yet.", stop: "Stop, and replace nothing" },
  "open-backup": { title: "The backup is being read", meanwhile: "All of it is checked. The record in use is not touched.", stop: "Stop reading" },
  keys: { title: "The record is being made again under new keys", meanwhile: "The keys are as they were until this is done.", stop: "Stop, and keep the old keys" },
  erase: { title: "The case is being erased", meanwhile: "What was deleted is swept out of the record’s file. This cannot be taken back." },
  "open-bundle": { title: "The bundle is being opened and checked", meanwhile: "It is read apart from the record, from its first entry to its last file. Nothing of it is kept.", stop: "Stop opening it" },
  "read-file": { title: "The file is being read", meanwhile: "It is read apart from the record, and is not kept yet.", stop: "Stop reading" },
  "take-on": { title: "The case is being taken on", meanwhile: "All of it is checked once more. Nothing is in your record until this is done.", stop: "Stop, and take nothing on" },
};

export const work = {
  ...each,
  stopping: "It is stopping.",
  share: (percent: number): string => `${percent} % of this part is done.`,
};
