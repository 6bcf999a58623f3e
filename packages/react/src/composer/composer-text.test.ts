import { describe, expect, it } from "vitest";
import { changedTo, replaced, wholeMentionAt, withRemembered } from "./change-text.ts";
import {
  emptyText,
  fromSource,
  mentionedIn,
  toSource,
  type ComposerText,
} from "./composer-text.ts";

const names: Readonly<Record<string, string>> = { ada: "Ada Lovelace", bob: "Bob" };
const read = (source: string) =>
  fromSource(source, (target) =>
    target.type === "user" ? (names[target.userId] ?? target.userId) : target.group,
  );
/** Replaces a text as typing does: the caret is behind what was written. */
const type = (before: ComposerText, text: string, caret: number) => changedTo(before, text, caret);

describe("a text with mentions", () => {
  it("is read by name and sent by id", () => {
    const text = read("Ask <@ada> or <!channel>, <@bob>");
    expect(text.text).toBe("Ask @Ada Lovelace or @channel, @Bob");
    expect(toSource(text)).toBe("Ask <@ada> or <!channel>, <@bob>");
  });

  it.each(["<!everyone>", "<@>", "<@a b>", "<script>", "<!role:king>", "< @ada>"])(
    "leaves %s as it is",
    (source) => {
      expect(read(source)).toEqual({ text: source, mentions: [] });
      expect(toSource(read(source))).toBe(source);
    },
  );

  it("keeps its mentions while words are written around them", () => {
    const before = read("Ask <@ada> now");
    const longer = type(before, "Do ask @Ada Lovelace now", 3);
    expect(toSource(longer)).toBe("Do ask <@ada> now");
    expect(toSource(type(longer, "Do ask @Ada Lovelace now!", 25))).toBe("Do ask <@ada> now!");
  });

  it("keeps a mention when something is written right before it", () => {
    expect(toSource(type(read("<@bob>!"), "x@Bob!", 1))).toBe("x<@bob>!");
  });

  it("makes an ordinary text of a mention that is changed inside", () => {
    const before = read("Ask <@ada> now");
    expect(toSource(type(before, "Ask @Ada now", 8))).toBe("Ask @Ada now");
  });

  it("knows which of two equal letters was typed by the caret", () => {
    const before = read("<@bob>");
    // A second b behind the name, not inside it.
    expect(toSource(type(before, "@Bobb", 5))).toBe("<@bob>b");
  });

  it("takes a mention in the place of what was typed", () => {
    const target = { type: "user", userId: "ada" } as const;
    const next = replaced(
      { text: "Hi @ad", mentions: [] },
      { start: 3, end: 6, text: "@Ada Lovelace " },
      target,
    );
    expect(toSource(next)).toBe("Hi <@ada> ");
  });

  it("finds a mention again that an undo brought back", () => {
    const remembered = new Map([["@Bob", { type: "user", userId: "bob" } as const]]);
    const back = withRemembered({ text: "Hi @Bob and @Bob", mentions: [] }, remembered);
    expect(toSource(back)).toBe("Hi <@bob> and <@bob>");
  });
});

describe("wholeMentionAt", () => {
  const text = read("Hi <@bob>!");
  it("gives the whole mention to a Backspace behind or inside it", () => {
    expect(wholeMentionAt(text, 7, "Backspace")).toEqual({ start: 3, end: 7 });
    expect(wholeMentionAt(text, 5, "Backspace")).toEqual({ start: 3, end: 7 });
  });

  it("gives the whole mention to a Delete before it", () => {
    expect(wholeMentionAt(text, 3, "Delete")).toEqual({ start: 3, end: 7 });
  });

  it("leaves the key alone elsewhere", () => {
    expect(wholeMentionAt(text, 3, "Backspace")).toBeNull();
    expect(wholeMentionAt(text, 7, "Delete")).toBeNull();
    expect(wholeMentionAt(emptyText, 0, "Backspace")).toBeNull();
  });
});

describe("mentionedIn", () => {
  it("names everybody once, wherever they stand", () => {
    expect(mentionedIn("<@ada> **<@bob>**\n> <@ada>\n- <!here>")).toEqual({
      mentions: ["ada", "bob"],
      mentionGroups: ["here"],
    });
  });

  it("names nobody whose name is only code", () => {
    expect(mentionedIn("`<@ada>`\n```\n<@bob>\n```")).toEqual({ mentions: [], mentionGroups: [] });
  });
});
