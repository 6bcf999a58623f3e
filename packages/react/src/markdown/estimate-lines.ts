const charactersPerLine = 80;

/** About how many lines a text takes. Guessed from the text alone, so that a row has its height before it is laid out. */
export function estimateLines(text: string): number {
  let lines = 0;
  for (const line of text.split("\n"))
    lines += Math.max(1, Math.ceil(line.length / charactersPerLine));
  return lines;
}
