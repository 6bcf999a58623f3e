import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { messages, userMessages } from "./message-table.ts";

const placeholder = sql.placeholder;
const first = "00000000-0000-0000-0000-000000000000";

const walk = statement<{ appId: string; after: string; limit: number }>(
  "walk_messages",
  sql`select id from ${messages} where app_id = ${placeholder("appId")} and id > ${placeholder("after")}::uuid
      order by id limit ${placeholder("limit")}`,
);

/** The ids of an app's messages, ascending, after one: for whoever must look at all of them once. */
export async function messageIdsAfter(
  tx: Tx,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tx.connection.query<{ id: string }>(
    walk.statement,
    walk.bind({ appId: tx.appId, after: after ?? first, limit }),
  );
  return rows.map((row) => row.id);
}

type SomeOfUser = { appId: string; ids: readonly string[]; userId: string };

const sentBy = statement<SomeOfUser>(
  "messages_sent_by",
  sql`select id from ${messages} where app_id = ${placeholder("appId")}
      and id = any(${placeholder("ids")}::uuid[]) and sender_id = ${placeholder("userId")}`,
);

/** Those of some messages that a user sent. */
export async function sentByUser(
  tx: Tx,
  ids: readonly string[],
  userId: string,
): Promise<string[]> {
  const rows = await tx.connection.query<{ id: string }>(
    sentBy.statement,
    sentBy.bind({ appId: tx.appId, ids, userId }),
  );
  return rows.map((row) => row.id);
}

const dropReceived = statement<SomeOfUser>(
  "drop_received",
  sql`delete from ${userMessages} where app_id = ${placeholder("appId")}
      and message_id = any(${placeholder("ids")}::uuid[]) and user_id = ${placeholder("userId")}`,
);

/** Forgets that a user received some messages. */
export async function dropReceivedBy(
  tx: Tx,
  ids: readonly string[],
  userId: string,
): Promise<void> {
  await tx.connection.query(
    dropReceived.statement,
    dropReceived.bind({ appId: tx.appId, ids, userId }),
  );
}
