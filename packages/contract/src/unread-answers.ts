import { z } from "zod";
import { ChannelCid, MessageId, SpaceId } from "./ids.ts";
import { Cursor, PageLimit } from "./page.ts";
import { ThreadsUnread } from "./threads.ts";

/**
 * The badge: unread messages and replies, each once, however many places it is unread in. What a channel and its threads add
 * is as the member keeps the channel (`badgeTotal` of `channel-visibility`).
 */
export const UnreadBadge = z.object({ total: z.number().int(), mentions: z.number().int() });
export type UnreadBadge = z.infer<typeof UnreadBadge>;

export const UnreadAnswer = UnreadBadge.extend({
  /** What is unread in followed threads. `badge`: what it adds to the total beside the channels. */
  threads: ThreadsUnread.extend({ badge: UnreadBadge }),
  /** Every channel that has any, muted ones too. `badge`: what it adds to the total. */
  channels: z.array(
    z.object({
      cid: ChannelCid,
      count: z.number().int(),
      mentions: z.number().int(),
      badge: UnreadBadge,
    }),
  ),
});
export type UnreadAnswer = z.infer<typeof UnreadAnswer>;

/** Why a message above the read watermark counts towards the badge, or does not. `in_channel`: it counts there already. */
export const UnreadReason = z.enum([
  "unread",
  "own",
  "deleted",
  "system",
  "silent",
  "thread_only",
  "in_channel",
  "channel_muted",
  "channel_hidden",
  "channel_archived",
  "channel_level",
  "beyond_limit",
]);
export type UnreadReason = z.infer<typeof UnreadReason>;

export const UnreadExplainQuery = z.strictObject({
  /** Only messages that count, or also those that do not, with the reason. */
  all: z.enum(["true", "false"]).default("false"),
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type UnreadExplainQuery = z.infer<typeof UnreadExplainQuery>;

/** The badge message by message: channel by channel, then thread by thread. What all pages add together is the badge. */
export const UnreadExplanation = z.object({
  /** The badge as of the moment of this page. */
  badge: UnreadBadge,
  items: z.array(
    z.object({
      cid: ChannelCid,
      /** The root of the followed thread in which it is unread; null: it is unread in the channel. */
      threadId: MessageId.nullable(),
      messageId: MessageId,
      seq: z.number().int(),
      reason: UnreadReason,
      adds: UnreadBadge,
    }),
  ),
  next: Cursor.nullable(),
  previous: Cursor.nullable(),
});
export type UnreadExplanation = z.infer<typeof UnreadExplanation>;

export const ReadAllInput = z.strictObject({ spaceId: SpaceId.optional() });
export type ReadAllInput = z.infer<typeof ReadAllInput>;

/** How many channels were marked, and whether some are left: call again. */
export const ReadAllAnswer = z.object({ channels: z.number().int(), more: z.boolean() });
export type ReadAllAnswer = z.infer<typeof ReadAllAnswer>;

export const RepairInput = z.strictObject({ cursor: Cursor.optional() });
export type RepairInput = z.infer<typeof RepairInput>;

/** What was not as the messages say, and was mended: a second call finds none of it. */
export const UnreadRepair = z.object({
  kind: z.enum([
    "watermark_beyond_head",
    "row_missing",
    "mention_missing",
    "row_extra",
    "thread_watermark_beyond_head",
    "thread_summary",
  ]),
  cid: ChannelCid,
  /** How many rows, threads or watermarks. */
  count: z.number().int(),
});
export type UnreadRepair = z.infer<typeof UnreadRepair>;

/** Some channels are looked at in one call; with `next`, call again. */
export const RepairAnswer = z.object({
  repairs: z.array(UnreadRepair),
  /** How many channels this call looked at. */
  channels: z.number().int(),
  next: Cursor.nullable(),
});
export type RepairAnswer = z.infer<typeof RepairAnswer>;
