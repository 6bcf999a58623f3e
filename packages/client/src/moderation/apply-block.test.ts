import { expect, test } from "vitest";
import { initialState } from "../store/initial-state.ts";
import { withBlock } from "./apply-block.ts";

test("[B8] mutes and blocks are kept apart, and repeating one changes nothing", () => {
  const muted = withBlock(initialState, { kind: "mute", userId: "bob", on: true });
  expect([muted.muted, muted.blocked]).toEqual([["bob"], []]);
  expect(withBlock(muted, { kind: "mute", userId: "bob", on: true })).toBe(muted);
  const both = withBlock(muted, { kind: "block", userId: "bob", on: true });
  expect(withBlock(both, { kind: "mute", userId: "bob", on: false })).toMatchObject({
    muted: [],
    blocked: ["bob"],
  });
});
