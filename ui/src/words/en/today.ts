const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
const count = (n: number): string => NUMBERS[n] ?? String(n);
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const today = {
  calendar: "Calendar file",
  calendarSaved: (path: string): string => `The dates are saved as ${path}`,
  calendarText: "Open it with your calendar. It holds case numbers and how many steps are due, no names. It does not change by itself: save it again when dates move.",
  /** The title is the answer. */
  title: (overdue: number, dueToday: number, coming: number, other: number): string => {
    const is = (n: number): string => (n === 1 ? "is" : "are");
    const steps = (n: number): string => (n === 1 ? "step" : "steps");
    if (overdue && dueToday) {
      return `${count(overdue)} ${steps(overdue)} ${is(overdue)} overdue and ${lower(count(dueToday))} ${is(dueToday)} due today`;
    }
    if (overdue) return `${count(overdue)} ${steps(overdue)} ${is(overdue)} overdue`;
    if (dueToday) return `${count(dueToday)} ${steps(dueToday)} ${is(dueToday)} due today`;
    if (coming) return "Nothing is due today";
    if (other) return "Nothing has a date today";
    return "Nothing to do";
  },
  noCasesTitle: "There are no open cases",
  noCases: "When you disagree with another agency about what keeps a child or adult safe, start a case.",
  emptyTitle: "A fresh start",
  nothingTitle: "All done",
  nothing: "Every open case is up to date.",
  groups: {
    overdue: "Overdue",
    "due-today": "Due today",
    coming: "Coming up",
    "no-date": "No date",
    waiting: "Waiting for someone else",
  },
  noDate: "No date",
  noDateText: "The policy gives none",
  waitingText: "Their turn",
  withAgency: (agency: string): string => `with ${agency}`,
  before: (time: string): string => `before ${time}`,
  ownDate: "your own date",
  startCase: "Start a case",
  actions: {
    record: "Record what happened",
    settle: "Record that it is done",
    form: "Finish the form",
    email: "Draft the email",
    checklist: "Continue",
    letter: "Draft the letter",
    open: "Open the case",
    leaving: "See what is to go",
    "handed-over": "See where it is",
  } as Record<string, string>,
  actionAbout: (about: string): string => `, ${about}`,
  daysTitle: "Next 10 working days",
  daysText: (calendar: string): string =>
    calendar ? `Weekends and holidays are not working days. Calendar: ${calendar}.` : "Weekends and holidays are not working days.",
  clear: "Clear",
  daysDue: (n: number): string => `${n} steps due`,
};
