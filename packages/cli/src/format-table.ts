/** A table for people: columns aligned, as wide as their widest cell. Without rows, a sentence. */
export function formatTable(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
  empty: string,
): string {
  if (rows.length === 0) return empty;
  const cells = [columns, ...rows].map((row) => row.map(oneLine));
  const widths = columns.map((_name, index) =>
    Math.max(...cells.map((row) => columnsOf(row[index] ?? ""))),
  );
  return cells
    .map((row) =>
      row
        .map(
          (cell, index) => cell + " ".repeat(Math.max(0, (widths[index] ?? 0) - columnsOf(cell))),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Names and values under each other, for one thing. */
export function formatFields(
  fields: readonly (readonly [name: string, value: string | number | null | undefined])[],
): string {
  const width = Math.max(...fields.map(([name]) => name.length));
  return fields
    .map(([name, value]) => `${name.padEnd(width)}  ${oneLine(value)}`.trimEnd())
    .join("\n");
}

/** A time as people read it, to the second, in UTC; a dash for none. */
export function formatTime(time: string | null | undefined): string {
  return time ? time.slice(0, 19).replace("T", " ") : "-";
}

/** What comes from others must not move the cursor or break the line. */
export function oneLine(value: string | number | null | undefined): string {
  if (value === null || value === undefined || value === "") return "-";
  return String(value).replace(/\p{Cc}+/gu, " ");
}

// Characters of east Asian scripts and emoji take two columns of a terminal.
function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of new Intl.Segmenter().segment(text))
    columns +=
      /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        segment,
      )
        ? 2
        : 1;
  return columns;
}
