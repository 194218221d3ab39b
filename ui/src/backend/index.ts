import { type Backend, refusal, wellFormed } from "./backend";

/** The backend of this build. Chosen at build time, so that the other one is left out. */
const chosen: Promise<Backend> =
  __BACKEND__ === "http" ? import("./http").then((m) => m.http) : import("./tauri").then((m) => m.tauri);

let watcher: (name: string) => void = () => {};

/** Tells `watch` of each call that was answered; the saved state in the top bar listens. */
export function watchCalls(watch: (name: string) => void): void {
  watcher = watch;
}

let lockedWatcher: () => void = () => {};

/** Tells `watch` when a call was refused because the vault is locked: by the system going to sleep, say. */
export function watchLocked(watch: () => void): void {
  lockedWatcher = watch;
}

let pending = 0;
let pendingWatcher: (pending: boolean) => void = () => {};

/** Tells `watch` when the application has a call to answer, and when it has none. Gives what ends the watching. */
export function watchPending(watch: (pending: boolean) => void): () => void {
  pendingWatcher = watch;
  return () => (pendingWatcher = () => {});
}

/** Calls about the work under way are not work. */
function counts(name: string): boolean {
  return name !== "under_way" && name !== "stop_work";
}

function pends(name: string, by: 1 | -1): void {
  if (!counts(name)) return;
  pending += by;
  pendingWatcher(pending > 0);
}

/** Calls the application. Throws a `Refusal`. */
export const backend: Backend = {
  async call(name, request) {
    pends(name, 1);
    try {
      const answer = await (await chosen).call(name, wellFormed(request));
      if (counts(name)) watcher(name);
      return answer;
    } catch (thrown) {
      const refused = refusal(thrown);
      if (refused.wire.code === "locked") lockedWatcher();
      throw refused;
    } finally {
      pends(name, -1);
    }
  },
};

export { Refusal, refusal } from "./backend";
export type { Backend } from "./backend";
