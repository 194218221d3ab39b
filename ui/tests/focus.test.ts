import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

const call = vi.hoisted(() => vi.fn());
vi.mock("../src/backend", () => ({ backend: { call }, watchCalls: vi.fn(), watchLocked: vi.fn() }));

import PageHeading from "../src/components/PageHeading.svelte";
import { free, waiting } from "../src/lib/focus";
import { loadDrafts } from "../src/lib/drafts.svelte";
import { focusSoon } from "../src/lib/session.svelte";
import { focusFirst } from "../src/pages/case/focus";
import OutcomeForm from "../src/pages/case/OutcomeForm.svelte";
import { CaseStore } from "../src/pages/case/store.svelte";

function add(html: string): HTMLElement {
  const box = document.createElement("div");
  box.innerHTML = html;
  document.body.append(box);
  return box.firstElementChild as HTMLElement;
}
const active = (): string => document.activeElement?.id || (document.activeElement?.tagName ?? "");

beforeEach(() => {
  document.body.replaceChildren();
  window.scrollTo = vi.fn();
  Element.prototype.scrollIntoView = vi.fn();
  call.mockReset();
  call.mockResolvedValue({ drafts: [] });
});

describe("the focus", () => {
  it("goes to the heading of a new page, yet never from a field in which the user is typing", () => {
    render(PageHeading, { title: "One step is overdue" });
    expect(document.activeElement?.tagName).toBe("H1");
    add('<input id="mine">').focus();
    render(PageHeading, { title: "Nothing is due today" });
    expect(active()).toBe("mine");
  });

  it("is given by what opens later only where nobody moved it", () => {
    const opener = add('<button id="opener">Open</button>');
    const target = add('<input id="target">');
    opener.focus();
    const give = waiting();
    add('<input id="mine">').focus();
    give(target);
    expect(active()).toBe("mine");
    opener.focus();
    waiting()(target);
    expect(active()).toBe("target");
  });

  it("is free on the page as a whole and on its buttons, not in a dialog", () => {
    const main = add('<main id="main" tabindex="-1"><button id="inside">Go</button></main>');
    main.focus();
    expect(free()).toBe(true);
    document.getElementById("inside")?.focus();
    expect(free()).toBe(true);
    add('<dialog open><button id="asked">Yes</button></dialog>');
    document.getElementById("asked")?.focus();
    expect(free()).toBe(false);
  });

  it("stays in the field to which the user went while something was saved", async () => {
    add('<p id="now-title">Done</p>');
    add('<input id="mine">').focus();
    await focusFirst("now-title");
    expect(active()).toBe("mine");
  });

  it("returns to a field as soon as it is there, and gives up where the user types elsewhere", async () => {
    focusSoon("later");
    add('<input id="later">');
    await tick();
    expect(active()).toBe("later");
    focusSoon("never");
    add('<input id="mine">').focus();
    await tick();
    add('<input id="never">');
    await tick();
    expect(active()).toBe("mine");
  });
});

describe("a form in a case", () => {
  it("opens with its first field in focus, at once", async () => {
    await loadDrafts("case/c1/");
    add('<button id="opener">Not resolved</button>').focus();
    render(OutcomeForm, { store: new CaseStore("c1"), resolved: false, onsaved: vi.fn(), oncancel: vi.fn() });
    // Nothing was waited for: no answer of the application, no frame.
    expect(document.activeElement?.tagName).toMatch(/INPUT|TEXTAREA/);
  });

  it("brings back what was typed, at once too", async () => {
    const typed = JSON.stringify({ note: "They hold to no further action." });
    call.mockResolvedValue({ drafts: [["case/c2/not-resolved/", typed]] });
    await loadDrafts("case/c2/");
    const { container } = render(OutcomeForm, { store: new CaseStore("c2"), resolved: false, onsaved: vi.fn(), oncancel: vi.fn() });
    expect(container.querySelector("textarea")?.value).toBe("They hold to no further action.");
  });

  it("leaves the focus where the user put it, when it opens late", async () => {
    let answer: (found: unknown) => void = () => undefined;
    call.mockReturnValue(new Promise((done) => (answer = done)));
    add('<button id="opener">Resolved</button>').focus();
    const { container } = render(OutcomeForm, { store: new CaseStore("c3"), resolved: true, onsaved: vi.fn(), oncancel: vi.fn() });
    add('<input id="mine">').focus();
    answer({ drafts: [] });
    await vi.waitFor(() => expect(container.querySelector("form")).not.toBeNull());
    await tick();
    expect(active()).toBe("mine");
  });
});
