import type { PrivacySettings } from "@natter/contract";
import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { userSettings } from "./user-settings-table.ts";

const placeholder = sql.placeholder;

/** What holds for who never changed anything. */
export const openPrivacy: PrivacySettings = { readReceipts: true, typing: true, invisible: false };

const columns = sql.raw(
  `s.user_id as "userId", s.read_receipts as "readReceipts", s.typing, s.invisible`,
);

const ofUsers = statement<{ appId: string; userIds: readonly string[] }>(
  "privacy_of_users",
  sql`select ${columns} from ${userSettings} s
      where s.app_id = ${placeholder("appId")} and s.user_id = any(${placeholder("userIds")}::text[])`,
);

/** What users show of themselves; those who show everything may be left out. */
export async function findPrivacy(
  tx: Tx,
  userIds: readonly string[],
): Promise<Map<string, PrivacySettings>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx.connection.query<PrivacySettings & { userId: string }>(
    ofUsers.statement,
    ofUsers.bind({ appId: tx.appId, userIds }),
  );
  return new Map(rows.map(({ userId, ...privacy }) => [userId, privacy]));
}

const lock = statement<{ appId: string; userId: string }>(
  "lock_user_settings",
  // The row is made when it is first needed, so that there always is one to lock.
  sql`insert into ${userSettings} as s (app_id, user_id) values (${placeholder("appId")}, ${placeholder("userId")})
      on conflict (app_id, user_id) do update set typing = s.typing
      returning s.read_receipts as "readReceipts", s.typing, s.invisible`,
);

/** What a user shows, locked until the transaction ends. */
export async function lockPrivacy(tx: Tx, userId: string): Promise<PrivacySettings> {
  const [row] = await tx.connection.query<PrivacySettings>(
    lock.statement,
    lock.bind({ appId: tx.appId, userId }),
  );
  return row ?? openPrivacy;
}

const save = statement<{
  appId: string;
  userId: string;
  readReceipts: boolean;
  typing: boolean;
  invisible: boolean;
}>(
  "save_user_settings",
  sql`update ${userSettings} set read_receipts = ${placeholder("readReceipts")}, typing = ${placeholder("typing")},
        invisible = ${placeholder("invisible")}
      where app_id = ${placeholder("appId")} and user_id = ${placeholder("userId")}`,
);

/** Writes what a user shows, of a row that is locked. */
export async function savePrivacy(tx: Tx, userId: string, privacy: PrivacySettings): Promise<void> {
  await tx.connection.query(save.statement, save.bind({ appId: tx.appId, userId, ...privacy }));
}

/** Whether a user hides their receipts: a part of another room's statement. */
export function hidesReceipts({ appId, userId }: { appId: SQL; userId: SQL }): SQL {
  return sql`exists (select from ${userSettings} s where s.app_id = ${appId} and s.user_id = ${userId} and not s.read_receipts)`;
}

const invisible = statement<{ appId: string; userIds: readonly string[] }>(
  "invisible_users",
  sql`select s.user_id as "userId" from ${userSettings} s
      where s.app_id = ${placeholder("appId")} and s.user_id = any(${placeholder("userIds")}::text[]) and s.invisible`,
);

/** Which of some users are to look offline, whatever they do. */
export async function invisibleAmong(tx: Tx, userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await tx.connection.query<{ userId: string }>(
    invisible.statement,
    invisible.bind({ appId: tx.appId, userIds }),
  );
  return new Set(rows.map((row) => row.userId));
}
