import type { OwnVote, Poll } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import {
  findOptions,
  findPolls,
  readTallies,
  type BallotRow,
  type OptionRow,
  type PollRow,
  type TallyRow,
} from "./poll-rows.ts";

/** The polls of messages, as a viewer sees them or (null) everybody does, by message id. Of an anonymous one no view names a voter. */
export async function pollViews(
  tx: Tx,
  messageIds: readonly string[],
  viewerId: string | null,
): Promise<ReadonlyMap<string, Poll>> {
  if (messageIds.length === 0) return new Map();
  const [rows, options, tallies] = await Promise.all([
    findPolls(tx, messageIds),
    findOptions(tx, messageIds),
    readTallies(tx, messageIds, viewerId),
  ]);
  const optionsOf = Map.groupBy(options, (option) => option.messageId);
  const talliesOf = Map.groupBy(tallies, (tally) => tally.messageId);
  return new Map(
    rows.map((row) => [
      row.messageId,
      pollView(row, {
        options: optionsOf.get(row.messageId) ?? [],
        tallies: talliesOf.get(row.messageId) ?? [],
      }),
    ]),
  );
}

type Parts = { options: readonly OptionRow[]; tallies: readonly TallyRow[] };

export function pollView(row: PollRow, { options, tallies }: Parts): Poll {
  const tallyOf = new Map(tallies.map((tally) => [tally.optionId, tally]));
  const view = {
    question: row.question,
    options: options.map(({ id, text, addedBy }) => ({
      id: String(id),
      text,
      addedBy: row.anonymous ? null : addedBy,
      count: tallyOf.get(id)?.count ?? 0,
      userIds: row.anonymous ? [] : (tallyOf.get(id)?.userIds ?? []),
    })),
    maxVotes: row.maxVotes,
    anonymous: row.anonymous,
    allowOptions: row.allowOptions,
    voterCount: tallyOf.get(null)?.count ?? 0,
    closesAt: row.closesAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
  return view as Poll; // our own users' ids
}

/** What one person chose, as they are told themselves. */
export function ownVoteView(cid: string, { messageId, optionIds, version }: BallotRow): OwnVote {
  return { cid, messageId, optionIds: optionIds.map(String), version } as OwnVote; // as above
}
