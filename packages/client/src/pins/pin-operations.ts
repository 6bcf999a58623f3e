import { showChange, takeChange, type OnMessage } from "../messages/pending-change.ts";
import { defineOperation } from "../outbox/operation.ts";
import type { Message } from "../wire/entities.ts";

/** Pins a message for everybody in the channel. */
export const pinMessage = defineOperation<
  OnMessage & { readonly expiresInSeconds?: number },
  Message
>({
  type: "pins.add",
  cidOf: ({ cid }) => cid,
  show(state, operation) {
    const { at, input } = operation;
    const seconds = input.expiresInSeconds;
    const expiresAt = seconds === undefined ? null : new Date(at.getTime() + seconds * 1_000);
    const { me } = state;
    const by = me && { id: me.id, name: me.name, image: me.image };
    return showChange(state, operation, { type: "pin", pinned: { by, at, expiresAt } });
  },
  async send(engine, { input: { messageId, expiresInSeconds } }) {
    const body = expiresInSeconds === undefined ? {} : { expiresInSeconds };
    return (await engine.api("pins.add", { params: { messageId }, body }, engine)).message;
  },
  confirm: takeChange,
  undo: (state, operation) => takeChange(state, operation, null),
});

/** Takes a pin away. */
export const unpinMessage = defineOperation<OnMessage, Message>({
  type: "pins.remove",
  cidOf: ({ cid }) => cid,
  show: (state, operation) => showChange(state, operation, { type: "pin", pinned: null }),
  send: async (engine, { input: { messageId } }) =>
    (await engine.api("pins.remove", { params: { messageId } }, engine)).message,
  confirm: takeChange,
  undo: (state, operation) => takeChange(state, operation, null),
});
