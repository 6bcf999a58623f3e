import { z } from "zod";
import { MessageId } from "./ids.ts";
import { Timestamp } from "./text.ts";
import { UserSummary } from "./users.ts";

/** That a message is pinned in its channel: by whom, since when, until when. */
export const Pinned = z.object({
  by: UserSummary.nullable(),
  at: Timestamp,
  /** Null for a pin that stays. */
  expiresAt: Timestamp.nullable(),
});
export type Pinned = z.infer<typeof Pinned>;

const aYearInSeconds = 31_536_000;

export const PinInput = z.strictObject({
  expiresInSeconds: z.number().int().min(60).max(aYearInSeconds).optional(),
});
export type PinInput = z.infer<typeof PinInput>;

/** That the viewer wants to be reminded of a message. */
export const Reminder = z.object({
  messageId: MessageId,
  cid: z.string(),
  remindAt: Timestamp,
  note: z.string(),
});
export type Reminder = z.infer<typeof Reminder>;
