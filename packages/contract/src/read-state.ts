import { z } from "zod";
import { ChannelCid, UserId } from "./ids.ts";
import { Timestamp } from "./text.ts";

/**
 * How far a member has read. Marking read raises `seq`; "mark unread from here" lowers it in a new `generation`.
 * Of two watermarks the one with the higher generation wins, then the one with the higher seq.
 */
export const ReadWatermark = z.object({
  generation: z.number().int().min(0),
  seq: z.number().int().min(0),
});
export type ReadWatermark = z.infer<typeof ReadWatermark>;

/** `readMentions`: the numbers of mentions above the watermark that were marked read on their own; absent for none. */
export const Unread = z.object({
  count: z.number().int(),
  mentions: z.number().int(),
  readMentions: z.array(z.number().int()).optional(),
});
export type Unread = z.infer<typeof Unread>;

export const MarkReadInput = z.strictObject({
  seq: z.number().int().min(0),
  /** The generation the caller knows; an older one than the server's changes nothing and answers the current state. */
  generation: z.number().int().min(0),
});
export type MarkReadInput = z.infer<typeof MarkReadInput>;

export const MarkUnreadInput = z.strictObject({
  /** The first message that is to count as unread. */
  seq: z.number().int().min(1),
});

export const MarkDeliveredInput = z.strictObject({ seq: z.number().int().min(0) });

export const ReadStateAnswer = z.object({
  cid: ChannelCid,
  watermark: ReadWatermark,
  unread: Unread,
});
export type ReadStateAnswer = z.infer<typeof ReadStateAnswer>;

/** What others see of a member's reading: the highest seq ever read and delivered, which never go down. */
export const Receipt = z.object({
  userId: UserId,
  readSeq: z.number().int(),
  readAt: Timestamp.nullable(),
  deliveredSeq: z.number().int(),
  deliveredAt: Timestamp.nullable(),
});
export type Receipt = z.infer<typeof Receipt>;
export const ReceiptsAnswer = z.object({ items: z.array(Receipt) });

/**
 * Who received and read one message, and when: of those who show it. `items` is empty in channels above the size where
 * receipts have faces; `counts` are there in any.
 */
export const MessageReceiptsAnswer = z.object({
  items: z.array(
    z.object({ userId: UserId, deliveredAt: Timestamp.nullable(), readAt: Timestamp.nullable() }),
  ),
  counts: z.object({ delivered: z.number().int(), read: z.number().int() }),
});
