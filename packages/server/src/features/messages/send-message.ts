import type { Message, Quote, SendMessageInput, UserSummary } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { newEpoch } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { assertCan, getAccess, type ChannelAccess } from "../channels/public.ts";
import { joinOnPost, whichAreMembers } from "../members/public.ts";
import { userSummaries } from "../users/public.ts";
import { assertContent, assertPace } from "./message-policy.ts";
import { findMessages, lastSendOf, type MessageRow } from "./message-rows.ts";
import { messageView, messageViews, quoteView } from "./message-views.ts";
import { findSendStatement, sendStatement, type SentRow } from "./send-statement.ts";

/**
 * Sends a message. Acknowledged only once committed. A repeat with the same client id answers with the message as it
 * is now (`created: false`) and writes nothing; the same client id with another body is `message.conflict`.
 */
export async function sendMessage(
  call: UserCall,
  cid: string,
  input: SendMessageInput,
): Promise<{ message: Message; created: boolean }> {
  assertContent(input);
  const body = canonicalBody(input);
  const sent = await transact(call.engine, call.appId, (tx) =>
    send(tx, { userId: call.userId, cid, input, body }),
  );
  if (sent) return { message: sent, created: true };
  const message = await transact(call.engine, call.appId, (tx) =>
    readRepeat(tx, { userId: call.userId, cid, clientId: input.clientId, body }),
  );
  return { message, created: false };
}

type Attempt = { userId: string; cid: string; input: SendMessageInput; body: string };

async function send(tx: Tx, attempt: Attempt): Promise<Message | null> {
  const { userId, cid, input, body } = attempt;
  // Asked together, so that they travel to the database together.
  const [access, quote] = await Promise.all([
    getAccess(tx, cid, userId),
    input.quoteId === undefined ? null : findQuote(tx, cid, input.quoteId),
  ]);
  try {
    await assertMaySend(tx, access, input, quote);
  } catch (refusal) {
    // What was sent once stays sent: a repeat is answered also where a new message would be refused by now.
    if (await findSend(tx, { userId, cid, clientId: input.clientId, body })) return null;
    throw refusal;
  }
  const mentions = input.mentions ? await whichAreMembers(tx, cid, input.mentions) : [];
  if (access.role === null) await joinOnPost(tx, access);
  return await write(tx, { access, input, body, quote, mentions });
}

async function assertMaySend(
  tx: Tx,
  access: ChannelAccess,
  input: SendMessageInput,
  quote: Quote | null,
): Promise<void> {
  assertCan(access, "send");
  if (input.quoteId !== undefined && !quote) {
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

type Writing = {
  access: ChannelAccess;
  input: SendMessageInput;
  body: string;
  quote: Quote | null;
  mentions: readonly string[];
};

async function write(tx: Tx, writing: Writing): Promise<Message | null> {
  const { access, body, quote } = writing;
  const { cid, user } = access;
  const stream = channelStream(cid);
  const draft = draftOf(tx, writing);
  const [sent] = await tx.connection.commitWith<SentRow>(
    sendStatement.statement,
    sendStatement.bind({
      ...draft,
      appId: tx.appId,
      stream,
      epoch: newEpoch(),
      keySender: user.id,
      body,
      custom: JSON.stringify(draft.custom),
      forward: draft.forward && JSON.stringify(draft.forward),
      now: tx.now,
    }),
  );
  if (!sent) return null;
  const row: MessageRow = { ...draft, seq: sent.messageSeq, version: sent.eventSeq };
  const people = new Map<string, UserSummary>([[user.id, user]]);
  const quotes = new Map(quote ? [[quote.id as string, quote]] : []);
  const message = messageView(row, { people, quotes, reactions: new Map() });
  const event = { appId: tx.appId, stream, seq: sent.eventSeq, epoch: sent.epoch, at: tx.now };
  tx.committed({
    ...event,
    type: "message.new",
    data: { messageId: row.id },
    payload: { message },
  });
  return message;
}

/** The message but for its numbers, which it gets when it is written. */
function draftOf(
  tx: Tx,
  { access, input, quote, mentions }: Writing,
): Omit<MessageRow, "seq" | "version"> & { clientId: string } {
  return {
    id: tx.engine.newId(),
    cid: access.cid,
    kind: input.kind,
    text: input.text,
    senderId: access.user.id,
    clientId: input.clientId,
    quoteId: quote?.id ?? null,
    mentions: [...mentions],
    silent: false,
    threadId: null,
    inChannel: true,
    shadowed: false,
    mentionGroups: [],
    forward: null,
    expiresAt: null,
    custom: input.custom ?? {},
    createdAt: tx.now,
    editedAt: null,
    deletedAt: null,
  };
}

async function findQuote(tx: Tx, cid: string, quoteId: string): Promise<Quote | null> {
  const [row] = await findMessages(tx, [quoteId]);
  if (row?.cid !== cid) return null;
  return quoteView(row, await userSummaries(tx, row.senderId === null ? [] : [row.senderId]));
}

type Key = { userId: string; cid: string; clientId: string; body: string };

async function findSend(tx: Tx, { userId, cid, clientId, body }: Key) {
  const [row] = await tx.connection.query<{ messageId: string; sameBody: boolean }>(
    findSendStatement.statement,
    findSendStatement.bind({ appId: tx.appId, cid, keySender: userId, clientId, body }),
  );
  return row ?? null;
}

async function readRepeat(tx: Tx, key: Key): Promise<Message> {
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
  const [message] = await messageViews(tx, await findMessages(tx, [earlier.messageId]));
  if (!message) throw new ChatError("message.deleted", "The message was deleted.");
  return message;
}

/** What was sent, in one form for ever: the order of the keys and the defaults are fixed here. */
function canonicalBody({ kind, text, quoteId, mentions, custom }: SendMessageInput): string {
  return JSON.stringify([kind, text, quoteId ?? null, mentions ?? [], sortKeys(custom ?? {})]);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, item]) => [key, sortKeys(item)]);
}
