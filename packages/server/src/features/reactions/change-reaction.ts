import type { Message } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { defaultLimits } from "@natter/contract/limits";
import type { UserCall } from "../../core/call.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { assertCan } from "../channels/public.ts";
import { joinOnPost } from "../members/public.ts";
import { openForChange, touchMessage, viewOf } from "../messages/public.ts";
import { deleteReaction, insertReaction, reactionKinds } from "./reaction-rows.ts";

type Change = { messageId: string; type: string };

/** Adds the caller's reaction. Adding it again changes nothing. */
export function addReaction(call: UserCall, { messageId, type }: Change): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row, access } = await openForChange(tx, messageId, call.userId);
    assertCan(access, "react");
    if (row.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
    await assertRoom(tx, messageId, type);
    if (!(await insertReaction(tx, { messageId, type, userId: call.userId })))
      return await viewOf(tx, row);
    if (access.role === null) await joinOnPost(tx, access);
    const version = await tell(tx, "reaction.new", {
      cid: row.cid,
      messageId,
      type,
      userId: call.userId,
    });
    return await viewOf(tx, { ...row, version });
  });
}

/** Takes the caller's reaction back. Where there is none, nothing changes. */
export function removeReaction(call: UserCall, { messageId, type }: Change): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row } = await openForChange(tx, messageId, call.userId);
    if (!(await deleteReaction(tx, { messageId, type, userId: call.userId })))
      return await viewOf(tx, row);
    const version = await tell(tx, "reaction.deleted", {
      cid: row.cid,
      messageId,
      type,
      userId: call.userId,
    });
    return await viewOf(tx, { ...row, version });
  });
}

// The message's row is locked, so two new kinds cannot pass the limit together.
async function assertRoom(tx: Tx, messageId: string, type: string): Promise<void> {
  const kinds = await reactionKinds(tx, messageId);
  if (kinds.includes(type) || kinds.length < defaultLimits.reactionKindsPerMessage) return;
  throw new ChatError(
    "reaction.too_many",
    `A message takes ${defaultLimits.reactionKindsPerMessage} kinds of reaction.`,
  );
}

type Fact = { cid: string; messageId: string; type: string; userId: string };

async function tell(
  tx: Tx,
  type: "reaction.new" | "reaction.deleted",
  fact: Fact,
): Promise<number> {
  const data = { messageId: fact.messageId, reaction: fact.type, userId: fact.userId };
  const version = await tx.emit(channelStream(fact.cid), { type, data });
  await touchMessage(tx, fact.messageId, version);
  return version;
}
