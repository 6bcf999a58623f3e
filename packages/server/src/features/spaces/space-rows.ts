import type { JoinPolicy, OpenSpace, Role } from "@natter/contract";
import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { spaceMembers, spaces } from "./space-table.ts";

export type SpaceRow = {
  readonly id: string;
  readonly name: string;
  readonly memberCount: number;
  readonly joinPolicy: JoinPolicy;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const placeholder = sql.placeholder;

/** A user's role in a space, or null: a part of another room's statement. */
export function spaceRoleOf(of: { appId: SQL; spaceId: SQL; userId: SQL }): SQL {
  return sql`(select s.role from ${spaceMembers} s where s.app_id = ${of.appId} and s.space_id = ${of.spaceId} and s.user_id = ${of.userId})`;
}

/** The ids of everybody who shares a space with a user: a part of another room's statement. */
export function idsInSameSpaces({ appId, userId }: { appId: SQL; userId: SQL }): SQL {
  return sql`select other.user_id from ${spaceMembers} mine
    join ${spaceMembers} other on other.app_id = mine.app_id and other.space_id = mine.space_id
    where mine.app_id = ${appId} and mine.user_id = ${userId}`;
}

/** The ids of the spaces that a user is a member of: a part of another room's statement. */
export function idsOfSpacesOf({ appId, userId }: { appId: SQL; userId: SQL }): SQL {
  return sql`select mine.space_id from ${spaceMembers} mine where mine.app_id = ${appId} and mine.user_id = ${userId}`;
}

const spaceColumns = sql.raw(
  `s.id, s.name, s.member_count as "memberCount", s.join_policy as "joinPolicy", s.created_at as "createdAt", s.updated_at as "updatedAt"`,
);

const insert = statement<{
  appId: string;
  id: string;
  name: string;
  joinPolicy: string;
  now: Date;
}>(
  "insert_space",
  sql`insert into ${spaces} (app_id, id, name, join_policy, member_count, created_at, updated_at)
      values (${placeholder("appId")}, ${placeholder("id")}, ${placeholder("name")}, ${placeholder("joinPolicy")}, 1, ${placeholder("now")}, ${placeholder("now")})`,
);

/** Creates a space; its one member, the owner, is counted already and for the caller to insert. */
export async function insertSpace(
  tx: Tx,
  space: { id: string; name: string; joinPolicy: JoinPolicy },
): Promise<void> {
  await tx.connection.query(
    insert.statement,
    insert.bind({ appId: tx.appId, ...space, now: tx.now }),
  );
}

const lock = statement<{ appId: string; id: string }>(
  "lock_space",
  sql`select ${spaceColumns} from ${spaces} s
      where s.app_id = ${placeholder("appId")} and s.id = ${placeholder("id")}::uuid for no key update`,
);

/** Locks a space until the transaction ends, for whoever changes it or who is in it. Always before anything in it. */
export async function lockSpace(tx: Tx, id: string): Promise<SpaceRow | null> {
  const [row] = await tx.connection.query<SpaceRow>(
    lock.statement,
    lock.bind({ appId: tx.appId, id }),
  );
  return row ?? null;
}

const save = statement<{
  appId: string;
  id: string;
  name: string;
  memberCount: number;
  joinPolicy: string;
  updatedAt: Date;
}>(
  "save_space",
  sql`update ${spaces} set name = ${placeholder("name")}, member_count = ${placeholder("memberCount")}, join_policy = ${placeholder("joinPolicy")}, updated_at = ${placeholder("updatedAt")}
      where app_id = ${placeholder("appId")} and id = ${placeholder("id")}::uuid`,
);

/** Writes a locked space back. */
export async function saveSpace(tx: Tx, space: SpaceRow): Promise<void> {
  const { id, name, memberCount, joinPolicy, updatedAt } = space;
  await tx.connection.query(
    save.statement,
    save.bind({ appId: tx.appId, id, name, memberCount, joinPolicy, updatedAt }),
  );
}

const remove = statement<{ appId: string; id: string }>(
  "delete_space",
  sql`delete from ${spaces} where app_id = ${placeholder("appId")} and id = ${placeholder("id")}::uuid`,
);

/** Removes a space with its members, invites and channel rows. */
export async function deleteSpaceRow(tx: Tx, id: string): Promise<void> {
  await tx.connection.query(remove.statement, remove.bind({ appId: tx.appId, id }));
}

export type JoinedSpaceRow = SpaceRow & { readonly role: Role };

const ofMember = statement<{ appId: string; ids: readonly string[]; userId: string }>(
  "spaces_of_member",
  sql`select ${spaceColumns}, m.role from ${spaces} s
      join ${spaceMembers} m on m.app_id = s.app_id and m.space_id = s.id and m.user_id = ${placeholder("userId")}
      where s.app_id = ${placeholder("appId")} and s.id = any(${placeholder("ids")}::uuid[])`,
);

/** Those of some spaces that a user is a member of. */
export async function findJoinedSpaces(
  tx: Tx,
  ids: readonly string[],
  userId: string,
): Promise<JoinedSpaceRow[]> {
  return await tx.connection.query<JoinedSpaceRow>(
    ofMember.statement,
    ofMember.bind({ appId: tx.appId, ids, userId }),
  );
}

const page = statement<{ appId: string; userId: string; after: string; limit: number }>(
  "spaces_page",
  sql`select ${spaceColumns}, m.role from ${spaceMembers} m
      join ${spaces} s on s.app_id = m.app_id and s.id = m.space_id
      where m.app_id = ${placeholder("appId")} and m.user_id = ${placeholder("userId")} and m.space_id > ${placeholder("after")}::uuid
      order by m.space_id limit ${placeholder("limit")}`,
);

/** A user's spaces, oldest first (ids grow with time), after one. */
export function pageOfSpaces(
  tx: Tx,
  range: { userId: string; after: string; limit: number },
): Promise<JoinedSpaceRow[]> {
  return tx.connection.query<JoinedSpaceRow>(
    page.statement,
    page.bind({ appId: tx.appId, ...range }),
  );
}

const open = statement<{ appId: string; userId: string; after: string; limit: number }>(
  "open_spaces",
  sql`select s.id, s.name, s.member_count as "memberCount", exists (
        select from ${spaceMembers} m
        where m.app_id = s.app_id and m.space_id = s.id and m.user_id = ${placeholder("userId")}) as joined
      from ${spaces} s
      where s.app_id = ${placeholder("appId")} and s.join_policy = 'open' and s.id > ${placeholder("after")}::uuid
      order by s.id limit ${placeholder("limit")}`,
);

/** The spaces that are open to join, oldest first (ids grow with time), after one. */
export function pageOfOpenSpaces(
  tx: Tx,
  range: { userId: string; after: string; limit: number },
): Promise<OpenSpace[]> {
  return tx.connection.query<OpenSpace>(open.statement, open.bind({ appId: tx.appId, ...range }));
}
