import type { Emoji, EmojiCategory } from "./emoji-data.ts";

/**
 * Emoji for what somebody types, best first: those whose shortcode or name is it, then those where it begins a shortcode,
 * a word of the name, another word; every word of the query must be found.
 */
export function searchEmoji(
  categories: readonly EmojiCategory[],
  query: string,
  limit = Infinity,
): readonly Emoji[] {
  const words = query
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean);
  if (words.length === 0) return [];
  const whole = words.join("_");
  const ranked: { emoji: Emoji; rank: number }[] = [];
  for (const category of categories) {
    for (const emoji of category.emoji) {
      const rank = rankOf(emoji, whole, words);
      if (rank !== null) ranked.push({ emoji, rank });
    }
  }
  // The sort is stable: equals keep the order of the table.
  ranked.sort((one, other) => one.rank - other.rank);
  return ranked.slice(0, limit).map(({ emoji }) => emoji);
}

function rankOf(emoji: Emoji, whole: string, words: readonly string[]): number | null {
  if (emoji.shortcodes.includes(whole)) return 0;
  const begun = emoji.shortcodes.filter((shortcode) => shortcode.startsWith(whole));
  // The shorter a shortcode is, the more of it was typed.
  if (begun.length > 0) return 1 + Math.min(...begun.map(({ length }) => length)) / 1_000;
  const named = emoji.name.toLowerCase().split(/[\s\-:]+/);
  if (words.every((word) => named.some((part) => part.startsWith(word)))) return 2;
  const known = [
    ...named,
    ...emoji.tags,
    ...emoji.shortcodes.flatMap((shortcode) => shortcode.split("_")),
  ];
  return words.every((word) => known.some((part) => part.startsWith(word))) ? 3 : null;
}
