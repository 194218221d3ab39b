import { invoke } from "@tauri-apps/api/core";
import { type Backend, refusal } from "./backend";

/** Calls the desktop shell's commands. */
export const tauri: Backend = {
  async call(name, request) {
    try {
      return await invoke(name, { request });
    } catch (thrown) {
      throw refusal(thrown);
    }
  },
};
