import type { CaseView } from "../../backend/generated/types";

/** Whether the user records in this case as it stands. The application decides, and refuses the rest. */
export const mayRecord = (view: CaseView | null): boolean => view !== null && !view.may_not;

/** Whether what belongs to the case as a whole is theirs: its people, opening a stage, its ending. */
export const mayLead = (view: CaseView | null): boolean => view !== null && mayRecord(view) && !view.own_stage;
