import { emojiTable } from "./emoji-data.generated.ts";
import { searchEmoji } from "./search-emoji.ts";

export type Emoji = {
  readonly character: string;
  readonly name: string;
  /** Without colons; the first is the usual one. */
  readonly shortcodes: readonly string[];
  /** Other words it is found by. */
  readonly tags: readonly string[];
  readonly hasTones: boolean;
};

export const emojiCategoryIds = [
  "smileys",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;
export type EmojiCategoryId = (typeof emojiCategoryIds)[number];

export type EmojiCategory = { readonly id: EmojiCategoryId; readonly emoji: readonly Emoji[] };

export type EmojiData = {
  readonly categories: readonly EmojiCategory[];
  readonly byShortcode: ReadonlyMap<string, Emoji>;
  readonly byCharacter: ReadonlyMap<string, Emoji>;
  /** Emoji for what somebody types, best first. Comes with the table, for without it there is nothing to search. */
  readonly search: (query: string, limit?: number) => readonly Emoji[];
};

/** All emoji there are, read from the table that comes with the kit: no network beside the page's own is asked. */
export function readEmojiData(): EmojiData {
  const categories: { id: EmojiCategoryId; emoji: Emoji[] }[] = [];
  const byShortcode = new Map<string, Emoji>();
  const byCharacter = new Map<string, Emoji>();
  for (const line of emojiTable.split("\n")) {
    const id = emojiCategoryIds.find((one) => line === `#${one}`);
    if (id !== undefined) {
      categories.push({ id, emoji: [] });
      continue;
    }
    const emoji = parseLine(line);
    categories.at(-1)?.emoji.push(emoji);
    byCharacter.set(emoji.character, emoji);
    for (const shortcode of emoji.shortcodes) {
      if (!byShortcode.has(shortcode)) byShortcode.set(shortcode, emoji);
    }
  }
  const search: EmojiData["search"] = (query, limit) => searchEmoji(categories, query, limit);
  return { categories, byShortcode, byCharacter, search };
}

function parseLine(line: string): Emoji {
  const [character = "", name = "", shortcodes = "", tags = "", tones = ""] = line.split("|");
  return {
    character,
    name,
    shortcodes: shortcodes.split(" "),
    tags: tags.split(" "),
    hasTones: tones === "~",
  };
}
