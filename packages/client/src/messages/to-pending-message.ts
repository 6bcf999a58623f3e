import type { SendInput } from "../channels/channel-handle.ts";
import type { ChannelState, PendingMessage } from "../store/state.ts";
import type { Quote, User } from "../wire/entities.ts";
import { startOfText } from "./apply-message-event.ts";

type Sent = { readonly clientId: string; readonly me: User | null; readonly now: Date };

/** A message as it shows before the server has it. */
export function toPendingMessage(
  entry: ChannelState,
  input: SendInput,
  { clientId, me, now }: Sent,
): PendingMessage {
  return {
    key: clientId,
    id: null,
    seq: null,
    version: null,
    clientId,
    cid: entry.cid,
    kind: "text",
    text: input.text,
    sender: me === null ? null : { id: me.id, name: me.name, image: me.image },
    quote: input.quoteId === undefined ? null : quoteOf(entry, input.quoteId),
    mentions: input.mentions ?? [],
    silent: false,
    threadId: null,
    inChannel: true,
    mentionGroups: [],
    forward: null,
    expiresAt: null,
    custom: input.custom ?? {},
    reactions: [],
    createdAt: now,
    editedAt: null,
    deletedAt: null,
    state: "queued",
    pendingChange: false,
    error: null,
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
