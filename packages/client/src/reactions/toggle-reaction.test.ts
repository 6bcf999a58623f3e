import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReactionGroup } from "../wire/entities.ts";
import { timesOf, toggleReaction } from "./toggle-reaction.ts";

const modes = ["unique", "distinct", "multiple"] as const;
const steps = fc.array(
  fc.record({
    type: fc.constantFrom("react" as const, "unreact" as const),
    reaction: fc.constantFrom("👍", "🎉", "tada"),
    userId: fc.constantFrom("ada", "bob"),
    times: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 12 },
);

test.each(modes)("[C5] %s: what shows at once is what a naive recount says", (mode) => {
  fc.assert(
    fc.property(steps, (taken) => {
      const own = new Map<string, Map<string, number>>();
      let groups: readonly ReactionGroup[] = [];
      for (const { type, reaction, userId, times } of taken) {
        const count = mode === "multiple" ? times : 1;
        groups = toggleReaction(groups, { type, reaction, userId, mode, times: count });
        const kinds = own.get(userId) ?? new Map<string, number>();
        if (type === "react" && mode === "unique") kinds.clear();
        if (type === "react") kinds.set(reaction, count);
        else kinds.delete(reaction);
        own.set(userId, kinds);
      }
      for (const reaction of ["👍", "🎉", "tada"]) {
        const group = groups.find((candidate) => candidate.type === reaction);
        const expected = [...own].map(([id, kinds]) => [id, kinds.get(reaction) ?? 0] as const);
        expect(group?.count ?? 0).toBe(expected.reduce((sum, [, count]) => sum + count, 0));
        for (const [id, count] of expected) expect(timesOf(group, id)).toBe(count);
      }
    }),
  );
});

test("[C5] what is so already is the very same state", () => {
  const groups = toggleReaction([], { type: "react", reaction: "👍", userId: "ada" });
  expect(toggleReaction(groups, { type: "react", reaction: "👍", userId: "ada" })).toBe(groups);
  expect(toggleReaction(groups, { type: "unreact", reaction: "🎉", userId: "ada" })).toBe(groups);
});
