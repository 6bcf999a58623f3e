import type { SendInput } from "../channels/channel-handle.ts";
import { defineOperation, type Operation } from "../outbox/operation.ts";
import { changeChannel, changeKnownChannel } from "../store/change-channel.ts";
import type { ChannelState } from "../store/state.ts";
import type { Message } from "../wire/entities.ts";
import { applyMessage } from "./apply-message-event.ts";
import { toPendingMessage } from "./to-pending-message.ts";

type Input = SendInput & { readonly cid: string };

/** Sends a message under a client id that never makes two of it. */
export const sendMessage = defineOperation<Input, Message>({
  type: "messages.send",
  keepsFailed: true,
  cidOf: ({ cid }) => cid,
  show: (state, operation) =>
    changeChannel(state, operation.input.cid, (entry) => {
      if (isShown(entry, operation.id)) return entry;
      const pending = toPendingMessage(entry, operation, state.me);
      return { ...entry, outbox: [...entry.outbox, pending] };
    }),
  async send(engine, { id, input }) {
    const { cid, text, quoteId, mentions, mentionGroups, custom } = input;
    const body = {
      ...{ clientId: id, text },
      ...(quoteId === undefined ? {} : { quoteId }),
      ...(mentions === undefined || mentions.length === 0 ? {} : { mentions: [...mentions] }),
      ...(mentionGroups?.length ? { mentionGroups: [...mentionGroups] } : {}),
      ...(custom === undefined || Object.keys(custom).length === 0 ? {} : { custom }),
    };
    return (await engine.api("messages.send", { params: { cid }, body }, engine)).message;
  },
  confirm: (state, operation, message) =>
    changeKnownChannel(state, message.cid, (entry) =>
      applyMessage(without(entry, operation), message, state.me?.id ?? null),
    ),
  undo: (state, operation) =>
    changeKnownChannel(state, operation.input.cid, (entry) => without(entry, operation)),
  reflect: (state, { id, input, state: sending, error }) =>
    changeKnownChannel(state, input.cid, (entry) => ({
      ...entry,
      outbox: entry.outbox.map((pending) =>
        pending.clientId === id ? { ...pending, state: sending, error } : pending,
      ),
    })),
});

function isShown({ outbox, window }: ChannelState, id: string): boolean {
  return (
    outbox.some(({ clientId }) => clientId === id) || window.confirmed.some(({ key }) => key === id)
  );
}

function without(entry: ChannelState, { id }: Operation): ChannelState {
  const outbox = entry.outbox.filter(({ clientId }) => clientId !== id);
  return outbox.length === entry.outbox.length ? entry : { ...entry, outbox };
}
