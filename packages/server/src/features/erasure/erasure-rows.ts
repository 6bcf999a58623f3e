import type { MessagesOfDeleted } from "@natter/contract";
import { sql } from "drizzle-orm";
import type { Engine } from "../../core/engine.ts";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { userDeletions } from "./erasure-table.ts";

export type DeletionRow = {
  readonly userId: string;
  readonly messages: MessagesOfDeleted;
  readonly requestedAt: Date;
  readonly doneAt: Date | null;
};

const placeholder = sql.placeholder;
const columns = sql.raw(
  `d.user_id as "userId", d.messages, d.requested_at as "requestedAt", d.done_at as "doneAt"`,
);

const request = statement<{
  appId: string;
  ids: readonly string[];
  messages: string;
  now: Date;
}>(
  "request_deletions",
  // Who kept the messages may have them erased later; what was erased cannot be kept.
  sql`insert into ${userDeletions} as d (app_id, user_id, messages, requested_at)
      select ${placeholder("appId")}::text, id, ${placeholder("messages")}::text, ${placeholder("now")}::timestamptz
      from unnest(${placeholder("ids")}::text[]) as id order by id collate "C"
      on conflict (app_id, user_id) do update set
        messages = case when d.messages = 'erase' then d.messages else excluded.messages end,
        done_at = case when d.messages = excluded.messages or d.messages = 'erase' then d.done_at end
      returning ${columns}`,
);

/** Notes that users are to be erased; a repeat changes nothing, but that messages which were kept may be erased now. */
export function requestDeletions(
  tx: Tx,
  ids: readonly string[],
  messages: MessagesOfDeleted,
): Promise<DeletionRow[]> {
  return tx.connection.query<DeletionRow>(
    request.statement,
    request.bind({ appId: tx.appId, ids, messages, now: tx.now }),
  );
}

const find = statement<{ appId: string; id: string }>(
  "find_deletion",
  sql`select ${columns} from ${userDeletions} d
      where d.app_id = ${placeholder("appId")} and d.user_id = ${placeholder("id")}`,
);

/** A user's deletion; null for who was not deleted. */
export async function findDeletion(tx: Tx, userId: string): Promise<DeletionRow | null> {
  const [row] = await tx.connection.query<DeletionRow>(
    find.statement,
    find.bind({ appId: tx.appId, id: userId }),
  );
  return row ?? null;
}

const finish = statement<{ appId: string; id: string; messages: string; now: Date }>(
  "finish_deletion",
  sql`update ${userDeletions} set done_at = ${placeholder("now")}
      where app_id = ${placeholder("appId")} and user_id = ${placeholder("id")}
        and messages = ${placeholder("messages")} returning 1`,
);

/** Notes that a user is erased; false when meanwhile more was asked for. */
export async function finishDeletion(
  tx: Tx,
  { userId, messages }: Pick<DeletionRow, "userId" | "messages">,
): Promise<boolean> {
  const rows = await tx.connection.query(
    finish.statement,
    finish.bind({ appId: tx.appId, id: userId, messages, now: tx.now }),
  );
  return rows.length > 0;
}

const open = statement<{ limit: number }>(
  "open_deletions",
  sql`select app_id as "appId", user_id as "userId" from ${userDeletions}
      where done_at is null order by app_id, user_id limit ${placeholder("limit")}`,
);

/** Deletions of all apps that are not done. */
export function openDeletions(
  { database }: Pick<Engine, "database">,
  limit: number,
): Promise<{ appId: string; userId: string }[]> {
  return database.transaction({ relay: true }, (connection) =>
    connection.query<{ appId: string; userId: string }>(open.statement, open.bind({ limit })),
  );
}
