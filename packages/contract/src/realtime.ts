import { z } from "zod";
import { ChannelCid, MessageId } from "./ids.ts";
import { Presence } from "./presence.ts";
import { Timestamp } from "./text.ts";
import { UserSummary } from "./users.ts";

/** A token for the realtime connection; it also subscribes the session to the user's own feed. */
export const RealtimeTokenAnswer = z.object({
  token: z.string(),
  expiresAt: Timestamp,
  path: z.string(),
});

export const SubscriptionInput = z.strictObject({ cid: ChannelCid });

const Stream = z.object({ channel: z.string(), token: z.string() });

/**
 * The streams of an open channel. `signals` carries typing, presence and receipts. `durable` is null for members in
 * feed mode, who get the channel's events from their own feed.
 */
export const SubscriptionAnswer = z.object({ signals: Stream, durable: Stream.nullable() });
export type SubscriptionAnswer = z.infer<typeof SubscriptionAnswer>;

/** What a subscription to a channel's signals begins with. */
export const SignalsSnapshot = z.object({
  typing: z.array(
    z.object({ user: UserSummary, expiresAt: Timestamp, threadId: MessageId.optional() }),
  ),
  /** Who is online; null above the size where presence is only a count. */
  online: z.array(Presence).nullable(),
  onlineCount: z.number().int(),
});
export type SignalsSnapshot = z.infer<typeof SignalsSnapshot>;
