import { z } from "zod";
import { ChannelCid, ClientId, MessageId, UserId } from "./ids.ts";
import { defaultLimits } from "./limits.ts";
import { MentionGroups } from "./mentions.ts";
import { Cursor, pageOf, PageLimit } from "./page.ts";
import { Pinned } from "./pins.ts";
import { Poll, PollInput } from "./polls.ts";
import { normalizeReaction } from "./reaction-type.ts";
import { CustomData, text, Timestamp } from "./text.ts";
import { UserSummary } from "./users.ts";

/** Kinds a person can send. `system` is made by the server or an import; it is never counted unread. */
export const MessageKind = z.enum([
  "text",
  "image",
  "video",
  "file",
  "voice",
  "poll",
  "system",
  "custom",
]);
export type MessageKind = z.infer<typeof MessageKind>;

/** One kind of reaction on a message, absolute: `userIds` are the first who reacted, `count` is all of them. */
export const ReactionGroup = z.object({
  type: z.string(),
  count: z.number().int().min(1),
  userIds: z.array(UserId),
  /** How many times each of `userIds` did, in their order; absent where each did once. */
  times: z.array(z.number().int().min(1)).optional(),
});
export type ReactionGroup = z.infer<typeof ReactionGroup>;

/** The start of a quoted message, as it is now: a deleted one has no text. */
export const Quote = z.object({
  id: MessageId,
  seq: z.number().int(),
  sender: UserSummary.nullable(),
  text: z.string(),
  deleted: z.boolean(),
});
export type Quote = z.infer<typeof Quote>;

/** What a forwarded message was when it was forwarded: who wrote it, and when. */
export const Forward = z.object({
  messageId: MessageId,
  sender: UserSummary.nullable(),
  sentAt: Timestamp,
});
export type Forward = z.infer<typeof Forward>;

/**
 * The thread under a message, as it is now: replies that are not deleted, the first five who wrote them, and the newest.
 * Absent (`null` on the message) while there are none.
 */
export const ThreadSummary = z.object({
  replyCount: z.number().int().min(1),
  participants: z.array(UserSummary),
  lastReplyAt: Timestamp,
  lastReplySeq: z.number().int(),
});
export type ThreadSummary = z.infer<typeof ThreadSummary>;

/**
 * A message as anyone who may read its channel sees it.
 * `seq` orders messages and is gap-free per channel; `version` is the `eventSeq` of its last change,
 * so of two copies the one with the higher version is the newer.
 */
export const Message = z.object({
  id: MessageId,
  cid: ChannelCid,
  seq: z.number().int().min(1),
  version: z.number().int().min(1),
  kind: MessageKind,
  text: z.string(),
  sender: UserSummary.nullable(),
  clientId: z.string().nullable(),
  quote: Quote.nullable(),
  mentions: z.array(UserId),
  /** Whom it mentions beside single users: `channel`, `here`, `role:<role>`. */
  mentionGroups: z.array(z.string()),
  /**
   * Whom the groups `here` and `role:<role>` meant when it was sent. Absent where there are no such groups; null where
   * there are more people than are listed: ask for the channel to learn whether one is meant.
   */
  mentionedIds: z.array(UserId).nullable().optional(),
  /** Brought by an import: never counted unread, and nobody was notified. */
  silent: z.boolean(),
  /** The root message of the thread that this one replies in. */
  threadId: MessageId.nullable(),
  /** False for a reply that shows in its thread only: not in the channel's history, never counted unread there. */
  inChannel: z.boolean(),
  /** The replies to this message. */
  thread: ThreadSummary.nullable(),
  forward: Forward.nullable(),
  /** When it disappears. */
  expiresAt: Timestamp.nullable(),
  custom: CustomData,
  reactions: z.array(ReactionGroup),
  /** Of a message of the kind `poll`, until it is deleted. */
  poll: Poll.optional(),
  /** Absent for a message that is not pinned. */
  pinned: Pinned.optional(),
  createdAt: Timestamp,
  editedAt: Timestamp.nullable(),
  deletedAt: Timestamp.nullable(),
  /** Deleted without a trace: it is in no list, and a client takes it out of view. Its number stays. */
  removed: z.boolean(),
});
export type Message = z.infer<typeof Message>;

const Mentions = z.array(UserId).max(defaultLimits.mentionsPerMessage);

export const SendMessageInput = z.strictObject({
  clientId: ClientId,
  kind: MessageKind.exclude(["system"]).default("text"),
  text: text(defaultLimits.messageCharacters).default(""),
  quoteId: MessageId.optional(),
  /** The message it replies to: one of the channel, which is not a reply itself. */
  threadId: MessageId.optional(),
  /** With `threadId`: the reply shows in the channel too. */
  alsoInChannel: z.boolean().optional(),
  mentions: Mentions.optional(),
  mentionGroups: MentionGroups.optional(),
  /** Of the kind `poll`, and of no other. Without a text, the message's text is the question. */
  poll: PollInput.optional(),
  /** A message to be forwarded, of any channel that the sender reads: this one says what that one says, and nothing else. */
  forwardId: MessageId.optional(),
  /** It disappears so long after it was sent, for everybody. */
  expiresInSeconds: z.number().int().min(5).max(31_536_000).optional(),
  custom: CustomData.optional(),
});
export type SendMessageInput = z.infer<typeof SendMessageInput>;

