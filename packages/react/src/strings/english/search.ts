import type { Phrases } from "../phrase.ts";

export const search = {
  "search.everywhere": "Everywhere",
  "search.forget": "Forget them",
  "search.found": { one: "{count} result", other: "{count} results" },
  "search.foundMany": { one: "More than {count} result", other: "More than {count} results" },
  "search.here": "In {name}",
  "search.hints": "Narrow the search",
  "search.idle": "Search messages",
  "search.label": "Search",
  "search.newest": "Newest first",
  "search.none": "Nothing found",
  "search.noneText": "Try fewer or other words, or search everywhere.",
  "search.onlyThisDevice": "You are offline: only this device is searched.",
  "search.recent": "Recent searches",
  "search.relevance": "Best match first",
  "search.results": "Search results",
  "search.scope": "Where to search",
  "search.sort": "Order",
  "search.title": "Search",
  "search.idleText": "Words, “exact phrases”, and {operators} to narrow it.",
} as const satisfies Phrases;
