import { expect, test } from "vitest";
import type { ChannelFilter } from "./channel-filters.ts";
import { parseChannelFilter } from "./parse-channel-filter.ts";

const is = (field: string, operator: string, value: unknown, key = "") => ({
  type: "is",
  ...{ field, key, operator, value },
});

test("[B6] a filter becomes conditions; a bare value means $eq, and other products' names are understood", () => {
  const filter = {
    type: "messaging",
    members: { $in: ["ada"] },
    has_unread: true,
    $or: [{ name: { $autocomplete: "gen" } }, { "custom.topic": "x", memberCount: { $gt: 2 } }],
  };
  expect(parseChannelFilter(filter).test).toEqual({
    type: "all",
    tests: [
      is("type", "$eq", "messaging"),
      is("members", "$in", ["ada"]),
      is("hasUnread", "$eq", true),
      {
        type: "any",
        tests: [
          { type: "all", tests: [is("name", "$autocomplete", "gen")] },
          { type: "all", tests: [is("custom", "$eq", "x", "topic"), is("memberCount", "$gt", 2)] },
        ],
      },
    ],
  });
});

const deep = (levels: number): unknown =>
  levels === 0 ? { kind: "group" } : { $and: [deep(levels - 1)] };

test.each<[string, unknown]>([
  ["a list", []],
  ["text", "x"],
  ["nothing", null],
  ["an unknown field", { nobody: 1 }],
  ["a field of every object", { constructor: 1 }],
  ["a prototype", JSON.parse('{"__proto__":{"kind":"group"}}')],
  ["a prototype as a key", { "custom.__proto__": 1 }],
  ["custom alone", { custom: 1 }],
  ["an unknown operator", { kind: { $where: "1" } }],
  ["an operator of another field", { frozen: { $gt: true } }],
  ["$regex", { name: { $regex: ".*" } }],
  ["no operator", { kind: {} }],
  ["a number for text", { kind: 1 }],
  ["text for a number", { memberCount: "2" }],
  ["an infinite number", { memberCount: JSON.parse("1e400") }],
  ["no time", { createdAt: "tomorrow" }],
  ["an impossible time", { createdAt: "2026-13-45T00:00:00Z" }],
  ["text for a flag", { frozen: "true" }],
  ["no list", { kind: { $in: "group" } }],
  ["a list in a list", { kind: { $in: [["group"]] } }],
  ["a long list", { kind: { $in: Array.from({ length: 101 }, () => "x") } }],
  ["long text", { kind: "x".repeat(129) }],
  ["NUL", { name: "a\u0000b" }],
  ["a lone surrogate", { name: "\ud800" }],
  ["$or of nothing", { $or: [] }],
  ["$or of an object", { $or: {} }],
  ["nesting without end", deep(5_000)],
  ["nesting one too deep", deep(5)],
  ["too many conditions", { $or: Array.from({ length: 20 }, () => ({ kind: "x", type: "y" })) }],
])("%s is refused in one sentence", (_what, filter) => {
  expect(parseChannelFilter(filter)).toEqual({ test: null, problem: expect.stringMatching(/\.$/) });
});

test("what is just within the limits passes", () => {
  expect(parseChannelFilter(deep(4)).problem).toBeNull();
  const many = { $or: Array.from({ length: 15 }, () => ({ kind: "x", type: "y" })) };
  expect(parseChannelFilter(many).problem).toBeNull();
});

test("the type of a filter allows only the operators of a field", () => {
  const good: ChannelFilter = {
    members: { $in: ["ada"] },
    $and: [{ "custom.topic": { $exists: true } }, { createdAt: { $gt: "2026-01-01T00:00:00Z" } }],
  };
  // @ts-expect-error a flag is not ordered
  const ordered: ChannelFilter = { frozen: { $gt: true } };
  // @ts-expect-error members are not compared as a whole
  const whole: ChannelFilter = { members: { $eq: ["ada"] } };
  // @ts-expect-error there is no such field
  const unknown: ChannelFilter = { nobody: 1 };
  expect(
    [good, ordered, whole, unknown].map((filter) => parseChannelFilter(filter).test === null),
  ).toEqual([false, true, true, true]);
});
