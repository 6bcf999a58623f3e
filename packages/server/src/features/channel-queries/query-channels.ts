import type { Channel, ChannelQueryInput, ChannelSort, ChannelTest } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { fingerprint } from "../../core/fingerprint.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { channelViews } from "../channels/views/public.ts";
import { membershipsOf } from "../members/public.ts";
import { readUnread } from "../read-state/public.ts";
import { findPredefined } from "./predefined-filters.ts";
import { pageOfQuery, type Counted } from "./query-rows.ts";
import { asAskedBy, fieldsIn } from "./resolve-filter.ts";
import { assertPlace } from "./sort-sql.ts";

const newestFirst: readonly ChannelSort[] = [{ field: "lastMessageAt", direction: "desc" }];

/** The channels that the caller may read and that meet a filter, joined or not, with last message and unread. */
export function queryChannels(
  call: UserCall,
  input: ChannelQueryInput,
): Promise<{ items: Channel[]; next: string | null; previous: null }> {
  return transact(call.engine, call.appId, async (tx) => {
    const { test, sort } = await resolve(tx, call.userId, input);
    const query = fingerprint([test, sort]);
    const place = input.cursor === undefined ? null : readPlace(input.cursor, query, sort);
    const rows = await pageOfQuery(tx, {
      ...{ viewerId: call.userId, test, sort, place, limit: input.limit + 1 },
      counts: needsCounts(test, sort) ? await countsOf(tx, call.userId) : [],
    });
    const shown = rows.slice(0, input.limit);
    const last = shown.at(-1);
    return {
      items: await channelViews(
        tx,
        shown.map((row) => row.cid),
        call.userId,
      ),
      next: rows.length > input.limit && last ? encodeCursor([query, ...last.place]) : null,
      previous: null,
    };
  });
}

type Resolved = { test: ChannelTest; sort: readonly ChannelSort[] };

async function resolve(tx: Tx, viewerId: string, input: ChannelQueryInput): Promise<Resolved> {
  const kept = input.name === undefined ? null : await findPredefined(tx, input.name);
  const tests = [kept?.test, input.filter].filter((test) => test !== undefined);
  const sort = input.sort ?? (kept && kept.sort.length > 0 ? kept.sort : newestFirst);
  return { test: asAskedBy(viewerId, { type: "all", tests }), sort };
}

function needsCounts(test: ChannelTest, sort: readonly ChannelSort[]): boolean {
  const fields = new Set<string>([...fieldsIn(test), ...sort.map(({ field }) => field)]);
  return ["unread", "mentions", "hasUnread"].some((field) => fields.has(field));
}

/** Counted by the one rule of unread, not by a second one in a filter. */
async function countsOf(tx: Tx, userId: string): Promise<Counted[]> {
  const standings = await readUnread(tx, userId, await membershipsOf(tx, userId));
  return [...standings].map(([cid, { unread }]) => ({
    ...{ cid, unread: unread.count, mentions: unread.mentions },
  }));
}

function readPlace(cursor: string, query: string, sort: readonly ChannelSort[]): string[] {
  const [sealed, ...place] = decodeCursor(cursor, sort.length + 2);
  if (sealed !== query) {
    throw new ChatError("request.invalid", "That is the cursor of another query.");
  }
  assertPlace(sort, place);
  return place;
}
