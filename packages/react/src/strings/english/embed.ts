import type { Phrases } from "../phrase.ts";

export const embed = {
  "embed.close": "Close the chat",
  "embed.message": "Message",
  "embed.open": "Open the chat",
  "embed.title": "Chat",
} as const satisfies Phrases;
