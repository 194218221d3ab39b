import type { Component } from "svelte";
import type { Page, Route } from "../lib/router.svelte";

/** A page takes the route that led to it. */
export interface PageProps {
  route: Route;
}

// Each page is `pages/<folder>/Page.svelte` (or another component named here).
const found = import.meta.glob<{ default: Component<PageProps> }>(["./*/Page.svelte", "./*/*Page.svelte"], { eager: true });

const FILES: Record<Page, string> = {
  today: "./today/Page.svelte",
  cases: "./cases/Page.svelte",
  start: "./start/Page.svelte",
  case: "./case/Page.svelte",
  record: "./case/RecordPage.svelte",
  chronology: "./chronology/Page.svelte",
  checklist: "./checklist/Page.svelte",
  paper: "./paper/Page.svelte",
  bundle: "./bundle/Page.svelte",
  policies: "./policies/Page.svelte",
  policy: "./policies/PolicyPage.svelte",
  people: "./people/Page.svelte",
  settings: "./settings/Page.svelte",
};

/** The component of a page. */
export function pageOf(page: Page): Component<PageProps> | undefined {
  return found[FILES[page]]?.default;
}
