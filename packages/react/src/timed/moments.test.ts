import { describe, expect, it } from "vitest";
import { fromLocalInput, toLocalInput, usualMoments } from "./moments.ts";

function momentsOf(now: Date): Record<string, Date> {
  return Object.fromEntries(usualMoments(now).map(({ id, at }) => [id, at]));
}

describe("usualMoments", () => {
  it("counts minutes from now, and mornings by the calendar", () => {
    const moments = momentsOf(new Date(2026, 4, 20, 16, 30)); // a Wednesday
    expect(moments["soon"]).toEqual(new Date(2026, 4, 20, 16, 50));
    expect(moments["later"]).toEqual(new Date(2026, 4, 20, 19, 30));
    expect(moments["tomorrow"]).toEqual(new Date(2026, 4, 21, 9));
    expect(moments["monday"]).toEqual(new Date(2026, 4, 25, 9));
  });

  it("means the next Monday on a Monday, and tomorrow's on a Sunday", () => {
    expect(momentsOf(new Date(2026, 4, 25, 8))["monday"]).toEqual(new Date(2026, 5, 1, 9));
    expect(momentsOf(new Date(2026, 4, 24, 8))["monday"]).toEqual(new Date(2026, 4, 25, 9));
  });

  it("is always still to come", () => {
    for (let day = 1; day <= 7; day += 1) {
      const now = new Date(2026, 10, day, 23, 59);
      for (const { at } of usualMoments(now)) expect(at.getTime()).toBeGreaterThan(now.getTime());
    }
  });
});

describe("local input", () => {
  it("comes back as it was, to the minute", () => {
    const date = new Date(2026, 9, 25, 2, 30);
    expect(fromLocalInput(toLocalInput(date))).toEqual(date);
  });

  it("is nothing for nonsense", () => {
    expect(fromLocalInput("")).toBeNull();
    expect(fromLocalInput("soon")).toBeNull();
  });
});
