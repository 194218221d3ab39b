import { render, screen } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import type { CaseView, CiteView, OfferView, RungView, TaskView, WhoView } from "../src/backend/generated/types";

const call = vi.hoisted(() => vi.fn().mockResolvedValue({ drafts: [] }));
vi.mock("../src/backend", () => ({ backend: { call }, watchCalls: vi.fn(), watchLocked: vi.fn() }));

import { names } from "../src/lib/names.svelte";
import Ladder from "../src/pages/case/Ladder.svelte";
import { CaseStore } from "../src/pages/case/store.svelte";
import WhatNow from "../src/pages/case/WhatNow.svelte";
import WhoLine from "../src/pages/case/WhoLine.svelte";
import DayList from "../src/pages/today/DayList.svelte";

const cite: CiteView = { policy: "P", heading: "Stage One", quote: "", readings: [] };
const rung = (name: string, more: Partial<RungView> = {}): RungView => ({
  stage: name, name, title: "Talk", state: "ahead", remark: "", say: "They talk.", joined: false, holder: "", capacity: "", holder_note: "", cite, ...more,
});
const offer = (more: Partial<OfferView> = {}): OfferView => ({
  rule: "on", say: "Go on to the other side", stages: [["s2", "Stage Two: Both"]], because: [], for_silence: false, passing: [], elsewhere: "", reaches: "", asks_reason: false, for_risk: false, leads: false, cite, ...more,
});
const at = { date: "2026-11-17", time: null };
const view = (more: Partial<CaseView> = {}): CaseView => ({
  may_not: "", own_stage: false, case: "c1", number: "2026-001", seen: 3, files: 0, about: "Ana B", leaving: "", elsewhere: { from: "", beside: [], out: null }, holds: [], subjects: [], agencies: [], people: [], decision: null, areas: [], policy: "p", policy_title: "P", policy_digest: "d", policy_version: "As published.", newer_version: null,
  phase: "at-stage", closed_on: null, ours: true, raised: at, rungs: [rung("Stage One", { state: "here" }), rung("Stage Two")], stage: "Stage One: Talk",
  act: "Go on to the other side", say: "They talk.", pairs: [], due: null, no_limit: true, own_date: null, own_date_what: "", outcome: "none", outcome_on: null,
  tasks: [], clocks: [], moves: [], endings: [], datable: [], starts: [], links: [], doors: [], checklist: [], plans: [], actions: [], gaps: [], facts: [], roles: [], papers: [], warnings: [], head: "", ...more,
});
const named = (name: string, capacity: string, more: Partial<WhoView> = {}): WhoView => ({
  whose: "ours", capacity, role: capacity, name, designation: "", agency: "", phone: "", email: "", note: "", ...more,
});

describe("the case", () => {
  it("shows the way on that leads as a plain step, before how the stage ended", () => {
    const { container } = render(WhatNow, { store: new CaseStore("c1"), view: view({ moves: [offer({ leads: true })] }) });
    const step = screen.getByRole("button", { name: "Open Stage Two" });
    const ended = container.querySelector("#outcome-foot");
    expect(step.compareDocumentPosition(ended as Node) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    // Once, and the act is the title.
    expect(screen.getAllByText("Go on to the other side")).toHaveLength(1);
    expect(screen.queryByText("Other ways on that the policy gives")).toBeNull();
  });

  it("keeps other ways on folded while what came of the stage is still to be said", () => {
    render(WhatNow, { store: new CaseStore("c1"), view: view({ act: "Speak to them", moves: [offer()] }) });
    expect(screen.queryByRole("button", { name: "Open Stage Two" })).toBeNull();
    expect(screen.getByText("Other ways on that the policy gives")).toBeTruthy();
  });

  it("joins the stages that one person holds, and says what that means", async () => {
    const held = (name: string, capacity: string, joined: boolean): RungView => rung(name, { joined, holder: "Ana Reis", capacity, holder_note: "Name who supports you." });
    const rungs = [held("Stage One", "worker", false), held("Stage Two", "manager", true), rung("Stage Three")];
    const { container } = render(Ladder, { view: view({ rungs }) });
    expect(container.querySelectorAll("li.joined")).toHaveLength(2);
    expect(screen.getByText("Ana Reis speaks for you at both.")).toBeTruthy();
    const more = container.querySelector<HTMLButtonElement>("[data-part=joined] button");
    more?.click();
    await vi.waitFor(() => expect(screen.getByText("Stage Two: as manager")).toBeTruthy());
    expect(screen.getByText("Name who supports you.")).toBeTruthy();
  });

  it("sends nobody to talk it through with themselves", () => {
    const task = { whose: "ours", who: named("Ana Reis", "worker"), to: [named("Ana Reis", "manager", { note: "Name who supports you." })], copies: [], part: "", key: { duty: "d", visit: 1, of: null, side: null } };
    const { container } = render(WhoLine, { task: task as unknown as TaskView });
    expect(container.textContent).not.toContain("To Ana Reis");
    expect(container.textContent).toContain("The same person is named as manager.");
    expect(container.textContent).toContain("Name who supports you.");
  });
});

describe("the days ahead", () => {
  it("name every date, the many of a day once they are asked for", async () => {
    const due: [string, string][] = [["Settle it", "Ana B"], ["Ask again", "Ana B"], ["Look again", "Tom R"]];
    render(DayList, { days: [{ date: "2026-11-18", until: null, closed: "", due }], calendar: "England and Wales" });
    screen.getByText("3 steps due").click();
    await vi.waitFor(() => expect(screen.getByText("Ask again, Ana B")).toBeTruthy());
    expect(screen.queryByText("Clear")).toBeNull();
  });

  it("hide what was typed when names are hidden", () => {
    names.toggle();
    try {
      render(DayList, { days: [{ date: "2026-11-18", until: null, closed: "", due: [["Your own date: Ring Lee Moss", "Ana B"]] }], calendar: "" });
      expect(screen.getByText(/^Your own date: /).textContent).not.toMatch(/Lee|Moss|Ana/);
    } finally {
      names.toggle();
    }
  });
});
