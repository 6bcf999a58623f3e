import { eraseRows } from "../../core/erase-rows.ts";
import type { ErasedUser } from "../../core/feature.ts";
import type { Tx } from "../../core/transact.ts";
import { threadFollows } from "./thread-table.ts";

/** Takes away which threads a deleted user followed, and how far they had read there. */
export function eraseFollows(tx: Tx, { userId }: ErasedUser): Promise<string | null> {
  return eraseRows(tx, threadFollows, userId);
}
