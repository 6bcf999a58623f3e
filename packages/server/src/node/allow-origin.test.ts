import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { createOriginCheck } from "./allow-origin.ts";

const request = { headers: { host: "chat.example.org" } } as IncomingMessage; // all the check looks at
const rules = {
  host: "0.0.0.0",
  publicUrl: "https://chat.example.org",
  allowedOrigins: ["https://shop.example.com"],
};

test.each([
  [undefined, true],
  ["https://chat.example.org", true],
  ["https://shop.example.com", true],
  ["https://shop.example.com.evil.test", false],
  ["https://evilshop.example.com", false],
  ["http://shop.example.com", false],
  ["https://chat.example.org.evil.test", false],
  ["null", false],
  ["", false],
  ["http://localhost:3000", false],
])("a server for everyone answers a page of %s with %s", (origin, expected) => {
  expect(createOriginCheck(rules)(origin, request)).toBe(expected);
});

test("a server on loopback also lets in pages of this machine", () => {
  const check = createOriginCheck({ ...rules, host: "127.0.0.1" });
  expect(check("http://localhost:3000", request)).toBe(true);
  expect(check("http://127.0.0.1:5173", request)).toBe(true);
  expect(check("http://localhost.evil.test", request)).toBe(false);
});

test("a star lets every page in", () => {
  expect(
    createOriginCheck({ ...rules, allowedOrigins: ["*"] })("https://anyone.test", request),
  ).toBe(true);
});
