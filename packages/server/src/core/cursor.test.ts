import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

test("a cursor gives its values back, in any script", () => {
  expect(decodeCursor(encodeCursor(["你好", "a|b"]), 2)).toEqual(["你好", "a|b"]);
  expect(encodeCursor(["ÿ?>", "~"])).toMatch(/^[A-Za-z0-9_-]+$/);
});

test.each([
  "",
  "!!!",
  "bnVsbA",
  "WzFd",
  encodeCursor(["one"]),
  encodeCursor(["a\u0000", "b"]),
  btoa('["\\ud800","b"]'),
])("%j is no cursor of a list with two values", (cursor) => {
  expect(() => decodeCursor(cursor, 2)).toThrow(
    expect.objectContaining({ code: "request.invalid" }),
  );
});
