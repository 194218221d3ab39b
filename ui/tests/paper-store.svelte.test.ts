import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PaperView } from "../src/backend/generated/types";

// Drafts as on the disk, and a form whose saving ends when the test says so.
const kept = new Map<string, string>();
let finish: (view: PaperView) => void = () => undefined;
const call = vi.fn((name: string, request: Record<string, string>): Promise<unknown> => {
  const prefix = request["prefix"] ?? "";
  if (name === "paper") return Promise.resolve(view({ dispute: "" }));
  if (name === "save_paper") return new Promise((resolve) => (finish = resolve));
  if (name === "save_draft") kept.set(request["key"] ?? "", request["text"] ?? "");
  if (name === "drafts") return Promise.resolve({ drafts: [...kept].filter(([key]) => key.startsWith(prefix)) });
  if (name === "drop_draft") for (const key of [...kept.keys()]) if (key.startsWith(prefix)) kept.delete(key);
  return Promise.resolve({ at: "2026-11-19T10:43:00+00:00" });
});
vi.mock("../src/backend", () => ({ backend: { call } }));
const { PaperStore } = await import("../src/pages/paper/store.svelte");

const KEY = "case/c/paper/form/1";

function view(answers: { dispute: string; notes?: string }): PaperView {
  const field = (id: string, answer: string) => ({ id, label: id, help: "", kind: "long", choices: [], answer, filled: "", changed: false, carried: null, traces: [], missing: false });
  return { fields: [field("dispute", answers.dispute), field("notes", answers.notes ?? "")], missing: [], visit: 1, seen: 1 } as unknown as PaperView;
}

describe("a form that is being saved", () => {
  let end = (): void => undefined;
  let store: InstanceType<typeof PaperStore>;
  beforeEach(async () => {
    vi.useFakeTimers();
    kept.clear();
    end = $effect.root(() => {
      store = new PaperStore({ case: "c", paper: "form", visit: 1 });
    });
    await store.load();
    flushSync();
  });
  afterEach(() => {
    end();
    vi.useRealTimers();
  });
  const type = (id: string, text: string): void => {
    store.set(id, text);
    flushSync();
  };

  it("keeps what is typed meanwhile as a draft, without another key", async () => {
    type("dispute", "He said no.");
    const saved = store.save("Saved");
    await vi.advanceTimersByTimeAsync(0);
    type("notes", "And more");
    finish(view({ dispute: "He said no." }));
    expect(await saved).toBe(true);
    flushSync();
    await vi.advanceTimersByTimeAsync(1500);
    expect(JSON.parse(kept.get(KEY) ?? "{}")).toEqual({ changed: { notes: "And more" } });
    expect(store.answer("notes")).toBe("And more");
    expect(store.dirty).toBe(true);
  });

  it("leaves no draft where all was saved, nor takes the email's with it", async () => {
    kept.set(store.mailKey, "For the panel");
    type("dispute", "He said no.");
    await vi.advanceTimersByTimeAsync(1500);
    expect(kept.has(KEY)).toBe(true);
    const saved = store.save("Saved");
    await vi.advanceTimersByTimeAsync(0);
    finish(view({ dispute: "He said no." }));
    await saved;
    flushSync();
    await vi.advanceTimersByTimeAsync(1500);
    expect([...kept.keys()]).toEqual([store.mailKey]);
    expect(store.dirty).toBe(false);
  });

  it("keeps a key pressed while the old draft is being dropped", async () => {
    type("dispute", "He said no.");
    const saved = store.save("Saved");
    await vi.advanceTimersByTimeAsync(0);
    finish(view({ dispute: "He said no." }));
    await Promise.resolve();
    await Promise.resolve();
    type("notes", "Late");
    await saved;
    flushSync();
    await vi.advanceTimersByTimeAsync(1500);
    expect(JSON.parse(kept.get(KEY) ?? "{}")).toEqual({ changed: { notes: "Late" } });
  });
});
