import type { EventView, StoredEvent } from "../../core/event-log.ts";
import { findMessages } from "./message-rows.ts";
import { messageViews } from "./message-views.ts";

/**
 * New and changed messages are told as they are now, not as they were: applying an old event twice or late does no
 * harm, since a message's version says which copy is newer.
 */
export const viewMessages: EventView = async (tx, stored) => {
  const rows = await findMessages(tx, stored.map(messageIdOf));
  const views = new Map(
    (await messageViews(tx, rows)).map((message) => [message.id as string, message]),
  );
  return stored.map((event) => {
    const message = views.get(messageIdOf(event));
    return message ? { message } : goneMessage(event);
  });
};

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
