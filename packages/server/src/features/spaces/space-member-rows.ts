import { roles, type Role } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { spaceMembers } from "./space-table.ts";

export type SpaceMemberRow = {
  readonly userId: string;
  readonly role: Role;
  readonly joinedAt: Date;
};

const placeholder = sql.placeholder;

const memberColumns = sql.raw(`m.user_id as "userId", m.role, m.joined_at as "joinedAt"`);

const some = statement<{ appId: string; spaceId: string; userIds: readonly string[] }>(
  "space_members_by_user",
  sql`select ${memberColumns} from ${spaceMembers} m
      where m.app_id = ${placeholder("appId")} and m.space_id = ${placeholder("spaceId")}::uuid
        and m.user_id = any(${placeholder("userIds")}::text[])`,
);

/** Those of some users who are members of a space, in no particular order. */
export function findSpaceMembers(
  tx: Tx,
  spaceId: string,
  userIds: readonly string[],
): Promise<SpaceMemberRow[]> {
  return tx.connection.query<SpaceMemberRow>(
    some.statement,
    some.bind({ appId: tx.appId, spaceId, userIds }),
  );
}

const page = statement<{ appId: string; spaceId: string; after: string; limit: number }>(
  "space_members_page",
  sql`select ${memberColumns} from ${spaceMembers} m
      where m.app_id = ${placeholder("appId")} and m.space_id = ${placeholder("spaceId")}::uuid and m.user_id > ${placeholder("after")}
      order by m.user_id limit ${placeholder("limit")}`,
);

/** Members by ascending user id, after one. */
export function pageOfSpaceMembers(
  tx: Tx,
  range: { spaceId: string; after: string; limit: number },
): Promise<SpaceMemberRow[]> {
  return tx.connection.query<SpaceMemberRow>(
    page.statement,
    page.bind({ appId: tx.appId, ...range }),
  );
}

const all = statement<{ appId: string; spaceId: string }>(
  "space_member_ids",
  sql`select user_id as "userId" from ${spaceMembers}
      where app_id = ${placeholder("appId")} and space_id = ${placeholder("spaceId")}::uuid order by user_id`,
);

/** The user ids of all members of a space, ascending. */
export async function spaceMemberIds(tx: Tx, spaceId: string): Promise<string[]> {
  const rows = await tx.connection.query<{ userId: string }>(
    all.statement,
    all.bind({ appId: tx.appId, spaceId }),
  );
  return rows.map((row) => row.userId);
}

const insert = statement<{
  appId: string;
  spaceId: string;
  userId: string;
  role: string;
  now: Date;
}>(
  "insert_space_member",
  sql`insert into ${spaceMembers} (app_id, space_id, user_id, role, joined_at)
      values (${placeholder("appId")}, ${placeholder("spaceId")}, ${placeholder("userId")}, ${placeholder("role")}, ${placeholder("now")})
      on conflict do nothing returning 1`,
);

/** Adds a member; false when they were one already. */
export async function insertSpaceMember(
  tx: Tx,
  member: { spaceId: string; userId: string; role: Role },
): Promise<boolean> {
  const rows = await tx.connection.query(
    insert.statement,
    insert.bind({ appId: tx.appId, ...member, now: tx.now }),
  );
  return rows.length > 0;
}

const setRole = statement<{ appId: string; spaceId: string; userId: string; role: string }>(
  "set_space_role",
  sql`update ${spaceMembers} set role = ${placeholder("role")}
      where app_id = ${placeholder("appId")} and space_id = ${placeholder("spaceId")}::uuid and user_id = ${placeholder("userId")}`,
);

/** Gives a member another role. */
export async function saveSpaceRole(
  tx: Tx,
  member: { spaceId: string; userId: string; role: Role },
): Promise<void> {
  await tx.connection.query(setRole.statement, setRole.bind({ appId: tx.appId, ...member }));
}

const remove = statement<{ appId: string; spaceId: string; userId: string }>(
  "delete_space_member",
  sql`delete from ${spaceMembers}
      where app_id = ${placeholder("appId")} and space_id = ${placeholder("spaceId")}::uuid and user_id = ${placeholder("userId")}`,
);

/** Removes a member. */
export async function deleteSpaceMember(
  tx: Tx,
  member: { spaceId: string; userId: string },
): Promise<void> {
  await tx.connection.query(remove.statement, remove.bind({ appId: tx.appId, ...member }));
}

const firstOf = statement<{ appId: string; userId: string }>(
  "first_space_of_user",
  sql`select m.space_id as "spaceId", m.role from ${spaceMembers} m
      where m.app_id = ${placeholder("appId")} and m.user_id = ${placeholder("userId")}
      order by m.space_id limit 1`,
);

/** One of the spaces that a user is a member of, with the role there; null for none. */
export async function firstSpaceOf(
  tx: Tx,
  userId: string,
): Promise<{ spaceId: string; role: Role } | null> {
  const [row] = await tx.connection.query<{ spaceId: string; role: Role }>(
    firstOf.statement,
    firstOf.bind({ appId: tx.appId, userId }),
  );
  return row ?? null;
}

const heir = statement<{ appId: string; spaceId: string; strongestFirst: readonly string[] }>(
  "space_heir",
  sql`select ${memberColumns} from ${spaceMembers} m
      where m.app_id = ${placeholder("appId")} and m.space_id = ${placeholder("spaceId")}::uuid
      order by array_position(${placeholder("strongestFirst")}::text[], m.role), m.joined_at, m.user_id limit 1`,
);

/** The member highest in rank, and of those the one who joined first. */
export async function findSpaceHeir(tx: Tx, spaceId: string): Promise<SpaceMemberRow | null> {
  const [row] = await tx.connection.query<SpaceMemberRow>(
    heir.statement,
    heir.bind({ appId: tx.appId, spaceId, strongestFirst: roles }),
  );
  return row ?? null;
}
