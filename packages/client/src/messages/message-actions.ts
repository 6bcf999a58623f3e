import type { Outbox } from "../outbox/outbox.ts";
import type { MessageEdit } from "../store/state.ts";
import type { Message } from "../wire/entities.ts";
import { deleteMessage } from "./delete-message.ts";
import { editMessage } from "./edit-message.ts";

/** Changes to confirmed messages: shown at once, taken back when refused. */
export type MessageActions = {
  edit(cid: string, messageId: string, edit: MessageEdit): Promise<Message>;
  delete(cid: string, messageId: string): Promise<Message>;
};

export function createMessageActions({ add }: Outbox): MessageActions {
  return {
    edit: (cid, messageId, edit) => add(editMessage, { cid, messageId, edit }).done,
    delete: (cid, messageId) => add(deleteMessage, { cid, messageId }).done,
  };
}
