import type { FollowReason } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { threadFollows, threads } from "./thread-table.ts";

export type FollowRow = {
  readonly rootId: string;
  readonly userId: string;
  readonly cid: string;
  readonly following: boolean;
  readonly reason: FollowReason;
  readonly generation: number;
  readonly readSeq: number;
};

const placeholder = sql.placeholder;
const columns = sql.raw(
  `f.root_id as "rootId", f.user_id as "userId", f.cid, f.following, f.reason, f.generation, f.read_seq as "readSeq"`,
);
const ofUser = sql`f.app_id = ${placeholder("appId")} and f.root_id = any(${placeholder("rootIds")}::uuid[]) and f.user_id = ${placeholder("userId")}`;

const some = statement<{ appId: string; rootIds: readonly string[]; userId: string }>(
  "thread_follows",
  sql`select ${columns} from ${threadFollows} f where ${ofUser}`,
);

/** What a user is to some threads; those they have nothing to do with are left out. */
export function findFollows(
  tx: Tx,
  userId: string,
  rootIds: readonly string[],
): Promise<FollowRow[]> {
  return tx.connection.query<FollowRow>(
    some.statement,
    some.bind({ appId: tx.appId, rootIds, userId }),
  );
}

const locked = statement<{ appId: string; rootIds: readonly string[]; userId: string }>(
  "lock_thread_follow",
  sql`select ${columns} from ${threadFollows} f where ${ofUser} for update`,
);

/** What a user is to one thread, locked until the transaction ends; null for nothing. */
export async function lockFollow(
  tx: Tx,
  userId: string,
  rootId: string,
): Promise<FollowRow | null> {
  const [row] = await tx.connection.query<FollowRow>(
    locked.statement,
    locked.bind({ appId: tx.appId, rootIds: [rootId], userId }),
  );
  return row ?? null;
}

const beyond = statement<{ appId: string; userId: string; cid: string; seq: number }>(
  "thread_follows_beyond",
  sql`select ${columns} from ${threadFollows} f
      where f.app_id = ${placeholder("appId")} and f.user_id = ${placeholder("userId")} and f.cid = ${placeholder("cid")}
        and f.read_seq > ${placeholder("seq")} for update`,
);

/** What a user is to threads of a channel whose watermark is above a number, locked until the transaction ends. */
export function followsBeyond(
  tx: Tx,
  userId: string,
  place: { cid: string; seq: number },
): Promise<FollowRow[]> {
  return tx.connection.query<FollowRow>(
    beyond.statement,
    beyond.bind({ appId: tx.appId, userId, ...place }),
  );
}

const save = statement<FollowRow & { appId: string }>(
  "save_thread_follow",
  sql`insert into ${threadFollows} as f (app_id, root_id, user_id, cid, following, reason, generation, read_seq)
      values (${placeholder("appId")}, ${placeholder("rootId")}::uuid, ${placeholder("userId")}, ${placeholder("cid")},
        ${placeholder("following")}, ${placeholder("reason")}, ${placeholder("generation")}, ${placeholder("readSeq")})
      on conflict (app_id, root_id, user_id) do update set following = excluded.following, reason = excluded.reason,
        generation = excluded.generation, read_seq = excluded.read_seq`,
);

/** Writes what a user is to a thread. */
export async function saveFollow(tx: Tx, row: FollowRow): Promise<void> {
  await tx.connection.query(save.statement, save.bind({ appId: tx.appId, ...row }));
}

const followers = statement<{ appId: string; rootId: string; limit: number }>(
  "thread_followers",
  sql`select f.user_id as "userId" from ${threadFollows} f
      where f.app_id = ${placeholder("appId")} and f.root_id = ${placeholder("rootId")}::uuid and f.following
      order by f.user_id limit ${placeholder("limit")}`,
);

/** The ids of those who follow a thread, at most `limit`. Some may not be able to read its channel any more. */
export async function followerIds(tx: Tx, rootId: string, limit: number): Promise<string[]> {
  const rows = await tx.connection.query<{ userId: string }>(
    followers.statement,
    followers.bind({ appId: tx.appId, rootId, limit }),
  );
  return rows.map((row) => row.userId);
}

const behind = statement<{ appId: string; userId: string }>(
  "threads_behind",
  sql`select f.root_id as "rootId", f.cid, f.read_seq as "readSeq" from ${threadFollows} f
      join ${threads} t on t.app_id = f.app_id and t.root_id = f.root_id and t.last_reply_seq > f.read_seq
      where f.app_id = ${placeholder("appId")} and f.user_id = ${placeholder("userId")} and f.following`,
);

/** The threads that a user follows with a reply above the watermark, also those that they cannot read any more. */
export function threadsBehind(
  tx: Tx,
  userId: string,
): Promise<Pick<FollowRow, "rootId" | "cid" | "readSeq">[]> {
  return tx.connection.query(behind.statement, behind.bind({ appId: tx.appId, userId }));
}
