import fc from "fast-check";
import { expect, test } from "vitest";
import type { Poll } from "../wire/entities.ts";
import { changeVote } from "./change-vote.ts";

function pollOf(anonymous: boolean): Poll {
  const option = (id: string) => ({ id, text: id, addedBy: null, count: 0, userIds: [] });
  return {
    ...{ question: "?", anonymous, maxVotes: 3, allowOptions: false, voterCount: 0 },
    ...{ closesAt: null, closedAt: null },
    options: [option("1"), option("2"), option("3")],
  };
}

const votes = fc.array(
  fc.tuple(
    fc.constantFrom("ada", "bob"),
    fc.uniqueArray(fc.constantFrom("1", "2", "3"), { maxLength: 3 }),
  ),
  { maxLength: 10 },
);

test.each([true, false])(
  "[C9] anonymous %s: what shows at once is what a recount says",
  (anonymous) => {
    fc.assert(
      fc.property(votes, (taken) => {
        const held = new Map<string, string[]>();
        let poll = pollOf(anonymous);
        for (const [userId, after] of taken) {
          poll = changeVote(poll, { userId, before: held.get(userId) ?? [], after });
          held.set(userId, after);
        }
        for (const option of poll.options) {
          const chosenBy = [...held].filter(([, ids]) => ids.includes(option.id)).map(([id]) => id);
          expect(option.count).toBe(chosenBy.length);
          expect(option.userIds.toSorted()).toEqual(anonymous ? [] : chosenBy.toSorted());
        }
        expect(poll.voterCount).toBe([...held.values()].filter((ids) => ids.length > 0).length);
      }),
    );
  },
);

test("[C9] a vote that the server has counted already is not counted twice where voters have names", () => {
  const counted = changeVote(pollOf(false), { userId: "ada", before: [], after: ["1"] });
  const again = changeVote(counted, { userId: "ada", before: [], after: ["1"] });
  expect(again).toMatchObject({
    voterCount: 1,
    options: [{ count: 1 }, { count: 0 }, { count: 0 }],
  });
});
