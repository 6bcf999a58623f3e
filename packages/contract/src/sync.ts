import { z } from "zod";
import { Channel } from "./channels.ts";
import { ChannelEvent, UserEvent } from "./events.ts";
import { ChannelCid } from "./ids.ts";
import { defaultLimits } from "./limits.ts";
import { ChannelPosition } from "./messages.ts";
import { Cursor } from "./page.ts";
import { Timestamp } from "./text.ts";

/** How far a caller holds a channel's line. */
export const HeldChannel = z.strictObject({
  cid: ChannelCid,
  epoch: z.string().max(64).regex(/^\w*$/),
  eventSeq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type HeldChannel = z.infer<typeof HeldChannel>;

/**
 * What a caller holds. `cursor` is what the last sync gave, or, the first time, a time as of which everything is known;
 * without it nothing is. Of channels that are not listed everything since the cursor is told.
 */
export const SyncInput = z.strictObject({
  cursor: z.union([Cursor, Timestamp]).optional(),
  channels: z.array(HeldChannel).max(defaultLimits.syncChannels).default([]),
  /** The most events one answer holds, of all lines together. */
  limit: z.number().int().min(1).max(defaultLimits.eventsPage).default(defaultLimits.eventsPage),
});
export type SyncInput = z.infer<typeof SyncInput>;

/**
 * What a channel's line brings. `events`: everything from the held position to `position`, without a hole. `resync`: that
 * cannot be told; the channel is as it is here, and its messages have to be fetched again. `new`: a channel that was not
 * held. `gone`: it does not exist, or the caller may not know of it. A listed channel that is left out has nothing new.
 */
export const ChannelSync = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("events"),
    cid: ChannelCid,
    items: z.array(ChannelEvent),
    /** How far the line is held after these events: what to give the next time. */
    position: ChannelPosition,
  }),
  z.object({ status: z.enum(["resync", "new"]), cid: ChannelCid, channel: Channel }),
  z.object({ status: z.literal("gone"), cid: ChannelCid }),
]);
export type ChannelSync = z.infer<typeof ChannelSync>;

/** The caller's own line: its events since the cursor, or `resync`: fetch the lists of spaces and channels again. */
export const UserSync = z.object({
  status: z.enum(["events", "resync"]),
  items: z.array(UserEvent),
  position: z.object({ epoch: z.string(), userSeq: z.number().int().min(0) }),
});
export type UserSync = z.infer<typeof UserSync>;

export const SyncAnswer = z.object({
  user: UserSync,
  channels: z.array(ChannelSync),
  /** For the next sync. */
  cursor: Cursor,
  /** Whether there is more now: call again with this cursor and the positions of what is held by then. */
  more: z.boolean(),
});
export type SyncAnswer = z.infer<typeof SyncAnswer>;
