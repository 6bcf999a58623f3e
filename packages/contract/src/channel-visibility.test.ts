import { expect, it } from "vitest";
import { badgeTotal, defaultSettings, isHidden, isMuted } from "./channel-visibility.ts";

const now = new Date("2026-05-01T12:00:00Z");
const before = "2026-05-01T11:59:59Z";
const after = "2026-05-01T12:00:01Z";

it("[B7] a hidden channel is back with the next message", () => {
  expect(isHidden(defaultSettings, 7)).toBe(false);
  expect(isHidden({ ...defaultSettings, hiddenSeq: 7 }, 7)).toBe(true);
  expect(isHidden({ ...defaultSettings, hiddenSeq: 7 }, 8)).toBe(false);
});

it("[B7] muting ends at its time, or not at all", () => {
  expect(isMuted(defaultSettings, now)).toBe(false);
  expect(isMuted({ ...defaultSettings, mutedUntil: after }, now)).toBe(false);
  expect(isMuted({ ...defaultSettings, muted: true }, now)).toBe(true);
  expect(isMuted({ ...defaultSettings, muted: true, mutedUntil: after }, now)).toBe(true);
  expect(isMuted({ ...defaultSettings, muted: true, mutedUntil: before }, now)).toBe(false);
});

it("[B7] a badge counts what notifies and is shown", () => {
  const unread = { count: 5, mentions: 2 };
  const badge = (settings: Partial<Parameters<typeof isMuted>[0]> | null) => {
    const kept = settings === null ? null : { ...defaultSettings, ...settings };
    return badgeTotal([{ messageSeq: 9, unread, settings: kept }], now);
  };
  const nothing = { total: 0, mentions: 0 };
  expect(badge({})).toEqual({ total: 5, mentions: 2 });
  expect(badge({ notifications: "mentions" })).toEqual({ total: 2, mentions: 2 });
  expect(badge({ notifications: "none" })).toEqual(nothing);
  expect(badge({ muted: true })).toEqual(nothing);
  expect(badge({ muted: true, mutedUntil: before })).toEqual({ total: 5, mentions: 2 });
  expect(badge({ archived: true })).toEqual(nothing);
  expect(badge({ hiddenSeq: 9 })).toEqual(nothing);
  expect(badge({ hiddenSeq: 8 })).toEqual({ total: 5, mentions: 2 });
  expect(badge(null)).toEqual(nothing);
});
