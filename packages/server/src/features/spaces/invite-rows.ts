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
  readonly createdAt: Date;
};

const placeholder = sql.placeholder;

const inviteColumns = sql.raw(
  `i.code, i.space_id as "spaceId", i.expires_at as "expiresAt", i.max_uses as "maxUses", i.uses, i.created_at as "createdAt"`,
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
