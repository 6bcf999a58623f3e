import { expect, test } from "vitest";
import { isLocalRequest } from "./is-local.ts";

test.each([
  ["127.0.0.1", {}, true],
  ["127.8.9.10", {}, true],
  ["::1", {}, true],
  ["::ffff:127.0.0.1", {}, true],
  ["192.0.2.7", {}, false],
  ["::ffff:192.0.2.7", {}, false],
  ["127.0.0.1.evil.test", {}, false],
  ["unknown", {}, false],
  ["127.0.0.1", { "x-forwarded-for": "192.0.2.7" }, false],
  ["127.0.0.1", { forwarded: "for=127.0.0.1" }, false],
])("a request from %s with %j is local: %s", (address, headers, expected) => {
  expect(isLocalRequest(address, new Headers(headers as Record<string, string>))).toBe(expected);
});
