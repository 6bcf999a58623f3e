import type { ChannelTypeChange } from "@natter/contract";
import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { channelTypes } from "./channel-type-table.ts";

export type ChannelTypeRow = {
  readonly name: string;
  readonly config: ChannelTypeChange;
  readonly updatedAt: Date;
};

const placeholder = sql.placeholder;
const columns = sql.raw(`t.name, t.config, t.updated_at as "updatedAt"`);

/** What an app changed of a type, or null: a part of another room's statement. `resolveConfig` reads it. */
export function typeChangeOf({ appId, type }: { appId: SQL; type: SQL }): SQL {
  return sql`(select t.config from ${channelTypes} t where t.app_id = ${appId} and t.name = ${type})`;
}

const all = statement<{ appId: string }>(
  "channel_types",
  sql`select ${columns} from ${channelTypes} t where t.app_id = ${placeholder("appId")} order by t.name`,
);

/** All types that an app changed or added. They are few: creating one is refused above a limit. */
export function findChannelTypes(tx: Tx): Promise<ChannelTypeRow[]> {
  return tx.connection.query<ChannelTypeRow>(all.statement, all.bind({ appId: tx.appId }));
}

const one = statement<{ appId: string; name: string }>(
  "channel_type",
  sql`select ${columns} from ${channelTypes} t
      where t.app_id = ${placeholder("appId")} and t.name = ${placeholder("name")}`,
);

const kept = statement<{ appId: string; name: string }>(
  "keep_channel_type",
  sql`select ${columns} from ${channelTypes} t
      where t.app_id = ${placeholder("appId")} and t.name = ${placeholder("name")} for key share`,
);

const locked = statement<{ appId: string; name: string }>(
  "lock_channel_type",
  sql`select ${columns} from ${channelTypes} t
      where t.app_id = ${placeholder("appId")} and t.name = ${placeholder("name")} for update`,
);

/** One type's row. `keep`: nobody deletes it until the transaction ends; `change`: nobody touches it. */
export async function findChannelType(
  tx: Tx,
  name: string,
  hold?: "keep" | "change",
): Promise<ChannelTypeRow | null> {
  const query = hold === undefined ? one : hold === "keep" ? kept : locked;
  const [row] = await tx.connection.query<ChannelTypeRow>(
    query.statement,
    query.bind({ appId: tx.appId, name }),
  );
  return row ?? null;
}

const insert = statement<{ appId: string; name: string; config: string; now: Date }>(
  "insert_channel_type",
  sql`insert into ${channelTypes} as t (app_id, name, config, created_at, updated_at)
      values (${placeholder("appId")}, ${placeholder("name")}, ${placeholder("config")}::jsonb, ${placeholder("now")}, ${placeholder("now")})
      on conflict do nothing returning ${columns}`,
);

/** Adds a type; null when its name is taken. */
export async function insertChannelType(
  tx: Tx,
  name: string,
  config: ChannelTypeChange,
): Promise<ChannelTypeRow | null> {
  const [row] = await tx.connection.query<ChannelTypeRow>(
    insert.statement,
    insert.bind({ appId: tx.appId, name, config: JSON.stringify(config), now: tx.now }),
  );
  return row ?? null;
}

const save = statement<{ appId: string; name: string; config: string; now: Date }>(
  "save_channel_type",
  sql`update ${channelTypes} as t set config = ${placeholder("config")}::jsonb, updated_at = ${placeholder("now")}
      where t.app_id = ${placeholder("appId")} and t.name = ${placeholder("name")} returning ${columns}`,
);

/** Writes a type that is there back. */
export async function saveChannelType(
  tx: Tx,
  name: string,
  config: ChannelTypeChange,
): Promise<ChannelTypeRow | null> {
  const [row] = await tx.connection.query<ChannelTypeRow>(
    save.statement,
    save.bind({ appId: tx.appId, name, config: JSON.stringify(config), now: tx.now }),
  );
  return row ?? null;
}

const remove = statement<{ appId: string; name: string }>(
  "delete_channel_type",
  sql`delete from ${channelTypes} where app_id = ${placeholder("appId")} and name = ${placeholder("name")}`,
);

export async function deleteChannelTypeRow(tx: Tx, name: string): Promise<void> {
  await tx.connection.query(remove.statement, remove.bind({ appId: tx.appId, name }));
}
