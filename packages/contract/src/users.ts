import { z } from "zod";
import { UserId } from "./ids.ts";
import { defaultLimits } from "./limits.ts";
import { pageOf, PageLimit, Cursor } from "./page.ts";
import { CustomData, name, text, Timestamp } from "./text.ts";

const ImageUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .nullable();

/** A user as other people of the app see it wherever a name and a face are enough. */
export const UserSummary = z.object({ id: UserId, name: z.string(), image: z.string().nullable() });
export type UserSummary = z.infer<typeof UserSummary>;

/** A user as whoever may look at the whole of it sees it. */
export const User = UserSummary.extend({
  custom: CustomData,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** Since when the user may not come in; absent for who may. */
  deactivatedAt: Timestamp.optional(),
  /** When the user was deleted; only a name stays, for the messages that were kept. */
  deletedAt: Timestamp.optional(),
});
export type User = z.infer<typeof User>;

export const UserInput = z.strictObject({
  name: name(128).optional(),
  image: ImageUrl.optional(),
  custom: CustomData.optional(),
});
export type UserInput = z.infer<typeof UserInput>;

export const BulkUsersInput = z.strictObject({
  users: z
    .array(UserInput.extend({ id: UserId }))
    .min(1)
    .max(defaultLimits.bulkUsers),
});
export type BulkUsersInput = z.infer<typeof BulkUsersInput>;

export const UserAnswer = z.object({ user: User });
export const UsersAnswer = z.object({ users: z.array(User) });

/** People the caller may write to: those who share a space or a channel with them; a server key sees all. */
export const UserQuery = z.strictObject({
  q: text(128).optional(),
  /** User ids, separated by commas, at most 100: of these users, those whom the caller may know of. */
  ids: z
    .string()
    .max(6_500)
    .transform((list) => list.split(",").filter((id) => id !== ""))
    .pipe(z.array(UserId).min(1).max(100))
    .optional(),
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type UserQuery = z.infer<typeof UserQuery>;
export const UserPage = pageOf(User);

export const TokenInput = z.strictObject({
  /** Seconds until the token expires: a minute to 30 days, a day when not said. */
  expiresInSeconds: z.number().int().min(60).max(2_592_000).default(86_400),
});
export type TokenInput = z.infer<typeof TokenInput>;
export const TokenAnswer = z.object({
  token: z.string(),
  expiresAt: Timestamp,
  /** The token's `jti`: by it this token alone can be revoked. */
  tokenId: z.string(),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;

export const DevelopmentTokenInput = z.strictObject({ userId: UserId, name: name(128).optional() });
export type DevelopmentTokenInput = z.infer<typeof DevelopmentTokenInput>;

/** What becomes of a deleted user's messages: kept under the name "Deleted user", or each deleted. */
export const MessagesOfDeleted = z.enum(["keep", "erase"]);
export type MessagesOfDeleted = z.infer<typeof MessagesOfDeleted>;

export const DeleteUserInput = z.strictObject({ messages: MessagesOfDeleted });
export type DeleteUserInput = z.infer<typeof DeleteUserInput>;

const UserIds = z.array(UserId).min(1).max(defaultLimits.bulkUsers);
export const UserIdsInput = z.strictObject({ userIds: UserIds });
export const DeleteUsersInput = z.strictObject({ userIds: UserIds, messages: MessagesOfDeleted });
export type DeleteUsersInput = z.infer<typeof DeleteUsersInput>;

/** How far a user's deletion is. The user is gone at once; what hangs on them follows in batches. */
export const UserDeletion = z.object({
  userId: UserId,
  messages: MessagesOfDeleted,
  requestedAt: Timestamp,
  /** Null while it goes on. */
  doneAt: Timestamp.nullable(),
});
export type UserDeletion = z.infer<typeof UserDeletion>;
export const UserDeletionAnswer = z.object({ deletion: UserDeletion });
export const UserDeletionsAnswer = z.object({ deletions: z.array(UserDeletion) });
