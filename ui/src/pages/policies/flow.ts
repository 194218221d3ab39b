import type { PolicyDuty, PolicySideView, PolicyStage, PolicyWay } from "../../backend/generated/types";
import { words } from "../../words";

/** One stage of the drawing. */
export interface Step {
  stage: PolicyStage;
  /** Ways to the stage drawn below. */
  on: PolicyWay[];
  /** Ways that lead elsewhere. */
  aside: PolicyWay[];
}

/** The stages in order, each with its ordinary ways on. */
export function steps(stages: PolicyStage[]): Step[] {
  return stages.map((stage, index) => {
    const below = stages[index + 1]?.name;
    const ordinary = stage.ways.filter((way) => !way.danger);
    return {
      stage,
      on: ordinary.filter((way) => way.to === below),
      aside: ordinary.filter((way) => way.to !== below),
    };
  });
}

/** The ways for immediate harm, each once, with the stages that it leads from. */
export function dangerWays(stages: PolicyStage[]): { way: PolicyWay; from: string[] }[] {
  const found: { way: PolicyWay; from: string[] }[] = [];
  for (const stage of stages) {
    for (const way of stage.ways.filter((one) => one.danger)) {
      const same = found.find((one) => one.way.say === way.say && one.way.when === way.when && one.way.to === way.to);
      if (same) same.from.push(stage.name);
      else found.push({ way, from: [stage.name] });
    }
  }
  return found;
}

/** The element of a stage's part of the page. */
export const stageId = (stage: string): string => `policy-stage-${stage}`;

const ORDER: PolicySideView[] = ["raiser", "other", "both", "outside"];

/** The duties by side, in a fixed order; sides without a duty are left out. */
export function bySide(duties: PolicyDuty[]): [PolicySideView, PolicyDuty[]][] {
  return ORDER.map((side): [PolicySideView, PolicyDuty[]] => [side, duties.filter((duty) => duty.side === side)]).filter(([, some]) => some.length > 0);
}

/** "Stage 1, Stage 2 or Stage 3". */
export function orList(names: string[]): string {
  const last = names[names.length - 1] ?? "";
  return names.length > 1 ? words.policies.orLast(names.slice(0, -1).join(", "), last) : last;
}
