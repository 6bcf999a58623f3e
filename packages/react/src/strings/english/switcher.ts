import type { Phrases } from "../phrase.ts";

export const switcher = {
  "switcher.title": "Go to",
  "switcher.label": "Channel, person or command",
  "switcher.placeholder": "Where do you want to go?",
  "switcher.none": "Nothing found for “{query}”",
  "switcher.count": { one: "{count} result", other: "{count} results" },
} as const satisfies Phrases;
