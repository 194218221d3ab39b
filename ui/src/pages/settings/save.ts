import type { SaveSetting, SettingsView } from "../../backend/generated/types";

/** The setting's details as they stand, to send back with one of them changed. */
export function asSaved(view: SettingsView, changed: Partial<SaveSetting>): SaveSetting {
  return {
    setting: view.setting,
    setting_kind: view.setting_kind,
    policy: view.policy,
    people: view.people,
    idle_minutes: view.idle_minutes,
    backup_folder: view.backup_folder,
    appearance: view.appearance,
    ...changed,
  };
}
