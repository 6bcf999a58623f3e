import { expect, it } from "vitest";
import { inviteCodeOf } from "./invite-code-of.ts";

it.each([
  ["https://chat.example.com/invite/abcDEF_-123", "abcDEF_-123"],
  [" http://localhost:8800/invite/abcdefgh/?x=1 ", "abcdefgh"],
  ["abcdefgh", "abcdefgh"],
  ["https://chat.example.com/s/abcdefgh", null],
  ["short", null],
  ["", null],
])("reads %j as %j", (input, code) => {
  expect(inviteCodeOf(input)).toBe(code);
});
