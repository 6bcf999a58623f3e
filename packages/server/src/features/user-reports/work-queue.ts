import type { ItemQuery, ModerationItem, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { inApp, type Call } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { actorOf } from "../audit/public.ts";
import { allows, assertCan, getAccess, readAccess } from "../channels/public.ts";
import { lockItem, pageOfItems, saveItem, type ItemRow } from "../moderation-queue/public.ts";
import { decisionsOfItem } from "./decision-rows.ts";
import { cursorOf, placeOf } from "./place.ts";
import { reportsOfItem } from "./report-rows.ts";
import { decisionView, itemView } from "./report-views.ts";

const mostShown = 100;

/** The queue, the oldest item first. A server key sees all of it; a user that of a channel they moderate. */
export function listItems(call: Call, query: ItemQuery): Promise<RouteAnswer<"reports.listItems">> {
  const { engine, appId } = inApp(call);
  const { status = null, subject = null, userId = null, cid, limit, cursor } = query;
  const after = placeOf(cursor);
  return transact(engine, appId, async (tx) => {
    if (call.actor.type === "user") await assertModerates(tx, call.actor.userId, cid);
    const cids = cid === undefined ? null : [cid];
    const rows = await pageOfItems(tx, {
      ...{ status, subjectType: subject, userId, cids, after },
      limit: limit + 1,
    });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = last && rows.length > limit ? cursorOf({ at: last.createdAt, id: last.id }) : null;
    return { items: shown.map(itemView), next, previous: null };
  });
}

async function assertModerates(tx: Tx, userId: string, cid: string | undefined): Promise<void> {
  if (cid === undefined)
    throw new ChatError("request.invalid", "Name the channel that you moderate: cid.");
  assertCan(await getAccess(tx, cid, userId), "moderate");
}

/** One item with why it is here and what was decided. */
export function getItem(call: Call, itemId: string): Promise<RouteAnswer<"reports.getItem">> {
  const { engine, appId } = inApp(call);
  return transact(engine, appId, async (tx) => {
    const item = await openItem(tx, call, itemId);
    const [reports, decisions] = await Promise.all([
      reportsOfItem(tx, itemId, mostShown),
      decisionsOfItem(tx, itemId, mostShown),
    ]);
    return {
      item: itemView(item),
      reports: reports.map(({ itemId: _item, createdAt, ...report }) => ({
        ...report,
        createdAt: createdAt.toISOString(),
      })),
      decisions: decisions.map(decisionView),
    } as RouteAnswer<"reports.getItem">; // ids in our rows were parsed when they came in
  });
}

/** Takes an item for the caller. Taking it again changes nothing. */
export function claimItem(call: Call, itemId: string): Promise<ModerationItem> {
  return changeClaim(call, itemId, (item, by, now) => ({
    ...item,
    status: "claimed",
    claimedBy: by,
    claimedAt: item.claimedAt ?? now,
  }));
}

/** Gives an item back that the caller took. */
export function releaseItem(call: Call, itemId: string): Promise<ModerationItem> {
  return changeClaim(call, itemId, (item) => ({
    ...item,
    status: "open",
    claimedBy: null,
    claimedAt: null,
  }));
}

async function changeClaim(
  call: Call,
  itemId: string,
  change: (item: ItemRow, by: string, now: Date) => ItemRow,
): Promise<ModerationItem> {
  const { engine, appId } = inApp(call);
  return await transact(engine, appId, async (tx) => {
    const item = await openItem(tx, call, itemId);
    assertFree(call, item);
    const changed = change(item, claimantOf(call), tx.now);
    await saveItem(tx, changed);
    return itemView(changed);
  });
}

/** An item, locked, for those who may judge it; for anybody else there is none. */
export async function openItem(tx: Tx, call: Call, itemId: string): Promise<ItemRow> {
  const item = await lockItem(tx, itemId);
  if (item && (await mayJudge(tx, call, item))) return item;
  throw new ChatError("item.not_found", "There is no such item, or it is not yours to judge.");
}

async function mayJudge(tx: Tx, { actor }: Call, { cid, userId }: ItemRow): Promise<boolean> {
  if (actor.type === "server") return true;
  if (actor.type !== "user" || cid === null || userId === actor.userId) return false;
  const access = await readAccess(tx, cid, actor.userId);
  return access !== null && allows(access, "moderate");
}

/** Refuses an item that is decided, or that another has taken. */
export function assertFree(call: Call, item: ItemRow): void {
  if (item.status === "decided")
    throw new ChatError("item.decided", "This was decided already. Undo the decision first.");
  if (item.claimedBy !== null && item.claimedBy !== claimantOf(call))
    throw new ChatError("item.claimed", "Somebody else is at it.", {
      details: { claimedBy: item.claimedBy },
    });
}

function claimantOf(call: Call): string {
  const { type, id } = actorOf(call.actor);
  return `${type}:${id}`;
}
