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
export const TokenAnswer = z.object({ token: z.string(), expiresAt: Timestamp });
export type TokenAnswer = z.infer<typeof TokenAnswer>;
