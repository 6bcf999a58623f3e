import { ChatError } from "@natter/contract/chat-error";
import { asUser } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { findMessages } from "../messages/public.ts";
import { cancelReminder, reminderView, setReminder } from "./change-reminder.ts";
import { deleteRemindersOf, pageOfReminders } from "./reminder-rows.ts";

/** Reminders: messages that somebody wants to come back to. */
export const remindersFeature: Feature = {
  name: "reminders",
  handlers: {
    "reminders.set": async (call, { params, body }) => ({
      reminder: await setReminder(asUser(call), { ...params, ...body }),
    }),
    "reminders.cancel": (call, { params }) => cancelReminder(asUser(call), params.messageId),
    "reminders.list": (call, { query: { limit, cursor } }) => {
      const { engine, appId, userId } = asUser(call);
      const after = cursor === undefined ? null : placeOf(cursor);
      return transact(engine, appId, async (tx) => {
        const found = await pageOfReminders(tx, userId, { after, limit: limit + 1 });
        const page = found.slice(0, limit);
        const rows = await findMessages(
          tx,
          page.map((reminder) => reminder.messageId),
        );
        const cidOf = new Map(rows.map((row) => [row.id, row.cid]));
        const last = page.at(-1);
        return {
          items: page.map((row) => reminderView(row, cidOf.get(row.messageId) ?? "")),
          next:
            last && found.length > limit
              ? encodeCursor([last.remindAt.toISOString(), last.messageId])
              : null,
          previous: null,
        };
      });
    },
  },
  async eraseUser(tx, { userId }) {
    await deleteRemindersOf(tx, userId);
    return null;
  },
};

function placeOf(cursor: string): { remindAt: Date; messageId: string } {
  const [at = "", messageId = ""] = decodeCursor(cursor, 2);
  const remindAt = new Date(at);
  if (Number.isNaN(remindAt.getTime()) || !/^[0-9a-f-]{36}$/.test(messageId)) {
    throw new ChatError("request.invalid", "That is not a cursor of this list.");
  }
  return { remindAt, messageId };
}
