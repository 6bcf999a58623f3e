import { expect, it } from "vitest";
import { distance } from "./use-when.ts";

it.each([
  [0, 0, "minute"],
  [-59_000, 0, "minute"],
  [90_000, 2, "minute"],
  [3_600_000, 1, "hour"],
  [-86_400_000, -1, "day"],
  [14 * 86_400_000, 2, "week"],
  [400 * 86_400_000, 1, "year"],
])("says %i ms as %i %s", (ms, value, unit) => {
  expect(distance(ms)).toEqual({ value, unit });
});
