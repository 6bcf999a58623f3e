import { roles, type Role } from "@natter/contract";
import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import { messageSeqOf } from "../../core/stream-heads.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { isLetIn } from "../ban-register/public.ts";
import { channels, members } from "./channel-table.ts";

export type MemberRow = {
  readonly cid: string;
  readonly userId: string;
  readonly role: Role;
  readonly joinedSeq: number;
  readonly joinedAt: Date;
};

export type NewMember = { readonly userId: string; readonly role: Role };

const placeholder = sql.placeholder;

const memberColumns = sql.raw(
  `m.cid, m.user_id as "userId", m.role, m.joined_seq as "joinedSeq", m.joined_at as "joinedAt"`,
);

const insert = statement<{
  appId: string;
  cid: string;
  stream: string;
  userIds: readonly string[];
  roles: readonly string[];
  now: Date;
}>(
  "insert_members",
  sql`insert into ${members} as m (app_id, cid, user_id, role, joined_seq, joined_at)
      select ${placeholder("appId")}::text, ${placeholder("cid")}::text, item.user_id, item.role, ${messageSeqOf({ appId: sql`${placeholder("appId")}`, stream: sql`${placeholder("stream")}` })},
        ${placeholder("now")}::timestamptz
      from unnest(${placeholder("userIds")}::text[], ${placeholder("roles")}::text[]) as item (user_id, role)
      where ${isLetIn({ appId: sql`${placeholder("appId")}`, userId: sql`item.user_id`, cid: sql`${placeholder("cid")}`, now: sql`${placeholder("now")}` })}
      order by item.user_id collate "C"
      on conflict do nothing
      returning ${memberColumns}`,
);

/** Adds members; answers with those who were not there before. Who is banned from the channel is left out. */
export function insertMembers(
  tx: Tx,
  cid: string,
  people: readonly NewMember[],
): Promise<MemberRow[]> {
  return tx.connection.query<MemberRow>(
    insert.statement,
    insert.bind({
      appId: tx.appId,
      cid,
      stream: channelStream(cid),
      userIds: people.map((person) => person.userId),
      roles: people.map((person) => person.role),
      now: tx.now,
    }),
  );
}

const remove = statement<{ appId: string; cids: readonly string[]; userId: string }>(
  "delete_memberships",
  sql`delete from ${members} as m
      where m.app_id = ${placeholder("appId")} and m.cid = any(${placeholder("cids")}::text[]) and m.user_id = ${placeholder("userId")}
      returning m.cid`,
);

/** Takes one user out of channels; answers with those channels the user was in, ascending. */
export async function deleteMemberships(
  tx: Tx,
  userId: string,
  cids: readonly string[],
): Promise<string[]> {
  const rows = await tx.connection.query<{ cid: string }>(
    remove.statement,
    remove.bind({ appId: tx.appId, cids, userId }),
  );
  return rows.map((row) => row.cid).toSorted();
}

const hold = statement<{ appId: string; cid: string; userId: string }>(
  "hold_member",
  sql`select ${memberColumns} from ${members} m
      where m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")} and m.user_id = ${placeholder("userId")}
      for key share`,
);

/** A member who stays one until the transaction ends; null when they are none. */
export async function holdMember(tx: Tx, cid: string, userId: string): Promise<MemberRow | null> {
  const [row] = await tx.connection.query<MemberRow>(
    hold.statement,
    hold.bind({ appId: tx.appId, cid, userId }),
  );
  return row ?? null;
}

const setRole = statement<{ appId: string; cid: string; userId: string; role: string }>(
  "set_member_role",
  sql`update ${members} as m set role = ${placeholder("role")}
      where m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")} and m.user_id = ${placeholder("userId")}`,
);

/** Gives a member another role. */
export async function saveMemberRole(tx: Tx, member: MemberRow, role: Role): Promise<void> {
  const { cid, userId } = member;
  await tx.connection.query(
    setRole.statement,
    setRole.bind({ appId: tx.appId, cid, userId, role }),
  );
}

const some = statement<{ appId: string; cid: string; userIds: readonly string[] }>(
  "members_by_user",
  sql`select ${memberColumns} from ${members} m
      where m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")} and m.user_id = any(${placeholder("userIds")}::text[])`,
);

/** Those of some users who are members of a channel, in no particular order. */
export async function findMembers(
  tx: Tx,
  cid: string,
  userIds: readonly string[],
): Promise<MemberRow[]> {
  if (userIds.length === 0) return [];
  return await tx.connection.query<MemberRow>(
    some.statement,
    some.bind({ appId: tx.appId, cid, userIds }),
  );
}

