import type { Emoji, EmojiCategoryId, EmojiData } from "./emoji-data.ts";

const emojiColumns = 8;

export type EmojiSectionId = EmojiCategoryId | "recent" | "found";

/** A part of the picker under one heading, in rows of eight. */
export type EmojiSection = {
  readonly id: EmojiSectionId;
  /** The number of its first row among the rows of all sections. */
  readonly firstRow: number;
  readonly rows: readonly (readonly Emoji[])[];
};

export type EmojiPlace = { readonly row: number; readonly column: number };

/** Everything by category, those used last in front. */
export function browseSections(data: EmojiData, recent: readonly string[]): EmojiSection[] {
  // A toned one is known by the emoji it is a tone of, and shown as it was used.
  const last = recent.map((character) => data.byCharacter.get(character) ?? asUsed(character));
  const sections: { id: EmojiSectionId; emoji: readonly Emoji[] }[] = [
    ...(last.length === 0 ? [] : [{ id: "recent" as const, emoji: last }]),
    ...data.categories,
  ];
  return inRows(sections);
}

export function foundSections(found: readonly Emoji[]): EmojiSection[] {
  return found.length === 0 ? [] : inRows([{ id: "found", emoji: found }]);
}

/** Where an arrow key leads from a place; the same place at the edges, null above the first row. */
export function moveInRows(
  sections: readonly EmojiSection[],
  { row, column }: EmojiPlace,
  key: string,
): EmojiPlace | null {
  const rows = sections.flatMap((section) => section.rows);
  const lengthOf = (at: number) => rows[at]?.length ?? 0;
  const put = (toRow: number, toColumn: number): EmojiPlace => ({
    row: toRow,
    column: Math.min(toColumn, lengthOf(toRow) - 1),
  });
  switch (key) {
    case "ArrowRight":
      if (column + 1 < lengthOf(row)) return { row, column: column + 1 };
      return row + 1 < rows.length ? { row: row + 1, column: 0 } : { row, column };
    case "ArrowLeft":
      if (column > 0) return { row, column: column - 1 };
      return row > 0 ? put(row - 1, emojiColumns) : null;
    case "ArrowDown":
      return row + 1 < rows.length ? put(row + 1, column) : { row, column };
    case "ArrowUp":
      return row > 0 ? put(row - 1, column) : null;
    case "Home":
      return { row, column: 0 };
    case "End":
      return put(row, emojiColumns);
    case "PageDown":
      return put(sections.find((section) => section.firstRow > row)?.firstRow ?? row, 0);
    case "PageUp":
      return put(sections.findLast((section) => section.firstRow < row)?.firstRow ?? 0, 0);
    default:
      return { row, column };
  }
}

function asUsed(character: string): Emoji {
  return { character, name: character, shortcodes: [], tags: [], hasTones: false };
}

function inRows(
  sections: readonly { readonly id: EmojiSectionId; readonly emoji: readonly Emoji[] }[],
): EmojiSection[] {
  let firstRow = 0;
  return sections.map(({ id, emoji }) => {
    const rows = Array.from({ length: Math.ceil(emoji.length / emojiColumns) }, (_, at) =>
      emoji.slice(at * emojiColumns, (at + 1) * emojiColumns),
    );
    const section = { id, firstRow, rows };
    firstRow += rows.length;
    return section;
  });
}
