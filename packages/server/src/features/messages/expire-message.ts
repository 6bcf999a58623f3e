import type { AppId } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { eraseMessage } from "./delete-message.ts";
import { lockMessage } from "./message-rows.ts";

/** Deletes a message whose time is over, for everybody and for good. */
export async function expireMessage(
  engine: Engine,
  appId: AppId,
  messageId: string,
): Promise<void> {
  await transact(engine, appId, async (tx) => {
    const row = await lockMessage(tx, messageId);
    if (!row?.expiresAt || row.deletedAt || row.expiresAt > tx.now) return;
    await eraseMessage(tx, row, { by: row.senderId ?? "", hard: true, removed: false });
  });
}
