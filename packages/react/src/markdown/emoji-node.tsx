import type { ReactElement } from "react";
import { useEmojiData } from "../emoji/use-emoji-data.ts";

/** A shortcode as its emoji; as it was typed while the table is not there, and for names that nobody knows. */
export function EmojiNode({ name }: { readonly name: string }): ReactElement {
  const { data } = useEmojiData();
  const emoji = data?.byShortcode.get(name);
  if (!emoji) return <>:{name}:</>;
  return (
    <span data-part="emoji" role="img" aria-label={emoji.name} title={`:${name}:`}>
      {emoji.character}
    </span>
  );
}
