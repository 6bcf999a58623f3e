import { ChatEvent, routes } from "@natter/contract";
import { expect, test } from "vitest";
import { timeFields } from "./from-wire.ts";
import { reviveDates } from "./revive-dates.ts";

const time = "2026-01-02T03:04:05.678Z";

test("[SYNC-20] times become dates at any depth", () => {
  const revived = reviveDates({ items: [{ createdAt: time, editedAt: null, text: time }] });
  expect(revived).toEqual({ items: [{ createdAt: new Date(time), editedAt: null, text: time }] });
});

test("[SYNC-20] custom data is never looked into", () => {
  const custom = { createdAt: time, deep: { at: time } };
  expect(reviveDates({ custom: structuredClone(custom) })).toEqual({ custom });
});

test("what is no time stays as it came", () => {
  expect(reviveDates({ createdAt: "yesterday", count: 1, nothing: null })).toEqual({
    createdAt: "yesterday",
    count: 1,
    nothing: null,
  });
});

test("every time on the wire is one of the fields that are revived, and no other field is", () => {
  const answers = Object.values(routes).flatMap(({ answer }) => answer ?? []);
  const found = new Set<string>();
  for (const schema of [...answers, ChatEvent]) {
    collectTimes(schema.toJSONSchema({ unrepresentable: "any" }), found);
  }
  expect([...found].toSorted()).toEqual(timeFields.toSorted());
});

function collectTimes(schema: unknown, found: Set<string>): void {
  if (typeof schema !== "object" || schema === null) return;
  const { properties } = schema as { properties?: Record<string, unknown> };
  for (const [name, property] of Object.entries(properties ?? {})) {
    if (JSON.stringify(property).includes('"date-time"') && isLeaf(property)) found.add(name);
  }
  for (const value of Object.values(schema)) collectTimes(value, found);
}

function isLeaf(property: unknown): boolean {
  return !JSON.stringify(property).includes('"properties"');
}
