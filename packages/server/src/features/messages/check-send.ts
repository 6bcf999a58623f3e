import type { Quote, SendMessageInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { uncountedKinds } from "@natter/contract/unread";
import type { Tx } from "../../core/transact.ts";
import { blockedRefusal } from "../blocks/public.ts";
import { allows, assertCan, type ChannelAccess } from "../channels/public.ts";
import { userSummaries } from "../users/public.ts";
import { findForwarded, type Forwarded } from "./forward-message.ts";
import { assertPace, assertWithinLimits, isSeenBy } from "./message-policy.ts";
import { findMessages, holdMessages, lastSendOf, type MessageRow } from "./message-rows.ts";
import { quoteView } from "./message-views.ts";
import { threadsSeenBy } from "./shadow-replies.ts";

/** What a send points to, as it was found. */
export type SendTargets = {
  readonly quote: Quote | null;
  readonly root: MessageRow | null;
  readonly forwarded: Forwarded | null;
};

/** Looks up what a send points to. It is asked beside the access, so that both travel to the database together. */
export async function findTargets(
  tx: Tx,
  { userId, cid }: { userId: string; cid: string },
  { quoteId, threadId, forwardId }: SendMessageInput,
): Promise<SendTargets> {
  const forwarded = forwardId === undefined ? null : await findForwarded(tx, userId, forwardId);
  const [[quoted], [root]] = await Promise.all([
    findMessages(tx, quoteId === undefined ? [] : [quoteId]),
    // Whoever deletes the root comes before this reply and is seen, or behind it and sees it.
    holdMessages(tx, threadId === undefined ? [] : [threadId]),
  ]);
  const seen = (row: MessageRow | undefined) =>
    row?.cid === cid && isSeenBy(row, userId) ? row : null;
  const quote = seen(quoted);
  const people = await userSummaries(tx, quote?.senderId ? [quote.senderId] : []);
  return { quote: quote && quoteView(quote, people, userId), root: seen(root), forwarded };
}

/** Passes if the caller may send this now, and what it points to is there. */
export async function assertMaySend(
  tx: Tx,
  access: ChannelAccess,
  { input, targets }: { input: SendMessageInput; targets: SendTargets },
): Promise<void> {
  const { threadId, alsoInChannel, quoteId, mentionGroups } = input;
  if (access.blocked) throw blockedRefusal();
  if (threadId !== undefined) assertCan(access, "send-reply");
  if (threadId === undefined || alsoInChannel) assertCan(access, "send");
  if (input.poll) assertCan(access, "create-poll");
  if (quoteId !== undefined) assertCan(access, "quote");
  assertFits(tx, input, access);
  if (mentionGroups?.length) assertCan(access, "mention-all");
  if (quoteId !== undefined && !targets.quote) {
    throw new ChatError("message.quote_not_found", "The quoted message is not in this channel.");
  }
  if (input.forwardId !== undefined && !targets.forwarded) {
    throw new ChatError("message.forward_not_found", "There is no such message to forward.");
  }
  if (threadId !== undefined) await assertTakesReplies(tx, targets.root, access.user.id);
  else if (alsoInChannel !== undefined) {
    throw new ChatError("request.invalid", "alsoInChannel is for replies: give a threadId.");
  }
  await assertPaceOf(tx, access);
}

/** Passes if a message is no more than its channel and its app take, whenever it is sent. */
export function assertFits(tx: Tx, input: SendMessageInput, access: ChannelAccess): void {
  assertLength(input.text, access);
  assertWithinLimits(input, tx.limits);
}

/** Passes if a text is not longer than the channel has it. */
export function assertLength(text: string, { config }: ChannelAccess): void {
  if (text.length <= config.messageCharacters) return;
  throw new ChatError(
    "message.too_large",
    `A message in this channel has at most ${config.messageCharacters} characters.`,
  );
}

/** A deleted message takes replies for as long as there are some: people go on talking under what is left of it. */
async function assertTakesReplies(tx: Tx, root: MessageRow | null, userId: string): Promise<void> {
  if (!root) {
    throw new ChatError("thread.not_found", "The message to reply to is not in this channel.");
  }
  if (root.threadId !== null) {
    throw new ChatError("thread.nested", "That message is a reply: reply to the first one.", {
      details: { threadId: root.threadId },
    });
  }
  if (uncountedKinds.includes(root.kind)) {
    throw new ChatError("thread.not_found", "A system message takes no replies.");
  }
  if (!root.deletedAt) return;
  const thread = (await threadsSeenBy(tx, [root.id], userId)).get(root.id);
  if (!thread?.replyCount) {
    throw new ChatError("message.deleted", "The message was deleted before anybody replied.");
  }
}

async function assertPaceOf(tx: Tx, access: ChannelAccess): Promise<void> {
  const { slowModeSeconds } = access;
  if (slowModeSeconds === 0 || allows(access, "slow-mode")) return;
  const since = new Date(tx.now.getTime() - slowModeSeconds * 1_000);
  const lastSentAt = await lastSendOf(tx, access.cid, access.user.id, since);
  assertPace({ slowModeSeconds, lastSentAt, now: tx.now });
}