export const EditMessageInput = z.strictObject({
  text: text(defaultLimits.messageCharacters).optional(),
  mentions: Mentions.optional(),
  mentionGroups: MentionGroups.optional(),
  custom: CustomData.optional(),
});
export type EditMessageInput = z.infer<typeof EditMessageInput>;

export const MessageAnswer = z.object({ message: Message });

/** `hard`: what it said goes at once and for good, without a way back and without a trace where it stood. */
export const DeleteMessageQuery = z.strictObject({ hard: z.enum(["true", "false"]).optional() });

/** What a message said before an edit, since when, and who replaced it when. */
export const MessageEdit = z.object({
  text: z.string(),
  writtenAt: Timestamp,
  replacedAt: Timestamp,
  replacedBy: UserSummary.nullable(),
});
/** Newest first. */
export const MessageEditPage = pageOf(MessageEdit);

/** A place in a channel's durable events. Of another epoch nothing can be concluded: start again from a fetch. */
export const ChannelPosition = z.object({ epoch: z.string(), eventSeq: z.number().int().min(0) });
export type ChannelPosition = z.infer<typeof ChannelPosition>;

/** A message id or a cursor; at most one of the three. With none: the newest page. */
export const HistoryQuery = z
  .strictObject({
    before: z.union([MessageId, Cursor]).optional(),
    after: z.union([MessageId, Cursor]).optional(),
    around: z.union([MessageId, Cursor]).optional(),
    limit: PageLimit,
  })
  .refine(
    (query) =>
      [query.before, query.after, query.around].filter((at) => at !== undefined).length <= 1,
    {
      message: "give at most one of before, after and around",
    },
  );
export type HistoryQuery = z.infer<typeof HistoryQuery>;

/**
 * Messages by ascending `seq`. `next` leads to newer ones (use it as `after`), `previous` to older ones (`before`).
 * `position` was read before the messages: apply every event after it and nothing is missed.
 */
export const HistoryPage = z.object({
  items: z.array(Message),
  next: Cursor.nullable(),
  previous: Cursor.nullable(),
  position: ChannelPosition,
});
export type HistoryPage = z.infer<typeof HistoryPage>;

/** One emoji, or a shortcode with or without its colons; in the form of `normalizeReaction` after parsing. */
export const ReactionType = text(64, 1)
  .refine((value) => normalizeReaction(value) !== null, "a reaction is one emoji or a shortcode")
  .overwrite((value) => normalizeReaction(value) ?? value);

/**
 * How many times the caller reacts so in all, where a channel's mode lets them more than once; at least once when not
 * said. A number in all and not one to add, so that a repeat changes nothing.
 */
export const ReactionQuery = z.strictObject({
  count: z.coerce.number().int().min(1).max(defaultLimits.reactionTimesPerUser).optional(),
});
export type ReactionQuery = z.infer<typeof ReactionQuery>;

export const ReactionPage = z.object({
  items: z.array(
    z.object({
      type: z.string(),
      user: UserSummary,
      count: z.number().int().min(1),
      createdAt: Timestamp,
    }),
  ),
  next: Cursor.nullable(),
  previous: Cursor.nullable(),
});

/** Import of other systems' history by a customer's server. `externalId` is the idempotency key, per channel. */
export const ImportInput = z.strictObject({
  messages: z
    .array(
      z.strictObject({
        cid: ChannelCid,
        externalId: text(128, 1),
        kind: MessageKind.default("text"),
        text: text(defaultLimits.messageCharacters).default(""),
        /** Null only for system messages. */
        senderId: UserId.nullable(),
        createdAt: Timestamp,
        quoteExternalId: text(128, 1).optional(),
        /** The message it replies to in a thread: of this import before it, or of an earlier one. */
        threadExternalId: text(128, 1).optional(),
        /** With `threadExternalId`: the reply shows in the channel too. */
        alsoInChannel: z.boolean().optional(),
        custom: CustomData.optional(),
      }),
    )
    .min(1)
    .max(defaultLimits.importMessages),
});
export type ImportInput = z.infer<typeof ImportInput>;

/** One line per message given, in the same order. `existing` was imported before and is left as it is. */
export const ImportAnswer = z.object({
  items: z.array(
    z.object({
      externalId: z.string(),
      status: z.enum(["created", "existing", "refused"]),
      id: MessageId.nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
