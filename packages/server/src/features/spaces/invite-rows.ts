import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { spaceInvites, spaces } from "./space-table.ts";

export type InviteRow = {
  readonly code: string;
  readonly spaceId: string;
  readonly expiresAt: Date | null;
  readonly maxUses: number | null;
  readonly uses: number;
  readonly createdBy: string;
  readonly createdAt: Date;
};

const placeholder = sql.placeholder;

const inviteColumns = sql.raw(
  `i.code, i.space_id as "spaceId", i.expires_at as "expiresAt", i.max_uses as "maxUses", i.uses, i.created_by as "createdBy", i.created_at as "createdAt"`,
);

const insert = statement<{
  appId: string;
  code: string;
  spaceId: string;
  createdBy: string;
  expiresAt: Date | null;
  maxUses: number | null;
  now: Date;
}>(
  "insert_invite",
  sql`insert into ${spaceInvites} as i (app_id, code, space_id, created_by, expires_at, max_uses, created_at)
      values (${placeholder("appId")}, ${placeholder("code")}, ${placeholder("spaceId")}, ${placeholder("createdBy")},
        ${placeholder("expiresAt")}, ${placeholder("maxUses")}, ${placeholder("now")})
      returning ${inviteColumns}`,
);

export async function insertInvite(
  tx: Tx,
  invite: Pick<InviteRow, "code" | "spaceId" | "expiresAt" | "maxUses"> & { createdBy: string },
): Promise<InviteRow> {
  const [row] = await tx.connection.query<InviteRow>(
    insert.statement,
    insert.bind({ appId: tx.appId, ...invite, now: tx.now }),
  );
  if (!row) throw new Error("Inserting an invite returned no row.");
  return row;
}

/** An invite with what may be told of its space before joining. */
export type InviteToSpaceRow = InviteRow & {
  readonly spaceName: string;
  readonly memberCount: number;
};

const find = statement<{ appId: string; code: string }>(
  "find_invite",
  sql`select ${inviteColumns}, s.name as "spaceName", s.member_count as "memberCount" from ${spaceInvites} i
      join ${spaces} s on s.app_id = i.app_id and s.id = i.space_id
      where i.app_id = ${placeholder("appId")} and i.code = ${placeholder("code")}`,
);

/** An invite by its code, whether or not it still lets anybody in. */
export async function findInvite(tx: Tx, code: string): Promise<InviteToSpaceRow | null> {
  const [row] = await tx.connection.query<InviteToSpaceRow>(
    find.statement,
    find.bind({ appId: tx.appId, code }),
  );
  return row ?? null;
}

const use = statement<{ appId: string; code: string; now: Date }>(
  "use_invite",
  // Two who come at once are counted one after the other, since the second waits for the first's row.
  sql`update ${spaceInvites} set uses = uses + 1
      where app_id = ${placeholder("appId")} and code = ${placeholder("code")}
        and (max_uses is null or uses < max_uses)
        and (expires_at is null or expires_at > ${placeholder("now")})
      returning 1`,
);

/** Counts one use of an invite; false when it lets nobody in any more. */
export async function useInvite(tx: Tx, code: string): Promise<boolean> {
  const rows = await tx.connection.query(
    use.statement,
    use.bind({ appId: tx.appId, code, now: tx.now }),
  );
  return rows.length > 0;
}

const page = statement<{
  appId: string;
  spaceId: string;
  createdBy: string | null;
  beforeAt: Date | null;
  beforeCode: string;
  limit: number;
}>(
  "invites_page",
  sql`select ${inviteColumns} from ${spaceInvites} i
      where i.app_id = ${placeholder("appId")} and i.space_id = ${placeholder("spaceId")}::uuid
        and (${placeholder("createdBy")}::text is null or i.created_by = ${placeholder("createdBy")})
        and (${placeholder("beforeAt")}::timestamptz is null
          or (i.created_at, i.code) < (${placeholder("beforeAt")}::timestamptz, ${placeholder("beforeCode")}::text))
      order by i.created_at desc, i.code desc limit ${placeholder("limit")}`,
);

/** Invites to a space, newest first, before a place in that order; of one person, or of all with null. */
export function pageOfInvites(
  tx: Tx,
  range: {
    spaceId: string;
    createdBy: string | null;
    before: { at: Date; code: string } | null;
    limit: number;
  },
): Promise<InviteRow[]> {
  const { before, ...rest } = range;
  return tx.connection.query<InviteRow>(
    page.statement,
    page.bind({
      appId: tx.appId,
      ...rest,
      beforeAt: before?.at ?? null,
      beforeCode: before?.code ?? "",
    }),
  );
}

const remove = statement<{ appId: string; spaceId: string; code: string; by: string | null }>(
  "delete_invite",
  sql`delete from ${spaceInvites}
      where app_id = ${placeholder("appId")} and space_id = ${placeholder("spaceId")}::uuid and code = ${placeholder("code")}
        and (${placeholder("by")}::text is null or created_by = ${placeholder("by")})
      returning 1`,
);

/** Removes an invite to a space, with `by` only if that person made it; false when there is none such. */
export async function deleteInvite(
  tx: Tx,
  invite: { spaceId: string; code: string; by: string | null },
): Promise<boolean> {
  const rows = await tx.connection.query(
    remove.statement,
    remove.bind({ appId: tx.appId, ...invite }),
  );
  return rows.length > 0;
}

const dropOfUser = statement<{ appId: string; userId: string }>(
  "drop_invites_of_user",
  sql`delete from ${spaceInvites} where app_id = ${placeholder("appId")} and created_by = ${placeholder("userId")}`,
);

/** Ends the invites that a user made. */
export async function deleteInvitesOf(tx: Tx, userId: string): Promise<void> {
  await tx.connection.query(dropOfUser.statement, dropOfUser.bind({ appId: tx.appId, userId }));
}
