import type { EventView, StoredEvent } from "../../core/event-log.ts";
import type { Tx } from "../../core/transact.ts";
import { toldApart } from "../../core/view-events.ts";
import { shadowReactors } from "../reactions/public.ts";
import { findMessages, type MessageRow } from "./message-rows.ts";
import { messageViews } from "./message-views.ts";
import { shadowRepliers } from "./shadow-replies.ts";

/**
 * New and changed messages are told as they are now, not as they were: applying an old event twice or late does no
 * harm, since a message's version says which copy is newer.
 */
export const viewMessages: EventView = async (tx, stored, viewerId) => {
  const rows = await findMessages(tx, stored.map(messageIdOf));
  const [messages, apart] = await Promise.all([
    messageViews(tx, rows, viewerId),
    viewerId === null ? whoSeesOtherwise(tx, rows) : new Map<string, string[]>(),
  ]);
  const views = new Map(messages.map((message) => [message.id as string, message]));
  return stored.map((event) => {
    const id = messageIdOf(event);
    const message = views.get(id);
    return message ? { message, [toldApart]: apart.get(id) ?? [] } : goneMessage(event);
  });
};

/** Who sees some messages otherwise than everybody: who reacted, replied or edited while shadow banned. By message id. */
async function whoSeesOtherwise(
  tx: Tx,
  rows: readonly MessageRow[],
): Promise<Map<string, string[]>> {
  const ids = rows.map((row) => row.id);
  const [reactors, repliers] = await Promise.all([
    shadowReactors(tx, ids),
    shadowRepliers(tx, ids),
  ]);
  return new Map(
    rows.map(({ id, senderId, shadowEdit }) => {
      const author = shadowEdit && senderId !== null ? [senderId] : [];
      return [
        id,
        [...new Set([...author, ...(reactors.get(id) ?? []), ...(repliers.get(id) ?? [])])],
      ];
    }),
  );
}

/** What is told of a message that went with its channel before it was told: its end. Nobody counted it. */
function goneMessage(event: StoredEvent): Record<string, unknown> {
  const messageId = messageIdOf(event);
  return {
    type: "message.deleted",
    messageId,
    messageSeq: 0,
    senderId: null,
    kind: "text",
    silent: true,
    inChannel: false,
    threadId: null,
    removed: true,
  };
}

function messageIdOf(event: StoredEvent): string {
  return String(event.data["messageId"]);
}
