import type { EventView, StoredEvent } from "../../core/event-log.ts";
import type { PublishedEvent } from "../../core/relay.ts";
import type { Tx } from "../../core/transact.ts";
import { readAudience } from "../channels/public.ts";
import { findMessages } from "./message-rows.ts";
import { messageViews } from "./message-views.ts";
import { insertRecipients, type Recipient } from "./recipient-rows.ts";

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
    if (!message) throw new Error(`The message of event ${event.seq} is gone.`);
    return { message };
  });
};

function messageIdOf(event: StoredEvent): string {
  return String(event.data["messageId"]);
}

/** Writes one row per recipient of each new message, for channels small enough to have them. */
export async function projectRecipients(tx: Tx, events: readonly PublishedEvent[]): Promise<void> {
  const sent = events.flatMap(({ event }) =>
    event.type === "message.new" && !event.message.silent ? [event.message] : [],
  );
  const recipients: Recipient[] = [];
  for (const [cid, list] of Map.groupBy(sent, (message) => message.cid)) {
    const audience = await readAudience(tx, cid);
    if (audience?.mode !== "feed") continue;
    for (const { id, seq, sender } of list) {
      for (const userId of audience.memberIds) {
        if (userId !== sender?.id) recipients.push({ cid, seq, messageId: id, userId });
      }
    }
  }
  await insertRecipients(tx, recipients);
}
