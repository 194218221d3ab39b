import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchIdle } from "../src/lib/keys";

describe("the idle time", () => {
  let said: (number | null)[];
  let used: number;
  let locked: number;
  let stop: () => void;
  const pass = (seconds: number): void => void vi.advanceTimersByTime(seconds * 1000);

  beforeEach(() => {
    vi.useFakeTimers();
    said = [];
    used = 0;
    locked = 0;
    stop = watchIdle({
      minutes: () => 1,
      used: () => (used += 1),
      warn: (seconds) => said.push(seconds),
      idle: () => (locked += 1),
    });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it("says so thirty seconds before, and locks", () => {
    pass(29);
    expect(said).toEqual([]);
    pass(1);
    expect(said).toEqual([30]);
    pass(29);
    expect(said.at(-1)).toBe(1);
    expect(locked).toBe(0);
    pass(1);
    expect(locked).toBe(1);
  });

  it.each(["keydown", "input", "compositionupdate", "click", "pointermove", "wheel"])("counts %s as use, also in a field that keeps it to itself", (name) => {
    const field = document.createElement("input");
    field.addEventListener(name, (event) => event.stopPropagation());
    document.body.append(field);
    pass(40);
    expect(said.length).toBeGreaterThan(0);
    field.dispatchEvent(new Event(name, { bubbles: true }));
    expect(said.at(-1)).toBe(null);
    pass(29);
    expect(said.at(-1)).toBe(null);
    pass(30);
    expect(locked).toBe(0);
    pass(1);
    expect(locked).toBe(1);
    field.remove();
  });

  it("does not take a page that moves under a resting pointer for use", () => {
    const move = (x: number): void => void window.dispatchEvent(new MouseEvent("pointermove", { screenX: x, screenY: 7 }));
    move(5);
    pass(31);
    expect(said.at(-1)).toBe(29);
    move(5);
    pass(1);
    expect(said.at(-1)).toBe(28);
    move(6);
    expect(said.at(-1)).toBe(null);
  });

  it("tells the application of the last use, at most every twenty seconds", () => {
    const touch = (): void => void window.dispatchEvent(new Event("keydown"));
    for (let second = 0; second < 50; second += 1) {
      touch();
      pass(1);
    }
    expect(used).toBe(2);
    pass(10);
    expect(used).toBe(3);
    pass(40);
    expect(used).toBe(3);
  });
});
