import type { SendInput } from "../channels/channel-handle.ts";
import type { Operation } from "../outbox/operation.ts";
import type { ChannelState, PendingMessage } from "../store/state.ts";
import type { Quote, User } from "../wire/entities.ts";
import { startOfText } from "./apply-message-event.ts";

/** A message as it shows before the server has it. */
export function toPendingMessage(
  entry: ChannelState,
  { id: clientId, input, at, state, error }: Operation<SendInput>,
  me: User | null,
): PendingMessage {
  return {
    key: clientId,
    id: null,
    seq: null,
    version: null,
    clientId,
    cid: entry.cid,
    kind: input.poll === undefined ? "text" : "poll",
    text: input.text,
    sender: me === null ? null : { id: me.id, name: me.name, image: me.image },
    quote: input.quoteId === undefined ? null : quoteOf(entry, input.quoteId),
    mentions: input.mentions ?? [],
    silent: false,
    threadId: input.threadId ?? null,
    inChannel: input.threadId === undefined || input.alsoInChannel === true,
    thread: null,
    removed: false,
    mentionGroups: input.mentionGroups ?? [],
    forward: null,
    expiresAt:
      input.expiresInSeconds === undefined
        ? null
        : new Date(at.getTime() + input.expiresInSeconds * 1_000),
    custom: input.custom ?? {},
    reactions: [],
    createdAt: at,
    editedAt: null,
    deletedAt: null,
    state,
    pendingChange: false,
    error,
  };
}

function quoteOf(entry: ChannelState, id: string): Quote {
  const quoted = entry.window.confirmed.find((message) => message.id === id);
  return {
    id,
    seq: quoted?.seq ?? 0,
    sender: quoted?.sender ?? null,
    text: startOfText(quoted?.text ?? ""),
    deleted: quoted !== undefined && quoted.deletedAt !== null,
  };
}
