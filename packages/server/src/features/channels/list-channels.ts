import type { Channel, ChannelListQuery, PageQuery } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { getSpaceRole } from "../spaces/public.ts";
import { readableCidsOfSpace } from "./channel-rows.ts";
import { pageOfOwnChannels, type ListedChannel } from "./channel-view-rows.ts";
import { channelViews } from "./channel-views.ts";

type ChannelPage = { items: Channel[]; next: string | null; previous: null };

/** The channels the caller is a member of: pinned ones, then newest message first; without one, by when it was made. */
export function listChannels(
  call: UserCall,
  { kind, state, limit, cursor }: ChannelListQuery,
): Promise<ChannelPage> {
  return transact(call.engine, call.appId, async (tx) => {
    const before = cursor === undefined ? null : readPlace(cursor);
    const rows = await pageOfOwnChannels(tx, {
      ...{ viewerId: call.userId, kind: kind ?? null, state, before, limit: limit + 1 },
    });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await channelViews(tx, cidsOf(shown), call.userId),
      next: rows.length > limit && last ? placeOf(last) : null,
      previous: null,
    };
  });
}

/** The channels of a space that the caller may read, joined or not, by name. */
export function listSpaceChannels(
  call: UserCall,
  spaceId: string,
  { limit, cursor }: PageQuery,
): Promise<ChannelPage> {
  return transact(call.engine, call.appId, async (tx) => {
    await getSpaceRole(tx, spaceId, call.userId);
    const [afterName = "", afterCid = ""] = cursor === undefined ? [] : decodeCursor(cursor, 2);
    const page = { spaceId, userId: call.userId, afterName, afterCid, limit: limit + 1 };
    const rows = await readableCidsOfSpace(tx, page);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await channelViews(tx, cidsOf(shown), call.userId),
      next: rows.length > limit && last ? encodeCursor([last.sortName, last.cid]) : null,
      previous: null,
    };
  });
}

function cidsOf(rows: readonly { cid: string }[]): string[] {
  return rows.map((row) => row.cid);
}

function placeOf({ pinned, activeAt, cid }: ListedChannel): string {
  return encodeCursor([pinned ? "pinned" : "", activeAt.toISOString(), cid]);
}

function readPlace(cursor: string): ListedChannel {
  const [pinned = "", at = "", cid = ""] = decodeCursor(cursor, 3);
  const activeAt = new Date(at);
  // What we gave is exactly what we get back; other dates may be none to the database.
  if (Number.isNaN(activeAt.getTime()) || !/^\d{4}-/.test(at)) {
    throw new ChatError("request.invalid", "That is not a cursor of this list.");
  }
  return { pinned: pinned === "pinned", activeAt, cid };
}
