import type { AttachFile, AttachFiles, PickedView } from "../../backend/generated/types";

/** What is said of one chosen file. */
export interface Said {
  token: string;
  description: string;
  dated: string | null;
  received: string | null;
  keepSays: boolean;
}

/** Before anything is typed: what a file says of its day is a beginning. */
export function beginnings(files: readonly PickedView[]): Said[] {
  return files
    .filter((file) => file.token !== "")
    .map((file) => ({ token: file.token, description: "", dated: file.dated, received: null, keepSays: false }));
}

/** The files that are still to be described: which, by their place. */
export function undescribed(said: readonly Said[]): number[] {
  return said.flatMap((one, n) => (one.description.trim() === "" ? [n] : []));
}

/** What is sent. */
export function toSend(at: string, seen: number, belongs: string, said: readonly Said[]): AttachFiles {
  const files = said.map(
    (one): AttachFile => ({ token: one.token, description: one.description, dated: one.dated, received: one.received, keep_says: one.keepSays }),
  );
  return { case: at, seen, files, belongs };
}

/** The id of the field that a refusal is about: `1.description` is the second file's. */
export function fieldId(field: string): string {
  const [n, name] = field.split(".");
  return name ? `file-${n}-${name}` : field === "belongs" ? "file-belongs" : "";
}
