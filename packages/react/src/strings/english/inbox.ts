import type { Phrases } from "../phrase.ts";

export const inbox = {
  "inbox.allRead": "Everything is marked read",
  "inbox.empty.unread": "You're all caught up",
  "inbox.empty.mentioned": "No mentions",
  "inbox.empty.starred": "No starred messages",
  "inbox.empty.threads": "No threads yet",
  "inbox.emptyText.unread": "New messages of all your channels show here.",
  "inbox.emptyText.mentioned": "When somebody mentions you, it shows here.",
  "inbox.emptyText.starred": "Star a message to find it here again. Nobody else sees it.",
  "inbox.emptyText.threads": "Threads you write in or follow show here.",
  "inbox.markAllRead": "Mark all read",
  "inbox.mentioned": "Mentions",
  "inbox.newReplies": { one: "{count} new", other: "{count} new" },
  "inbox.replies": { one: "{count} reply", other: "{count} replies" },
  "inbox.starred": "Starred",
  "inbox.threads": "Threads",
  "inbox.title": "Inbox",
  "inbox.unread": "Unread",
} as const satisfies Phrases;
