import type { PageQuery, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { inApp, type Call, type UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { pageOfBans, pageOfToldBans } from "../ban-register/public.ts";
import { assertCan, existingChannels, getAccess } from "../channels/public.ts";
import { banViews, noticeOf } from "./ban-views.ts";

/** The bans that hold now: of a channel, for those who may ban there; of all places (`cid` null), for a server key. */
export function listBans(
  call: Call,
  cid: string | null,
  { limit, cursor }: PageQuery,
): Promise<RouteAnswer<"bans.list">> {
  const { engine, appId } = inApp(call);
  return transact(engine, appId, async (tx) => {
    if (cid !== null) await assertMaySee(tx, call, cid);
    const [afterCid, afterUserId] = cursor === undefined ? [] : decodeCursor(cursor, 2);
    const isFirst = afterCid === undefined || afterUserId === undefined;
    const after = isFirst ? null : { cid: afterCid, userId: afterUserId };
    const rows = await pageOfBans(tx, { cid, after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await banViews(tx, shown),
      next: last && rows.length > limit ? encodeCursor([last.cid, last.userId]) : null,
      previous: null,
    };
  });
}

async function assertMaySee(tx: Tx, call: Call, cid: string): Promise<void> {
  if (call.actor.type === "user") {
    assertCan(await getAccess(tx, cid, call.actor.userId), "ban");
  } else if (!(await existingChannels(tx, [cid])).has(cid)) {
    throw new ChatError("channel.not_found", "There is no such channel.");
  }
}

/** The caller's own bans that hold now, that of the whole app first. Shadow bans are not among them. */
export function listOwnBans(
  call: UserCall,
  { limit, cursor }: PageQuery,
): Promise<RouteAnswer<"me.bans">> {
  return transact(call.engine, call.appId, async (tx) => {
    const [after = null] = cursor === undefined ? [] : decodeCursor(cursor, 1);
    const rows = await pageOfToldBans(tx, call.userId, { after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => noticeOf(row)),
      next: last && rows.length > limit ? encodeCursor([last.cid]) : null,
      previous: null,
    };
  });
}
