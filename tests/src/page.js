// What goes wrong in the page's own script is kept, so that a scenario can say it.
if (!window.faults) {
  window.faults = [];
  addEventListener("error", (e) => window.faults.push(`${e.message} ${(e.error && e.error.stack) || ""}`));
  addEventListener("unhandledrejection", (e) => window.faults.push(`unhandled: ${(e.reason && e.reason.stack) || e.reason}`));
}
// Finds elements the way a person (or a screen reader) names them: by role and words.
// Words kept from the screen stand in boxes of their own; their comma belongs to the word before.
const norm = (s) => (s || "").replace(/\s+/g, " ").replace(/ ([,:.])(?= |$)/g, "$1").trim();
const shown = (e) =>
  !e.closest("[hidden],[inert],[aria-hidden='true']") &&
  e.getClientRects().length > 0 &&
  getComputedStyle(e).visibility !== "hidden";
const words = (n) => {
  if (n.nodeType === Node.TEXT_NODE) return n.nodeValue;
  if (n.nodeType !== Node.ELEMENT_NODE) return "";
  if (n.hidden || n.getAttribute("aria-hidden") === "true") return "";
  const style = getComputedStyle(n);
  if (style.display === "none" || style.visibility === "hidden") return "";
  if (n.tagName === "IMG") return n.alt;
  // A name takes the place of a button's words, but not of all that stands in a part of the page.
  const label = n.matches("button,a,svg,input,[role=img]") && n.getAttribute("aria-label");
  const inner = label || [...n.childNodes].map(words).join("");
  return style.display.startsWith("inline") ? inner : ` ${inner} `;
};
const name = (e) => {
  const by = e.getAttribute("aria-labelledby");
  if (by) return norm(by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(words).join(" "));
  if (e.getAttribute("aria-label")) return norm(e.getAttribute("aria-label"));
  if (e.tagName === "FIELDSET") return norm(e.querySelector("legend") ? words(e.querySelector("legend")) : "");
  if (e.labels && e.labels.length) return norm([...e.labels].map(words).join(" "));
  return norm(words(e)) || norm(e.title);
};
const selectors = {
  button: "button,[role=button],summary,input[type=submit]",
  link: "a[href]",
  heading: "h1,h2,h3,h4,[role=heading]",
  textbox:
    "input:not([type]),input[type=text],input[type=search],input[type=tel],input[type=email],input[type=password],input[type=number],input[type=date],input[type=time],textarea",
  checkbox: "input[type=checkbox]",
  radio: "input[type=radio]",
  combobox: "select,[role=combobox]",
  tab: "[role=tab]",
  group: "fieldset,[role=group]",
  dialog: "dialog,[role=dialog],[role=alertdialog]",
};
// The part of the page that a heading, legend or row header names.
const part = (title) => {
  const landmark = [...document.querySelectorAll("nav,aside,section")].find((e) => e.getAttribute("aria-label") === title);
  if (landmark) return landmark;
  const exact = [...document.querySelectorAll("legend,h1,h2,h3,h4,dt,th,summary,[data-part]")].filter(
    (e) => shown(e) && norm(words(e)) === title,
  );
  const near = exact.length
    ? exact
    : [...document.querySelectorAll("legend,h1,h2,h3,h4,dt,th,summary,[data-part]")].filter(
        (e) => shown(e) && norm(words(e)).includes(title),
      );
  if (!near.length) return null;
  return near[0].closest("fieldset,dialog,article,section,li,tr,details,[role=group],[role=dialog],form,main") || document.body;
};
const find = (role, wanted, within, nth) => {
  const top = within ? part(within) : document;
  if (!top) return { near: [`(no part named “${within}”)`] };
  const radioLike = role === "radio" || role === "checkbox";
  const all = [...top.querySelectorAll(selectors[role])].filter((e) => shown(e) || (radioLike && e.labels.length && shown(e.labels[0])));
  const exact = all.filter((e) => name(e) === wanted);
  const found = exact.length ? exact : all.filter((e) => name(e).includes(wanted));
  if (nth !== null && found[nth]) return { element: found[nth] };
  if (nth === null && found.length === 1) return { element: found[0] };
  return { count: found.length, near: all.map(name).slice(0, 60) };
};
