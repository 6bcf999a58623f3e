import type { Phrases } from "../phrase.ts";

export const announcer = {
  "announcer.message": "{name}: {text}",
  "announcer.messages": { one: "{count} new message", other: "{count} new messages" },
} as const satisfies Phrases;
