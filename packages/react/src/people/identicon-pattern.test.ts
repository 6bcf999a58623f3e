import { describe, expect, it } from "vitest";
import { identiconPattern } from "./identicon-pattern.ts";

describe("identiconPattern", () => {
  it("gives the same id the same picture", () => {
    expect(identiconPattern("ada")).toEqual(identiconPattern("ada"));
  });

  it("gives different ids different pictures", () => {
    const pictures = Array.from({ length: 200 }, (_, index) =>
      JSON.stringify(identiconPattern(`user-${index}`)),
    );
    expect(new Set(pictures).size).toBe(200);
  });

  it("mirrors every row about the middle column", () => {
    for (const row of identiconPattern("bob").cells) {
      expect(row).toEqual([...row].reverse());
    }
  });

  it("always fills something, also for an empty id", () => {
    expect(identiconPattern("").cells.flat()).toContain(true);
  });
});
