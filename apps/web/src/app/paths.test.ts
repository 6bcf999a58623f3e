import { describe, expect, it } from "vitest";
import { pathOfChannel } from "./paths.ts";

describe("pathOfChannel", () => {
  it("leads to a channel of a space, and to a direct one", () => {
    expect(pathOfChannel({ cid: "messaging:a", spaceId: "s1" })).toBe("/s/s1/c/messaging:a");
    expect(pathOfChannel({ cid: "messaging:a", spaceId: null })).toBe("/dm/c/messaging:a");
  });

  it("leads to a message and to a thread", () => {
    const channel = { cid: "messaging:a", spaceId: null };
    expect(pathOfChannel(channel, { messageId: "m1" })).toBe("/dm/c/messaging:a/m1");
    expect(pathOfChannel(channel, { messageId: "m1", threadId: "m1" })).toBe(
      "/dm/c/messaging:a/m1?thread=m1",
    );
    expect(pathOfChannel(channel, { threadId: "m2" })).toBe("/dm/c/messaging:a?thread=m2");
  });
});
