import type { EditMessageInput, Message } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { defaultLimits } from "@natter/contract/limits";
import type { UserCall } from "../../core/call.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { allows, assertCan, readAccess, type ChannelAccess } from "../channels/public.ts";
import { moderate } from "../moderation/public.ts";
import { assertLength } from "./check-send.ts";
import { decideMentions } from "./mention-groups.ts";
import { contentOf } from "./message-content.ts";
import { assertCanEdit, assertContent, assertWithinLimits, isSeenBy } from "./message-policy.ts";
import { findMessages, lockMessage, updateMessage, type MessageRow } from "./message-rows.ts";
import { asSeenBy, messageViews } from "./message-views.ts";
import { unmarkMentions } from "./mend-rows.ts";
import { insertMentions } from "./recipient-rows.ts";
import { deleteEdit, insertEdit, readEdits } from "./undo-rows.ts";

/**
 * Edits a message: the caller's own, or any by right. What it said before is kept in its history. Saving what is there
 * already changes nothing and tells nobody.
 */
export async function editMessage(
  call: UserCall,
  messageId: string,
  input: EditMessageInput,
): Promise<Message> {
  const screened = await moderate(call, {
    surface: "edit",
    text: input.text ?? "",
    cid: () => channelOf(call, messageId),
  });
  const message = await transact(call.engine, call.appId, async (tx) => {
    const { row, access } = await openForChange(tx, messageId, call.userId);
    if (row.senderId === call.userId) assertCan(access, "edit-own");
    if (input.text !== undefined) assertLength(input.text, access);
    assertCanEdit(row, call.userId, allows(access, "edit-any"));
    const seen = asSeenBy(row, call.userId);
    const changed = await applyEdit(tx, seen, { input, access });
    assertContent(changed);
    // Of what an edit leaves as it is, nothing is asked.
    assertWithinLimits({ ...input, text: input.text ?? "" }, tx.limits);
    if (JSON.stringify(changed) === JSON.stringify(seen)) return await viewOf(tx, row, call.userId);
    const inShadow = access.shadowed || screened.shadow;
    const edited = { ...changed, editedAt: tx.now };
    const saved = await save(
      tx,
      inShadow ? shadowed(row, edited) : { ...edited, shadowEdit: null },
    );
    await insertEdit(tx, row.id, {
      version: saved.version,
      content: contentOf(seen),
      editedAt: seen.editedAt,
      replacedAt: tx.now,
      replacedBy: call.userId,
      shadow: saved.shadowEdit !== null,
    });
    return await viewOf(tx, saved, call.userId);
  });
  await screened.concerns({ type: "message", id: messageId, cid: message.cid });
  return message;
}

/** An edit that nobody else is to see: beside what everybody sees, or in a message that nobody else sees at all. */
function shadowed(row: MessageRow, edited: MessageRow): MessageRow {
  if (row.shadowed) return edited;
  const { text, custom } = edited;
  return { ...row, shadowEdit: { text, custom, editedAt: String(edited.editedAt?.toISOString()) } };
}

/** Takes back an edit of the caller's own within a few seconds: the message says what it said before, and was not edited. */
export function undoEdit(call: UserCall, messageId: string): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row } = await openForChange(tx, messageId, call.userId);
    if (row.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
    const shadow = row.senderId === call.userId;
    const [last] = await readEdits(tx, row.id, { ...newestEdit, shadow });
    const since = tx.now.getTime() - defaultLimits.undoSeconds * 1_000;
    if (last?.replacedBy !== call.userId || last.replacedAt.getTime() <= since) {
      throw new ChatError(
        "message.undo_expired",
        `Only whoever edited a message can take that back, within ${defaultLimits.undoSeconds} seconds.`,
      );
    }
    await deleteEdit(tx, row.id, last.version);
    const before = { ...asSeenBy(row, call.userId), ...last.content, editedAt: last.editedAt };
    if (!last.shadow) return await viewOf(tx, await save(tx, before), call.userId);
    const [earlier] = await readEdits(tx, row.id, { ...newestEdit, shadow: true });
    const isBack = earlier?.shadow !== true;
    const restored = isBack ? { ...row, shadowEdit: null } : shadowed(row, before);
    return await viewOf(tx, await save(tx, restored, true), call.userId);
  });
}

const newestEdit = { before: Number.MAX_SAFE_INTEGER, limit: 1 };

function channelOf(call: UserCall, messageId: string): Promise<string | null> {
  return transact(call.engine, call.appId, async (tx) => {
    const [row] = await findMessages(tx, [messageId]);
    return row?.cid ?? null;
  });
}

async function applyEdit(
  tx: Tx,
  row: MessageRow,
  { input, access }: { input: EditMessageInput; access: ChannelAccess },
): Promise<MessageRow> {
  const { mentions, mentionGroups } = input;
  const mentioned = mentions || mentionGroups ? await decideMentions(tx, access, input) : null;
  const isSameGroups = !mentionGroups || mentionGroups.join() === row.mentionGroups.join();
  // Whom a group meant stays decided until the groups change.
  if (!isSameGroups && mentionGroups.length > 0) assertCan(access, "mention-all");
  return {
    ...row,
    text: input.text ?? row.text,
    custom: input.custom ?? row.custom,
    mentions: mentions && mentioned ? mentioned.mentions : row.mentions,
    mentionGroups: isSameGroups || !mentioned ? row.mentionGroups : mentioned.mentionGroups,
    mentionedIds: isSameGroups || !mentioned ? row.mentionedIds : mentioned.mentionedIds,
  };
}

/** Writes an edit and tells of it: its author alone, where nobody else sees it. */
async function save(
  tx: Tx,
  row: MessageRow,
  inShadow = row.shadowed || row.shadowEdit !== null,
): Promise<MessageRow> {
  const only = inShadow && row.senderId !== null ? { shadowOf: row.senderId } : {};
  const version = await tx.emit(channelStream(row.cid), {
    type: "message.updated",
    data: { messageId: row.id, ...only },
  });
  const saved = { ...row, version };
  await updateMessage(tx, saved);
  if (inShadow) return saved;
  await insertMentions(tx, saved);
  await unmarkMentions(tx, saved.id);
  return saved;
}

/** A message locked for a change, with what its channel allows the caller. Unknown and unreadable answer alike. */
export async function openForChange(
  tx: Tx,
  messageId: string,
  userId: string,
): Promise<{ row: MessageRow; access: ChannelAccess }> {
  const row = await lockMessage(tx, messageId);
  const access = row && isSeenBy(row, userId) && (await readAccess(tx, row.cid, userId));
  if (!row || !access) throw messageNotFound();
  return { row, access };
}

/** One answer for a message that does not exist and one the caller may not see. */
export function messageNotFound(): ChatError {
  return new ChatError("message.not_found", "There is no such message, or you cannot see it.");
}

/** One message as it is now for one viewer. */
export async function viewOf(tx: Tx, row: MessageRow, viewerId: string): Promise<Message> {
  const [message] = await messageViews(tx, [row], viewerId);
  if (!message) throw new Error("A message has no view.");
  return message;
}
