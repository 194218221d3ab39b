import { describe, expect, it } from "vitest";
import type { CiteView, PolicyDuty, PolicySideView, PolicyStage, PolicyWay } from "../src/backend/generated/types";
import { bySide, dangerWays, orList, steps } from "../src/pages/policies/flow";

const cite: CiteView = { policy: "P", heading: "H", quote: "", readings: [] };
const way = (to: string, danger = false, when = "When it was not settled"): PolicyWay => ({ say: "Go on", when, to, danger, cite });
const stage = (name: string, ways: PolicyWay[]): PolicyStage => ({ id: name, name, title: "", say: "", pairs: [], outside: [], limits: [], duties: [], ways, questions: [], cite });

describe("the drawn flow", () => {
  const stages = [
    stage("One", [way("Two"), way("Elsewhere"), way("Any later stage", true)]),
    stage("Two", [way("Three"), way("Any later stage", true)]),
    stage("Three", []),
  ];
  it("puts ways to the next stage on the arrow and others beside it", () => {
    expect(steps(stages).map((step) => [step.on.length, step.aside.length])).toEqual([[1, 1], [1, 0], [0, 0]]);
  });
  it("draws the way for immediate harm once, with its stages", () => {
    expect(dangerWays(stages).map((one) => one.from)).toEqual([["One", "Two"]]);
    expect(dangerWays([stage("A", [way("X", true)]), stage("B", [way("Y", true)])])).toHaveLength(2);
  });
  it("joins names", () => {
    expect(orList(["a"])).toBe("a");
    expect(orList(["a", "b", "c"])).toBe("a, b or c");
    expect(orList([])).toBe("");
  });
});

describe("duties", () => {
  it("stand by side, in a fixed order, with no empty side", () => {
    const duty = (side: PolicySideView, say: string): PolicyDuty => ({ side, who: "", say, to: "", force: "must", when: "", cite });
    const found = bySide([duty("both", "1"), duty("raiser", "2"), duty("both", "3")]);
    expect(found.map(([side, some]) => [side, some.map((one) => one.say)])).toEqual([["raiser", ["2"]], ["both", ["1", "3"]]]);
  });
});
