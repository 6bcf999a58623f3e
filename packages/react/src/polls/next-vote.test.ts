import { expect, it } from "vitest";
import { nextVote } from "./use-poll.ts";

it.each([
  [[], "1", 1, ["1"]],
  [["1"], "2", 1, ["2"]],
  [["1"], "1", 1, []],
  [["1"], "2", 2, ["1", "2"]],
  [["1", "2"], "3", 2, ["1", "2"]],
  [["1", "2"], "1", 2, ["2"]],
])("of %j a press on %s with %d votes makes %j", (own, option, max, next) => {
  expect(nextVote(own, option, max)).toEqual(next);
});
