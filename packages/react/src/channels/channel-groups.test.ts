import type { Channel } from "@natter/client";
import { expect, it } from "vitest";
import { channelTree } from "./channel-groups.ts";

it("groups channels by category, those of none first", () => {
  const channel = (cid: string, category?: unknown) =>
    ({ cid, custom: category === undefined ? {} : { category } }) as unknown as Channel; // all it reads
  const groups = channelTree([
    channel("a", "Work"),
    channel("b"),
    channel("c", "Fun"),
    channel("d", " Work "),
    channel("e", 3),
  ]);
  expect(groups.map(({ name, channels }) => [name, channels.map(({ cid }) => cid)])).toEqual([
    [null, ["b", "e"]],
    ["Fun", ["c"]],
    ["Work", ["a", "d"]],
  ]);
  expect(channelTree([])).toEqual([]);
});
