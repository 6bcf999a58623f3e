import type { Message, SendMessageInput, UserSummary } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { newEpoch } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { noteShadowSend } from "../ban-register/public.ts";
import { getAccess } from "../channels/public.ts";
import { joinOnPost } from "../members/public.ts";
import { moderate } from "../moderation/public.ts";
import { setTimer } from "../timers/public.ts";
import { createPoll, readPollInput } from "../polls/public.ts";
import { assertMaySend, findTargets } from "./check-send.ts";
import { composeMessage, type Composition } from "./compose-message.ts";
import { assertForwardsOnly } from "./forward-message.ts";
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
  if (input.forwardId === undefined) assertContent(input);
  else assertForwardsOnly(input);
  const { userId } = call;
  const key = { userId, cid, clientId: input.clientId, body: canonicalBody(input) };
  const screened = await screen(call, key, input);
  if (!screened) return await answerRepeat(call, key);
  const { shadow } = screened;
  const sent = await transact(call.engine, call.appId, (tx) => send(tx, key, { input, shadow }));
  if (sent) {
    await screened.concerns({ type: "message", id: sent.id, cid });
    return { message: sent, created: true };
  }
  return await answerRepeat(call, key);
}

async function answerRepeat(call: UserCall, key: SendKey) {
  const message = await transact(call.engine, call.appId, (tx) => readRepeat(tx, key));
  return { message, created: false };
}

/** Has the message looked over. Null where it was sent before: what was sent once is answered, whatever the rules say now. */
async function screen(call: UserCall, key: SendKey, input: SendMessageInput) {
  const { text, poll } = input;
  const written = poll ? [text, poll.question, ...poll.options].join("\n") : text;
  const surface = poll ? "poll" : "message";
  try {
    return await moderate(call, { surface, text: written, cid: key.cid, key: key.clientId });
  } catch (refusal) {
    const earlier = await transact(call.engine, call.appId, (tx) => findSend(tx, key));
    if (!earlier) throw refusal;
    return null;
  }
}

type Screened = { readonly input: SendMessageInput; readonly shadow: boolean };

async function send(tx: Tx, key: SendKey, { input, shadow }: Screened): Promise<Message | null> {
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
  return await write(tx, { access, input, targets, mentioned, shadow }, body);
}

/** Writes the message and commits. Null where it was sent before. */
async function write(tx: Tx, composition: Composition, body: string): Promise<Message | null> {
  const { access, targets } = composition;
  const { cid, user } = access;
  const stream = channelStream(cid);
  const draft = composeMessage(tx, composition);
  const poll = composition.input.poll && (await createPoll(tx, draft.id, composition.input.poll));
  if (draft.expiresAt) {
    await setTimer(tx, { kind: "message.expire", key: draft.id, dueAt: draft.expiresAt });
  }
  if (draft.shadowed && draft.inChannel) await noteShadowSend(tx, user.id, cid);
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
    ...{ people, quotes, viewerId: user.id },
    ...{ reactions: new Map(), threads: new Map(), polls: new Map(poll ? [[row.id, poll]] : []) },
    pins: new Map(),
  });
  const event = { appId: tx.appId, stream, seq: sent.eventSeq, epoch: sent.epoch, at: tx.now };
  // In shadow it is told to its author only: what others are told in its place is made when it leaves.
  const only = row.shadowed ? { shadowOf: user.id } : {};
  tx.committed({
    ...event,
    type: "message.new",
    data: { messageId: row.id, ...only },
    ...(row.shadowed ? {} : { payload: { message } }),
  });
  if (reply?.told) tx.committed(threadUpdated(event, reply.threadId, only));
  return message;
}
