import type { Phrases } from "../phrase.ts";

export const mentions = {
  "mention.admins": "admins",
  "mention.guests": "guests",
  "mention.members": "members",
  "mention.moderators": "moderators",
  "mention.owners": "owners",
  "mention.label": "People to mention",
  "mention.count": {
    one: "{count} suggestion",
    other: "{count} suggestions",
  },
  "mention.channel": "Everybody in this channel",
  "mention.here": "Everybody here who is online",
  "mention.role": "Everybody with this role",
  "mention.manyTitle": "Mention {name}?",
  "mention.manyText": {
    one: "{name} notifies {count} person.",
    other: "{name} notifies up to {count} people.",
  },
  "mention.manySend": "Send anyway",
} as const satisfies Phrases;
