import type { MessageFlags } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { userStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { getMessageRow, saveStar } from "../messages/public.ts";
import { messageFlags } from "./message-flags.ts";

/** Stars a message for the caller alone, or takes the star away, on every device. Doing it again changes nothing. */
export function starMessage(
  call: UserCall,
  messageId: string,
  { starred }: { starred: boolean },
): Promise<MessageFlags> {
  return transact(call.engine, call.appId, async (tx) => {
    const { userId } = call;
    const row = await getMessageRow(tx, messageId, userId);
    if (starred && row.deletedAt)
      throw new ChatError("message.deleted", "The message was deleted.");
    const { id, cid, seq } = row;
    const isNews = await saveStar(tx, { messageId: id, userId, cid, seq }, starred);
    const [flags] = await messageFlags(tx, userId, [row]);
    if (!flags) throw new Error("A message has no flags.");
    if (isNews) {
      await tx.emit(userStream(userId), {
        type: "notification.flags",
        data: { cid, messageId: id, flags },
      });
    }
    return flags;
  });
}
