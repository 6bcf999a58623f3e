import type { ChannelKind, Role } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { spaceRoleOf } from "../spaces/public.ts";
import { effectiveRole } from "./channel-policy.ts";
import { channels, members } from "./channel-table.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;

const roles = statement<{ appId: string; cid: string; limit: number }>(
  "roles_of_members",
  sql`select m.user_id as "userId", m.role, c.kind,
        ${spaceRoleOf({ appId, spaceId: sql`c.space_id`, userId: sql`m.user_id` })} as "spaceRole"
      from ${members} m join ${channels} c on c.app_id = m.app_id and c.cid = m.cid
      where m.app_id = ${appId} and m.cid = ${placeholder("cid")}
      order by m.user_id limit ${placeholder("limit")}`,
);

/** The ids of the members of a channel who have one of some roles in it: who leads the space has that role in its channels. */
export async function withRoles(
  tx: Tx,
  cid: string,
  { roles: wanted, limit }: { roles: readonly string[]; limit: number },
): Promise<string[]> {
  const rows = await tx.connection.query<{
    userId: string;
    role: Role;
    kind: ChannelKind;
    spaceRole: Role | null;
  }>(roles.statement, roles.bind({ appId: tx.appId, cid, limit }));
  return rows.filter((row) => wanted.includes(effectiveRole(row))).map((row) => row.userId);
}
