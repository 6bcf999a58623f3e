import { describe, expect, it } from "vitest";
import { matchScore, rankMatches } from "./rank-matches.ts";

const rank = (texts: string[], query: string) => rankMatches(texts, (text) => text, query);

describe("rankMatches", () => {
  it("puts a beginning before a word's beginning before the middle before scattered letters", () => {
    expect(rank(["a-d-a", "canada", "about ada", "ada"], "ada")).toEqual([
      "ada",
      "about ada",
      "canada",
      "a-d-a",
    ]);
  });

  it("leaves out what does not fit, and keeps the order of what fits as well", () => {
    expect(rank(["beta", "gamma", "zeta"], "eta")).toEqual(["beta", "zeta"]);
    expect(rank(["b", "a"], "")).toEqual(["b", "a"]);
  });

  it("does not mind accents, capitals, or spaces around", () => {
    expect(matchScore("Zoë Müller", " zoe ")).not.toBeNull();
    expect(matchScore("École", "eco")).not.toBeNull();
  });

  it("wants letters in order", () => {
    expect(matchScore("general", "lg")).toBeNull();
    expect(matchScore("design-reviews", "dr")).not.toBeNull();
  });
});
