import type { PolicyView } from "../../backend/generated/types";
import { words } from "../../words";
import { stageId } from "./flow";

/** A part of the page, in the list of contents. */
export interface Part {
  id: string;
  label: string;
}

/** The parts of a policy that there are, in the order of the page. */
export function contents(view: PolicyView): Part[] {
  const w = words.policies;
  const parts: (Part | false)[] = [
    { id: "policy-flow", label: w.flow },
    view.notes.length > 0 && { id: "policy-notes", label: w.notes },
    ...view.stages.map((stage) => ({ id: stageId(stage.id), label: stage.name })),
    view.overall_limits.length + view.overall_duties.length + view.overall_questions.length > 0 && { id: "policy-whole", label: w.whole },
    view.endings.length > 0 && { id: "policy-endings", label: w.endings },
    view.checklist.length > 0 && { id: "policy-checklist", label: w.checklist },
    view.roles.length > 0 && { id: "policy-roles", label: w.roles },
    view.papers.length > 0 && { id: "policy-papers", label: w.papers },
    { id: "policy-contacts", label: w.contacts },
    view.findings.length > 0 && { id: "policy-findings", label: w.findings },
    { id: "policy-about", label: w.about },
  ];
  return parts.filter((part) => part !== false);
}
