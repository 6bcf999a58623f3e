import type { ReactionGroup } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { readGroups } from "./reaction-rows.ts";

export type ReactionGroups = ReadonlyMap<string, ReactionGroup[]>;

/** The reactions of messages by message id. */
export async function reactionGroups(
  tx: Tx,
  messageIds: readonly string[],
): Promise<ReactionGroups> {
  const found = new Map<string, ReactionGroup[]>();
  if (messageIds.length === 0) return found;
  for (const { messageId, type, count, userIds, times } of await readGroups(tx, messageIds)) {
    const list = found.get(messageId) ?? [];
    const group = { type, count, userIds: userIds as ReactionGroup["userIds"] }; // our own users' ids
    list.push(times.every((once) => once === 1) ? group : { ...group, times });
    found.set(messageId, list);
  }
  return found;
}
