// A file that is dropped on the window: a bundle or a form that somebody sent.

import { backend } from "../backend";
import type { IncomingChosen } from "../backend/generated/types";

/** Larger ones are chosen with the button: all of it passes through the window. */
const LARGEST = 25 * 1024 * 1024;

let told: IncomingChosen | null = null;

/** What was found out about the file that was dropped last; once. */
export function takeDropped(): IncomingChosen | null {
  const last = told;
  told = null;
  return last;
}

/** The file of a drop; null where something else is dropped, such as words. */
export function fileOf(data: DataTransfer | null): File | null {
  return data?.files[0] ?? null;
}

/** Whether files are being dragged. */
export function dragsFile(data: DataTransfer | null): boolean {
  return data?.types.includes("Files") ?? false;
}

async function base64(file: File): Promise<string> {
  const read = new FileReader();
  const url = await new Promise<string>((done, failed) => {
    read.onload = () => done(String(read.result));
    read.onerror = () => failed(read.error ?? new Error("unread"));
    read.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}

/** Hands a dropped file over. False: it is too large, and is to be chosen. */
export async function handOver(file: File): Promise<boolean> {
  if (file.size > LARGEST) return false;
  told = await backend.call("drop_incoming", { name: file.name, bytes: await base64(file) });
  return true;
}
