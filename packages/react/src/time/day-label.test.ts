import { describe, expect, it } from "vitest";
import { english } from "../strings/english.ts";
import { formatPhrase } from "../strings/format-phrase.ts";
import type { Say } from "../strings/use-strings.ts";
import { dayLabel, isSameDay } from "./day-label.ts";

const say: Say = (key, values = {}) => formatPhrase(english[key], values);
const words = { say, locale: "en-GB" };
const now = new Date(2026, 4, 20, 0, 30);

describe("dayLabel", () => {
  it("names today and yesterday by the calendar, not by hours", () => {
    expect(dayLabel(new Date(2026, 4, 20, 0, 1), now, words)).toBe("Today");
    expect(dayLabel(new Date(2026, 4, 19, 23, 59), now, words)).toBe("Yesterday");
  });

  it("names the weekday within the last week", () => {
    expect(dayLabel(new Date(2026, 4, 16, 12), now, words)).toBe("Saturday");
  });

  it("gives the date further back, and the year when it is another", () => {
    expect(dayLabel(new Date(2026, 4, 13, 12), now, words)).toBe("Wednesday 13 May");
    expect(dayLabel(new Date(2011, 4, 13, 12), now, words)).toContain("2011");
  });

  it("gives the date of a day that is still to come", () => {
    expect(dayLabel(new Date(2026, 4, 22, 12), now, words)).toBe("Friday 22 May");
  });
});

describe("isSameDay", () => {
  it("parts two moments at midnight", () => {
    expect(isSameDay(new Date(2026, 4, 20, 0, 0), new Date(2026, 4, 20, 23, 59))).toBe(true);
    expect(isSameDay(new Date(2026, 4, 20, 0, 0), new Date(2026, 4, 19, 23, 59))).toBe(false);
  });
});
