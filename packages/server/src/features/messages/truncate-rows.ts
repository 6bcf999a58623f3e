import { and, eq, inArray, sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { deleteThreadsUnder } from "../threads/public.ts";
import {
  deletedMessages,
  messageEdits,
  messages,
  messageSends,
  userMessages,
} from "./message-table.ts";

type Doomed = {
  readonly id: string;
  readonly senderId: string | null;
  readonly clientId: string | null;
};

const placeholder = sql.placeholder;

const oldest = statement<{ appId: string; cid: string; upTo: number; limit: number }>(
  "oldest_messages",
  // Taken in one order by everybody who removes messages, so that two do not wait for each other.
  sql`select m.id, m.sender_id as "senderId", m.client_id as "clientId" from ${messages} m
      where m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")} and m.seq <= ${placeholder("upTo")}
      order by m.seq limit ${placeholder("limit")} for update`,
);

const forget = statement<{
  appId: string;
  cid: string;
  senders: readonly string[];
  clientIds: readonly string[];
}>(
  "forget_sends",
  // An import's key has no sender.
  sql`delete from ${messageSends} s
      using unnest(${placeholder("senders")}::text[], ${placeholder("clientIds")}::text[]) as sent (sender_id, client_id)
      where s.app_id = ${placeholder("appId")} and s.cid = ${placeholder("cid")}
        and s.sender_id in (sent.sender_id, '') and s.client_id = sent.client_id`,
);

/**
 * Removes the oldest messages of a channel, up to one number and at most so many, with what hangs on them; `hard` forgets
 * also that they were sent. Answers how many there were.
 */
export async function deleteOldest(
  tx: Tx,
  range: { cid: string; upTo: number; limit: number; hard: boolean },
): Promise<number> {
  const { appId, db } = tx;
  const { hard, ...found } = range;
  const doomed = await tx.connection.query<Doomed>(
    oldest.statement,
    oldest.bind({ appId, ...found }),
  );
  if (doomed.length === 0) return 0;
  const ids = doomed.map(({ id }) => id);
  for (const { table, messageId } of [
    { table: userMessages, messageId: userMessages.messageId },
    { table: messageEdits, messageId: messageEdits.messageId },
    { table: deletedMessages, messageId: deletedMessages.messageId },
  ]) {
    await db.delete(table).where(and(eq(table.appId, appId), inArray(messageId, ids)));
  }
  await deleteThreadsUnder(tx, ids);
  await leaveThreads(tx, ids);
  await db.delete(messages).where(and(eq(messages.appId, appId), inArray(messages.id, ids)));
  if (hard) await forgetSends(tx, range.cid, doomed);
  return doomed.length;
}

/** What showed in its thread alone goes with the thread; what showed in the channel too stays there. */
async function leaveThreads(tx: Tx, rootIds: readonly string[]): Promise<void> {
  const replies = and(eq(messages.appId, tx.appId), inArray(messages.threadId, [...rootIds]));
  await tx.db.delete(messages).where(and(replies, eq(messages.inChannel, false)));
  await tx.db.update(messages).set({ threadId: null }).where(replies);
}

async function forgetSends(tx: Tx, cid: string, doomed: readonly Doomed[]): Promise<void> {
  const sent = doomed.filter(({ clientId }) => clientId !== null);
  const senders = sent.map(({ senderId }) => senderId ?? "");
  const clientIds = sent.map(({ clientId }) => clientId ?? "");
  await tx.connection.query(
    forget.statement,
    forget.bind({ appId: tx.appId, cid, senders, clientIds }),
  );
}
