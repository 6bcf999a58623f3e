import type { MessageFlags } from "@natter/contract";
import { isMentioned } from "@natter/contract/unread";
import type { Tx } from "../../core/transact.ts";
import { membershipsOf } from "../members/public.ts";
import { flagsOf, type MessageRow } from "../messages/public.ts";
import { readStatesOf } from "../read-state/public.ts";

/** What messages are to a user, in the order of the rows. What was there before somebody joined counts as read. */
export async function messageFlags(
  tx: Tx,
  userId: string,
  rows: readonly MessageRow[],
): Promise<MessageFlags[]> {
  if (rows.length === 0) return [];
  const cids = [...new Set(rows.map((row) => row.cid))];
  const [flags, states, memberships] = await Promise.all([
    flagsOf(
      tx,
      userId,
      rows.map((row) => row.id),
    ),
    readStatesOf(tx, userId, cids),
    membershipsOf(tx, userId),
  ]);
  const readSeqs = new Map(states.map((state) => [state.cid, state.readSeq]));
  const joinedSeqs = new Map(memberships.map((member) => [member.cid, member.joinedSeq]));
  return rows.map((row) => {
    const joinedSeq = joinedSeqs.get(row.cid);
    const known = flags.get(row.id);
    const isMember = joinedSeq !== undefined && row.seq > joinedSeq;
    const isOwn = row.senderId === userId;
    return {
      read: !isMember || isOwn || row.seq <= (readSeqs.get(row.cid) ?? 0),
      // A row says that somebody was meant then, whether they left and came back or not.
      mentioned:
        (isMember || known?.mentioned === true) && !isOwn && isMentioned(row, userId) === true,
      starred: known?.starred ?? false,
    };
  });
}
