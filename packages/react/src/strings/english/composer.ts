import type { Phrases } from "../phrase.ts";

export const composer = {
  "composer.cancel": "Cancel",
  "composer.editing": "Edit message",
  "composer.emoji": "Add an emoji",
  "composer.placeholder": "Message {name}",
  "composer.replying": "Reply to {name}",
  "composer.save": "Save changes",
  "composer.send": "Send",
  "composer.tooLong": { one: "{count} character too many", other: "{count} characters too many" },
} as const satisfies Phrases;
