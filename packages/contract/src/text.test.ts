import { expect, test } from "vitest";
import { ChannelCid, MessageId, UserId } from "./ids.ts";
import { CustomData, text } from "./text.ts";

test.each(["a\u0000b", "\ud800", "x\udc00y"])(
  "text that cannot be stored is refused: %j",
  (value) => {
    expect(text(100).safeParse(value).success).toBe(false);
  },
);

test("text keeps emoji and other scripts as they are", () => {
  expect(text(100).parse("héllo 👩‍👩‍👧 你好")).toBe("héllo 👩‍👩‍👧 你好");
});

test("custom data is bounded in size and depth and holds no prototype keys", () => {
  const deep = Array.from({ length: 12 }).reduce<object>((inner) => ({ inner }), {});
  expect(CustomData.safeParse({ a: { b: [1, "two", null] } }).success).toBe(true);
  expect(CustomData.safeParse({ big: "x".repeat(17_000) }).success).toBe(false);
  expect(CustomData.safeParse(deep).success).toBe(false);
  expect(CustomData.safeParse(JSON.parse('{"a":{"__proto__":{"x":1}}}')).success).toBe(false);
  expect(CustomData.safeParse({ a: "\ud800" }).success).toBe(false);
});

test.each(["", "a b", "a/b", "x".repeat(65), "ä"])("%j is no user id", (id) => {
  expect(UserId.safeParse(id).success).toBe(false);
});

test.each(["messaging", "messaging:", ":x", "Messaging:x", "messaging:a b", "messaging:a:b"])(
  "%j is no channel address",
  (cid) => {
    expect(ChannelCid.safeParse(cid).success).toBe(false);
  },
);

test("message ids are the same in any case", () => {
  expect(MessageId.parse("0199F3A0-0000-7000-8000-00000000ABCD")).toBe(
    "0199f3a0-0000-7000-8000-00000000abcd",
  );
});
