import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SessionView } from "../src/backend/generated/types";

const call = vi.hoisted(() => vi.fn());
vi.mock("../src/backend", () => ({ backend: { call }, watchCalls: vi.fn(), watchLocked: vi.fn() }));

import { router } from "../src/lib/router.svelte";
import { session } from "../src/lib/session.svelte";
import { noAnswers } from "../src/pages/first-run/answers";
import Locked from "../src/pages/session/Locked.svelte";
import { words } from "../src/words";

const view = (more: Partial<SessionView> = {}): SessionView => ({
  state: "locked", problem: null, recover: null, quick: "off", locked_because: null, setting: "", user: "", role: null, may: [], choose_passphrase: false, sample: false,
  record: "", beginning: null, emergency: [], notices: [], wait_seconds: 0, idle_minutes: 5, last_backup: null,
  backup: { placed: false, due: false, running: false, days: null, problem: null }, last_saved: null, synced: "", now: "2026-11-24T15:00:00+00:00 Europe/London", ...more,
});
const asked = (name: string): unknown[] => call.mock.calls.filter(([one]) => one === name);

describe("the locked screen", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    call.mockReset().mockResolvedValue(view());
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it("offers another record, and asks for its name", async () => {
    render(Locked, { view: view() });
    await fireEvent.click(screen.getByRole("button", { name: words.separate.another }));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(words.separate.another);
    expect(asked("open_record")).toHaveLength(0);
    await fireEvent.click(screen.getByRole("button", { name: words.separate.go }));
    expect(screen.getAllByText(words.separate.errors.name).length).toBeGreaterThan(0);
    expect(asked("open_record")).toHaveLength(0);
  });

  it("goes back to the first record when a separate one is left alone on it", async () => {
    render(Locked, { view: view({ record: "elm" }) });
    expect(screen.getByText(words.separate.which("elm"))).toBeTruthy();
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    expect(asked("leave_record")).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(asked("leave_record").length).toBeGreaterThan(0);
    expect(session.view?.record).toBe("");
  });
});

describe("a separate record", () => {
  it("is not the place that the next unlocking of the first one comes back to", async () => {
    call.mockReset().mockResolvedValue({ at: "", drafts: [] });
    session.set(view({ state: "open" }));
    router.reset({ page: "separate" });
    await session.handOver();
    const [, kept] = call.mock.calls.find(([one]) => one === "save_draft") as [string, { text: string }];
    expect(JSON.parse(kept.text)).toEqual({ route: { page: "today" }, field: "" });
  });

  it("begins with what came along, and can be changed", () => {
    const one = { name: "Front door", phone: "01632 960002", note: "" };
    const from = { setting: "Hazel Bank", setting_kind: "school", policy: "p", emergency: [one] };
    const answers = noAnswers(from);
    expect(answers).toMatchObject({ setting: "Hazel Bank", policy: "p", emergency: [one], backup_folder: "", people: [], passphrase: "" });
    answers.emergency[0]!.name = "Another";
    expect(one.name).toBe("Front door");
    expect(noAnswers().emergency).toEqual([{ name: "", phone: "", note: "" }]);
  });
});
