/** Where each run of backticks ends that a code span begins with, by where it begins; runs without a partner are not there. */
export function pairBackticks(text: string): ReadonlyMap<number, number> {
  const partners = new Map<number, number>();
  const nextOfLength = new Map<number, number>();
  // From behind, so that each run knows the next of its length without looking for it.
  for (const run of [...text.matchAll(/`+/g)].toReversed()) {
    const length = run[0].length;
    const next = nextOfLength.get(length);
    if (next !== undefined) partners.set(run.index, next);
    nextOfLength.set(length, run.index);
  }
  return partners;
}

/** What a code span says: one space at both ends is there for backticks at the ends, and goes. */
export function codeText(inside: string): string {
  const line = inside.replaceAll("\n", " ");
  const isPadded = line.startsWith(" ") && line.endsWith(" ") && line.trim() !== "";
  return isPadded ? line.slice(1, -1) : line;
}
