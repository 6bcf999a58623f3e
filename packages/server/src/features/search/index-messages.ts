import type { ChannelEvent } from "@natter/contract";
import type { Feature } from "../../core/feature.ts";
import type { PublishedEvent } from "../../core/relay.ts";
import type { Tx } from "../../core/transact.ts";
import { findMessages, type MessageRow } from "../messages/public.ts";
import { indexed } from "./message-facts.ts";
import {
  deleteSearchRange,
  deleteSearchRows,
  saveSearchRows,
  type SearchRow,
} from "./search-rows.ts";

/**
 * Keeps the index in step behind the relay: a batch of published events at a time, from the messages as they are now. The
 * same events may come again and do no harm.
 */
export const indexMessages: NonNullable<Feature["project"]> = async (tx, events) => {
  await indexByIds(tx, changedIn(events));
  for (const { event } of events) {
    if (event.type === "channel.truncated")
      await deleteSearchRange(tx, { cid: event.cid, after: 0, upTo: event.messageSeq });
    if (event.type === "channel.deleted")
      await deleteSearchRange(tx, { cid: event.cid, after: 0, upTo: Number.MAX_SAFE_INTEGER });
  }
};

type Changed = { readonly id: string; readonly cid: string; readonly seq: number };

function changedIn(events: readonly PublishedEvent[]): Changed[] {
  const changed = new Map<string, Changed>();
  for (const { event, type, data } of events) {
    // What only its author is told of is found by its author.
    const isHidden = event.type === "channel.noop" && type.startsWith("message.");
    const one = isHidden
      ? { id: String(data["messageId"]), cid: event.cid, seq: 0 }
      : changedBy(event as ChannelEvent); // a user's own events change no message
    if (one) changed.set(one.id, one);
  }
  return [...changed.values()];
}

function changedBy(event: ChannelEvent): Changed | null {
  if (
    event.type === "message.new" ||
    event.type === "message.updated" ||
    event.type === "message.undeleted"
  )
    return event.message;
  if (event.type !== "message.deleted") return null;
  return { id: event.messageId, cid: event.cid, seq: event.messageSeq };
}

async function indexByIds(tx: Tx, changed: readonly Changed[]): Promise<void> {
  if (changed.length === 0) return;
  const rows = await findMessages(
    tx,
    changed.map(({ id }) => id),
  );
  const found = new Set(rows.map((row) => row.id));
  await saveSearchRows(tx, searchRows(tx.appId, rows));
  await deleteSearchRows(tx, [
    ...rows.filter((row) => !isFindable(row)),
    ...changed.filter(({ id }) => !found.has(id)),
  ]);
}

/** What the index keeps of messages; nothing of those that say nothing to anybody any more. */
export function searchRows(appId: string, rows: readonly MessageRow[]): SearchRow[] {
  return rows.filter(isFindable).map((row) => ({
    cid: row.cid,
    seq: row.seq,
    messageId: row.id,
    version: row.version,
    senderId: row.senderId,
    shadowed: row.shadowed,
    createdAt: row.createdAt,
    ...indexed(appId, row),
  }));
}

function isFindable(row: MessageRow): boolean {
  return row.deletedAt === null;
}
