import type { Phrases } from "../phrase.ts";

export const mentions = {
  "mention.admins": "admins",
  "mention.guests": "guests",
  "mention.members": "members",
  "mention.moderators": "moderators",
  "mention.owners": "owners",
} as const satisfies Phrases;
