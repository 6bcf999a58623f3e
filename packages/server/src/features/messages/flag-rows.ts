import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { mayBeUnread, mentionsUser } from "./mention-rows.ts";
import type { LedgerSpan } from "./message-rows.ts";
import { messages, userMessages } from "./message-table.ts";

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

/** A message above a reader's watermark, as far as its place in the badge goes. */
export type AboveRow = {
  readonly id: string;
  readonly cid: string;
  readonly seq: number;
  readonly version: number;
  readonly kind: string;
  readonly senderId: string | null;
  readonly silent: boolean;
  readonly inChannel: boolean;
  readonly isDeleted: boolean;
  /** Whether it mentions the reader, and that was not marked read on its own. */
  readonly mentions: boolean;
};

const above = statement<{
  appId: string;
  userId: string;
  cids: readonly string[];
  after: readonly number[];
  upTo: readonly number[];
  eventSeqs: readonly number[];
  uncounted: readonly string[];
  onlyUnread: boolean;
  limit: number;
}>(
  "messages_above",
  sql`select above.* from unnest(${placeholder("cids")}::text[], ${placeholder("after")}::bigint[],
          ${placeholder("upTo")}::bigint[], ${placeholder("eventSeqs")}::bigint[]) as wanted (cid, after, up_to, event_seq)
      cross join lateral (
        select m.id, m.cid, m.seq, m.version, m.kind, m.sender_id as "senderId", m.silent, m.in_channel as "inChannel",
          (m.deleted_at is not null and m.version <= wanted.event_seq) as "isDeleted",
          (m.deleted_at is null and ${mentionsUser(userId)} and not exists (
            select from ${userMessages} u where u.app_id = m.app_id and u.message_id = m.id
              and u.user_id = ${userId} and u.mention_read)) as mentions
        from ${messages} m
        where m.app_id = ${appId} and m.cid = wanted.cid and m.seq > wanted.after and m.seq <= wanted.up_to
          and (not m.shadowed or m.sender_id = ${userId}) and not m.removed
          and (not ${placeholder("onlyUnread")}::boolean
            or (${mayBeUnread(userId)} and (m.deleted_at is null or m.version > wanted.event_seq)))
        order by m.seq limit ${placeholder("limit")}
      ) above
      order by above.cid, above.seq limit ${placeholder("limit")}`,
);

/** The messages of some spans in the order of channel and number; `onlyUnread`: only those that are unread to the user. */
export function messagesAbove(
  tx: Tx,
  spans: readonly LedgerSpan[],
  params: {
    userId: string;
    uncounted: readonly string[];
    onlyUnread: boolean;
    limit: number;
  },
): Promise<AboveRow[]> {
  return tx.connection.query<AboveRow>(
    above.statement,
    above.bind({
      appId: tx.appId,
      ...params,
      cids: spans.map((span) => span.cid),
      after: spans.map((span) => span.after),
      upTo: spans.map((span) => span.upTo),
      eventSeqs: spans.map((span) => span.eventSeq),
    }),
  );
}
