import type { Component } from "svelte";
import type { Page, Route } from "../lib/router.svelte";
import Access from "./access/Page.svelte";
import Copies from "./copies/Page.svelte";
import CopyFor from "./copies/CopyPage.svelte";
import Activity from "./activity/Page.svelte";
import Beside from "./beside/Page.svelte";
import Bundle from "./bundle/Page.svelte";
import Case from "./case/Page.svelte";
import Cases from "./cases/Page.svelte";
import Checklist from "./checklist/Page.svelte";
import CheckForm from "./check-form/Page.svelte";
import Chronology from "./chronology/Page.svelte";
import Attached from "./files/FilePage.svelte";
import Files from "./files/Page.svelte";
import Leaving from "./leaving/Page.svelte";
import Incoming from "./incoming/Page.svelte";
import IncomingFile from "./incoming/FilePage.svelte";
import Erase from "./keeping/ErasePage.svelte";
import KeepingCase from "./keeping/CasePage.svelte";
import Keeping from "./keeping/Page.svelte";
import Paper from "./paper/Page.svelte";
import People from "./people/Page.svelte";
import Policies from "./policies/Page.svelte";
import PolicyAdd from "./policies/AddPage.svelte";
import PolicyCheck from "./policies/CheckPage.svelte";
import PolicyCompare from "./policies/ComparePage.svelte";
import Policy from "./policies/PolicyPage.svelte";
import PolicyTry from "./policies/try/Page.svelte";
import Report from "./report/Page.svelte";
import Restore from "./restore/Page.svelte";
import RecordEvent from "./case/RecordPage.svelte";
import Separate from "./separate/Page.svelte";
import Sheets from "./sheets/Page.svelte";
import Settings from "./settings/Page.svelte";
import Start from "./start/Page.svelte";
import Today from "./today/Page.svelte";

/** A page takes the route that led to it. */
export interface PageProps {
  route: Route;
}

const PAGES: Record<Page, Component<PageProps>> = {
  today: Today,
  cases: Cases,
  start: Start,
  case: Case,
  record: RecordEvent,
  chronology: Chronology,
  checklist: Checklist,
  paper: Paper,
  beside: Beside,
  bundle: Bundle,
  incoming: Incoming,
  "incoming-file": IncomingFile,
  sheets: Sheets,
  files: Files,
  file: Attached,
  keeping: Keeping,
  "keeping-case": KeepingCase,
  erase: Erase,
  copies: Copies,
  "copy-for": CopyFor,
  leaving: Leaving,
  policies: Policies,
  policy: Policy,
  "policy-add": PolicyAdd,
  "policy-check": PolicyCheck,
  "policy-try": PolicyTry,
  "policy-compare": PolicyCompare,
  people: People,
  separate: Separate,
  settings: Settings,
  restore: Restore,
  access: Access,
  activity: Activity,
  "check-form": CheckForm,
  report: Report,
};

/** The component of a page. */
export function pageOf(page: Page): Component<PageProps> {
  return PAGES[page];
}
