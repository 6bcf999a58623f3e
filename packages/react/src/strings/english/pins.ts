import type { Phrases } from "../phrase.ts";

export const pins = {
  "pins.by": "Pinned by {name}",
  "pins.byUntil": "Pinned by {name} until {time}",
  "pins.dialog": "Pin this message",
  "pins.dialogText": "Everybody in the channel finds it among the pinned messages.",
  "pins.empty": "Nothing is pinned",
  "pins.emptyReader": "What is pinned in this channel shows here.",
  "pins.emptyText": "Pin a message from its menu, so that everybody finds it again.",
  "pins.pin": "Pin",
  "pins.title": "Pinned messages",
  "pins.unpin": "Unpin",
  "pins.howLong": "For how long",
} as const satisfies Phrases;
