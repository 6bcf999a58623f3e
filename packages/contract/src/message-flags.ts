import { z } from "zod";
import { Message } from "./messages.ts";
import { Cursor, PageLimit } from "./page.ts";

/** What a user's own relation to a message is. */
export const MessageFlags = z.object({
  read: z.boolean(),
  mentioned: z.boolean(),
  starred: z.boolean(),
});
export type MessageFlags = z.infer<typeof MessageFlags>;

export const MessageFlag = z.enum(["unread", "mentioned", "starred"]);
export type MessageFlag = z.infer<typeof MessageFlag>;

/** `unread`: channel by channel, oldest first in each. `mentioned` and `starred`: the newest message first. */
export const FlaggedQuery = z.strictObject({
  flag: MessageFlag,
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type FlaggedQuery = z.infer<typeof FlaggedQuery>;

/** A page may hold fewer items than asked for, and even none, and still have a next one: what may not be read is left out. */
export const FlaggedPage = z.object({
  items: z.array(z.object({ message: Message, flags: MessageFlags })),
  next: Cursor.nullable(),
  previous: Cursor.nullable(),
});
export type FlaggedPage = z.infer<typeof FlaggedPage>;

export const FlagsAnswer = z.object({ flags: MessageFlags });
