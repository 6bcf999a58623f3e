import type { Quote, SendMessageInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { assertCan, type ChannelAccess } from "../channels/public.ts";
import { userSummaries } from "../users/public.ts";
import { assertPace } from "./message-policy.ts";
import { findMessages, lastSendOf } from "./message-rows.ts";
import { quoteView } from "./message-views.ts";

/** What a send points to, as it was found. */
export type SendTargets = { readonly quote: Quote | null };

/** Looks up what a send points to. It is asked beside the access, so that both travel to the database together. */
export async function findTargets(
  tx: Tx,
  cid: string,
  { quoteId }: SendMessageInput,
): Promise<SendTargets> {
  return { quote: quoteId === undefined ? null : await findQuote(tx, cid, quoteId) };
}

/** Passes if the caller may send this now, and what it points to is there. */
export async function assertMaySend(
  tx: Tx,
  access: ChannelAccess,
  { input, targets }: { input: SendMessageInput; targets: SendTargets },
): Promise<void> {
  assertCan(access, "send");
  if (input.quoteId !== undefined && !targets.quote) {
    throw new ChatError("message.quote_not_found", "The quoted message is not in this channel.");
  }
  await assertPaceOf(tx, access);
}

async function assertPaceOf(tx: Tx, access: ChannelAccess): Promise<void> {
  const { slowModeSeconds, role } = access;
  if (slowModeSeconds === 0) return;
  const since = new Date(tx.now.getTime() - slowModeSeconds * 1_000);
  const lastSentAt = await lastSendOf(tx, access.cid, access.user.id, since);
  assertPace({ slowModeSeconds, role: role ?? access.spaceRole, lastSentAt, now: tx.now });
}

async function findQuote(tx: Tx, cid: string, quoteId: string): Promise<Quote | null> {
  const [row] = await findMessages(tx, [quoteId]);
  if (row?.cid !== cid) return null;
  return quoteView(row, await userSummaries(tx, row.senderId === null ? [] : [row.senderId]));
}
