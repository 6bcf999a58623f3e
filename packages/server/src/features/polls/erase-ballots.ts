import type { ErasedUser } from "../../core/feature.ts";
import type { Tx } from "../../core/transact.ts";
import { lockMessage } from "../messages/public.ts";
import { ballotsOfUser, deleteBallots } from "./poll-rows.ts";
import { tellPoll } from "./tell-poll.ts";

const ballotsPerBatch = 200;

/** Takes a deleted user's votes from a batch of polls, by ascending message id. */
export async function eraseBallots(
  tx: Tx,
  { userId }: ErasedUser,
  from: string | null,
): Promise<string | null> {
  const ballots = await ballotsOfUser(tx, userId, { after: from, limit: ballotsPerBatch });
  const rows = [];
  for (const { messageId } of ballots) rows.push(await lockMessage(tx, messageId));
  await deleteBallots(
    tx,
    ballots.map(({ messageId }) => messageId),
    userId,
  );
  // All messages first, then the streams in their order: whoever holds a stream never waits for a message.
  for (const row of rows.toSorted((a, b) => ((a?.cid ?? "") < (b?.cid ?? "") ? -1 : 1))) {
    if (row) await tellPoll(tx, row, { type: "poll.updated" });
  }
  return ballots.length < ballotsPerBatch ? null : (ballots.at(-1)?.messageId ?? null);
}
