import type { AppId, Reminder, ReminderInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import type { Engine } from "../../core/engine.ts";
import { userStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { readAccess } from "../channels/public.ts";
import { findMessages, getMessageRow, isSeenBy } from "../messages/public.ts";
import { assertSoon, cancelTimer, setTimer } from "../timers/public.ts";
import {
  countReminders,
  deleteReminder,
  lockReminder,
  putReminder,
  type ReminderRow,
} from "./reminder-rows.ts";

/** Sets a reminder; another one of the same message is moved. */
export function setReminder(
  call: UserCall,
  { messageId, remindAt, note }: ReminderInput & { messageId: string },
): Promise<Reminder> {
  const { userId } = call;
  return transact(call.engine, call.appId, async (tx) => {
    const row = await getMessageRow(tx, messageId, userId);
    if (row.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
    const dueAt = assertSoon(remindAt, tx.now);
    const before = await lockReminder(tx, userId, messageId);
    const { remindersPerUser } = tx.limits;
    if (!before && (await countReminders(tx, userId)) >= remindersPerUser) {
      throw new ChatError(
        "reminder.too_many",
        `One person has at most ${remindersPerUser} reminders.`,
      );
    }
    const reminder = { userId, messageId, remindAt: dueAt, note };
    await putReminder(tx, reminder);
    await setTimer(tx, { kind: "reminder.tell", key: keyOf(reminder), dueAt });
    return reminderView(reminder, row.cid);
  });
}

/** Takes a reminder away; one that is not there is no matter. */
export async function cancelReminder(call: UserCall, messageId: string): Promise<void> {
  const { userId } = call;
  await transact(call.engine, call.appId, async (tx) => {
    await deleteReminder(tx, userId, messageId);
    await cancelTimer(tx, { kind: "reminder.tell", key: keyOf({ userId, messageId }) });
  });
}

/** Tells somebody of a message whose time has come, unless they cannot read it any more. */
export async function tellReminder(engine: Engine, appId: AppId, key: string): Promise<void> {
  const [messageId = "", ...rest] = key.split(" ");
  const userId = rest.join(" ");
  await transact(engine, appId, async (tx) => {
    const reminder = await lockReminder(tx, userId, messageId);
    if (!reminder || reminder.remindAt > tx.now) return;
    await deleteReminder(tx, userId, messageId);
    const [row] = await findMessages(tx, [messageId]);
    if (!row || row.deletedAt || !isSeenBy(row, userId)) return;
    if (!(await readAccess(tx, row.cid, userId))) return;
    const data = { reminder: reminderView(reminder, row.cid) };
    await tx.emit(userStream(userId), { type: "notification.reminder", data });
  });
}

export function reminderView({ messageId, remindAt, note }: ReminderRow, cid: string): Reminder {
  return { messageId, cid, remindAt: remindAt.toISOString(), note } as Reminder; // an id of our own
}

function keyOf({ userId, messageId }: Pick<ReminderRow, "userId" | "messageId">): string {
  return `${messageId} ${userId}`;
}
