import { describe, expect, it } from "vitest";
import { titleWith } from "./use-badge.ts";

describe("[READ-4] the page's title", () => {
  it("has the count before it, and none for zero", () => {
    expect(titleWith("Natter", 3)).toBe("(3) Natter");
    expect(titleWith("(3) Natter", 5)).toBe("(5) Natter");
    expect(titleWith("(5) Natter", 0)).toBe("Natter");
    expect(titleWith("Natter", 100)).toBe("(99+) Natter");
    expect(titleWith("(99+) Natter", 0)).toBe("Natter");
  });

  it("leaves other brackets of a title alone", () => {
    expect(titleWith("(draft) Natter", 1)).toBe("(1) (draft) Natter");
  });
});
