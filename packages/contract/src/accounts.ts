import { z } from "zod";
import { callerClassOf } from "./callers.ts";
import { UserId } from "./ids.ts";
import { name, text, Timestamp } from "./text.ts";
import { User } from "./users.ts";

/** A built-in account's user name: lower case, and the user's id as well. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,31}$/,
    "a user name has 2 to 32 letters, digits, ., _ or -, and starts with a letter or digit",
  );

export const Password = text(256, 8);

export const RegisterInput = z.strictObject({
  username: Username.refine(
    (username) => callerClassOf(username) === "user",
    "names that begin with guest- or anonymous- are kept for people without an account",
  ),
  password: Password,
  name: name(128).optional(),
});
export type RegisterInput = z.infer<typeof RegisterInput>;

export const LoginInput = z.strictObject({ username: Username, password: text(256, 1) });
export type LoginInput = z.infer<typeof LoginInput>;

/** A signed-in account. The refresh token travels only in an httpOnly cookie. */
export const SignedInAnswer = z.object({ user: User, token: z.string(), expiresAt: Timestamp });
export type SignedInAnswer = z.infer<typeof SignedInAnswer>;

export const DemoSessionInput = z.strictObject({ userId: UserId });