/** Which of some users are members of a channel, in the order given. */
export async function whichAreMembers(
  tx: Tx,
  cid: string,
  userIds: readonly string[],
): Promise<string[]> {
  const found = new Set((await findMembers(tx, cid, userIds)).map((row) => row.userId));
  return [...new Set(userIds)].filter((userId) => found.has(userId));
}

const page = statement<{ appId: string; cid: string; after: string; limit: number }>(
  "members_page",
  sql`select ${memberColumns} from ${members} m
      where m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")} and m.user_id > ${placeholder("after")}
      order by m.user_id limit ${placeholder("limit")}`,
);

/** Members by ascending user id, after one. */
export function pageOfMembers(
  tx: Tx,
  range: { cid: string; after: string; limit: number },
): Promise<MemberRow[]> {
  return tx.connection.query<MemberRow>(page.statement, page.bind({ appId: tx.appId, ...range }));
}

/** The user ids of a channel's first `limit` members, ascending. */
export async function memberIds(tx: Tx, cid: string, limit: number): Promise<string[]> {
  return (await pageOfMembers(tx, { cid, after: "", limit })).map((row) => row.userId);
}

const ofUser = statement<{ appId: string; userId: string }>(
  "memberships_of_user",
  sql`select ${memberColumns} from ${members} m
      where m.app_id = ${placeholder("appId")} and m.user_id = ${placeholder("userId")}`,
);

/** All memberships of a user, in no particular order. */
export function membershipsOf(tx: Tx, userId: string): Promise<MemberRow[]> {
  return tx.connection.query<MemberRow>(ofUser.statement, ofUser.bind({ appId: tx.appId, userId }));
}

const first = statement<{ appId: string; cids: readonly string[]; limit: number }>(
  "first_members",
  sql`select wanted.cid, m.user_id as "userId"
      from unnest(${placeholder("cids")}::text[]) as wanted (cid), lateral (
        select m.user_id from ${members} m
        where m.app_id = ${placeholder("appId")} and m.cid = wanted.cid
        order by m.user_id limit ${placeholder("limit")}) m
      order by wanted.cid, m.user_id`,
);

/** The first few members of each channel, ascending. */
export async function firstMembers(
  tx: Tx,
  cids: readonly string[],
  limit: number,
): Promise<{ cid: string; userId: string }[]> {
  if (cids.length === 0) return [];
  return await tx.connection.query<{ cid: string; userId: string }>(
    first.statement,
    first.bind({ appId: tx.appId, cids, limit }),
  );
}

const heir = statement<{ appId: string; cid: string; strongestFirst: readonly string[] }>(
  "channel_heir",
  sql`select ${memberColumns} from ${members} m
      where m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")}
      order by array_position(${placeholder("strongestFirst")}::text[], m.role), m.joined_at, m.user_id limit 1`,
);

/** The member highest in rank, and of those the one who joined first. */
export async function findHeir(tx: Tx, cid: string): Promise<MemberRow | null> {
  const [row] = await tx.connection.query<MemberRow>(
    heir.statement,
    heir.bind({ appId: tx.appId, cid, strongestFirst: roles }),
  );
  return row ?? null;
}

const owners = statement<{ appId: string; cid: string }>(
  "channel_owners",
  sql`select ${memberColumns} from ${members} m
      where m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")} and m.role = 'owner'
      order by m.user_id`,
);

/** Who owns a channel. */
export function ownersOf(tx: Tx, cid: string): Promise<MemberRow[]> {
  return tx.connection.query<MemberRow>(owners.statement, owners.bind({ appId: tx.appId, cid }));
}

const partners = statement<{ appId: string; userId: string }>(
  "direct_partners",
  sql`select other.user_id as "userId" from ${members} mine
      join ${channels} c on c.app_id = mine.app_id and c.cid = mine.cid and c.kind = 'direct'
      join ${members} other on other.app_id = mine.app_id and other.cid = mine.cid and other.user_id <> mine.user_id
      where mine.app_id = ${placeholder("appId")} and mine.user_id = ${placeholder("userId")}`,
);

/** The user ids of everybody who has a direct channel with a user. */
export async function directPartners(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.connection.query<{ userId: string }>(
    partners.statement,
    partners.bind({ appId: tx.appId, userId }),
  );
  return rows.map((row) => row.userId);
}

/** The ids of everybody who shares a channel with a user: a part of another room's statement. */
export function idsInSameChannels({ appId, userId }: { appId: SQL; userId: SQL }): SQL {
  return sql`select other.user_id from ${members} mine
    join ${members} other on other.app_id = mine.app_id and other.cid = mine.cid
    where mine.app_id = ${appId} and mine.user_id = ${userId}`;
}
