import { describe, expect, it } from "vitest";
import { formatPhrase } from "./format-phrase.ts";

const unread = { one: "{count} message", other: "{count} messages" };

describe("formatPhrase", () => {
  it("fills the places by name", () => {
    expect(formatPhrase("{first} and {second}", { first: "Ada", second: "Bob" })).toBe(
      "Ada and Bob",
    );
  });

  it("chooses the plural form by the count", () => {
    expect(formatPhrase(unread, { count: 1 }, "en")).toBe("1 message");
    expect(formatPhrase(unread, { count: 2 }, "en")).toBe("2 messages");
    expect(formatPhrase(unread, { count: 0 }, "en")).toBe("0 messages");
  });

  it("does not read places inside a value", () => {
    expect(formatPhrase("{name}: {text}", { name: "{text}", text: "hi" })).toBe("{text}: hi");
  });

  it("writes large numbers as the language does", () => {
    expect(formatPhrase(unread, { count: 12345 }, "en")).toBe("12,345 messages");
  });
});
