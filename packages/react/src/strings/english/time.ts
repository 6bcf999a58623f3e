import type { Phrases } from "../phrase.ts";

export const time = {
  "date.today": "Today",
  "date.yesterday": "Yesterday",
} as const satisfies Phrases;
