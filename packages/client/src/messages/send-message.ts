import type { SendInput } from "../channels/channel-handle.ts";
import { defineOperation, type Operation } from "../outbox/operation.ts";
import { changeChannel, changeKnownChannel } from "../store/change-channel.ts";
import type { ChannelState, ChatState } from "../store/state.ts";
import { applyToThreads } from "../threads/apply-to-threads.ts";
import {
  changeReplies,
  withoutChange,
  withReplyChange,
  withReplyCounted,
} from "../threads/show-reply.ts";
import type { Message } from "../wire/entities.ts";
import { applyMessage } from "./apply-message-event.ts";
import { toPendingMessage } from "./to-pending-message.ts";

type Input = SendInput & { readonly cid: string };

/** Sends a message under a client id that never makes two of it. */
export const sendMessage = defineOperation<Input, Message>({
  type: "messages.send",
  keepsFailed: true,
  cidOf: ({ cid }) => cid,
  show: (state, operation) => {
    const { cid, threadId, alsoInChannel } = operation.input;
    if (threadId === undefined)
      return changeChannel(state, cid, (entry) => put(entry, operation, state));
    return changeKnownChannel(state, cid, (entry) => {
      const shown = alsoInChannel ? put(entry, operation, state) : entry;
      const replied = withReplyChange(shown, { ...operation, threadId }, state);
      return changeReplies(replied, threadId, (replies) => put(replies, operation, state));
    });
  },
  async send(engine, { id, input }) {
    const { threadId, alsoInChannel, expiresInSeconds } = input;
    const { cid, text, quoteId, mentions, mentionGroups, custom } = input;
    const body = {
      ...{ clientId: id, text },
      ...(quoteId === undefined ? {} : { quoteId }),
      ...(threadId === undefined ? {} : { threadId }),
      ...(threadId === undefined || !alsoInChannel ? {} : { alsoInChannel }),
      ...(mentions === undefined || mentions.length === 0 ? {} : { mentions: [...mentions] }),
      ...(mentionGroups?.length ? { mentionGroups: [...mentionGroups] } : {}),
      ...(input.poll === undefined ? {} : { kind: "poll" as const, poll: input.poll }),
      ...(input.forwardId === undefined ? {} : { forwardId: input.forwardId }),
      ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
      ...(custom === undefined || Object.keys(custom).length === 0 ? {} : { custom }),
    };
    return (await engine.api("messages.send", { params: { cid }, body }, engine)).message;
  },
  confirm: (state, operation, message) =>
    changeKnownChannel(state, message.cid, (entry) => {
      const viewerId = state.me?.id ?? null;
      const apply = (into: ChannelState) =>
        applyMessage(without(into, operation), message, viewerId);
      const counted = withReplyCounted(withoutChange(entry, operation), message, state);
      return applyToThreads(apply(counted), null, { apply, viewerId });
    }),
  undo: (state, operation) =>
    changeKnownChannel(state, operation.input.cid, (entry) => {
      const apply = (into: ChannelState) => without(into, operation);
      const viewerId = state.me?.id ?? null;
      return applyToThreads(apply(withoutChange(entry, operation)), null, { apply, viewerId });
    }),
  reflect: (state, operation) =>
    changeKnownChannel(state, operation.input.cid, (entry) => {
      const { id, state: sending, error } = operation;
      const apply = (into: ChannelState) => ({
        ...into,
        outbox: into.outbox.map((pending) =>
          pending.clientId === id ? { ...pending, state: sending, error } : pending,
        ),
      });
      // What failed is no reply any more; tried again, it is one.
      const { threadId } = operation.input;
      const replied =
        threadId === undefined
          ? entry
          : sending === "failed"
            ? withoutChange(entry, operation)
            : withReplyChange(entry, { ...operation, threadId }, state);
      return applyToThreads(apply(replied), null, { apply, viewerId: state.me?.id ?? null });
    }),
});

/** Shows a pending message once. */
function put(entry: ChannelState, operation: Operation<Input>, { me }: ChatState): ChannelState {
  if (isShown(entry, operation.id)) return entry;
  return { ...entry, outbox: [...entry.outbox, toPendingMessage(entry, operation, me)] };
}

function isShown({ outbox, window }: ChannelState, id: string): boolean {
  return (
    outbox.some(({ clientId }) => clientId === id) || window.confirmed.some(({ key }) => key === id)
  );
}

function without(entry: ChannelState, { id }: Operation): ChannelState {
  const outbox = entry.outbox.filter(({ clientId }) => clientId !== id);
  return outbox.length === entry.outbox.length ? entry : { ...entry, outbox };
}
