import { describe, expect, it } from "vitest";
import { placePopover } from "./place-popover.ts";

const window = { width: 400, height: 600 };

describe("placePopover", () => {
  it("opens below the anchor, aligned to its end", () => {
    const anchor = { start: 300, top: 100, width: 40, height: 30 };
    expect(placePopover(anchor, { width: 200, height: 200 }, window)).toEqual({
      start: 140,
      top: 136,
    });
  });

  it("opens above when the anchor is near the bottom edge", () => {
    const anchor = { start: 300, top: 550, width: 40, height: 30 };
    expect(placePopover(anchor, { width: 200, height: 200 }, window).top).toBe(344);
  });

  it("stays inside the window at the edge where lines begin", () => {
    const anchor = { start: 10, top: 100, width: 40, height: 30 };
    expect(placePopover(anchor, { width: 200, height: 200 }, window).start).toBe(8);
  });

  it("keeps its top visible when it is taller than the window", () => {
    const anchor = { start: 10, top: 100, width: 40, height: 30 };
    expect(placePopover(anchor, { width: 200, height: 900 }, window).top).toBe(8);
  });
});
