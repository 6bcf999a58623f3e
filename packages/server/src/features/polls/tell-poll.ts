import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { touchMessage, type MessageRow } from "../messages/public.ts";

type Fact =
  | { readonly type: "poll.updated" | "poll.closed" }
  /** Who voted; null where nobody may ever know. */
  | {
      readonly type: "poll.vote_casted" | "poll.vote_removed";
      readonly userId: string | null;
      /** The one who is told of it at all. */
      readonly shadowOf: string | null;
    };

/** Tells a channel of a change to a poll, and makes it the message's newest version. */
export async function tellPoll(tx: Tx, row: MessageRow, fact: Fact): Promise<MessageRow> {
  const who = "userId" in fact ? { userId: fact.userId } : {};
  const shadowOf = "shadowOf" in fact ? fact.shadowOf : row.shadowed ? row.senderId : null;
  const data = { messageId: row.id, ...who, ...(shadowOf === null ? {} : { shadowOf }) };
  const version = await tx.emit(channelStream(row.cid), { type: fact.type, data });
  await touchMessage(tx, row.id, version);
  return { ...row, version };
}
