import { sql, type SQL } from "drizzle-orm";
import { threadFollows, threads } from "./thread-table.ts";

/** What a reply brings to the statement that writes it, beside what any message brings. */
export type ReplyParams = {
  threadId: string;
  rootSeq: number;
  rootSenderId: string | null;
  /** Whether it counts as a reply for everybody: not in shadow, and of a kind that counts. */
  counted: boolean;
  /** Whether an event of the thread follows it: in shadow, too, but then for its author only. */
  told: boolean;
};

const placeholder = sql.placeholder;
const rootId = sql`${placeholder("threadId")}::uuid`;
const sender = sql`${placeholder("senderId")}::text`;
const author = sql`${placeholder("rootSenderId")}::text`;
const counted = sql`${placeholder("counted")}::boolean`;

/** Where the statement has the app, the channel and the time, and a part \`head\` with the numbers of the message. */
type Places = { readonly appId: SQL; readonly cid: SQL; readonly now: SQL };

/**
 * The parts of a send that keep a reply's thread right: its summary, and who follows it from now on. They run behind the
 * part that locks the channel's head. Who replies follows, also after having unfollowed; the root's author and whoever is
 * mentioned follow unless they said once that they do not want to. Nothing up to where they begin is unread to them.
 */
export function replyParts({ appId, cid, now }: Places): SQL {
  return sql`
    thread as (
      insert into ${threads} as t (app_id, root_id, cid, sender_id, version, reply_count, last_reply_seq, last_reply_at, participants)
      select ${appId}, ${rootId}, ${cid}, ${author}, event_seq + 1, ${counted}::int, case when ${counted} then message_seq else 0 end, ${now},
        case when ${counted} then array_remove(array[${sender}], null) else '{}' end
      from head where ${placeholder("told")}::boolean
      on conflict (app_id, root_id) do update set version = excluded.version, reply_count = t.reply_count + excluded.reply_count,
        last_reply_seq = greatest(t.last_reply_seq, excluded.last_reply_seq),
        last_reply_at = case when ${counted} then excluded.last_reply_at else t.last_reply_at end,
        participants = case when cardinality(t.participants) >= 5 or t.participants @> excluded.participants
          then t.participants else t.participants || excluded.participants end
    ), replier as (
      insert into ${threadFollows} as f (app_id, root_id, user_id, cid, following, reason, read_seq)
      select ${appId}, ${rootId}, ${sender}, ${cid}, true,
        case when ${sender} = ${author} then 'author' else 'replied' end, message_seq
      from head where ${sender} is not null
      on conflict (app_id, root_id, user_id) do update set following = true, reason = excluded.reason,
        read_seq = greatest(f.read_seq, excluded.read_seq)
      where not f.following
    ), addressed as (
      insert into ${threadFollows} (app_id, root_id, user_id, cid, following, reason, read_seq)
      select ${appId}, ${rootId}, person.id, ${cid}, true, person.reason, person.read_seq
      from (
        select ${author} as id, 'author' as reason, ${placeholder("rootSeq")}::bigint as read_seq from head
        union all
        select mentioned.id, 'mentioned', message_seq - 1
        from head, unnest(${placeholder("mentions")}::text[]) as mentioned (id)
        where mentioned.id is distinct from ${author}
      ) person
      where ${counted} and person.id is distinct from ${sender} and person.id is not null
      on conflict do nothing
    )`;
}
