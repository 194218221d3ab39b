// Days and times in fixed English words. Days are ISO (`2026-12-23`), times `HH:MM`, stamps RFC 3339
// with the offset of the place: what the clock on the wall showed is read off the stamp itself, so
// that nothing depends on this computer's zone or language.

import type { Moment } from "../backend/generated/types";
import { words } from "../words";

interface Day {
  year: number;
  month: number;
  day: number;
}

function parts(iso: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!match) return null;
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysIn(month: number, year: number): number {
  return [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** Whether a day lies more than a year before another, both ISO. The same day a year before does not. */
export function overAYearAgo(day: string, today: string): boolean {
  const before = `${String(Number(today.slice(0, 4)) - 1)}${today.slice(4)}`;
  return day !== "" && day < before;
}

/** Day of the week, Monday 0. */
export function weekday(iso: string): number {
  const p = parts(iso);
  if (!p) return 0;
  return (new Date(Date.UTC(p.year, p.month - 1, p.day)).getUTCDay() + 6) % 7;
}

/** The ISO day so many days later. */
export function addDays(iso: string, days: number): string {
  const p = parts(iso);
  if (!p) return iso;
  return new Date(Date.UTC(p.year, p.month - 1, p.day + days)).toISOString().slice(0, 10);
}

/** "Thursday 19 November 2026" */
export function longDay(iso: string): string {
  const p = parts(iso);
  if (!p) return iso;
  return `${words.dates.weekdays[weekday(iso)]} ${p.day} ${words.dates.months[p.month - 1]} ${p.year}`;
}

/** "19 November 2026" */
export function fullDay(iso: string): string {
  const p = parts(iso);
  if (!p) return iso;
  return `${p.day} ${words.dates.months[p.month - 1]} ${p.year}`;
}

/** "Thursday 19 November" */
export function dayName(iso: string): string {
  const p = parts(iso);
  if (!p) return iso;
  return `${words.dates.weekdays[weekday(iso)]} ${p.day} ${words.dates.months[p.month - 1]}`;
}

/** "Thu 19 Nov"; with the year where it is not `near`'s. */
export function shortDay(iso: string, near?: string): string {
  const p = parts(iso);
  if (!p) return iso;
  const text = `${words.dates.weekdaysShort[weekday(iso)]} ${p.day} ${words.dates.monthsShort[p.month - 1]}`;
  return near && parts(near)?.year !== p.year ? `${text} ${p.year}` : text;
}

/** "Thu 19" */
export function dayOfWeekAndNumber(iso: string): string {
  const p = parts(iso);
  return p ? `${words.dates.weekdaysShort[weekday(iso)]} ${p.day}` : iso;
}

/** "21–22" or "31 Dec – 1 Jan" */
export function dayRange(from: string, until: string): string {
  const a = parts(from);
  const b = parts(until);
  if (!a || !b) return from;
  if (a.month === b.month) return `${a.day}–${b.day}`;
  return `${a.day} ${words.dates.monthsShort[a.month - 1]} – ${b.day} ${words.dates.monthsShort[b.month - 1]}`;
}

/** The ISO day of a stamp, as the clock on the wall showed it. */
export function stampDay(stamp: string): string {
  return stamp.slice(0, 10);
}

/** "10:42" of a stamp. */
export function stampTime(stamp: string): string {
  return /T(\d{2}:\d{2})/.exec(stamp)?.[1] ?? "";
}

/** "Mon 16 Nov, 10:42" of a stamp. */
export function stampText(stamp: string, near?: string): string {
  return `${shortDay(stampDay(stamp), near)}, ${stampTime(stamp)}`;
}

/** "Thu 19 Nov, 09:12" or "Thu 19 Nov". */
export function momentText(moment: Moment, near?: string): string {
  const day = shortDay(moment.date, near);
  return moment.time ? `${day}, ${moment.time}` : day;
}

/** What was typed in three boxes. */
export interface TypedDay {
  day: string;
  month: string;
  year: string;
}

/** Why a typed day cannot be taken. */
export type DayFault = "empty" | "incomplete" | "not-a-day" | "in-future" | "too-early";

function monthNumber(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(/\.$/, "");
  if (/^\d{1,2}$/.test(text)) {
    const number = Number(text);
    return number >= 1 && number <= 12 ? number : null;
  }
  if (text.length < 3) return null;
  const found = words.dates.months.findIndex((name) => name.toLowerCase().startsWith(text));
  return found < 0 ? null : found + 1;
}

/** Reads a typed day. Two digits of a year mean this century. */
export function readDay(typed: TypedDay, latest?: string): { iso: string } | { fault: DayFault } {
  const day = typed.day.trim();
  const month = typed.month.trim();
  const year = typed.year.trim();
  if (!day && !month && !year) return { fault: "empty" };
  if (!day || !month || !year) return { fault: "incomplete" };
  const m = monthNumber(month);
  if (!/^\d{1,2}$/.test(day) || m === null || !/^(\d{2}|\d{4})$/.test(year)) return { fault: "not-a-day" };
  const y = year.length === 2 ? 2000 + Number(year) : Number(year);
  const d = Number(day);
  if (d < 1 || d > daysIn(m, y)) return { fault: "not-a-day" };
  const iso = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
  if (y < 1900) return { fault: "too-early" };
  if (latest && iso > latest) return { fault: "in-future" };
  return { iso };
}

/** The three boxes of an ISO day; empty for null. */
export function typedDay(iso: string | null): TypedDay {
  const p = iso ? parts(iso) : null;
  return p ? { day: String(p.day), month: String(p.month), year: String(p.year) } : { day: "", month: "", year: "" };
}

/** Reads a typed time such as `9`, `9.30`, `0930`, `9:30 pm`. Null: cannot be read. Empty: none. */
export function readTime(typed: string): string | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, "");
  if (!text) return "";
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?(am|pm)?$/.exec(text);
  if (!match) return null;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? "0");
  const half = match[3];
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === "pm" ? 12 : 0);
  }
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
