import { eq, sql } from "drizzle-orm";
import type { Connection } from "../../adapters/database/port.ts";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import type { Engine } from "../../core/engine.ts";
import { apps, type StoredSettings } from "./app-table.ts";

export type AppRow = typeof apps.$inferSelect;

/** Creates the app of this transaction; false when there is one with its id. */
export async function insertApp(tx: Tx, name: string): Promise<boolean> {
  const made = await tx.db
    .insert(apps)
    .values({ appId: tx.appId, name, settings: {}, createdAt: tx.now })
    .onConflictDoNothing()
    .returning({ appId: apps.appId });
  return made.length > 0;
}

/** The app of this transaction; null when there is none. */
export async function findApp(tx: Tx): Promise<AppRow | null> {
  const [row] = await tx.db.select().from(apps).where(eq(apps.appId, tx.appId));
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockApp(tx: Tx): Promise<AppRow | null> {
  const [row] = await tx.db.select().from(apps).where(eq(apps.appId, tx.appId)).for("update");
  return row ?? null;
}

type AppUpdate = Partial<
  Pick<AppRow, "name" | "suspendedAt" | "deletedAt" | "tokensValidAfter"> & {
    settings: StoredSettings;
  }
>;

/** Writes some parts of the app of this transaction. */
export async function updateApp(tx: Tx, change: AppUpdate): Promise<void> {
  await tx.db.update(apps).set(change).where(eq(apps.appId, tx.appId));
}

const placeholder = sql.placeholder;
const columns = sql.raw(
  `app_id as "appId", name, settings, created_at as "createdAt", suspended_at as "suspendedAt",
   deleted_at as "deletedAt", tokens_valid_after as "tokensValidAfter"`,
);

const byId = statement<{ appId: string }>(
  "app_by_id",
  sql`select ${columns} from ${apps} where app_id = ${placeholder("appId")}`,
);

/** An app, on a connection that sees its rows; null when there is none. */
export async function readApp(connection: Connection, appId: string): Promise<AppRow | null> {
  const [row] = await connection.query<AppRow>(byId.statement, byId.bind({ appId }));
  return row ?? null;
}

const toResize = statement<Record<string, never>>(
  "apps_to_resize",
  sql`select app_id as "appId" from ${apps} where settings ? 'toResize' and deleted_at is null order by app_id`,
);

/** The apps of the whole platform whose channels are to be looked at again, since what is otherwise by size was changed. */
export async function appsToResize({ database }: Pick<Engine, "database">): Promise<string[]> {
  const rows = await database.transaction({ relay: true }, (connection) =>
    connection.query<{ appId: string }>(toResize.statement, toResize.bind({})),
  );
  return rows.map(({ appId }) => appId);
}

/** Since when the channels of this transaction's app are to be looked at again; null when they need not be. */
export async function resizeWanted(tx: Tx): Promise<string | null> {
  return (await findApp(tx))?.settings.toResize ?? null;
}

/** Notes that they were, unless it was asked for anew meanwhile. */
export async function resizeDone(tx: Tx, since: string): Promise<void> {
  const app = await lockApp(tx);
  if (app?.settings.toResize !== since) return;
  const { toResize: _done, ...settings } = app.settings;
  await updateApp(tx, { settings });
}

const page = statement<{ after: string; limit: number; onlyDeleted: boolean }>(
  "apps_page",
  sql`select ${columns} from ${apps}
      where app_id > ${placeholder("after")} and (deleted_at is not null or not ${placeholder("onlyDeleted")}::boolean)
      order by app_id limit ${placeholder("limit")}`,
);

/** Apps of the whole platform by ascending id, after one; on demand only those that are being deleted. */
export function pageOfApps(
  { database }: Pick<Engine, "database">,
  range: { after: string; limit: number; onlyDeleted: boolean },
): Promise<AppRow[]> {
  return database.transaction({ relay: true }, (connection) =>
    connection.query<AppRow>(page.statement, page.bind(range)),
  );
}
