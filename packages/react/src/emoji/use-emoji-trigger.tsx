import { useMemo, useState } from "react";
import type { Suggestion, Trigger } from "../mentions/trigger.ts";
import { useStrings } from "../strings/use-strings.ts";
import type { EmojiData } from "./emoji-data.ts";
import { readEmojiMemory } from "./emoji-memory.ts";
import { loadEmoji } from "./load-emoji.ts";
import { withSkinTone } from "./skin-tone.ts";

const mostFound = 20;

/** Offers emoji behind a colon and two letters. The table is fetched when somebody first writes that. */
export function useEmojiTrigger(): Trigger {
  const strings = useStrings();
  const [data, setData] = useState<EmojiData | null>(null);
  return useMemo<Trigger>(
    () => ({
      id: "emoji",
      sign: ":",
      minCharacters: 2,
      label: strings("emoji.label"),
      find: (query) => (data === null ? [] : suggest(data, query)),
      ask:
        data === null
          ? async (query) => {
              const loaded = await loadEmoji();
              setData(loaded);
              return suggest(loaded, query);
            }
          : undefined,
    }),
    [data, strings],
  );
}

function suggest(data: EmojiData, query: string): Suggestion[] {
  const { tone } = readEmojiMemory();
  return data.search(query, mostFound).map((emoji) => {
    const character = withSkinTone(emoji, tone);
    return {
      id: emoji.character,
      label: `:${emoji.shortcodes[0] ?? emoji.name}:`,
      detail: emoji.name,
      picture: <span data-part="emoji">{character}</span>,
      text: character,
    };
  });
}
