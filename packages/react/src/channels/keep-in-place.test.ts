import { describe, expect, it } from "vitest";
import { keepInPlace } from "./keep-in-place.ts";

const keep = (next: string[], before: string[], held: string | null) =>
  keepInPlace(next, before, (item) => item === held);

describe("keepInPlace", () => {
  it("lets the others pass around the one that is held", () => {
    expect(keep(["d", "a", "b", "c"], ["a", "b", "c", "d"], "b")).toEqual(["d", "b", "a", "c"]);
    expect(keep(["b", "a", "c"], ["a", "b", "c"], "b")).toEqual(["a", "b", "c"]);
  });

  it("takes the new order when nothing is held, or it is gone", () => {
    expect(keep(["c", "a"], ["a", "c"], null)).toEqual(["c", "a"]);
    expect(keep(["c", "a"], ["a", "b", "c"], "b")).toEqual(["c", "a"]);
    expect(keep(["c", "a"], ["a"], "c")).toEqual(["c", "a"]);
  });

  it("moves what is held to the end of a list that became shorter than where it stood", () => {
    expect(keep(["c", "a"], ["a", "b", "c"], "c")).toEqual(["a", "c"]);
  });
});
