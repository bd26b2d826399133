import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addYears,
  ageInYears,
  dateInJakarta,
  daysBetween,
  earliestDay,
  isoWeekday,
  latestDay,
  parseDate,
  timeInJakarta,
} from "./civil-date.ts";
import { workDaysBetween } from "./work-days.ts";
import { dateText, dayAndDateText, momentLine, momentText, shortMomentText, timeText } from "./date-words.ts";

describe("a date", () => {
  it.each(["2026-11-24", "2000-02-29", "1961-05", "1961"])("%s is one", (text) => {
    expect(parseDate(text)).toBeDefined();
  });

  it.each(["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "24-11-2026", "2026-1-1", ""])(
    "%s is none",
    (text) => {
      expect(parseDate(text)).toBeUndefined();
    },
  );

  it("years later is the same day, or the last of a February that has no 29th", () => {
    expect(addYears("2026-11-24", -17)).toBe("2009-11-24");
    expect(addYears("2024-02-29", 1)).toBe("2025-02-28");
    expect(addYears("2024-02-29", -4)).toBe("2020-02-29");
  });

  it("known by year only reaches from its first to its last day", () => {
    expect(earliestDay({ year: 1961 })).toBe("1961-01-01");
    expect(latestDay({ year: 1960, month: 2 })).toBe("1960-02-29");
  });
});

describe("today in Jakarta", () => {
  // Failures F37.
  it("turns at 17.00 UTC", () => {
    expect(dateInJakarta(Date.UTC(2026, 10, 23, 16, 59))).toBe("2026-11-23");
    expect(dateInJakarta(Date.UTC(2026, 10, 23, 17, 0))).toBe("2026-11-24");
    expect(timeInJakarta(Date.UTC(2026, 10, 23, 17, 5))).toBe("00:05");
  });
});

describe("age", () => {
  it.each([
    ["2009-11-24", "2026-11-24", 17],
    ["2009-11-25", "2026-11-24", 16],
    ["2008-02-29", "2026-02-28", 17],
    ["2009", "2026-11-24", 16],
    ["2009-11", "2026-11-24", 16],
    ["2026", "2026-11-24", 0],
  ])("of one born %s is on %s %i", (birth, today, age) => {
    expect(ageInYears(birth, today)).toBe(age);
  });

  it("does not exist before birth", () => {
    expect(ageInYears("2027-01-01", "2026-11-24")).toBeUndefined();
    expect(ageInYears("2026-12-01", "2026-11-24")).toBeUndefined();
  });
});

describe("counting days", () => {
  it("is undone by counting back", () => {
    const date = fc.date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.integer({ min: -40_000, max: 40_000 }), (start, days) => {
        const from = start.toISOString().slice(0, 10);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  it("needs full dates", () => {
    expect(daysBetween("2026-11", "2026-11-24")).toBeUndefined();
  });
});

describe("working days", () => {
  const workDays = [1, 2, 3, 4, 5];
  it.each([
    ["2026-11-24", "2026-11-24", 0],
    ["2026-11-24", "2026-11-25", 1],
    ["2026-11-20", "2026-11-23", 1],
    ["2026-11-20", "2026-11-22", 0],
    ["2026-11-25", "2026-11-24", 0],
    ["2020-01-01", "2026-11-24", 286],
  ])("from %s to %s are %i", (from, to, days) => {
    expect(workDaysBetween(from, to, workDays)).toBe(days);
  });
});

describe("dates in words", () => {
  it("are as precise as the date", () => {
    expect(dateText("2026-11-24")).toBe("24 November 2026");
    expect(dateText("1961-05")).toBe("Mei 1961");
    expect(dateText("1961")).toBe("1961");
    expect(dateText("besok")).toBe("besok");
  });

  it("name the day, as the birth form asks", () => {
    expect(dayAndDateText("2026-11-24")).toBe("Selasa, 24 November 2026");
    expect(dayAndDateText("1961-05")).toBe("Mei 1961");
    expect(isoWeekday("1945-08-17")).toBe(5);
    expect(isoWeekday("2026-11-29")).toBe(7);
  });

  it("write the time with a dot", () => {
    expect(timeText("08:12")).toBe("08.12 WIB");
    expect(momentText(Date.UTC(2026, 10, 24, 1, 12))).toBe("24 November 2026 08.12 WIB");
  });

  it("keep date and time whole in a line, and call today so", () => {
    const at = Date.UTC(2026, 10, 24, 1, 12);
    expect(momentLine(at, "2026-11-24")).toBe("hari\u00A0ini 08.12\u00A0WIB");
    expect(momentLine(at, "2026-11-25")).toBe("24\u00A0November\u00A02026 08.12\u00A0WIB");
    expect(shortMomentText(at, "2026-11-24")).toBe("08.12\u00A0WIB");
    expect(shortMomentText(at, "2026-11-25")).toBe("24\u00A0November\u00A02026");
  });
});
