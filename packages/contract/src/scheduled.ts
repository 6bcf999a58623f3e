import { z } from "zod";
import { ChannelCid, ClientId } from "./ids.ts";
import { defaultLimits } from "./limits.ts";
import { SendMessageInput } from "./messages.ts";
import { Cursor, pageOf, PageLimit } from "./page.ts";
import { Reminder } from "./pins.ts";
import { text, Timestamp } from "./text.ts";

export const ScheduledId = z.uuid().toLowerCase();

/** A message to be sent at a time. The client id will be the message's. */
export const Scheduled = z.object({
  id: ScheduledId,
  cid: ChannelCid,
  sendAt: Timestamp,
  message: SendMessageInput,
  /** Why it could not be sent when its time came; null while it waits. */
  failure: z.object({ code: z.string(), message: z.string(), at: Timestamp }).nullable(),
  createdAt: Timestamp,
  version: z.number().int().min(1),
});
export type Scheduled = z.infer<typeof Scheduled>;
export const ScheduledAnswer = z.object({ scheduled: Scheduled });
export const ScheduledPage = pageOf(Scheduled);

/** `sendAt` is in the future, to a year from now. */
export const ScheduleInput = z.strictObject({ sendAt: Timestamp, message: SendMessageInput });
export type ScheduleInput = z.infer<typeof ScheduleInput>;

/** What is not named stays as it is. One that failed waits again. */
export const RescheduleInput = z.strictObject({
  sendAt: Timestamp.optional(),
  text: text(defaultLimits.messageCharacters).optional(),
});
export type RescheduleInput = z.infer<typeof RescheduleInput>;

export const ScheduledQuery = z.strictObject({
  cid: ChannelCid.optional(),
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type ScheduledQuery = z.infer<typeof ScheduledQuery>;

/** Tells a scheduled message's own devices that it is no more: sent (then `clientId` is the message's), or cancelled. */
export const ScheduledEnd = z.object({
  id: ScheduledId,
  cid: ChannelCid,
  clientId: ClientId,
  sent: z.boolean(),
});

export const ReminderInput = z.strictObject({
  /** In the future, to a year from now. */
  remindAt: Timestamp,
  note: text(300).default(""),
});
export type ReminderInput = z.infer<typeof ReminderInput>;
export const ReminderAnswer = z.object({ reminder: Reminder });
export const ReminderPage = pageOf(Reminder);
