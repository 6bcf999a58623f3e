import type { ReadStateAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { isMentioned } from "@natter/contract/unread";
import type { UserCall } from "../../core/call.ts";
import { readHead } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import {
  getMessageRow,
  lockMessage,
  markMentionRead,
  readMentionSeqs,
} from "../messages/public.ts";
import { lockReadState } from "./read-state-rows.ts";
import { getReader } from "./reader.ts";
import { tellStanding } from "./tell-standing.ts";

/**
 * Marks one mention read: it counts as a mention no longer, while the message stays as unread as it was. A message that
 * does not mention the caller, or is read already, is left as it is.
 */
export function markMention(call: UserCall, messageId: string): Promise<ReadStateAnswer> {
  return transact(call.engine, call.appId, async (tx) => {
    const { userId } = call;
    await getMessageRow(tx, messageId, userId);
    // Held until the end: an edit that takes the mention away comes before or after.
    const message = await lockMessage(tx, messageId);
    if (!message) throw new ChatError("message.not_found", "There is no such message.");
    const { cid, seq } = message;
    const { access } = await getReader(tx, cid, userId);
    const row = await lockReadState(tx, cid, userId);
    const head = await readHead(tx, channelStream(cid));
    const after = Math.max(row.readSeq, access.joinedSeq);
    const alone = (await readMentionSeqs(tx, userId, [{ cid, after }])).get(cid) ?? [];
    const isNews = seq > after && isMentioned(message, userId) === true && !alone.includes(seq);
    if (isNews) {
      const most = tx.engine.limits.readMentionsPerChannel;
      if (alone.length >= most) {
        throw new ChatError(
          "read.too_many_mentions",
          `At most ${most} mentions of a channel are marked read on their own. Mark the channel read.`,
        );
      }
      await markMentionRead(tx, { messageId: message.id, userId, cid, seq });
    }
    return await tellStanding(tx, userId, { access, head, isNews });
  });
}
