import type { Message } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { assertCan } from "../channels/public.ts";
import { viewOf } from "../messages/public.ts";
import { openPoll } from "./open-poll.ts";
import { assertMayAdd, assertOpen } from "./poll-policy.ts";
import { insertOption } from "./poll-rows.ts";
import { tellPoll } from "./tell-poll.ts";

/** Adds an option to a poll. One that says the same is there already changes nothing. */
export function addOption(
  call: UserCall,
  { messageId, text }: { messageId: string; text: string },
): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row, access, poll, options } = await openPoll(tx, messageId, call.userId);
    assertCan(access, "vote");
    assertOpen(poll, tx.now);
    if (options.some((option) => option.text === text)) return await viewOf(tx, row, call.userId);
    assertMayAdd(poll, options, { isAuthor: row.senderId === call.userId });
    const id = Math.max(...options.map((option) => option.id)) + 1;
    await insertOption(tx, { messageId, id, text, addedBy: call.userId });
    return await viewOf(tx, await tellPoll(tx, row, { type: "poll.updated" }), call.userId);
  });
}
