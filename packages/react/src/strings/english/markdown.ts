import type { Phrases } from "../phrase.ts";

export const markdown = {
  "code.copy": "Copy code",
  "code.plain": "Code",
  "message.showLess": "Show less",
  "message.showMore": "Show more",
  "spoiler.hide": "Hide the spoiler",
  "spoiler.show": "Spoiler. Show it",
} as const satisfies Phrases;
