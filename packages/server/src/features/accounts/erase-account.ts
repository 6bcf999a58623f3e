import { eraseRows } from "../../core/erase-rows.ts";
import type { ErasedUser } from "../../core/feature.ts";
import type { Tx } from "../../core/transact.ts";
import { accounts, accountSessions } from "./account-table.ts";

/** Takes away a deleted user's password and log-in sessions. */
export async function eraseAccount(tx: Tx, { userId }: ErasedUser): Promise<string | null> {
  return (await eraseRows(tx, accountSessions, userId)) ?? (await eraseRows(tx, accounts, userId));
}
