/**
 * How well a text fits what was typed: higher is better, null is not at all. The letters have to come in order; those at the
 * beginning, at the start of words and beside each other count most, and a short text before a long one.
 */
export function matchScore(text: string, query: string): number | null {
  const wanted = fold(query);
  if (wanted === "") return 0;
  const given = fold(text);
  const whole = given.indexOf(wanted);
  if (whole >= 0) {
    return 1_000 - given.length + (whole === 0 ? 500 : isWordStart(given, whole) ? 250 : 0);
  }
  let score = 0;
  let at = -1;
  for (const letter of wanted) {
    if (letter === " ") continue;
    const next = given.indexOf(letter, at + 1);
    if (next < 0) return null;
    score += (next === at + 1 ? 4 : 0) + (isWordStart(given, next) ? 6 : 0) + 1;
    at = next;
  }
  return score - given.length / 100;
}

/** What fits, the best first; those that fit as well stay in their order. */
export function rankMatches<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
  query: string,
): readonly Item[] {
  return items
    .map((item) => ({ item, score: matchScore(textOf(item), query) }))
    .filter((match): match is { item: Item; score: number } => match.score !== null)
    .toSorted((one, other) => other.score - one.score)
    .map(({ item }) => item);
}

function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
}
