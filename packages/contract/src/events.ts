import { z } from "zod";
import { Channel, Member } from "./channels.ts";
import { ChannelCid, MessageId, SpaceId, UserId } from "./ids.ts";
import { Message, MessageKind, ReactionGroup } from "./messages.ts";
import { Presence } from "./presence.ts";
import { ReadWatermark, Receipt, Unread } from "./read-state.ts";
import { Space } from "./spaces.ts";
import { Timestamp } from "./text.ts";
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
      mode: true,
      custom: true,
      updatedAt: true,
    }),
  }),
  z.object({ type: z.literal("channel.deleted"), ...inChannel }),
]);
export type ChannelEvent = z.infer<typeof ChannelEvent>;

/** Facts of one user's own line: what they belong to, and how far they have read, on every device. */
export const UserEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("notification.channel_added"), ...inUser, channel: Channel }),
  z.object({ type: z.literal("notification.channel_removed"), ...inUser, cid: ChannelCid }),
  z.object({ type: z.literal("notification.space_added"), ...inUser, space: Space }),
  z.object({ type: z.literal("notification.space_removed"), ...inUser, spaceId: SpaceId }),
  z.object({
    type: z.literal("notification.read"),
    ...inUser,
    cid: ChannelCid,
    watermark: ReadWatermark,
    unread: Unread,
    /** The channel's message and event numbers when `unread` was counted. */
    messageSeq: z.number().int(),
    eventSeq: z.number().int(),
  }),
]);
export type UserEvent = z.infer<typeof UserEvent>;

/** Lossy hints: never stored, never numbered; whoever missed one learns the state another way. */
export const Signal = z.discriminatedUnion("type", [
  z.object({
    type: z.enum(["typing.start", "typing.stop"]),
    cid: ChannelCid,
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
  /** A space the viewer belongs to has another name, other members or other channels: fetch it again. */
  z.object({
    type: z.literal("space.changed"),
    spaceId: SpaceId,
    what: z.enum(["space", "members", "channels"]),
  }),
  z.object({ type: z.literal("user.updated"), user: UserSummary }),
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
  epoch: z.string().min(1).max(64),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});
export type EventQuery = z.infer<typeof EventQuery>;
