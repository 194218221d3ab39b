import { render, screen } from "@testing-library/svelte";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ClockView } from "../src/backend/generated/types";
import UsedBefore from "../src/components/UsedBefore.svelte";
import { keyed } from "../src/lib/keyed";
import Clocks from "../src/pages/case/Clocks.svelte";
import { CaseStore } from "../src/pages/case/store.svelte";

const clock = (more: Partial<ClockView> = {}): ClockView => ({
  id: "s1", name: "Settle it", whose: "both", written: "1 day", force: "should", state: "running", due: null, remark: "", ask_moment: "",
  may_set: false, may_set_later: false, occurrence: 0,
  current: true, cite: { policy: "", heading: "", quote: "", readings: [] }, ...more,
});

describe("lists whose entries may be alike", () => {
  it("have a key for each", () => {
    const keys = keyed(["a", "b", "a", "a"], (one) => one).map((one) => one.key);
    expect(new Set(keys).size).toBe(4);
    // The first of a name keeps its key when another comes.
    expect(keyed(["a"], (one) => one)[0]?.key).toBe(keys[0]);
  });

  it("offer an answer once that was used twice", () => {
    render(UsedBefore, { options: ["Lee Moss", "Lee Moss", "Ana"], value: "", label: "Who" });
    expect(screen.getAllByRole("button").map((one) => one.textContent)).toEqual(["Lee Moss", "Ana"]);
  });

  it("show the same limit for each stay at its stage", () => {
    render(Clocks, { store: new CaseStore("c1"), clocks: [clock(), clock()] });
    expect(screen.getAllByText("Settle it")).toHaveLength(2);
  });

  // A key that two entries share stops the page from being drawn.
  it("go by their place, by an id, or by keyed()", () => {
    const folder = join(import.meta.dirname, "../src");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".svelte"));
    const known = /^(index|at|place|key|n|\w+\.(id|n|seq|case|policy|stage|subject|state|digest|file)|group\[0\]\?\.n)$/;
    // Lists written in the program itself, and groups made by name.
    const fixed = new Set([
      "side", "part", "one", "outcome", "step", "stage", "id", "box.part", "part.group", "part.side", "entry.route.page", "day.date", "option",
      "offer.rule + offer.say", "index", "row.leaving",
    ]);
    const found = files.flatMap((name) =>
      [...readFileSync(join(folder, name), "utf8").matchAll(/\{#each .*? as [^}]*?(?:\{[^}]*\}[^}]*?)?\(([^()]*)\)\}/g)].map((match) => `${name}: ${match[1]}`),
    );
    expect(found.length).toBeGreaterThan(60);
    const wrong = found.filter((line) => {
      const key = line.slice(line.indexOf(": ") + 2);
      return !known.test(key) && !fixed.has(key);
    });
    expect(wrong).toEqual([]);
  });
});

describe("a limit that was met", () => {
  it("says when, and nothing of how far its date is", () => {
    const due = { date: "2026-11-26", time: null, distance: "", late: false, out_of_term: "", own: false, closed_day: "", written: "1 day", count: null };
    const { container } = render(Clocks, { store: new CaseStore("c1"), clocks: [clock({ state: "met", due, remark: "Met on 24 Nov 2026, 2 working days early." })] });
    expect(container.querySelector(".remark")?.textContent).toContain("2 working days early");
    expect(container.querySelector(".due")).toBeNull();
  });
});
