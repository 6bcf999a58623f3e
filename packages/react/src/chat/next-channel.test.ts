import type { Channel } from "@natter/client";
import { describe, expect, it } from "vitest";
import { nextChannel } from "./next-channel.ts";

// Going on needs these of a channel and no more.
const list = [0, 2, 0, 1].map(
  (count, index) => ({ cid: `c${index}`, unread: { count } }) as unknown as Channel,
);
const go = (open: string | null, step: 1 | -1, unread = false) =>
  nextChannel(list, open, { step, unread })?.cid ?? null;

describe("nextChannel", () => {
  it("goes to the neighbour, and round the ends", () => {
    expect(go("c1", 1)).toBe("c2");
    expect(go("c3", 1)).toBe("c0");
    expect(go("c0", -1)).toBe("c3");
  });

  it("goes to the nearest with something unread", () => {
    expect(go("c1", 1, true)).toBe("c3");
    expect(go("c3", 1, true)).toBe("c1");
    expect(go("c1", -1, true)).toBe("c3");
  });

  it("begins at an end when nothing is open, and stays when there is nowhere to go", () => {
    expect(go(null, 1)).toBe("c0");
    expect(go(null, -1)).toBe("c3");
    expect(nextChannel([list[1]!], "c1", { step: 1 })).toBeNull();
    expect(nextChannel([], null, { step: 1 })).toBeNull();
    expect(nextChannel([list[0]!, list[2]!], "c0", { step: 1, unread: true })).toBeNull();
  });
});
