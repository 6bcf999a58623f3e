import { z } from "zod";
import { ChannelCid, MessageId, UserId } from "./ids.ts";
import { defaultLimits } from "./limits.ts";
import { pageOf } from "./page.ts";
import { text, Timestamp } from "./text.ts";

/** Where a draft is written: a channel, or a thread in it. */
const place = { cid: ChannelCid, threadId: MessageId.nullable() };

/** A message that somebody began. Of two the one written later holds; of equal times the one with the higher version. */
export const Draft = z.object({
  ...place,
  text: z.string(),
  quoteId: MessageId.nullable(),
  mentions: z.array(UserId),
  writtenAt: Timestamp,
  version: z.number().int().min(1),
});
export type Draft = z.infer<typeof Draft>;

/** A draft that was sent or thrown away. A draft written before that does not come back. */
export const DraftEnd = z.object({
  ...place,
  writtenAt: Timestamp,
  version: z.number().int().min(1),
});
export type DraftEnd = z.infer<typeof DraftEnd>;

export const DraftInput = z.strictObject({
  threadId: MessageId.optional(),
  text: text(defaultLimits.messageCharacters),
  quoteId: MessageId.optional(),
  mentions: z.array(UserId).max(defaultLimits.mentionsPerMessage).default([]),
  /** By the writer's clock; never taken to be later than the server's. */
  writtenAt: Timestamp,
});
export type DraftInput = z.infer<typeof DraftInput>;

export const DraftEndQuery = z.strictObject({
  threadId: MessageId.optional(),
  writtenAt: Timestamp,
});
export type DraftEndQuery = z.infer<typeof DraftEndQuery>;

/** What holds now: what was given, or what was written later elsewhere; null where there is no draft. */
export const DraftAnswer = z.object({ draft: Draft.nullable() });
export const DraftPage = pageOf(Draft);
