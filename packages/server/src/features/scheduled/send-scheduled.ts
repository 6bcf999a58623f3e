import type { AppId, Message, UserId } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { assertNotBanned } from "../ban-register/public.ts";
import { sendMessage } from "../messages/public.ts";
import { endScheduled, scheduledNotFound, tellOf } from "./change-scheduled.ts";
import {
  findScheduled,
  lockScheduled,
  saveScheduled,
  type ScheduledRow,
} from "./scheduled-rows.ts";

/** Sends the caller's own at once. */
export async function sendNow(call: UserCall, scheduledId: string): Promise<Message> {
  const row = await transact(call.engine, call.appId, (tx) => findScheduled(tx, scheduledId));
  if (row?.userId !== call.userId) throw scheduledNotFound();
  return await send(call, row);
}

/**
 * Sends one whose time has come, with the rights its author has now. What is refused for good is kept with the reason, and
 * its author is told. Done twice it sends once: the client id sees to that.
 */
export async function sendDue(engine: Engine, appId: AppId, id: string): Promise<void> {
  const row = await transact(engine, appId, (tx) => findScheduled(tx, id));
  if (!row || row.failure || row.sendAt > engine.now()) return;
  try {
    await transact(engine, appId, (tx) => assertNotBanned(tx, row.userId));
    await send(callOf(engine, appId, row), row);
  } catch (error) {
    if (!(error instanceof ChatError) || isPassing(error)) throw error;
    await fail(engine, appId, { id, error });
  }
}

async function send(call: UserCall, row: ScheduledRow): Promise<Message> {
  const { message } = await sendMessage(call, row.cid, row.body);
  await transact(call.engine, call.appId, async (tx) => {
    const left = await lockScheduled(tx, row.id);
    if (left) await endScheduled(tx, left, { sent: true });
  });
  return message;
}

/** What may be over in a moment, such as slow mode: it is tried again. */
function isPassing({ retry }: ChatError): boolean {
  return retry;
}

async function fail(
  engine: Engine,
  appId: AppId,
  { id, error }: { id: string; error: ChatError },
): Promise<void> {
  await transact(engine, appId, async (tx) => {
    const row = await lockScheduled(tx, id);
    if (!row) return;
    const { code, message } = error;
    const failed = { ...row, failure: { code, message, at: tx.now.toISOString() } };
    await saveScheduled(tx, { ...failed, version: await tellOf(tx, failed) });
  });
}

function callOf(engine: Engine, appId: AppId, row: ScheduledRow): UserCall {
  const userId = row.userId as UserId; // it was parsed when its author called
  return {
    ...{ engine, appId, userId, log: engine.log },
    actor: { type: "user", userId, sessionId: null },
    requestId: `scheduled ${row.id}`,
  };
}
