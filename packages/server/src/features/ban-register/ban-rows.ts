import type { AppId, ModerationActor, Role } from "@natter/contract";
import { sql, type SQL } from "drizzle-orm";
import type { Database } from "../../adapters/database/port.ts";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { bans } from "./ban-table.ts";

export type BanRow = {
  readonly userId: string;
  /** '' for the whole app. */
  readonly cid: string;
  readonly shadow: boolean;
  readonly reason: string;
  readonly byType: ModerationActor["type"];
  readonly byId: string;
  /** The role to give back when a ban from a channel ends; null for whoever was no member. */
  readonly role: Role | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
};

/** The place of a ban from the whole app. */
export const wholeApp = "";

const placeholder = sql.placeholder;

const columns = sql.raw(
  `b.user_id as "userId", b.cid, b.shadow, b.reason, b.by_type as "byType", b.by_id as "byId", b.role,
   b.created_at as "createdAt", b.expires_at as "expiresAt"`,
);

/** The weight of a shadow ban; what weighs more is a hard one. */
export const shadowWeight = 1;

/** How a ban that holds weighs: a shadow ban less than a ban from the channel, that less than one from the app. */
const weight = sql`case when b.shadow then 1 when b.cid = '' then 3 else 2 end`;

/**
 * What holds against a user in a channel at a moment, as a number: 0 nothing, 1 a shadow ban, 2 a ban from the channel,
 * 3 one from the app. A part of another room's statement: one look at one index.
 */
export function banWeightOf(of: { appId: SQL; userId: SQL; cid: SQL; now: SQL }): SQL {
  return sql`coalesce((select max(${weight}) from ${bans} b
    where b.app_id = ${of.appId} and b.user_id = ${of.userId} and b.cid in ('', ${of.cid})
      and (b.expires_at is null or b.expires_at > ${of.now}::timestamptz)), 0)`;
}

/** Whether nothing but a shadow ban holds against a user in a channel: a part of another room's statement. */
export function isLetIn(of: Parameters<typeof banWeightOf>[0]): SQL {
  return sql`${banWeightOf(of)} <= ${sql.raw(String(shadowWeight))}`;
}

type One = { appId: string; userId: string; cid: string };
const ofOne = sql`b.app_id = ${placeholder("appId")} and b.user_id = ${placeholder("userId")} and b.cid = ${placeholder("cid")}`;

const one = statement<One>("find_ban", sql`select ${columns} from ${bans} b where ${ofOne}`);

/** A user's ban from a place, ended or not. */
export async function findBan(tx: Tx, userId: string, cid: string): Promise<BanRow | null> {
  const [row] = await tx.connection.query<BanRow>(
    one.statement,
    one.bind({ appId: tx.appId, userId, cid }),
  );
  return row ?? null;
}

const told = statement<{
  appId: string;
  userId: string;
  after: string | null;
  now: Date;
  limit: number;
}>(
  "told_bans",
  sql`select ${columns} from ${bans} b
      where b.app_id = ${placeholder("appId")} and b.user_id = ${placeholder("userId")} and not b.shadow
        and (${placeholder("after")}::text is null or b.cid > ${placeholder("after")})
        and (b.expires_at is null or b.expires_at > ${placeholder("now")}::timestamptz)
      order by b.cid limit ${placeholder("limit")}`,
);

/** The bans of a user that hold and that the user is told of, by place after one: that of the whole app comes first. */
export function pageOfToldBans(
  tx: Tx,
  userId: string,
  range: { readonly after: string | null; readonly limit: number },
): Promise<BanRow[]> {
  return tx.connection.query<BanRow>(
    told.statement,
    told.bind({ appId: tx.appId, userId, ...range, now: tx.now }),
  );
}

type Page = {
  appId: string;
  cid: string | null;
  afterCid: string;
  afterUserId: string;
  now: Date;
  limit: number;
};

const page = statement<Page>(
  "bans_page",
  sql`select ${columns} from ${bans} b
      where b.app_id = ${placeholder("appId")} and (${placeholder("cid")}::text is null or b.cid = ${placeholder("cid")})
        and (b.cid, b.user_id) > (${placeholder("afterCid")}::text, ${placeholder("afterUserId")}::text)
        and (b.expires_at is null or b.expires_at > ${placeholder("now")}::timestamptz)
      order by b.cid, b.user_id limit ${placeholder("limit")}`,
);

/** Bans that hold now, of one channel or of all places, by place and user, after one. */
export function pageOfBans(
  tx: Tx,
  range: { cid: string | null; after: { cid: string; userId: string } | null; limit: number },
): Promise<BanRow[]> {
  const { cid, after, limit } = range;
  const place = { afterCid: after?.cid ?? "", afterUserId: after?.userId ?? "" };
  return tx.connection.query<BanRow>(
    page.statement,
    page.bind({ appId: tx.appId, cid, ...place, now: tx.now, limit }),
  );
}

const save = statement<BanRow & { appId: string }>(
  "save_ban",
  sql`insert into ${bans} as b (app_id, user_id, cid, shadow, reason, by_type, by_id, role, created_at, expires_at)
      values (${placeholder("appId")}, ${placeholder("userId")}, ${placeholder("cid")}, ${placeholder("shadow")},
        ${placeholder("reason")}, ${placeholder("byType")}, ${placeholder("byId")}, ${placeholder("role")},
        ${placeholder("createdAt")}, ${placeholder("expiresAt")})
      on conflict (app_id, user_id, cid) do update set shadow = excluded.shadow, reason = excluded.reason,
        by_type = excluded.by_type, by_id = excluded.by_id, role = excluded.role, created_at = excluded.created_at,
        expires_at = excluded.expires_at`,
);

/** Writes a ban in the place of the one there was. */
export async function saveBan(tx: Tx, row: BanRow): Promise<void> {
  await tx.connection.query(save.statement, save.bind({ appId: tx.appId, ...row }));
}

const remove = statement<One>(
  "delete_ban",
  sql`delete from ${bans} as b where ${ofOne} returning ${columns}`,
);

/** Takes a ban away; null when there was none. */
export async function deleteBan(tx: Tx, userId: string, cid: string): Promise<BanRow | null> {
  const [row] = await tx.connection.query<BanRow>(
    remove.statement,
    remove.bind({ appId: tx.appId, userId, cid }),
  );
  return row ?? null;
}

const ended = statement<{ now: Date; limit: number }>(
  "ended_bans",
  sql`select b.app_id as "appId", b.user_id as "userId", b.cid from ${bans} b
      where b.expires_at <= ${placeholder("now")}::timestamptz order by b.expires_at limit ${placeholder("limit")}`,
);

/** Bans of all apps whose time is over, the earliest first. */
export function readEndedBans(
  database: Database,
  { now, limit }: { now: Date; limit: number },
): Promise<{ appId: AppId; userId: string; cid: string }[]> {
  return database.transaction({ relay: true }, (connection) =>
    connection.query(ended.statement, ended.bind({ now, limit })),
  );
}
