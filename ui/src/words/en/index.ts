import { access } from "./access";
import { backup } from "./backup";
import { bundle } from "./bundle";
import { caseWords } from "./case";
import { cases } from "./cases";
import { checklist } from "./checklist";
import { chronology } from "./chronology";
import { common } from "./common";
import { copies } from "./copies";
import { dates } from "./dates";
import { errors } from "./errors";
import { files } from "./files";
import { firstRun } from "./first-run";
import { handover } from "./handover";
import { incoming } from "./incoming";
import { keeping } from "./keeping";
import { leaving } from "./leaving";
import { paper } from "./paper";
import { people } from "./people";
import { activity, checkForm, notices } from "./proof";
import { policies, policyFiles } from "./policies";
import { policyTry } from "./policy-try";
import { record } from "./record";
import { report } from "./report";
import { separate } from "./separate";
import { sessionWords } from "./session";
import { settings } from "./settings";
import { sheets } from "./sheets";
import { shell } from "./shell";
import { start } from "./start";
import { today } from "./today";
import { work } from "./work";

/** English. */
export const en = {
  access, activity, backup, bundle, case: caseWords, cases, checkForm, checklist, chronology, common, copies, dates, errors, files, firstRun, handover, incoming, keeping, leaving, notices, paper, people,
  policies, policyFiles, policyTry, record, report, separate, session: sessionWords, settings, sheets, shell, start, today, work,
};
