import type { AppId, Message } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { memberIds } from "../members/public.ts";
import { findMessages } from "../messages/public.ts";

const mostMembers = 10_000;

/** The ids of all whom a message mentions: of everybody, and of more people than it lists, those there are now. */
export async function whoIsMentioned(
  engine: Engine,
  appId: AppId,
  { id, cid, mentions, mentionGroups, mentionedIds }: Message,
): Promise<string[]> {
  if (mentionGroups.includes("channel")) {
    return await transact(engine, appId, (tx) => memberIds(tx, cid, mostMembers));
  }
  if (mentionedIds !== null) return [...new Set<string>([...mentions, ...(mentionedIds ?? [])])];
  const [row] = await transact(engine, appId, (tx) => findMessages(tx, [id]));
  return [...new Set([...(row?.mentions ?? []), ...(row?.mentionedIds ?? [])])];
}
