import type { Phrases } from "../phrase.ts";

export const bookmarks = {
  "bookmarks.star": "Star",
  "bookmarks.unstar": "Remove the star",
} as const satisfies Phrases;
