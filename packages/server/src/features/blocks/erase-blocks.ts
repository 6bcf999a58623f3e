import { eraseRows } from "../../core/erase-rows.ts";
import type { ErasedUser } from "../../core/feature.ts";
import type { Tx } from "../../core/transact.ts";
import { userBlocks } from "./block-table.ts";

/** Takes away whom a deleted user muted or blocked, and who muted or blocked them. */
export async function eraseBlocks(tx: Tx, { userId }: ErasedUser): Promise<string | null> {
  const own = await eraseRows(tx, userBlocks, userId);
  return own ?? (await eraseRows(tx, userBlocks, userId, userBlocks.otherId));
}
