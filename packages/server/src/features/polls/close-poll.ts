import type { AppId, Message } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { allows } from "../channels/public.ts";
import { lockMessage, viewOf } from "../messages/public.ts";
import { cancelTimer } from "../timers/public.ts";
import { openPoll } from "./open-poll.ts";
import { assertMayClose } from "./poll-policy.ts";
import { findPolls, markClosed } from "./poll-rows.ts";
import { tellPoll } from "./tell-poll.ts";

/** Closes a poll. Closing it again changes nothing. */
export function closePoll(call: UserCall, messageId: string): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row, access, poll } = await openPoll(tx, messageId, call.userId);
    const isAuthor = row.senderId === call.userId;
    assertMayClose({ isAuthor, moderates: allows(access, "moderate") });
    if (poll.closedAt) return await viewOf(tx, row, call.userId);
    await markClosed(tx, messageId);
    await cancelTimer(tx, { kind: "poll.close", key: messageId });
    return await viewOf(tx, await tellPoll(tx, row, { type: "poll.closed" }), call.userId);
  });
}

/** Closes a poll whose time has come. */
export async function closeDuePoll(engine: Engine, appId: AppId, messageId: string): Promise<void> {
  await transact(engine, appId, async (tx) => {
    const row = await lockMessage(tx, messageId);
    const [poll] = await findPolls(tx, [messageId]);
    if (!row || !poll || poll.closedAt || !poll.closesAt || poll.closesAt > tx.now) return;
    await markClosed(tx, messageId);
    await tellPoll(tx, row, { type: "poll.closed" });
  });
}
