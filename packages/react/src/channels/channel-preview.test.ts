import type { Channel } from "@natter/client";
import { describe, expect, it } from "vitest";
import { english } from "../strings/english.ts";
import { formatPhrase } from "../strings/format-phrase.ts";
import type { Say } from "../strings/use-strings.ts";
import { channelPreview } from "./channel-preview.ts";

const say: Say = (key, values = {}) => formatPhrase(english[key], values, { plurals: "en" });

const preview = (message: object | null, more: object = {}) =>
  channelPreview({
    // A preview reads these of a channel and no more.
    channel: { kind: "group", lastMessage: message } as unknown as Channel,
    viewerId: "me",
    typing: [],
    draft: null,
    say,
    lastText: "Hello\nthere",
    ...more,
  });

const hello = { sender: { id: "ada", name: "Ada" }, deletedAt: null };

describe("channelPreview", () => {
  it("shows the first line of the newest message, and whose it is", () => {
    expect(preview(hello)).toEqual({ type: "message", prefix: "Ada:", text: "Hello" });
    expect(preview({ ...hello, sender: { id: "me", name: "Me" } }).prefix).toBe("You:");
    const direct = { kind: "direct", lastMessage: hello };
    expect(preview(null, { channel: direct })).toEqual({
      type: "message",
      prefix: "",
      text: "Hello",
    });
  });

  it("shows a draft before a message, and who is typing before both", () => {
    expect(preview(hello, { draft: "I will" })).toEqual({
      type: "draft",
      prefix: "Draft:",
      text: "I will",
    });
    const typing = [{ name: "Ada" }];
    expect(preview(hello, { draft: "I will", typing }).text).toBe("Ada is typing");
    expect(preview(hello, { typing: [{ name: "Ada" }, { name: "Bob" }] }).text).toBe(
      "Several people are typing",
    );
  });

  it("does not take blanks for a draft, nor show what was deleted", () => {
    expect(preview(hello, { draft: " \n" }).type).toBe("message");
    expect(preview({ ...hello, deletedAt: new Date() }).text).toBe("Message deleted");
    expect(preview(null)).toEqual({ type: "none", prefix: "", text: "" });
  });
});
