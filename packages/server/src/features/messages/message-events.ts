import type { AppId } from "@natter/contract";
import type { EventView, StoredEvent } from "../../core/event-log.ts";
import type { Feature } from "../../core/feature.ts";
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

/** Who hears a channel: the members' ids in feed mode. */
type Audiences = {
  of(
    appId: AppId,
    cid: string,
  ): Promise<{ readonly mode: string; readonly memberIds: readonly string[] } | null>;
};

/** Writes one row per recipient of each new message, for channels small enough to have them. */
export function projectRecipients(audiences: Audiences): NonNullable<Feature["project"]> {
  return async (tx, events, { isRepeat }) => {
    const recipients: Recipient[] = [];
    for (const { appId, event } of events) {
      if (event.type !== "message.new" || event.message.silent) continue;
      const { id, cid, sender, mentions } = event.message;
      const audience = await audiences.of(appId, cid);
      if (audience?.mode !== "feed") continue;
      // Who is mentioned got a row with the send itself.
      const has = new Set<string | undefined>([sender?.id, ...mentions]);
      for (const userId of audience.memberIds)
        if (!has.has(userId)) recipients.push({ messageId: id, userId });
    }
    await insertRecipients(tx, recipients, { isRepeat });
  };
}
