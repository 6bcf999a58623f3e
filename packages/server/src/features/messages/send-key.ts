import type { Message, SendMessageInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { getAccess } from "../channels/public.ts";
import { findMessages } from "./message-rows.ts";
import { messageViews } from "./message-views.ts";
import { findSendStatement } from "./send-statement.ts";

/** What makes a send one and the same, however often it comes; `body` tells whether it also says the same. */
export type SendKey = { userId: string; cid: string; clientId: string; body: string };

/** An earlier send under the same key, and whether its body was the same; null where there is none. */
export async function findSend(
  tx: Tx,
  { userId, cid, clientId, body }: SendKey,
): Promise<{ messageId: string; sameBody: boolean } | null> {
  const [row] = await tx.connection.query<{ messageId: string; sameBody: boolean }>(
    findSendStatement.statement,
    findSendStatement.bind({ appId: tx.appId, cid, keySender: userId, clientId, body }),
  );
  return row ?? null;
}

/** The message of an earlier send as it is now; `message.conflict` if that one said something else. */
export async function readRepeat(tx: Tx, key: SendKey): Promise<Message> {
  await getAccess(tx, key.cid, key.userId);
  const earlier = await findSend(tx, key);
  if (!earlier)
    throw new ChatError(
      "server.unavailable",
      "The message is still being sent. Try again in a moment.",
    );
  if (!earlier.sameBody) {
    throw new ChatError(
      "message.conflict",
      "This client id was already used for a message with other content.",
    );
  }
  const [message] = await messageViews(tx, await findMessages(tx, [earlier.messageId]), key.userId);
  if (!message) throw new ChatError("message.deleted", "The message was deleted.");
  return message;
}

/**
 * What was sent, in one form for ever: the order of the keys and the defaults are fixed here. What came to the contract
 * later stands at the end, and only where it is given, so that sends of earlier versions keep their form.
 */
export function canonicalBody(input: SendMessageInput): string {
  const { kind, text, quoteId, mentions, custom } = input;
  const first = [kind, text, quoteId ?? null, mentions ?? [], sortKeys(custom ?? {})];
  const { mentionGroups, threadId, alsoInChannel, poll, forwardId, expiresInSeconds } = input;
  const later = {
    ...(mentionGroups?.length ? { mentionGroups } : {}),
    ...(threadId === undefined ? {} : { threadId, alsoInChannel: alsoInChannel === true }),
    ...(poll ? { poll: sortKeys(poll) } : {}),
    ...(forwardId === undefined ? {} : { forwardId }),
    ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
  };
  return JSON.stringify(Object.keys(later).length > 0 ? [...first, later] : first);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, item]) => [key, sortKeys(item)]);
}
