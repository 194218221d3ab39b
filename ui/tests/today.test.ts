import { describe, expect, it } from "vitest";
import type { JobView } from "../src/backend/generated/types";
import { routeOfJob } from "../src/pages/today/route";

const job = (action: string, paper = "", visit: number | null = null): JobView => ({
  group: "coming",
  case: "c1",
  number: "2026-001",
  about: "Anna B",
  agency: "Eastmere",
  stage: "Stage 1",
  task: "Do it",
  action,
  anchor: "duty:d:1",
  paper,
  visit,
  due: null,
  whose: "ours",
  remark: "",
});

describe("where a job's button leads", () => {
  it("opens the form or letter that it names", () => {
    expect(routeOfJob(job("form", "monitoring"))).toEqual({ page: "paper", case: "c1", paper: "monitoring", visit: null });
    expect(routeOfJob(job("email", "monitoring"))).toMatchObject({ page: "paper", paper: "monitoring", mail: true });
    expect(routeOfJob(job("letter", "outcome", 2))).toEqual({ page: "paper", case: "c1", paper: "outcome", visit: 2 });
  });
  it("says which receipt an email chases", () => {
    const chase = { ...job("email", "chase"), anchor: "action:a1" };
    expect(routeOfJob(chase)).toEqual({ page: "paper", case: "c1", paper: "chase", visit: null, mail: true, chases: "a1" });
    expect(routeOfJob(job("email", "monitoring"))).toMatchObject({ chases: undefined });
  });
  it("opens the case where no paper is named", () => {
    expect(routeOfJob(job("form"))).toEqual({ page: "case", case: "c1", anchor: "duty:d:1" });
    expect(routeOfJob(job("open"))).toEqual({ page: "case", case: "c1", anchor: "duty:d:1" });
  });
  it("records what is settled by a record", () => {
    expect(routeOfJob(job("settle"))).toEqual({ page: "record", case: "c1", action: "settle", anchor: "duty:d:1" });
  });
});
