import { expect, test } from "vitest";
import { planLines, type Line, type LinePlan } from "./plan-lines.ts";

const bounds = { events: 1_000, perLine: 1_000, resyncs: 2 };

function line(after: number, eventSeq: number, inOne = false): Line {
  return { held: { epoch: "e", after }, head: { epoch: "e", eventSeq }, inOne };
}

const plan = (...lines: Line[]): LinePlan[] => planLines(lines, bounds);
const whats = (...lines: Line[]) => plan(...lines).map(({ what }) => what);

test.each([
  [0, { what: "nothing" }],
  [1, { what: "events", count: 1, isWhole: true }],
  [299, { what: "events", count: 299, isWhole: true }],
  [301, { what: "events", count: 301, isWhole: true }],
  [999, { what: "events", count: 999, isWhole: true }],
  [1_000, { what: "events", count: 1_000, isWhole: true }],
  [1_001, { what: "resync" }],
  [100_000, { what: "resync" }],
])("[SYNC-22] %i missed events of one line", (missed, expected) => {
  expect(plan(line(7, 7 + missed))).toEqual([expected]);
});

test("[SYNC-22] another epoch and a number the line never reached are a resync", () => {
  const other = { ...line(5, 9), held: { epoch: "before", after: 5 } };
  expect(whats(other, line(10, 9))).toEqual(["resync", "resync"]);
});

test("[SYNC-23] the events of an answer are shared out in order; what finds no room comes later", () => {
  expect(plan(line(0, 700), line(0, 400), line(0, 1), line(4, 4))).toEqual([
    { what: "events", count: 700, isWhole: true },
    { what: "events", count: 300, isWhole: false },
    { what: "later" },
    { what: "nothing" },
  ]);
});

test("[SYNC-23] a line whose position the caller does not give is told in one answer or in another", () => {
  expect(plan(line(0, 700), line(0, 400, true), line(0, 5, true), line(0, 5))).toEqual([
    { what: "events", count: 700, isWhole: true },
    { what: "later" },
    { what: "later" },
    { what: "events", count: 5, isWhole: true },
  ]);
  expect(planLines([line(0, 11, true)], { ...bounds, events: 10 })).toEqual([{ what: "resync" }]);
});

test("[SYNC-23] one answer shows so many lines whole, and the others later", () => {
  expect(whats(line(9, 1), line(9, 1), line(9, 1), line(0, 1))).toEqual([
    "resync",
    "resync",
    "later",
    "events",
  ]);
});
