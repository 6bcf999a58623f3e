import type { Message, SendMessageInput, UserSummary } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { newEpoch } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { getAccess } from "../channels/public.ts";
import { joinOnPost } from "../members/public.ts";
import { createPoll, readPollInput } from "../polls/public.ts";
import { assertMaySend, findTargets } from "./check-send.ts";
import { composeMessage, type Composition } from "./compose-message.ts";
import { decideMentions } from "./mention-groups.ts";
import { assertContent } from "./message-policy.ts";
import type { MessageRow } from "./message-rows.ts";
import { messageView } from "./message-views.ts";
import { canonicalBody, findSend, readRepeat, type SendKey } from "./send-key.ts";
import { replyParamsOf, threadUpdated } from "./reply-to.ts";
import { replyStatement, sendStatement, type SendParams, type SentRow } from "./send-statement.ts";

/**
 * Sends a message. Acknowledged only once committed. A repeat with the same client id answers with the message as it
 * is now (`created: false`) and writes nothing; the same client id with another body is `message.conflict`.
 */
export async function sendMessage(
  call: UserCall,
  cid: string,
  given: SendMessageInput,
): Promise<{ message: Message; created: boolean }> {
  const input = readPollInput(given, call.engine.now());
  assertContent(input);
  const { userId } = call;
  const key = { userId, cid, clientId: input.clientId, body: canonicalBody(input) };
  const sent = await transact(call.engine, call.appId, (tx) => send(tx, key, input));
  if (sent) return { message: sent, created: true };
  const message = await transact(call.engine, call.appId, (tx) => readRepeat(tx, key));
  return { message, created: false };
}

async function send(tx: Tx, key: SendKey, input: SendMessageInput): Promise<Message | null> {
  const { userId, cid, body } = key;
  // Asked together, so that they travel to the database together.
  const [access, targets] = await Promise.all([
    getAccess(tx, cid, userId),
    findTargets(tx, key, input),
  ]);
  try {
    await assertMaySend(tx, access, { input, targets });
  } catch (refusal) {
    // What was sent once stays sent: a repeat is answered also where a new message would be refused by now.
    if (await findSend(tx, key)) return null;
    throw refusal;
  }
  // Its poll is written before the message: it would be left behind by a repeat, which writes no message.
  if (input.poll && (await findSend(tx, key))) return null;
  const mentioned = await decideMentions(tx, access, input);
  if (access.role === null) await joinOnPost(tx, access);
  return await write(tx, { access, input, targets, mentioned }, body);
}

/** Writes the message and commits. Null where it was sent before. */
async function write(tx: Tx, composition: Composition, body: string): Promise<Message | null> {
  const { access, targets } = composition;
  const { cid, user } = access;
  const stream = channelStream(cid);
  const draft = composeMessage(tx, composition);
  const poll = composition.input.poll && (await createPoll(tx, draft.id, composition.input.poll));
  const params: SendParams = {
    ...draft,
    appId: tx.appId,
    stream,
    epoch: newEpoch(),
    keySender: user.id,
    body,
    custom: JSON.stringify(draft.custom),
    forward: draft.forward && JSON.stringify(draft.forward),
    now: tx.now,
  };
  const reply = targets.root && replyParamsOf(targets.root, draft);
  const [sent] = reply
    ? await tx.connection.commitWith<SentRow>(
        replyStatement.statement,
        replyStatement.bind({ ...params, ...reply }),
      )
    : await tx.connection.commitWith<SentRow>(sendStatement.statement, sendStatement.bind(params));
  if (!sent) return null;
  const row: MessageRow = { ...draft, seq: sent.messageSeq, version: sent.eventSeq };
  const people = new Map<string, UserSummary>([[user.id, user]]);
  const quotes = new Map(targets.quote ? [[targets.quote.id as string, targets.quote]] : []);
  const message = messageView(row, {
    ...{ people, quotes },
    ...{ reactions: new Map(), threads: new Map(), polls: new Map(poll ? [[row.id, poll]] : []) },
  });
  const event = { appId: tx.appId, stream, seq: sent.eventSeq, epoch: sent.epoch, at: tx.now };
  tx.committed({
    ...event,
    type: "message.new",
    data: { messageId: row.id },
    payload: { message },
  });
  if (reply?.counted) tx.committed(threadUpdated(event, reply.threadId));
  return message;
}
