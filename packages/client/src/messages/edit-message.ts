import { defineOperation } from "../outbox/operation.ts";
import type { MessageEdit } from "../store/state.ts";
import type { Message } from "../wire/entities.ts";
import { showChange, takeChange, type OnMessage } from "./pending-change.ts";

type Input = OnMessage & { readonly edit: MessageEdit };

/** Edits a message. */
export const editMessage = defineOperation<Input, Message>({
  type: "messages.edit",
  cidOf: ({ cid }) => cid,
  show: (state, operation) =>
    showChange(state, operation, {
      type: "edit",
      edit: operation.input.edit,
      at: operation.at,
    }),
  async send(engine, { input: { messageId, edit } }) {
    const { mentions, mentionGroups, ...rest } = edit;
    const body = {
      ...rest,
      ...(mentions === undefined ? {} : { mentions: [...mentions] }),
      ...(mentionGroups === undefined ? {} : { mentionGroups: [...mentionGroups] }),
    };
    return (await engine.api("messages.edit", { params: { messageId }, body }, engine)).message;
  },
  confirm: takeChange,
  undo: (state, operation) => takeChange(state, operation, null),
});
