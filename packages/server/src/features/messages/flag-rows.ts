import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { userMessages } from "./message-table.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const userId = sql`${placeholder("userId")}`;

const star = statement<{
  appId: string;
  messageId: string;
  userId: string;
  cid: string;
  seq: number;
  starred: boolean;
}>(
  "star_message",
  sql`insert into ${userMessages} as u (app_id, message_id, user_id, starred, cid, seq)
      values (${appId}, ${placeholder("messageId")}::uuid, ${userId}, ${placeholder("starred")}::boolean, ${placeholder("cid")}, ${placeholder("seq")})
      on conflict (app_id, message_id, user_id) do update
        set starred = excluded.starred, cid = excluded.cid, seq = excluded.seq where u.starred <> excluded.starred
      returning u.starred`,
);

/** Sets a user's star on a message, making the row where there was none; whether that changed anything. */
export async function saveStar(
  tx: Tx,
  place: { messageId: string; userId: string; cid: string; seq: number },
  starred: boolean,
): Promise<boolean> {
  // Without a row there is no star to take away.
  if (
    !starred &&
    !(await flagsOf(tx, place.userId, [place.messageId])).get(place.messageId)?.starred
  )
    return false;
  const rows = await tx.connection.query(
    star.statement,
    star.bind({ appId: tx.appId, ...place, starred }),
  );
  return rows.length > 0;
}

export type RowFlags = { readonly starred: boolean; readonly mentioned: boolean };

const flags = statement<{ appId: string; userId: string; ids: readonly string[] }>(
  "flags_of_user",
  sql`select u.message_id as id, u.starred, u.mentioned from ${userMessages} u
      where u.app_id = ${appId} and u.user_id = ${userId} and u.message_id = any(${placeholder("ids")}::uuid[])
        and (u.starred or u.mentioned)`,
);

/** A user's flags of some messages, by message id; those that have none are left out. */
export async function flagsOf(
  tx: Tx,
  user: string,
  ids: readonly string[],
): Promise<Map<string, RowFlags>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.connection.query<RowFlags & { id: string }>(
    flags.statement,
    flags.bind({ appId: tx.appId, userId: user, ids }),
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

type Page = { appId: string; userId: string; before: string | null; limit: number };

function flaggedStatement(name: string, flag: "mentioned" | "starred") {
  return statement<Page>(
    name,
    sql`select u.message_id as id from ${userMessages} u
        where u.app_id = ${appId} and u.user_id = ${userId} and u.${sql.raw(flag)}
          and (${placeholder("before")}::uuid is null or u.message_id < ${placeholder("before")}::uuid)
        order by u.message_id desc limit ${placeholder("limit")}`,
  );
}

const pages = {
  mentioned: flaggedStatement("mentioned_page", "mentioned"),
  starred: flaggedStatement("starred_page", "starred"),
};

/** The ids of messages that a user has a flag on, newest first, before one. Some may be gone, or not to be read now. */
export async function pageOfFlagged(
  tx: Tx,
  flag: "mentioned" | "starred",
  page: { userId: string; before: string | null; limit: number },
): Promise<string[]> {
  const { statement: text, bind } = pages[flag];
  const rows = await tx.connection.query<{ id: string }>(text, bind({ appId: tx.appId, ...page }));
  return rows.map((row) => row.id);
}
