import { z } from "zod";
import { Capability } from "./capabilities.ts";
import { ChannelListState, ChannelSettings } from "./channel-settings.ts";
import { ChannelConfig, ChannelType } from "./channel-types.ts";
import { ChannelCid, ChannelId, SpaceId, UserId } from "./ids.ts";
import { defaultLimits } from "./limits.ts";
import { ChannelPosition, Message } from "./messages.ts";
import { Cursor, pageOf, PageLimit } from "./page.ts";
import { ReadWatermark, Unread } from "./read-state.ts";
import { GrantedRole, Role } from "./roles.ts";
import { CustomData, name, Timestamp } from "./text.ts";
import { UserSummary } from "./users.ts";

/** `direct`: exactly two members, one per pair. `group`: its own members. `space`: belongs to a space. */
export const ChannelKind = z.enum(["direct", "group", "space"]);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** `space`: every member of the space reads and may join. `private`: only members. */
export const ChannelVisibility = z.enum(["space", "private"]);
export type ChannelVisibility = z.infer<typeof ChannelVisibility>;

/** Where members get a channel's events: from their own feed, or from the channel's stream (large channels). */
export const FanOutMode = z.enum(["feed", "room"]);
export type FanOutMode = z.infer<typeof FanOutMode>;

/** What is otherwise in a channel with many members. */
export const DegradedFeature = z.enum(["receipts", "typing", "fan-out", "presence", "delivery"]);
export type DegradedFeature = z.infer<typeof DegradedFeature>;

/** The viewer's own membership; null for a reader who has not joined. */
export const Membership = z.object({
  role: Role,
  joinedSeq: z.number().int(),
  joinedAt: Timestamp,
  watermark: ReadWatermark,
  lastReadAt: Timestamp.nullable(),
});
export type Membership = z.infer<typeof Membership>;

/** A channel as one viewer sees it. `position` was read before everything else in the answer. */
export const Channel = z.object({
  cid: ChannelCid,
  type: ChannelType,
  kind: ChannelKind,
  spaceId: SpaceId.nullable(),
  name: z.string().nullable(),
  /** A name to show this viewer: the channel's own, or made of the other members' names. */
  title: z.string(),
  image: z.string().nullable(),
  visibility: ChannelVisibility,
  mode: FanOutMode,
  frozen: z.boolean(),
  slowModeSeconds: z.number().int(),
  /** How long new messages stay before they disappear for everybody; null for good. */
  messageSeconds: z.number().int().nullable(),
  memberCount: z.number().int(),
  /** What is otherwise here, since the channel has many members: `channel.degraded` and `channel.restored` tell of changes. */
  degraded: z.array(DegradedFeature),
  /** The other person of a direct channel; null for any other. */
  other: UserSummary.nullable(),
  custom: CustomData,
  createdBy: UserId.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  messageSeq: z.number().int(),
  position: ChannelPosition,
  lastMessage: Message.nullable(),
  membership: Membership.nullable(),
  unread: Unread,
  /** How the viewer keeps the channel; null for a reader who has not joined. */
  settings: ChannelSettings.nullable(),
  capabilities: z.array(Capability),
  /** What its type has: which features are on, how people react. */
  config: ChannelConfig,
});
export type Channel = z.infer<typeof Channel>;

export const ChannelAnswer = z.object({ channel: Channel });
export const ChannelPage = pageOf(Channel);

export const ChannelListQuery = z.strictObject({
  kind: ChannelKind.optional(),
  state: ChannelListState.default("active"),
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type ChannelListQuery = z.infer<typeof ChannelListQuery>;

/** A channel of its own, outside any space: a group, or a customer's own address by server key. */
export const CreateChannelInput = z.strictObject({
  type: ChannelType.default("messaging"),
  id: ChannelId.optional(),
  name: name(100).optional(),
  members: z.array(UserId).max(defaultLimits.membersPerCall).default([]),
  custom: CustomData.optional(),
});
export type CreateChannelInput = z.infer<typeof CreateChannelInput>;

export const CreateSpaceChannelInput = z.strictObject({
  name: name(100),
  visibility: ChannelVisibility.default("space"),
  custom: CustomData.optional(),
});
export type CreateSpaceChannelInput = z.infer<typeof CreateSpaceChannelInput>;

export const DirectChannelInput = z.strictObject({ userId: UserId });

export const UpdateChannelInput = z.strictObject({
  name: name(100).optional(),
  image: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .nullable()
    .optional(),
  frozen: z.boolean().optional(),
  slowModeSeconds: z.number().int().min(0).max(defaultLimits.slowModeSecondsMax).optional(),
  messageSeconds: z.number().int().min(5).max(31_536_000).nullable().optional(),
  custom: CustomData.optional(),
});
export type UpdateChannelInput = z.infer<typeof UpdateChannelInput>;

/** Which messages go, for everybody: those before one, or all there are. */
export const TruncateInput = z.strictObject({
  /** The first message that stays. */
  before: z.number().int().min(1).optional(),
  /** Forget also that the messages were sent: a late repeat of one is then a new message. */
  hard: z.boolean().default(false),
});
export type TruncateInput = z.infer<typeof TruncateInput>;

export const Member = z.object({ user: UserSummary, role: Role, joinedAt: Timestamp });
export type Member = z.infer<typeof Member>;
export const MemberPage = pageOf(Member);
export const MemberAnswer = z.object({ member: Member });
export const MembersAnswer = z.object({ members: z.array(Member) });
export const AddMembersInput = z.strictObject({
  userIds: z.array(UserId).min(1).max(defaultLimits.membersPerCall),
  role: GrantedRole.default("member"),
});
export type AddMembersInput = z.infer<typeof AddMembersInput>;
