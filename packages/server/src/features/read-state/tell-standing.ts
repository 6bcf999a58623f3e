import type { ReadStateAnswer } from "@natter/contract";
import { userStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import type { ChannelAccess } from "../channels/public.ts";
import { readUnread } from "./read-unread.ts";

type Standing = {
  readonly access: Pick<ChannelAccess, "cid" | "joinedSeq">;
  /** Where the channel stands; what comes after is not counted. */
  readonly head: { readonly messageSeq: number; readonly eventSeq: number };
  /** Whether there is something to tell the member's devices. */
  readonly isNews: boolean;
};

/** Counts what is unread for a member now, and tells all of the member's devices. */
export async function tellStanding(
  tx: Tx,
  userId: string,
  { access, head, isNews }: Standing,
): Promise<ReadStateAnswer> {
  const { cid, joinedSeq } = access;
  const standings = await readUnread(tx, userId, [{ cid, joinedSeq, position: head }]);
  const standing = standings.get(cid);
  if (!standing) throw new Error("A read state vanished while it was changed.");
  const { watermark, unread } = standing;
  const lastReadAt = standing.lastReadAt?.toISOString() ?? null;
  if (isNews) {
    const { messageSeq, eventSeq } = head;
    await tx.emit(userStream(userId), {
      type: "notification.read",
      data: { cid, watermark, lastReadAt, unread, messageSeq, eventSeq },
    });
  }
  return { cid, watermark, unread } as ReadStateAnswer; // a cid of our own row
}
