import type { Message } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { assertCan } from "../channels/public.ts";
import { viewOf } from "../messages/public.ts";
import { moderate } from "../moderation/public.ts";
import { openPoll } from "./open-poll.ts";
import { assertMayAdd, assertOpen } from "./poll-policy.ts";
import { insertOption } from "./poll-rows.ts";
import { tellPoll } from "./tell-poll.ts";

/** Adds an option to a poll. One that says the same is there already changes nothing. */
export async function addOption(
  call: UserCall,
  { messageId, text }: { messageId: string; text: string },
): Promise<Message> {
  const screened = await moderate(call, { surface: "poll", text });
  const message = await transact(call.engine, call.appId, async (tx) => {
    const { row, access, poll, options } = await openPoll(tx, messageId, call.userId);
    assertCan(access, "vote");
    assertOpen(poll, tx.now);
    if (options.some((option) => option.text === text)) return await viewOf(tx, row, call.userId);
    // Of whoever is shadow banned nothing may be seen: their options are refused like those of others.
    const isAuthor = row.senderId === call.userId;
    assertMayAdd({ ...poll, allowOptions: poll.allowOptions && !access.shadowed }, options, {
      ...{ isAuthor, most: tx.limits.pollOptions },
    });
    const id = Math.max(...options.map((option) => option.id)) + 1;
    await insertOption(tx, { messageId, id, text, addedBy: call.userId });
    return await viewOf(tx, await tellPoll(tx, row, { type: "poll.updated" }), call.userId);
  });
  await screened.concerns({ type: "message", id: messageId, cid: message.cid });
  return message;
}
