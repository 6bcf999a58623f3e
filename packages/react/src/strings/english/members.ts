import type { Phrases } from "../phrase.ts";

export const members = {
  "member.admin": "Admin",
  "member.guest": "Guest",
  "member.moderator": "Moderator",
  "member.owner": "Owner",
  "members.label": "Members",
  "members.message": "Message {name}",
  "members.more": "Show more",
  "members.offline": "Offline",
  "members.online": "Online",
} as const satisfies Phrases;
