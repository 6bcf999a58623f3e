import type { Phrases } from "../phrase.ts";

export const edits = {
  "edits.none": "This message was never edited",
  "edits.now": "Now, since {time}",
  "edits.title": "Edit history",
} as const satisfies Phrases;
