import type { Phrases } from "../phrase.ts";

export const tools = {
  "tools.pinFor": "Pin for a time",
} as const satisfies Phrases;
