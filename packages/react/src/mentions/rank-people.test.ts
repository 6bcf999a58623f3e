import { expect, it } from "vitest";
import { rankByName, rankName } from "./rank-people.ts";

it.each([
  ["ad", "Ada Lovelace", 0],
  ["LOVE", "Ada Lovelace", 1],
  ["jose", "José", 0],
  ["ada lo", "Ada Lovelace", 0],
  ["vel", "Ada Lovelace", null],
])("ranks %s for %s: %s", (query, name, rank) => {
  expect(rankName(query, name)).toBe(rank);
});

it("finds somebody by their id, behind those of that name", () => {
  const people = [
    { id: "bob-2", name: "Robert" },
    { id: "x", name: "Bob" },
  ];
  expect(rankByName(people, "bob").map(({ name }) => name)).toEqual(["Bob", "Robert"]);
});
