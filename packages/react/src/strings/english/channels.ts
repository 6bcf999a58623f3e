import type { Phrases } from "../phrase.ts";

export const channels = {
  "channel.members": { one: "{count} member", other: "{count} members" },
  "channel.online": "{count} online",
  "channel.readers": "Only members can write here.",
  "channel.join": "Join channel",
  "channel.frozen": "This channel is frozen. Nobody can write here for now.",
  "channels.empty": "No channels yet",
  "channels.label": "Channels",
  "channels.you": "You: {text}",
  "channels.deleted": "Message deleted",
  "channels.unread": { one: "{count} unread message", other: "{count} unread messages" },
  "channel.noPermission": "You do not have the permission to write here.",
  "channel.banned": "You are banned here.",
  "channel.bannedUntil": "You are banned here until {time}.",
} as const satisfies Phrases;
