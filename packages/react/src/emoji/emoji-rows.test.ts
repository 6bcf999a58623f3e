import { describe, expect, it } from "vitest";
import { readEmojiData } from "./emoji-data.ts";
import { browseSections, foundSections, moveInRows } from "./emoji-rows.ts";

const data = readEmojiData();
const sections = browseSections(data, ["🎉", "👍🏽", "🚀"]);

describe("moveInRows", () => {
  it("goes from the last of a short row to the first of the next", () => {
    expect(moveInRows(sections, { row: 0, column: 2 }, "ArrowRight")).toEqual({
      row: 1,
      column: 0,
    });
    expect(moveInRows(sections, { row: 1, column: 0 }, "ArrowLeft")).toEqual({ row: 0, column: 2 });
  });

  it("keeps to the end of a row that is shorter", () => {
    expect(moveInRows(sections, { row: 1, column: 7 }, "ArrowUp")).toEqual({ row: 0, column: 2 });
  });

  it("leaves the grid above the first row only", () => {
    expect(moveInRows(sections, { row: 0, column: 1 }, "ArrowUp")).toBeNull();
    const rows = sections.flatMap((section) => section.rows);
    const last = { row: rows.length - 1, column: 0 };
    expect(moveInRows(sections, last, "ArrowDown")).toEqual(last);
  });

  it("goes from category to category by page", () => {
    const second = sections[1]?.firstRow ?? 0;
    const third = sections[2]?.firstRow ?? 0;
    expect(moveInRows(sections, { row: second + 1, column: 3 }, "PageDown")).toEqual({
      row: third,
      column: 0,
    });
    expect(moveInRows(sections, { row: third, column: 3 }, "PageUp")).toEqual({
      row: second,
      column: 0,
    });
  });
});

it("shows nothing where nothing was found, and what was used last as it was used", () => {
  expect(foundSections([])).toEqual([]);
  expect(sections[0]?.rows[0]?.map(({ character }) => character)).toEqual(["🎉", "👍🏽", "🚀"]);
});
