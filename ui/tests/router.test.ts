import { beforeEach, describe, expect, it } from "vitest";
import { router, sectionOf } from "../src/lib/router.svelte";

describe("places", () => {
  beforeEach(() => router.reset());

  it("begin at today", () => {
    expect(router.route).toEqual({ page: "today" });
    expect(router.canGoBack).toBe(false);
  });
  it("go and come back", () => {
    router.go({ page: "cases" });
    router.go({ page: "case", case: "a" });
    router.back();
    expect(router.route).toEqual({ page: "cases" });
  });
  it("come back to a given place from the first one", () => {
    router.back({ page: "cases" });
    expect(router.route).toEqual({ page: "cases" });
  });
  it("leave no way back to a place that was replaced", () => {
    router.go({ page: "start" });
    router.replace({ page: "case", case: "a" });
    router.back();
    expect(router.route).toEqual({ page: "today" });
  });
  it("count each move, also to the same place", () => {
    const before = router.moves;
    router.go({ page: "today" });
    expect(router.moves).toBe(before + 1);
  });
  it("never leave the window without a place, however many moves", () => {
    for (let i = 0; i < 200; i += 1) router.go({ page: "case", case: String(i) });
    for (let i = 0; i < 300; i += 1) router.back();
    expect(router.route.page).toBeDefined();
  });
  it("belong to an entry of the side list", () => {
    expect(sectionOf("checklist")).toBe("cases");
    expect(sectionOf("policy")).toBe("policies");
    expect(sectionOf("settings")).toBe("settings");
  });
});

describe("a place that something would be lost with", () => {
  it("is left only once the question is answered, and locking by hand asks too", () => {
    router.reset({ page: "cases" });
    let goOn: (() => void) | undefined;
    router.guard = (after) => void (goOn = after);
    router.go({ page: "today" });
    expect(router.route.page).toBe("cases");
    router.guard = null;
    goOn?.();
    expect(router.route.page).toBe("today");
    let locked = false;
    router.guard = () => undefined;
    router.leave(() => (locked = true));
    expect(locked).toBe(false);
    router.reset();
    expect(router.guard).toBeNull();
  });
});
