import { describe, expect, it } from "vitest";
import { backoffDelay, retryAfterDelay } from "./retry-delay.ts";

describe("backoffDelay", () => {
  it("doubles up to 8 seconds and is at least half of that", () => {
    const full = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => backoffDelay(attempt, () => 1));
    expect(full).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    expect(backoffDelay(3, () => 0)).toBe(500);
  });
});

describe("retryAfterDelay", () => {
  it("reads seconds and dates, never more than a minute, never less than nothing", () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    expect(retryAfterDelay("2", now)).toBe(2_000);
    expect(retryAfterDelay("Thu, 01 Jan 2026 00:00:05 GMT", now)).toBe(5_000);
    expect(retryAfterDelay("Wed, 31 Dec 2025 00:00:00 GMT", now)).toBe(0);
    expect(retryAfterDelay("86400", now)).toBe(60_000);
  });

  it("knows nothing from a missing or senseless header", () => {
    expect(retryAfterDelay(null, 0)).toBeNull();
    expect(retryAfterDelay("soon", 0)).toBeNull();
  });
});
