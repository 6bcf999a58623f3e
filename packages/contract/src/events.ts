import { z } from "zod";
import { BanNotice } from "./bans.ts";
import { BlockKind } from "./blocks.ts";
import { ChannelSettings } from "./channel-settings.ts";
import { Channel, DegradedFeature, Member } from "./channels.ts";
import { CommandReply } from "./commands.ts";
import { Draft, DraftEnd } from "./drafts.ts";
import { ChannelCid, MessageId, SpaceId, UserId } from "./ids.ts";
import { MessageFlags } from "./message-flags.ts";
import { Message, MessageKind, ReactionGroup, ThreadSummary } from "./messages.ts";
import { Reminder } from "./pins.ts";
import { OwnVote, Poll } from "./polls.ts";
import { Presence } from "./presence.ts";
import { ReadWatermark, Receipt, Unread } from "./read-state.ts";
import { Scheduled, ScheduledEnd } from "./scheduled.ts";
import { Space } from "./spaces.ts";
import { OwnDecision } from "./reports.ts";
import { text, Timestamp } from "./text.ts";
import { ThreadStanding } from "./threads.ts";
import { UserSettings } from "./user-settings.ts";
import { UserSummary } from "./users.ts";

/** Every durable event of a channel is numbered by `eventSeq` without a gap, within an `epoch`. */
const inChannel = {
  cid: ChannelCid,
  eventSeq: z.number().int().min(1),
  epoch: z.string(),
  at: Timestamp,
};

/** Every durable event of a user's own line is numbered by `userSeq` without a gap, within an `epoch`. */
const inUser = { userSeq: z.number().int().min(1), epoch: z.string(), at: Timestamp };

/** Facts of a channel's line. Reactions come as the message's absolute state, so applying one twice changes nothing. */
export const ChannelEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message.new"), ...inChannel, message: Message }),
  z.object({ type: z.literal("message.updated"), ...inChannel, message: Message }),
  z.object({
    type: z.literal("message.deleted"),
    ...inChannel,
    messageId: MessageId,
    messageSeq: z.number().int(),
    senderId: UserId.nullable(),
    kind: MessageKind,
    silent: z.boolean(),
    inChannel: z.boolean(),
    threadId: MessageId.nullable(),
    /** Without a trace: take it out of view. */
    removed: z.boolean(),
  }),
  /** A deletion was taken back: the message is as it was. */
  z.object({ type: z.literal("message.undeleted"), ...inChannel, message: Message }),
  /** The thread under a message has other replies: its summary, absolute. */
  z.object({
    type: z.literal("thread.updated"),
    ...inChannel,
    messageId: MessageId,
    thread: ThreadSummary.nullable(),
  }),
  z.object({
    type: z.enum(["reaction.new", "reaction.deleted"]),
    ...inChannel,
    messageId: MessageId,
    reaction: z.string(),
    user: UserSummary,
    reactions: z.array(ReactionGroup),
  }),
  z.object({
    type: z.enum(["poll.updated", "poll.closed"]),
    ...inChannel,
    messageId: MessageId,
    poll: Poll,
  }),
  z.object({
    type: z.enum(["poll.vote_casted", "poll.vote_removed"]),
    ...inChannel,
    messageId: MessageId,
    /** Null in anonymous polls. */
    user: UserSummary.nullable(),
    poll: Poll,
  }),
  z.object({
    type: z.literal("member.added"),
    ...inChannel,
    member: Member,
    memberCount: z.number().int(),
  }),
  z.object({ type: z.literal("member.updated"), ...inChannel, member: Member }),
  z.object({
    type: z.literal("member.removed"),
    ...inChannel,
    userId: UserId,
    memberCount: z.number().int(),
  }),
  z.object({
    type: z.enum(["channel.updated", "channel.frozen", "channel.unfrozen"]),
    ...inChannel,
    channel: Channel.pick({
      name: true,
      image: true,
      frozen: true,
      slowModeSeconds: true,
      messageSeconds: true,
      mode: true,
      custom: true,
      updatedAt: true,
    }),
  }),
  z.object({ type: z.literal("channel.deleted"), ...inChannel }),
  /** Messages up to `messageSeq` are gone. It is the first event of a new epoch: what was loaded before is void. */
  z.object({
    type: z.literal("channel.truncated"),
    ...inChannel,
    messageSeq: z.number().int().min(0),
  }),
  /** The channel grew above a threshold, and `feature` is otherwise there; or it is as in a smaller one again. */
  z.object({
    type: z.enum(["channel.degraded", "channel.restored"]),
    ...inChannel,
    feature: DegradedFeature,
    reason: z.literal("members"),
    threshold: z.number().int(),
    memberCount: z.number().int(),
  }),
  /** The number of a fact that the viewer is not told of: there is nothing to do but to count it. */
  z.object({ type: z.literal("channel.noop"), ...inChannel }),
]);
export type ChannelEvent = z.infer<typeof ChannelEvent>;

