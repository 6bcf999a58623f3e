import type { AppId } from "@natter/contract";
import { shadowOf } from "../../core/event-log.ts";
import type { Feature } from "../../core/feature.ts";
import type { PublishedEvent } from "../../core/relay.ts";
import { streamOwner } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { pageOfMembers } from "../channels/public.ts";
import { holdMentioning } from "./mention-rows.ts";
import {
  insertGroupMentions,
  insertRecipients,
  type MentionedRecipient,
  type Recipient,
} from "./recipient-rows.ts";

/** Who hears a channel: the members' ids in feed mode. */
type Audiences = {
  of(
    appId: AppId,
    cid: string,
  ): Promise<{ readonly mode: string; readonly memberIds: readonly string[] } | null>;
};

const mostMembers = 10_000;

/**
 * Writes one row per recipient of each new message, for channels small enough to have them, and in any channel a row for
 * each member whom a message mentions by a group.
 */
export function projectRecipients(audiences: Audiences): NonNullable<Feature["project"]> {
  return async (tx, events, { isRepeat }) => {
    const mentioned = await groupMentions(tx, events);
    const isMentioned = new Set(mentioned.map(keyOf));
    const recipients: Recipient[] = [];
    for (const published of events) {
      const sent = sentMessage(published);
      const audience = sent && (await audiences.of(published.appId, sent.cid));
      if (!sent || audience?.mode !== "feed") continue;
      for (const userId of audience.memberIds) {
        const recipient = { messageId: sent.id, userId };
        if (!sent.has.has(userId) && !isMentioned.has(keyOf(recipient))) recipients.push(recipient);
      }
    }
    await insertRecipients(tx, recipients, { isRepeat });
    await insertGroupMentions(tx, mentioned);
  };
}

type SentMessage = { readonly id: string; readonly cid: string; readonly has: ReadonlySet<string> };

/** A message that was just sent, and who needs no row any more; null for any other event. */
function sentMessage({ event, type, data, stream }: PublishedEvent): SentMessage | null {
  const author = shadowOf(data);
  if (type === "message.new" && author !== null) {
    // There are rows of it like of any other: its author sees who read what came after it.
    const cid = streamOwner(stream).id;
    return { id: String(data["messageId"]), cid, has: new Set([author]) };
  }
  if (event.type !== "message.new" || event.message.silent) return null;
  const { id, cid, sender, mentions } = event.message;
  // Who is mentioned by id got a row with the send itself.
  return { id, cid, has: new Set([...(sender ? [sender.id] : []), ...mentions]) };
}

// A message that was deleted before it was told mentions nobody; what came back mentions them again.
const mentioning: ReadonlySet<string> = new Set([
  "message.new",
  "message.updated",
  "message.undeleted",
]);

/** Those whom messages mention by a group that are new, changed or back, as they are now; the author of one is not among them. */
async function groupMentions(
  tx: Tx,
  events: readonly PublishedEvent[],
): Promise<MentionedRecipient[]> {
  const ids = new Set<string>();
  for (const { event } of events) {
    if (!mentioning.has(event.type) || !("message" in event)) continue;
    if (event.message.mentionGroups.length > 0) ids.add(event.message.id);
  }
  const mentioned: MentionedRecipient[] = [];
  for (const { id, cid, seq, senderId, ...row } of await holdMentioning(tx, [...ids])) {
    const userIds = row.mentionGroups.includes("channel")
      ? await membersBefore(tx, cid, seq)
      : (row.mentionedIds ?? []);
    for (const userId of userIds)
      if (userId !== senderId) mentioned.push({ messageId: id, userId, cid, seq });
  }
  return mentioned;
}

/** Whoever was a member before a message, and still is. */
async function membersBefore(tx: Tx, cid: string, seq: number): Promise<string[]> {
  const members = await pageOfMembers(tx, { cid, after: "", limit: mostMembers });
  return members.filter(({ joinedSeq }) => joinedSeq < seq).map(({ userId }) => userId);
}

function keyOf({ messageId, userId }: Recipient): string {
  return `${messageId} ${userId}`;
}
