import { describe, expect, it } from "vitest";
import { isInFence } from "./is-in-fence.ts";

describe("isInFence", () => {
  it.each([
    ["```\nlet a;", true],
    ["```ts\nlet a;\n", true],
    ["text\n```\ncode\n```\n", false],
    ["````\n```\n", true],
    ["`` ` ``", false],
    ["", false],
  ])("is told of %j: %s", (text, inside) => {
    expect(isInFence(text, text.length)).toBe(inside);
  });
});
