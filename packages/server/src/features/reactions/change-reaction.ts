import type { Message, ReactionMode } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { blockedRefusal } from "../blocks/public.ts";
import { assertCan } from "../channels/public.ts";
import { joinOnPost } from "../members/public.ts";
import { openForChange, touchMessage, viewOf } from "../messages/public.ts";
import { deleteOthers, deleteReaction, putReaction, reactionKinds } from "./reaction-rows.ts";

type Change = { messageId: string; type: string };
type Addition = Change & { count?: number | undefined };

/** Adds the caller's reaction as the channel's mode has it. Adding it again changes nothing. */
export function addReaction(call: UserCall, addition: Addition): Promise<Message> {
  const { messageId, type, count } = addition;
  return transact(call.engine, call.appId, async (tx) => {
    const { row, access } = await openForChange(tx, messageId, call.userId);
    assertCan(access, "react");
    if (access.blocked) throw blockedRefusal();
    if (row.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
    const { reactionMode } = access.config;
    assertCount(reactionMode, count, tx.limits.reactionTimesPerUser);
    // The message's row is locked: whoever else reacts to it waits, so what is read here stays true.
    const mine = { messageId, userId: call.userId };
    const replaced = reactionMode === "unique" ? await deleteOthers(tx, { ...mine, type }) : [];
    await assertRoom(tx, { ...mine, type });
    const shadowed = access.shadowed || row.shadowed;
    const isNew = await putReaction(tx, { ...mine, type, times: count ?? null, shadowed });
    if (!isNew && replaced.length === 0) return await viewOf(tx, row, call.userId);
    if (access.role === null) await joinOnPost(tx, access);
    const gone = replaced.map((other) => removedFact(other, row));
    const added = isNew ? [{ type: "reaction.new" as const, reaction: type, shadowed }] : [];
    const version = await tell(tx, { ...mine, cid: row.cid }, [...gone, ...added]);
    return await viewOf(tx, { ...row, version }, call.userId);
  });
}

function removedFact(
  { type, shadowed }: { type: string; shadowed: boolean },
  row: { shadowed: boolean },
): Fact {
  return { type: "reaction.deleted", reaction: type, shadowed: shadowed || row.shadowed };
}

function assertCount(mode: ReactionMode, count: number | undefined, most: number): void {
  if (count === undefined || count === 1) return;
  if (mode === "multiple" && count <= most) return;
  if (mode === "multiple") {
    throw new ChatError("reaction.too_many", `One gives a kind at most ${most} times.`);
  }
  throw new ChatError("reaction.once", "In this channel one reacts once with each kind.");
}

/** Takes the caller's reaction back, all times of it. Where there is none, nothing changes. */
export function removeReaction(call: UserCall, { messageId, type }: Change): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row } = await openForChange(tx, messageId, call.userId);
    const mine = { messageId, userId: call.userId };
    const removed = await deleteReaction(tx, { ...mine, type });
    if (!removed) return await viewOf(tx, row, call.userId);
    const version = await tell(tx, { ...mine, cid: row.cid }, [removedFact(removed, row)]);
    return await viewOf(tx, { ...row, version }, call.userId);
  });
}

async function assertRoom(
  tx: Tx,
  { messageId, type, userId }: Change & { userId: string },
): Promise<void> {
  const kinds = await reactionKinds(tx, messageId, userId);
  const { reactionKindsPerMessage: most } = tx.limits;
  if (kinds.includes(type) || kinds.length < most) return;
  throw new ChatError("reaction.too_many", `A message takes ${most} kinds of reaction.`);
}

type Reactor = { cid: string; messageId: string; userId: string };
type Fact = {
  type: "reaction.new" | "reaction.deleted";
  reaction: string;
  /** Told to who reacted only. */
  shadowed: boolean;
};

async function tell(
  tx: Tx,
  { cid, messageId, userId }: Reactor,
  facts: readonly Fact[],
): Promise<number> {
  const events = facts.map(({ type, reaction, shadowed }) => ({
    type,
    data: { messageId, reaction, userId, ...(shadowed ? { shadowOf: userId } : {}) },
  }));
  const version = await tx.emit(channelStream(cid), ...events);
  await touchMessage(tx, messageId, version);
  return version;
}
