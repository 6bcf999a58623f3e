import type { Forward, SendMessageInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { readAccess } from "../channels/public.ts";
import { userSummaries } from "../users/public.ts";
import { asOf } from "./message-content.ts";
import { isSeenBy } from "./message-policy.ts";
import { findMessages, type MessageRow } from "./message-rows.ts";
import { asSeenBy } from "./message-views.ts";

/** What a forwarded message says, and whose it was. Where it stood is nowhere in it. */
export type Forwarded = Pick<MessageRow, "kind" | "text" | "custom"> & {
  readonly forward: Forward;
};

/** Reads the message to be forwarded, if the sender can read it; what was forwarded before keeps its first sender and time. */
export async function findForwarded(
  tx: Tx,
  userId: string,
  forwardId: string,
): Promise<Forwarded | null> {
  const [row] = await findMessages(tx, [forwardId]);
  if (!row || !isSeenBy(row, userId) || !(await readAccess(tx, row.cid, userId))) return null;
  const seen = asOf(asSeenBy(row, userId), tx.now);
  if (seen.deletedAt || seen.kind === "system" || seen.kind === "poll") return null;
  const people = await userSummaries(tx, seen.senderId === null ? [] : [seen.senderId]);
  const sender = seen.senderId === null ? null : (people.get(seen.senderId) ?? null);
  const sentAt = seen.createdAt.toISOString();
  const first = { messageId: seen.id, sender, sentAt } as Forward; // an id of our own
  const { kind, text, custom } = seen;
  return { kind, text, custom, forward: seen.forward ?? first };
}

/** A message that forwards another says what that one says, and nothing else. */
export function assertForwardsOnly(input: SendMessageInput): void {
  const { text, quoteId, mentions, mentionGroups, poll, custom, kind } = input;
  const isPlain = text === "" && kind === "text" && !poll && !custom && quoteId === undefined;
  if (isPlain && !mentions?.length && !mentionGroups?.length) return;
  throw new ChatError(
    "request.invalid",
    "A message that forwards another has no content of its own. Send what you want to say behind it.",
  );
}
