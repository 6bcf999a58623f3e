import type { RescheduleInput, Scheduled, ScheduleInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { userStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { assertCan, getAccess } from "../channels/public.ts";
import { assertFits } from "../messages/public.ts";
import { assertSoon, cancelTimer, setTimer } from "../timers/public.ts";
import {
  countScheduled,
  deleteScheduled,
  findByClientId,
  insertScheduled,
  lockScheduled,
  saveScheduled,
  type ScheduledRow,
} from "./scheduled-rows.ts";
import { scheduledView } from "./scheduled-view.ts";

/** Schedules a message. The same client id again answers with what is scheduled already. */
export function scheduleMessage(
  call: UserCall,
  { cid, sendAt, message }: ScheduleInput & { cid: string },
): Promise<Scheduled> {
  const { userId } = call;
  return transact(call.engine, call.appId, async (tx) => {
    const access = await getAccess(tx, cid, userId);
    assertCan(access, "schedule");
    assertCan(access, message.threadId === undefined ? "send" : "send-reply");
    const key = { userId, cid, clientId: message.clientId };
    const before = await findByClientId(tx, key);
    if (before) return scheduledView(before);
    // Said while its author is there to shorten it, not at night when it is due.
    assertFits(tx, message, access);
    const { scheduledPerUser } = tx.limits;
    if ((await countScheduled(tx, userId)) >= scheduledPerUser) throw tooMany(scheduledPerUser);
    const row = {
      ...{ ...key, id: tx.engine.newId(), body: message, failure: null },
      sendAt: assertSoon(sendAt, tx.now),
      createdAt: tx.now,
    };
    const version = await tellOf(tx, row);
    const scheduled = { ...row, version };
    if (!(await insertScheduled(tx, scheduled))) {
      throw new ChatError("server.unavailable", "It is being scheduled. Try again in a moment.");
    }
    await setTimer(tx, { kind: "scheduled.send", key: row.id, dueAt: row.sendAt });
    return scheduledView(scheduled);
  });
}

/** Changes the text or the time of the caller's own; one that failed waits again. */
export function reschedule(
  call: UserCall,
  { scheduledId, sendAt, text }: RescheduleInput & { scheduledId: string },
): Promise<Scheduled> {
  return transact(call.engine, call.appId, async (tx) => {
    const row = await ownScheduled(tx, call, scheduledId);
    const changed = {
      ...row,
      failure: null,
      sendAt: sendAt === undefined ? row.sendAt : assertSoon(sendAt, tx.now),
      body: text === undefined ? row.body : { ...row.body, text },
    };
    if (text !== undefined) {
      assertFits(tx, changed.body, await getAccess(tx, row.cid, call.userId));
    }
    if (sendAt === undefined && row.failure) assertSoon(row.sendAt.toISOString(), tx.now);
    const saved = { ...changed, version: await tellOf(tx, changed) };
    await saveScheduled(tx, saved);
    await setTimer(tx, { kind: "scheduled.send", key: row.id, dueAt: saved.sendAt });
    return scheduledView(saved);
  });
}

/** Takes back the caller's own. */
export async function cancelScheduled(call: UserCall, scheduledId: string): Promise<void> {
  await transact(call.engine, call.appId, async (tx) => {
    const row = await ownScheduled(tx, call, scheduledId);
    await endScheduled(tx, row, { sent: false });
  });
}

/** Takes one away and tells its author's devices, with the timer that would have sent it. */
export async function endScheduled(
  tx: Tx,
  row: ScheduledRow,
  { sent }: { sent: boolean },
): Promise<void> {
  await deleteScheduled(tx, row.id);
  await cancelTimer(tx, { kind: "scheduled.send", key: row.id });
  const scheduled = { id: row.id, cid: row.cid, clientId: row.clientId, sent };
  await tx.emit(userStream(row.userId), { type: "scheduled.deleted", data: { scheduled } });
}

/** Tells its author's devices of a change, and answers with its number. */
export function tellOf(
  tx: Tx,
  { id, userId, cid, clientId }: Omit<ScheduledRow, "version">,
): Promise<number> {
  return tx.emit(userStream(userId), { type: "scheduled.updated", data: { id, cid, clientId } });
}

/** The caller's own, locked; another's answers like one that does not exist. */
async function ownScheduled(tx: Tx, { userId }: UserCall, id: string): Promise<ScheduledRow> {
  const row = await lockScheduled(tx, id);
  if (row?.userId !== userId) throw scheduledNotFound();
  return row;
}

export function scheduledNotFound(): ChatError {
  return new ChatError("scheduled.not_found", "There is no such scheduled message.");
}

function tooMany(most: number): ChatError {
  return new ChatError("scheduled.too_many", `One person schedules at most ${most} messages.`);
}
