import { describe, expect, it } from "vitest";
import * as dates from "../src/lib/dates";

describe("dates in words", () => {
  it("names days in fixed English words", () => {
    expect(dates.longDay("2026-11-19")).toBe("Thursday 19 November 2026");
    expect(dates.dayName("2026-12-28")).toBe("Monday 28 December");
    expect(dates.shortDay("2026-11-20")).toBe("Fri 20 Nov");
    expect(dates.shortDay("2027-01-04", "2026-12-23")).toBe("Mon 4 Jan 2027");
    expect(dates.dayRange("2026-11-21", "2026-11-22")).toBe("21–22");
    expect(dates.dayRange("2026-12-31", "2027-01-03")).toBe("31 Dec – 3 Jan");
  });

  it("reads the clock on the wall off a stamp, whatever this computer's zone", () => {
    expect(dates.stampTime("2026-07-01T09:12:33+01:00")).toBe("09:12");
    expect(dates.stampDay("2026-07-01T00:12:33+01:00")).toBe("2026-07-01");
    expect(dates.stampText("2026-11-16T09:00:00+00:00", "2026-11-19")).toBe("Mon 16 Nov, 09:00");
  });

  it("leaves alone what is not a day", () => {
    expect(dates.longDay("soon")).toBe("soon");
  });

  it("adds days over the end of a leap February", () => {
    expect(dates.addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(dates.addDays("2027-02-28", 1)).toBe("2027-03-01");
    expect(dates.addDays("2027-01-01", -1)).toBe("2026-12-31");
  });

  it("shows a time only where it is known", () => {
    expect(dates.momentText({ date: "2026-11-17", time: "09:12" })).toBe("Tue 17 Nov, 09:12");
    expect(dates.momentText({ date: "2026-11-17", time: null })).toBe("Tue 17 Nov");
  });
});

describe("a typed day", () => {
  const read = (day: string, month: string, year: string, latest?: string) => dates.readDay({ day, month, year }, latest);

  it("takes numbers and names of months", () => {
    expect(read("7", "3", "2026")).toEqual({ iso: "2026-03-07" });
    expect(read(" 07 ", "mar", "26")).toEqual({ iso: "2026-03-07" });
    expect(read("29", "February", "2028")).toEqual({ iso: "2028-02-29" });
  });

  it("says what is wrong", () => {
    expect(read("", "", "")).toEqual({ fault: "empty" });
    expect(read("7", "", "2026")).toEqual({ fault: "incomplete" });
    expect(read("31", "2", "2026")).toEqual({ fault: "not-a-day" });
    expect(read("29", "2", "2027")).toEqual({ fault: "not-a-day" });
    expect(read("x", "2", "2026")).toEqual({ fault: "not-a-day" });
    expect(read("1", "ma", "2026")).toEqual({ fault: "not-a-day" });
    expect(read("1", "1", "1066")).toEqual({ fault: "too-early" });
    expect(read("20", "11", "2026", "2026-11-19")).toEqual({ fault: "in-future" });
    expect(read("19", "11", "2026", "2026-11-19")).toEqual({ iso: "2026-11-19" });
  });

  it("goes back into its boxes", () => {
    expect(dates.typedDay("2026-03-07")).toEqual({ day: "7", month: "3", year: "2026" });
    expect(dates.typedDay(null)).toEqual({ day: "", month: "", year: "" });
  });
});

describe("a typed time", () => {
  it.each([
    ["9", "09:00"], ["9.30", "09:30"], ["0930", "09:30"], ["14:15", "14:15"], ["9:30 pm", "21:30"],
    ["12am", "00:00"], ["12 pm", "12:00"], ["", ""],
  ])("reads %s", (typed, time) => expect(dates.readTime(typed)).toBe(time));

  it.each(["24:00", "9:75", "13pm", "noon", "-1"])("refuses %s", (typed) => expect(dates.readTime(typed)).toBeNull());
});