/** Facts of one user's own line: what they belong to, and how far they have read, on every device. */
export const UserEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("notification.channel_added"), ...inUser, channel: Channel }),
  z.object({ type: z.literal("notification.channel_removed"), ...inUser, cid: ChannelCid }),
  z.object({ type: z.literal("notification.space_added"), ...inUser, space: Space }),
  z.object({ type: z.literal("notification.space_removed"), ...inUser, spaceId: SpaceId }),
  /** The viewer is banned from a channel, or from the app (`cid` null); a shadow ban is never told. */
  z.object({ type: z.literal("user.banned"), ...inUser, ban: BanNotice }),
  /** The viewer muted or blocked somebody, or took that back, on another device. */
  z.object({
    type: z.literal("notification.block"),
    ...inUser,
    kind: BlockKind,
    userId: UserId,
    on: z.boolean(),
  }),
  /** Moderators decided about something the viewer did. */
  z.object({ type: z.literal("notification.moderation"), ...inUser, decision: OwnDecision }),
  z.object({ type: z.literal("user.unbanned"), ...inUser, cid: ChannelCid.nullable() }),
  z.object({ type: z.literal("draft.updated"), ...inUser, draft: Draft }),
  z.object({ type: z.literal("draft.deleted"), ...inUser, draft: DraftEnd }),
  /** The time has come that the viewer wanted to be reminded of a message. */
  z.object({ type: z.literal("notification.reminder"), ...inUser, reminder: Reminder }),
  /** A message that is to be sent later is there, was changed, or could not be sent. */
  z.object({ type: z.literal("scheduled.updated"), ...inUser, scheduled: Scheduled }),
  z.object({ type: z.literal("scheduled.deleted"), ...inUser, scheduled: ScheduledEnd }),
  /** The viewer chose in a poll, on this device or another. */
  z.object({ type: z.literal("notification.voted"), ...inUser, vote: OwnVote }),
  z.object({
    type: z.literal("notification.read"),
    ...inUser,
    cid: ChannelCid,
    watermark: ReadWatermark,
    /** When the viewer last read here; absent in events of before it was told. */
    lastReadAt: Timestamp.nullable().optional(),
    unread: Unread,
    /** The channel's message and event numbers when `unread` was counted. */
    messageSeq: z.number().int(),
    eventSeq: z.number().int(),
  }),
  /** The user read a thread, or follows it or no longer, on whatever device. */
  z.object({
    type: z.enum(["notification.thread_read", "notification.thread_follow"]),
    ...inUser,
    standing: ThreadStanding,
  }),
  z.object({ type: z.literal("notification.settings"), ...inUser, settings: UserSettings }),
  /** Own flags of a message, changed on whatever device. */
  z.object({
    type: z.literal("notification.flags"),
    ...inUser,
    cid: ChannelCid,
    messageId: MessageId,
    flags: MessageFlags,
  }),
  z.object({
    type: z.literal("notification.channel_settings"),
    ...inUser,
    cid: ChannelCid,
    settings: ChannelSettings,
  }),
]);
export type UserEvent = z.infer<typeof UserEvent>;

/** Lossy hints: never stored, never numbered; whoever missed one learns the state another way. */
export const Signal = z.discriminatedUnion("type", [
  z.object({
    type: z.enum(["typing.start", "typing.stop"]),
    cid: ChannelCid,
    /** The thread that is typed in; absent for the channel itself. */
    threadId: MessageId.optional(),
    user: UserSummary,
    expiresAt: Timestamp,
  }),
  z.object({ type: z.literal("user.presence.changed"), presence: Presence }),
  z.object({ type: z.literal("message.read"), cid: ChannelCid, receipts: z.array(Receipt) }),
  z.object({ type: z.literal("message.delivered"), cid: ChannelCid, receipts: z.array(Receipt) }),
  /** A large channel has newer messages than the list shows. */
  z.object({
    type: z.literal("channel.tick"),
    cid: ChannelCid,
    messageSeq: z.number().int(),
    mentioned: z.boolean(),
  }),
  /** A thread of a large channel, which the user follows, has a newer reply than what was heard. */
  z.object({
    type: z.literal("thread.tick"),
    cid: ChannelCid,
    messageId: MessageId,
    replySeq: z.number().int(),
    mentioned: z.boolean(),
  }),
  /** The answer of a command, for the caller alone. */
  z.object({ type: z.literal("command.reply"), reply: CommandReply }),
  /** A space the viewer belongs to has another name, other members or other channels: fetch it again. */
  z.object({
    type: z.literal("space.changed"),
    spaceId: SpaceId,
    what: z.enum(["space", "members", "channels"]),
  }),
  z.object({ type: z.literal("user.updated"), user: UserSummary }),
  /** The user is what remains of them: the name under which their messages are kept. */
  z.object({ type: z.literal("user.deleted"), user: UserSummary }),
]);
export type Signal = z.infer<typeof Signal>;

/** Anything a session can receive. */
export const ChatEvent = z.union([ChannelEvent, UserEvent, Signal]);
export type ChatEvent = ChannelEvent | UserEvent | Signal;

/** The position whoever reads this page can go on from is the last item's `eventSeq`. */
export const ChannelEventPage = z.object({
  items: z.array(ChannelEvent),
  /** Whether there are newer events than the last one here. */
  more: z.boolean(),
});
export type ChannelEventPage = z.infer<typeof ChannelEventPage>;

export const EventQuery = z.strictObject({
  after: z.coerce.number().int().min(0),
  epoch: text(64, 1),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});
export type EventQuery = z.infer<typeof EventQuery>;
