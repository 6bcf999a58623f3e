import type { Phrases } from "../phrase.ts";

export const chat = {
  "chat.back": "Back to the list",
  "chat.none": "Nothing is open",
  "chat.noneText": "Choose a conversation to go on with.",
  "chat.skip": "Skip to the conversation",
} as const satisfies Phrases;
