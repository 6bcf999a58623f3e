import { z } from "zod";
import { UserId } from "./ids.ts";
import { Timestamp } from "./text.ts";

/** Whether a user is there: online while any session is. */
export const Presence = z.object({
  userId: UserId,
  online: z.boolean(),
  lastSeenAt: Timestamp.nullable(),
});
export type Presence = z.infer<typeof Presence>;

export const PresenceQuery = z.strictObject({
  /** User ids, separated by commas; at most 100. */
  userIds: z
    .string()
    .max(6_500)
    .transform((list) => list.split(",").filter((id) => id !== ""))
    .pipe(z.array(UserId).min(1).max(100)),
});

export const PresenceAnswer = z.object({ items: z.array(Presence) });

export const TypingInput = z.strictObject({ state: z.enum(["start", "stop"]) });
export type TypingInput = z.infer<typeof TypingInput>;
