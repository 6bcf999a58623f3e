import { sql } from "drizzle-orm";
import { isPendingUpTo } from "../../core/outbox-rows.ts";
import { statement } from "../../core/statement.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { mentionsUser } from "./mention-rows.ts";
import { messages, userMessages } from "./message-table.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}::text`;
const userId = sql`${placeholder("userId")}::text`;

/** The newest messages of a member's channel: those rows are looked at. */
export type MendedSpan = {
  readonly userId: string;
  readonly cid: string;
  /** Above it everything is looked at. */
  readonly after: number;
};

type Span = { appId: string; userId: string; cid: string; after: number; stream: string };

// What is still in the outbox has its rows written when it leaves.
const settled = sql`not ${isPendingUpTo({ appId, stream: sql`${placeholder("stream")}::text`, seq: sql`m.version` })}`;
const ofOthers = sql`m.app_id = ${appId} and m.cid = ${placeholder("cid")}::text and m.seq > ${placeholder("after")}
  and m.sender_id is distinct from ${userId} and not m.silent and not m.shadowed`;

const missing = statement<Span>(
  "mend_missing_rows",
  sql`insert into ${userMessages} (app_id, message_id, user_id)
      select ${appId}, m.id, ${userId} from ${messages} m
      where ${ofOthers} and m.in_channel and ${settled}
      on conflict do nothing returning 1 as made`,
);

/** Writes the rows that a member of a small channel has not got; answers with how many. */
export async function mendMissingRows(tx: Tx, span: MendedSpan): Promise<number> {
  return (await tx.connection.query(missing.statement, missing.bind(bound(tx, span)))).length;
}

const unmarked = statement<Span>(
  "mend_missing_mentions",
  sql`insert into ${userMessages} as u (app_id, message_id, user_id, mentioned, cid, seq)
      select ${appId}, m.id, ${userId}, true, m.cid, m.seq from ${messages} m
      where ${ofOthers} and m.deleted_at is null and ${mentionsUser(userId)} and ${settled}
      on conflict (app_id, message_id, user_id) do update set mentioned = true, cid = excluded.cid, seq = excluded.seq
        where not u.mentioned
      returning 1 as made`,
);

/** Marks the rows of messages that mention a member and are not marked so; answers with how many. */
export async function mendMissingMentions(tx: Tx, span: MendedSpan): Promise<number> {
  return (await tx.connection.query(unmarked.statement, unmarked.bind(bound(tx, span)))).length;
}

const extra = statement<{ appId: string; userId: string; cid: string }>(
  "mend_extra_mentions",
  sql`update ${userMessages} u set mentioned = false, mention_read = null
      where u.app_id = ${appId} and u.user_id = ${userId} and u.cid = ${placeholder("cid")}::text and u.mentioned
        and not exists (select from ${messages} m where m.app_id = u.app_id and m.id = u.message_id
          and (m.deleted_at is not null or ${mentionsUser(userId)}))
      returning 1 as mended`,
);

/** Takes the mark from rows of a channel that mention a member no longer; answers with how many. */
export async function mendExtraMentions(
  tx: Tx,
  place: { userId: string; cid: string },
): Promise<number> {
  return (await tx.connection.query(extra.statement, extra.bind({ appId: tx.appId, ...place })))
    .length;
}

const unmark = statement<{ appId: string; messageId: string }>(
  "unmark_mentions",
  sql`update ${userMessages} u set mentioned = false, mention_read = null
      from ${messages} m
      where u.app_id = ${appId} and u.message_id = ${placeholder("messageId")}::uuid and u.mentioned
        and m.app_id = u.app_id and m.id = u.message_id and not ${mentionsUser(sql`u.user_id`)}`,
);

/** Takes the mark from the rows of those whom a message mentions no longer since it was edited. */
export async function unmarkMentions(tx: Tx, messageId: string): Promise<void> {
  await tx.connection.query(unmark.statement, unmark.bind({ appId: tx.appId, messageId }));
}

function bound(tx: Tx, { userId: user, cid, after }: MendedSpan): Span {
  return { appId: tx.appId, userId: user, cid, after, stream: channelStream(cid) };
}
