import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const kept = new Map<string, string>();
let refuse = false;
const call = vi.fn(async (name: string, request: Record<string, string>) => {
  if (refuse) throw new Error("refused");
  if (name === "save_draft") kept.set(request["key"] ?? "", request["text"] ?? "");
  if (name === "save_draft") return { at: "2026-11-19T10:43:00+00:00" };
  if (name === "drafts") return { drafts: [...kept].filter(([key]) => key.startsWith(request["prefix"] ?? "")) };
  for (const key of [...kept.keys()]) if (key.startsWith(request["prefix"] ?? "")) kept.delete(key);
  return {};
});
vi.mock("../src/backend", () => ({ backend: { call } }));
const { draft, draftState, dropDrafts, flushDrafts, keepDraft, savedAs } = await import("../src/lib/drafts.svelte");

const field = (): HTMLTextAreaElement => {
  const area = document.createElement("textarea");
  document.body.append(area);
  return area;
};
const type = (area: HTMLTextAreaElement, text: string): void => {
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
};
const attach = (area: HTMLTextAreaElement, key: string): { destroy(): void } => draft(area, key) as unknown as { destroy(): void };

describe("what is typed", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    kept.clear();
    call.mockClear();
    refuse = false;
  });
  afterEach(async () => {
    refuse = false;
    await flushDrafts();
    document.body.replaceChildren();
    vi.useRealTimers();
  });

  it("is kept about a second after the last key, once", async () => {
    const area = field();
    attach(area, "a/said");
    type(area, "He");
    await vi.advanceTimersByTimeAsync(600);
    type(area, "He said");
    await vi.advanceTimersByTimeAsync(600);
    expect(kept.has("a/said")).toBe(false);
    expect(draftState.waiting).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(kept.get("a/said")).toBe("He said");
    expect(draftState.waiting).toBe(false);
    expect(draftState.savedAt).toBe("2026-11-19T10:43:00+00:00");
    expect(call.mock.calls.filter(([name]) => name === "save_draft")).toHaveLength(1);
  });

  it("is kept at once when the field is left, and when everything is to be saved", async () => {
    const area = field();
    attach(area, "a/said");
    type(area, "one");
    area.dispatchEvent(new FocusEvent("blur"));
    await vi.advanceTimersByTimeAsync(0);
    expect(kept.get("a/said")).toBe("one");
    type(area, "two");
    await flushDrafts();
    expect(kept.get("a/said")).toBe("two");
  });

  it("comes back, as something typed", async () => {
    kept.set("a/said", "unfinished sen");
    const area = field();
    const heard = vi.fn();
    area.addEventListener("input", heard);
    attach(area, "a/said");
    await vi.advanceTimersByTimeAsync(0);
    expect(area.value).toBe("unfinished sen");
    expect(heard).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(call.mock.calls.filter(([name]) => name === "save_draft")).toHaveLength(0);
  });

  it("is not overwritten by a draft that arrives after the first key", async () => {
    kept.set("a/said", "old");
    const area = field();
    attach(area, "a/said");
    type(area, "new");
    await vi.advanceTimersByTimeAsync(2000);
    expect(area.value).toBe("new");
    expect(kept.get("a/said")).toBe("new");
  });

  it("stays in the window and is tried again when it could not be kept", async () => {
    const area = field();
    attach(area, "a/said");
    await vi.advanceTimersByTimeAsync(0);
    refuse = true;
    type(area, "words");
    await vi.advanceTimersByTimeAsync(1100);
    expect(draftState.failed).toBe(true);
    refuse = false;
    await vi.advanceTimersByTimeAsync(1100);
    expect(kept.get("a/said")).toBe("words");
    expect(draftState.failed).toBe(false);
  });

  it("is gone once dropped, also what was still waiting", async () => {
    keepDraft("a/said", "one");
    keepDraft("b/said", "other");
    await dropDrafts("a/");
    await vi.advanceTimersByTimeAsync(2000);
    expect([...kept.keys()]).toEqual(["b/said"]);
  });

  it("goes with the record that it became, also what is written while that is saved", async () => {
    keepDraft("a/said", "one");
    keepDraft("b/said", "other");
    let there: unknown;
    const saving = savedAs(["a/"], async () => {
      there = kept.get("a/said");
      kept.delete("a/said");
      keepDraft("a/said", "two");
      // Sent while the record is saved, and handled after it.
      let handle = (): void => undefined;
      call.mockImplementationOnce(async (_, request) => {
        await new Promise<void>((done) => (handle = done));
        kept.set(request["key"] ?? "", request["text"] ?? "");
        return { at: "2026-11-19T10:43:00+00:00" };
      });
      void flushDrafts();
      setTimeout(() => handle(), 500);
      return "recorded";
    });
    await vi.advanceTimersByTimeAsync(3000);
    expect(await saving).toBe("recorded");
    expect(there).toBe("one");
    expect([...kept.keys()]).toEqual(["b/said"]);
  });

  it("stays where the record could not be saved", async () => {
    keepDraft("a/said", "one");
    await expect(savedAs(["a/"], () => Promise.reject(new Error("conflict")))).rejects.toThrow("conflict");
    expect(kept.get("a/said")).toBe("one");
  });

  it("is kept when the page goes away", async () => {
    const area = field();
    const action = attach(area, "a/said");
    type(area, "going");
    action.destroy();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept.get("a/said")).toBe("going");
  });
});
