import { describe, expect, it } from "vitest";
import { emoticonBefore } from "./emoticons.ts";

const after = (text: string) => {
  const change = emoticonBefore(text, text.length);
  return change && text.slice(0, change.start) + change.text + text.slice(change.end);
};

describe("emoticonBefore", () => {
  it("makes an emoji of an emoticon that ended with a space", () => {
    expect(after("hello :) ")).toBe("hello 🙂 ");
    expect(after("<3 ")).toBe("❤️ ");
  });

  it.each(["a:) ", ":)", "`:) ", "toString ", "10:D "])("leaves %j alone", (text) => {
    expect(after(text)).toBeNull();
  });
});
