import { z } from "zod";
import { ChannelType } from "../channel-types.ts";
import { ChannelCid, MessageId, SpaceId, UserId } from "../ids.ts";
import { ReactionType } from "../messages.ts";
import { InviteCode } from "../spaces.ts";

// What stands in the paths of routes.
export const ofKey = z.strictObject({ keyId: z.uuid() });
export const ofUser = z.strictObject({ userId: UserId });
export const ofSpace = z.strictObject({ spaceId: SpaceId });
export const ofSpaceMember = z.strictObject({ spaceId: SpaceId, userId: UserId });
export const ofSpaceInvite = z.strictObject({ spaceId: SpaceId, code: InviteCode });
export const ofInvite = z.strictObject({ code: InviteCode });
export const ofChannelType = z.strictObject({ type: ChannelType });
export const ofChannel = z.strictObject({ cid: ChannelCid });
export const ofMember = z.strictObject({ cid: ChannelCid, userId: UserId });
export const ofMessage = z.strictObject({ messageId: MessageId });
export const ofReaction = z.strictObject({ messageId: MessageId, type: ReactionType });
