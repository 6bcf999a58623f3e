import type { Poll, PollInput } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { setTimer } from "../timers/public.ts";
import { insertPoll } from "./poll-rows.ts";
import { pollView } from "./poll-views.ts";

/**
 * Writes the poll of a message that the same transaction is about to write. If that message turns out to be a repeat and
 * is not written, the transaction fails at its end, and is tried again from its beginning.
 */
export async function createPoll(tx: Tx, messageId: string, input: PollInput): Promise<Poll> {
  const { question, options, maxVotes, anonymous, allowOptions } = input;
  const closesAt = input.closesAt === undefined ? null : new Date(input.closesAt);
  const row = { messageId, question, maxVotes, anonymous, allowOptions, closesAt };
  await insertPoll(tx, row, options);
  if (closesAt) await setTimer(tx, { kind: "poll.close", key: messageId, dueAt: closesAt });
  return pollView(
    { ...row, closedAt: null },
    {
      options: options.map((text, index) => ({ messageId, id: index + 1, text, addedBy: null })),
      tallies: [],
    },
  );
}
