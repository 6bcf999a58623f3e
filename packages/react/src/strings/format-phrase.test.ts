import { describe, expect, it } from "vitest";
import { formatPhrase } from "./format-phrase.ts";

const unread = { one: "{count} message", other: "{count} messages" };
const inEnglish = { plurals: "en", numbers: "en" };

describe("formatPhrase", () => {
  it("fills the places by name", () => {
    expect(formatPhrase("{first} and {second}", { first: "Ada", second: "Bob" })).toBe(
      "Ada and Bob",
    );
  });

  it("chooses the plural form by the count", () => {
    expect(formatPhrase(unread, { count: 1 }, inEnglish)).toBe("1 message");
    expect(formatPhrase(unread, { count: 2 }, inEnglish)).toBe("2 messages");
    expect(formatPhrase(unread, { count: 0 }, inEnglish)).toBe("0 messages");
  });

  it.each([
    ["ar", 0, "zero"],
    ["ar", 1, "one"],
    ["ar", 2, "two"],
    ["ar", 3, "few"],
    ["ar", 11, "many"],
    ["ar", 100, "other"],
    ["ru", 1, "one"],
    ["ru", 3, "few"],
    ["ru", 5, "many"],
    ["ru", 21, "one"],
    ["pl", 2, "few"],
    ["pl", 12, "many"],
  ])("follows the plural rules of %s for %i: %s", (plurals, count, form) => {
    const forms = {
      ...{ zero: "zero", one: "one", two: "two" },
      ...{ few: "few", many: "many", other: "other" },
    };
    expect(formatPhrase(forms, { count }, { plurals })).toBe(form);
  });

  it("falls back to the form for other counts", () => {
    expect(formatPhrase(unread, { count: 2 }, { plurals: "ar", numbers: "en" })).toBe("2 messages");
  });

  it("does not read places inside a value", () => {
    expect(formatPhrase("{name}: {text}", { name: "{text}", text: "hi" })).toBe("{text}: hi");
  });

  it("writes large numbers as the language does", () => {
    expect(formatPhrase(unread, { count: 12345 }, inEnglish)).toBe("12,345 messages");
  });
});
