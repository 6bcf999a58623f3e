import { z } from "zod";
import { ChannelCid, MessageId } from "./ids.ts";
import { ChannelPosition, Message } from "./messages.ts";
import { Cursor, pageOf, PageLimit } from "./page.ts";
import { ReadWatermark } from "./read-state.ts";

/**
 * Why somebody follows a thread: they wrote its root, replied, were mentioned in a reply, or said so. Whoever said that they
 * do not want to (`manual` without `following`) follows again by replying, never by being mentioned.
 */
export const FollowReason = z.enum(["author", "replied", "mentioned", "manual"]);
export type FollowReason = z.infer<typeof FollowReason>;

/** What one user is to a thread: nothing (`reason` null), or a follower, with how far they have read it. */
export const ThreadStanding = z.object({
  /** The root message. */
  messageId: MessageId,
  cid: ChannelCid,
  following: z.boolean(),
  reason: FollowReason.nullable(),
  watermark: ReadWatermark,
  /** Unread replies, and those of them that mention the user. Nothing is unread in a thread that is not followed. */
  unread: z.object({ count: z.number().int(), mentions: z.number().int() }),
  /** The channel's numbers when `unread` was counted. */
  messageSeq: z.number().int(),
  eventSeq: z.number().int(),
});
export type ThreadStanding = z.infer<typeof ThreadStanding>;

/** A thread as one user sees it. */
export const Thread = z.object({ root: Message, standing: ThreadStanding });
export type Thread = z.infer<typeof Thread>;

export const ThreadAnswer = z.object({ thread: Thread });
export const ThreadStandingAnswer = z.object({ standing: ThreadStanding });

/** Replies by ascending `seq`, as a page of a channel's history. */
export const ReplyPage = z.object({
  items: z.array(Message),
  next: Cursor.nullable(),
  previous: Cursor.nullable(),
  position: ChannelPosition,
});
export type ReplyPage = z.infer<typeof ReplyPage>;

export const ThreadListQuery = z.strictObject({
  /** `followed`: all that the caller follows. `mine`: of those, the ones under the caller's own messages. `unread`: with unread replies. */
  filter: z.enum(["followed", "mine", "unread"]).default("followed"),
  /** `activity`: newest reply first. `unread`: those with unread replies before the others. */
  order: z.enum(["activity", "unread"]).default("activity"),
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type ThreadListQuery = z.infer<typeof ThreadListQuery>;

export const ThreadPage = pageOf(Thread);

/** Unread in all followed threads: how many of them have any, how many replies, and how many of these mention the user. */
export const ThreadsUnread = z.object({
  threads: z.number().int(),
  replies: z.number().int(),
  mentions: z.number().int(),
});
export type ThreadsUnread = z.infer<typeof ThreadsUnread>;

export const MarkThreadReadInput = z.strictObject({
  seq: z.number().int().min(0),
  /** The generation the caller knows; an older one than the server's changes nothing and answers the current state. */
  generation: z.number().int().min(0),
});

export const MarkThreadUnreadInput = z.strictObject({
  /** The first reply that is to count as unread. */
  seq: z.number().int().min(1),
});
