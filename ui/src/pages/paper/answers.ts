import type { DraftEmail, EmailWords, FieldView, PaperView } from "../../backend/generated/types";

/** Answers that differ from what the application last gave, by field. */
export type Changed = Record<string, string>;

/** Under which what is typed into a paper is kept. */
export function paperKey(which: { case: string; paper: string; visit: number | null }): string {
  return `case/${which.case}/paper/${which.paper}/${which.visit ?? "open"}`;
}

/** Fields that hold an answer. */
export function asks(field: FieldView): boolean {
  return field.kind !== "heading" && field.kind !== "printed";
}

/** A field's answer as it is on the screen. */
export function answerOf(field: FieldView, changed: Changed): string {
  return changed[field.id] ?? field.answer;
}

/** With one answer more; one that is as before is left out. */
export function withAnswer(field: FieldView, changed: Changed, answer: string): Changed {
  const rest = Object.fromEntries(Object.entries(changed).filter(([id]) => id !== field.id));
  return answer === field.answer ? rest : { ...rest, [field.id]: answer };
}

/** The changed answers, to save or to preview. The application knows the others, and which follow the case. */
export function changedAnswers(view: PaperView, changed: Changed): [string, string][] {
  return view.fields.filter((field) => asks(field) && changed[field.id] !== undefined).map((field) => [field.id, answerOf(field, changed)]);
}

/** What was typed since `sent` went off to be saved: also an answer that was set back to what it was before. */
export function typedSince(view: PaperView, sent: Changed, changed: Changed): Changed {
  const typed = view.fields.map((field) => [field.id, answerOf(field, changed)] as const);
  return Object.fromEntries(typed.filter(([id, answer]) => (id in sent ? answer !== sent[id] : id in changed)));
}

/** The four lines of a signature. */
export const SIGNATURE = ["name", "designation", "agency", "date"] as const;

/** The lines of a signature's answer: always four. */
export function signatureLines(answer: string): string[] {
  const lines = answer.split("\n");
  return SIGNATURE.map((_, index) => lines[index] ?? "");
}

/** A signature's answer with one line changed. */
export function withLine(answer: string, index: number, line: string): string {
  return signatureLines(answer)
    .map((old, at) => (at === index ? line.replaceAll("\n", " ") : old))
    .join("\n");
}

function complete(field: FieldView, answer: string): boolean {
  if (field.kind !== "signature") return answer.trim() !== "";
  // The day of signing may be written by hand.
  return signatureLines(answer)
    .slice(0, 3)
    .every((line) => line.trim() !== "");
}

/** What is missing now: what was missing when last saved, less what was typed since, and what was emptied. */
export function missingNow(view: PaperView, changed: Changed): { id: string; label: string }[] {
  return view.fields
    .filter((field) => {
      const touched = changed[field.id];
      if (touched === undefined) return view.missing.some(([id]) => id === field.id);
      const wanted = field.missing || field.answer.trim() !== "";
      return wanted && !complete(field, touched);
    })
    .map((field) => ({ id: field.id, label: view.missing.find(([id]) => id === field.id)?.[1] ?? field.label }));
}

const OPENING = 48;

/** How a letter's paragraph begins, up to the first word that the case fills in. */
export function opening(template: string): string {
  const fixed = (template.split("{")[0] ?? "").trim();
  if (fixed.length <= OPENING) return fixed.replace(/[,:]$/, "");
  const cut = fixed.slice(0, OPENING);
  return `${cut.slice(0, cut.lastIndexOf(" "))} …`;
}

/** The id of a field's first input. */
export function inputId(field: string): string {
  return `answer-${field}`;
}

/** What is asked before an e-mail is drafted. */
export type EmailForm = Pick<DraftEmail, "to" | "confirmed" | "purpose" | "password_by" | "subject" | "body">;

/** The text with the sentence about the password that fits how it goes. Words of the user's own stay. */
export function withLock(body: string, passwordBy: string, standard: Pick<EmailWords, "locked" | "unlocked">): string {
  if (passwordBy === "secure-mail") return body.replace(standard.locked, standard.unlocked);
  return body.replace(standard.unlocked, standard.locked);
}
