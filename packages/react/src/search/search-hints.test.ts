import { describe, expect, it } from "vitest";
import { searchHints, withHint, type SearchNames } from "./search-hints.ts";

const names: SearchNames = {
  people: [
    { id: "ada", name: "Ada Lovelace" },
    { id: "u-17", name: "Bob" },
  ],
  channels: [
    { cid: "messaging:1", title: "general" },
    { cid: "messaging:2", title: "garden club" },
  ],
  today: "2026-05-31",
};
const inserts = (text: string) => searchHints(text, names).map(({ insert }) => insert);

describe("searchHints", () => {
  it("offers the operators before anything is written, and those that fit what is", () => {
    expect(inserts("")).toEqual(["from:", "in:", "has:", "before:", "after:", "mentions:me"]);
    expect(inserts("roses ")).toHaveLength(6);
    expect(inserts("roses be")).toEqual(["before:"]);
    expect(inserts("roses")).toEqual([]);
  });

  it("offers people by id or name, and oneself", () => {
    expect(inserts("from:")).toEqual(["from:me", "from:ada", "from:u-17"]);
    expect(inserts("from:@ad")).toEqual(["from:ada"]);
    expect(inserts("from:bo")).toEqual(["from:u-17"]);
  });

  it("offers channels, in quotes where the name has a blank", () => {
    expect(inserts("in:#g")).toEqual(["in:general", 'in:"garden club"']);
  });

  it("offers what a message can have, and today", () => {
    expect(inserts("has:l")).toEqual(["has:link"]);
    expect(inserts("before:")).toEqual(["before:2026-05-31"]);
  });

  it("offers nothing for what is no operator", () => {
    expect(inserts("https://")).toEqual([]);
  });
});

describe("withHint", () => {
  it("replaces the word at the end and goes on", () => {
    const [hint] = searchHints("roses fr", names);
    expect(hint && withHint("roses fr", hint)).toBe("roses from:");
    const [person] = searchHints("roses from:ad", names);
    expect(person && withHint("roses from:ad", person)).toBe("roses from:ada ");
  });
});
