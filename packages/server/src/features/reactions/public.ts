import type { ReactionGroup } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { readGroups, readShadowReactors } from "./reaction-rows.ts";

export type ReactionGroups = ReadonlyMap<string, ReactionGroup[]>;

/** The reactions of messages by message id, as a viewer sees them; null for as everybody does. */
export async function reactionGroups(
  tx: Tx,
  messageIds: readonly string[],
  viewerId: string | null,
): Promise<ReactionGroups> {
  const found = new Map<string, ReactionGroup[]>();
  if (messageIds.length === 0) return found;
  for (const { messageId, type, count, userIds, times } of await readGroups(
    tx,
    messageIds,
    viewerId,
  )) {
    const list = found.get(messageId) ?? [];
    const group = { type, count, userIds: userIds as ReactionGroup["userIds"] }; // our own users' ids
    list.push(times.every((once) => once === 1) ? group : { ...group, times });
    found.set(messageId, list);
  }
  return found;
}

/** Who sees reactions to some messages that nobody else sees, their own, by message id. */
export async function shadowReactors(
  tx: Tx,
  messageIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = Map.groupBy(await readShadowReactors(tx, messageIds), (row) => row.messageId);
  return new Map(Array.from(rows, ([id, list]) => [id, list.map(({ userId }) => userId)]));
}
