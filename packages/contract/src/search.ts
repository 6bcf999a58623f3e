import { z } from "zod";
import { ChannelCid, MessageId } from "./ids.ts";
import { defaultLimits } from "./limits.ts";
import { Message } from "./messages.ts";
import { Cursor, pageOf } from "./page.ts";
import { text } from "./text.ts";

/** `newest`: by time. `relevance`: whole words and short messages first, among the newest that match. */
export const SearchSort = z.enum(["newest", "relevance"]);
export type SearchSort = z.infer<typeof SearchSort>;

const utcOffset = z.int().min(-1_440).max(1_440);
const found = z.int().min(1).max(defaultLimits.pageSizeMax);

const searchFields = {
  /** Words, "exact phrases", -negations and operators: see `parseSearch`. */
  query: text(defaultLimits.searchCharacters),
  sort: SearchSort.default("newest"),
  cursor: Cursor.optional(),
};

/** A search by GET, for one text. */
export const SearchQuery = z.strictObject({
  ...searchFields,
  /** The reader's time zone, east of UTC: where days begin for before:, after: and on:. */
  utcOffsetMinutes: z.coerce.number().pipe(utcOffset).default(0),
  limit: z.coerce.number().pipe(found).default(20),
});

/** A search by POST: what is long or private stays out of addresses and their logs. */
export const SearchInput = z.strictObject({
  ...searchFields,
  /** As in a search by GET. */
  utcOffsetMinutes: utcOffset.default(0),
  limit: found.default(20),
  /** Only in these channels, as far as the searcher may read them. */
  cids: z.array(ChannelCid).min(1).max(defaultLimits.searchChannels).optional(),
  /** Whether to count the matches, up to 1,000. */
  count: z.boolean().default(false),
});
export type SearchInput = z.infer<typeof SearchInput>;

/** Where something is in a text: UTF-16 units from `start` up to, not including, `end`. */
export const TextRange = z.object({
  start: z.number().int().min(0),
  end: z.number().int().min(1),
});
export type TextRange = z.infer<typeof TextRange>;

/** One message found. `highlights` are in its text, the snippet's own in the snippet. */
export const SearchResult = z.object({
  message: Message,
  highlights: z.array(TextRange),
  /** A piece of the text around the first match, for a list of results. */
  snippet: z.object({ text: z.string(), highlights: z.array(TextRange) }),
  channel: z.object({ cid: ChannelCid, name: z.string().nullable() }),
  /** The messages right before and after it; the history around it is listed with `around`. */
  context: z.object({ previousId: MessageId.nullable(), nextId: MessageId.nullable() }),
});
export type SearchResult = z.infer<typeof SearchResult>;

/** `total` counts what matches, exact up to 1,000; null when it was not asked for. */
export const SearchPage = pageOf(SearchResult).extend({
  total: z.object({ count: z.number().int(), isExact: z.boolean() }).nullable(),
});
export type SearchPage = z.infer<typeof SearchPage>;

/** Fills the index of messages again, one step per call: go on with `next` until it is null. */
export const SearchRebuildInput = z.strictObject({ cursor: Cursor.optional() });
export const SearchRebuildAnswer = z.object({
  indexed: z.number().int(),
  next: Cursor.nullable(),
});
