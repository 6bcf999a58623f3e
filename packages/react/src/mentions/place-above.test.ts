import { describe, expect, it } from "vitest";
import { placeAbove } from "./place-above.ts";

const window = { top: 0, height: 600 };

describe("placeAbove", () => {
  it("puts the list above a box at the bottom", () => {
    expect(placeAbove({ top: 540, bottom: 590 }, 300, window)).toEqual({
      side: "above",
      offset: 66,
      maxHeight: 526,
    });
  });

  it("flips below a box at the top", () => {
    expect(placeAbove({ top: 40, bottom: 90 }, 300, window).side).toBe("below");
  });

  it("takes the larger side and shortens the list where it fits neither", () => {
    const small = placeAbove({ top: 200, bottom: 240 }, 500, { top: 0, height: 400 });
    expect(small).toMatchObject({ side: "above", maxHeight: 186 });
  });
});
