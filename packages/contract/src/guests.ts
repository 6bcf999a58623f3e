import { z } from "zod";
import type { CallerClass } from "./permissions.ts";
import type { RouteName } from "./paths.ts";
import { name, Timestamp } from "./text.ts";
import { User } from "./users.ts";

/** Whom an app lets in without an account: nobody, when not said. What they may do its channel types say. */
export const GuestSettings = z.strictObject({
  /** People who give a name and get a user of their own, with an id that begins with `guest-`. */
  guests: z.boolean().default(false),
  /** Readers without a name. */
  anonymous: z.boolean().default(false),
});
export type GuestSettings = z.infer<typeof GuestSettings>;

export const GuestInput = z.strictObject({ name: name(64).default("Guest") });
export type GuestInput = z.infer<typeof GuestInput>;
export const GuestAnswer = z.object({ user: User, token: z.string(), expiresAt: Timestamp });
export const AnonymousAnswer = z.object({
  userId: z.string(),
  token: z.string(),
  expiresAt: Timestamp,
});

const reading = [
  "me.get",
  "limits.get",
  "spaces.list",
  "channels.list",
  "channels.get",
  "messages.list",
  "messages.get",
  "reactions.list",
  "threads.get",
  "threads.replies",
  "events.list",
  "sync.run",
  "realtime.token",
  "realtime.subscribe",
] as const satisfies readonly RouteName[];

const takingPart = [
  "channels.join",
  "channels.settings",
  "members.list",
  "members.remove",
  "messages.send",
  "messages.edit",
  "messages.delete",
  "messages.undelete",
  "messages.undoEdit",
  "reactions.add",
  "reactions.remove",
  "polls.vote",
  "readState.mark",
  "readState.markUnread",
  "readState.markDelivered",
  "readState.markMention",
  "readState.unread",
  "typing.set",
  "me.bans",
  "settings.get",
  "presence.own",
] as const satisfies readonly RouteName[];

/** The only routes there are for guests and for readers without a name; null for all, which is what users have. */
export const routesOf: Readonly<Record<CallerClass, readonly RouteName[] | null>> = {
  user: null,
  guest: [...reading, ...takingPart],
  anonymous: reading,
};
