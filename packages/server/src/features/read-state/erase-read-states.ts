import { eraseRows } from "../../core/erase-rows.ts";
import type { ErasedUser } from "../../core/feature.ts";
import type { Tx } from "../../core/transact.ts";
import { readStates } from "./read-state-table.ts";

/** Takes away how far a deleted user had read. */
export function eraseReadStates(tx: Tx, { userId }: ErasedUser): Promise<string | null> {
  return eraseRows(tx, readStates, userId);
}
