import { userLine } from "../../core/realtime-names.ts";
import type { Tx } from "../../core/transact.ts";
import { spaceMemberIds } from "./space-member-rows.ts";

type Changed = "space" | "members" | "channels";

/** Hints to all members of a space, once committed, that something in it is other than before. */
export async function signalSpace(tx: Tx, spaceId: string, what: Changed): Promise<void> {
  const { appId, engine } = tx;
  const lines = (await spaceMemberIds(tx, spaceId)).map((userId) => userLine(appId, userId));
  const json = JSON.stringify({ type: "space.changed", spaceId, what });
  tx.afterCommit(() => engine.realtime.signal(lines, json, `space.changed ${spaceId} ${what}`));
}
