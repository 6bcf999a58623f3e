import { z } from "zod";
import { SpaceId, UserId } from "./ids.ts";
import { pageOf } from "./page.ts";
import { GrantedRole, Role } from "./roles.ts";
import { name, Timestamp } from "./text.ts";
import { UserSummary } from "./users.ts";

/** Who may join by themselves: everybody of the app, or only who has an invite. */
export const JoinPolicy = z.enum(["open", "invite"]);
export type JoinPolicy = z.infer<typeof JoinPolicy>;

/** A community or workspace that holds channels, as one of its members sees it. */
export const Space = z.object({
  id: SpaceId,
  name: z.string(),
  memberCount: z.number().int(),
  joinPolicy: JoinPolicy,
  /** The viewer's own role in it. */
  role: Role,
  /** Seen when the space is opened: the oldest channel that all members can read. */
  defaultCid: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Space = z.infer<typeof Space>;

export const SpaceInput = z.strictObject({
  name: name(100),
  joinPolicy: JoinPolicy.default("invite"),
});
export type SpaceInput = z.infer<typeof SpaceInput>;

/** What is not named stays as it is. */
export const SpaceChange = z.strictObject({
  name: name(100).optional(),
  joinPolicy: JoinPolicy.optional(),
});
export type SpaceChange = z.infer<typeof SpaceChange>;

/** What somebody who does not belong to an open space sees of it. */
export const OpenSpace = z.object({
  id: SpaceId,
  name: z.string(),
  memberCount: z.number().int(),
  joined: z.boolean(),
});
export type OpenSpace = z.infer<typeof OpenSpace>;
export const OpenSpacePage = pageOf(OpenSpace);

export const SpaceAnswer = z.object({ space: Space });
export const SpacePage = pageOf(Space);

export const SpaceMember = z.object({ user: UserSummary, role: Role, joinedAt: Timestamp });
export type SpaceMember = z.infer<typeof SpaceMember>;
export const SpaceMemberPage = pageOf(SpaceMember);
export const SpaceMemberAnswer = z.object({ member: SpaceMember });
export const TransferInput = z.strictObject({ userId: UserId });
export const RoleInput = z.strictObject({ role: GrantedRole });

export const InviteInput = z.strictObject({
  /** Seconds until the link ends: a minute to 30 days; null for never. 7 days when not said. */
  expiresInSeconds: z.number().int().min(60).max(2_592_000).nullable().default(604_800),
  /** How many people may join by it; null for any number. */
  maxUses: z.number().int().min(1).max(100_000).nullable().default(null),
});
export type InviteInput = z.infer<typeof InviteInput>;

export const InviteCode = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, "an invite code has 8 to 64 letters, digits, _ or -");

export const Invite = z.object({
  code: InviteCode,
  spaceId: SpaceId,
  expiresAt: Timestamp.nullable(),
  maxUses: z.number().int().nullable(),
  uses: z.number().int(),
  createdBy: UserId,
  createdAt: Timestamp,
});
export type Invite = z.infer<typeof Invite>;
export const InvitePage = pageOf(Invite);
export const InviteAnswer = z.object({ invite: Invite });

/** What a person sees before joining: the name and size of the space, nothing of what is inside. */
export const InvitePreviewAnswer = z.object({
  space: z.object({ id: SpaceId, name: z.string(), memberCount: z.number().int() }),
  joined: z.boolean(),
});
