import { eraseRows } from "../../core/erase-rows.ts";
import type { ErasedUser } from "../../core/feature.ts";
import type { Tx } from "../../core/transact.ts";
import { userSettings } from "./user-settings-table.ts";

/** Takes away a deleted user's own settings. */
export function eraseSettings(tx: Tx, { userId }: ErasedUser): Promise<string | null> {
  return eraseRows(tx, userSettings, userId);
}
