import { defineOperation } from "../outbox/operation.ts";
import type { Message } from "../wire/entities.ts";
import { showChange, takeChange, type OnMessage } from "./pending-change.ts";

/** Deletes a message. */
export const deleteMessage = defineOperation<OnMessage, Message>({
  type: "messages.delete",
  cidOf: ({ cid }) => cid,
  show: (state, operation) => showChange(state, operation, { type: "delete", at: operation.at }),
  send: async (engine, { input: { messageId } }) =>
    (await engine.api("messages.delete", { params: { messageId } }, engine)).message,
  confirm: takeChange,
  undo: (state, operation) => takeChange(state, operation, null),
});
