import type { AppId } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { purgeContents } from "./undo-rows.ts";

/** Removes for good what a deleted message said and had said, once its deletion cannot be taken back any more. */
export async function purgeDeletedMessage(
  engine: Engine,
  appId: AppId,
  messageId: string,
): Promise<void> {
  await transact(engine, appId, (tx) => purgeContents(tx, messageId));
}
