import { backend } from "../backend";

/**
 * Puts text on the clipboard, from where the application takes it again when it locks, and a password after a
 * minute. The page does not do it itself: it could not take away what it put there. False: the system did not let us.
 */
export async function copyText(text: string, secret = false): Promise<boolean> {
  try {
    return (await backend.call("copy", { text, secret })).done;
  } catch {
    return false;
  }
}
