import type { JobView } from "../../backend/generated/types";
import type { Route } from "../../lib/router.svelte";

const ACTION = "action:";

/** The agreed action that an anchor names; none where it names something else. */
const actionOf = (anchor: string): string | undefined => (anchor.startsWith(ACTION) ? anchor.slice(ACTION.length) : undefined);

/** Where a job's button leads. */
export function routeOfJob(job: JobView): Route {
  switch (job.action) {
    case "record":
    case "settle":
      return { page: "record", case: job.case, action: job.action, anchor: job.anchor };
    case "checklist":
      return { page: "checklist", case: job.case };
    case "form":
    case "letter":
      return job.paper
        ? { page: "paper", case: job.case, paper: job.paper, visit: job.visit }
        : { page: "case", case: job.case, anchor: job.anchor };
    case "leaving":
      return { page: "leaving", case: job.case };
    case "email":
      return { page: "paper", case: job.case, paper: job.paper, visit: job.visit, mail: true, chases: actionOf(job.anchor) };
    default:
      return { page: "case", case: job.case, anchor: job.anchor };
  }
}
