import { and, asc, eq, gt, inArray, not, or, sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { pollBallots, pollOptions, polls } from "./poll-table.ts";

export type PollRow = {
  readonly messageId: string;
  readonly question: string;
  readonly maxVotes: number;
  readonly anonymous: boolean;
  readonly allowOptions: boolean;
  readonly closesAt: Date | null;
  readonly closedAt: Date | null;
};

export type OptionRow = {
  readonly messageId: string;
  readonly id: number;
  readonly text: string;
  readonly addedBy: string | null;
};

export type BallotRow = {
  readonly messageId: string;
  readonly userId: string;
  readonly optionIds: number[];
  readonly shadowed: boolean;
  readonly version: number;
  readonly votedAt: Date;
};

/** Writes a poll with the options it begins with. Its message follows in the same transaction. */
export async function insertPoll(
  tx: Tx,
  poll: Omit<PollRow, "closedAt">,
  options: readonly string[],
): Promise<void> {
  const { appId } = tx;
  const { messageId } = poll;
  await tx.db.insert(polls).values({ appId, ...poll, closedAt: null });
  await tx.db
    .insert(pollOptions)
    .values(
      options.map((text, index) => ({ appId, messageId, id: index + 1, text, addedBy: null })),
    );
}

/** The polls of messages. */
export async function findPolls(tx: Tx, messageIds: readonly string[]): Promise<PollRow[]> {
  return await tx.db
    .select({
      messageId: polls.messageId,
      question: polls.question,
      maxVotes: polls.maxVotes,
      anonymous: polls.anonymous,
      allowOptions: polls.allowOptions,
      closesAt: polls.closesAt,
      closedAt: polls.closedAt,
    })
    .from(polls)
    .where(and(eq(polls.appId, tx.appId), inArray(polls.messageId, [...messageIds])));
}

/** The options of polls, in their order. */
export async function findOptions(tx: Tx, messageIds: readonly string[]): Promise<OptionRow[]> {
  return await tx.db
    .select({
      messageId: pollOptions.messageId,
      id: pollOptions.id,
      text: pollOptions.text,
      addedBy: pollOptions.addedBy,
    })
    .from(pollOptions)
    .where(and(eq(pollOptions.appId, tx.appId), inArray(pollOptions.messageId, [...messageIds])))
    .orderBy(asc(pollOptions.messageId), asc(pollOptions.id));
}

export async function insertOption(tx: Tx, option: OptionRow): Promise<void> {
  await tx.db.insert(pollOptions).values({ appId: tx.appId, ...option });
}

export async function markClosed(tx: Tx, messageId: string): Promise<void> {
  await tx.db
    .update(polls)
    .set({ closedAt: tx.now })
    .where(and(eq(polls.appId, tx.appId), eq(polls.messageId, messageId)));
}

export type TallyRow = {
  readonly messageId: string;
  /** Null: how many voted at all. */
  readonly optionId: number | null;
  readonly count: number;
  readonly userIds: string[];
};

const placeholder = sql.placeholder;
const facesPerOption = sql.raw("100");

const tallies = statement<{
  appId: string;
  messageIds: readonly string[];
  viewerId: string | null;
}>(
  "poll_tallies",
  // Counted from the ballots each time: there is no counter that could drift from them.
  sql`select b.message_id as "messageId", chosen.id as "optionId", count(*) as count,
        case when chosen.id is null then array[]::text[]
          else (array_agg(b.user_id order by b.voted_at, b.user_id))[1:${facesPerOption}] end as "userIds"
      from ${pollBallots} b cross join lateral unnest(b.option_ids || null::integer) as chosen (id)
      where b.app_id = ${placeholder("appId")} and b.message_id = any(${placeholder("messageIds")}::uuid[])
        and cardinality(b.option_ids) > 0 and (not b.shadowed or b.user_id = ${placeholder("viewerId")})
      group by b.message_id, chosen.id`,
);

/** How many chose each option of polls, as a viewer sees it or (null) everybody does, and the first hundred who. */
export function readTallies(
  tx: Tx,
  messageIds: readonly string[],
  viewerId: string | null,
): Promise<TallyRow[]> {
  return tx.connection.query<TallyRow>(
    tallies.statement,
    tallies.bind({ appId: tx.appId, messageIds, viewerId }),
  );
}

const ballotColumns = {
  messageId: pollBallots.messageId,
  userId: pollBallots.userId,
  optionIds: pollBallots.optionIds,
  shadowed: pollBallots.shadowed,
  version: pollBallots.version,
  votedAt: pollBallots.votedAt,
};

/** What a user chose in polls. */
export async function findBallots(
  tx: Tx,
  messageIds: readonly string[],
  userId: string,
): Promise<BallotRow[]> {
  return await tx.db
    .select(ballotColumns)
    .from(pollBallots)
    .where(
      and(
        eq(pollBallots.appId, tx.appId),
        inArray(pollBallots.messageId, [...messageIds]),
        eq(pollBallots.userId, userId),
      ),
    );
}

export async function putBallot(tx: Tx, ballot: BallotRow): Promise<void> {
  const { optionIds, shadowed, version, votedAt } = ballot;
  await tx.db
    .insert(pollBallots)
    .values({ appId: tx.appId, ...ballot })
    .onConflictDoUpdate({
      target: [pollBallots.appId, pollBallots.messageId, pollBallots.userId],
      set: { optionIds, shadowed, version, votedAt },
    });
}

export type VoterRange = {
  readonly optionId: number | null;
  readonly after: string | null;
  readonly limit: number;
  readonly viewerId: string;
};

/** Who voted, by user id, after one of them; for one option if it is given. */
export async function pageOfBallots(
  tx: Tx,
  messageId: string,
  { optionId, after, limit, viewerId }: VoterRange,
): Promise<BallotRow[]> {
  return await tx.db
    .select(ballotColumns)
    .from(pollBallots)
    .where(
      and(
        eq(pollBallots.appId, tx.appId),
        eq(pollBallots.messageId, messageId),
        sql`cardinality(${pollBallots.optionIds}) > 0`,
        or(not(pollBallots.shadowed), eq(pollBallots.userId, viewerId)),
        after === null ? undefined : gt(pollBallots.userId, after),
        optionId === null ? undefined : sql`${optionId} = any(${pollBallots.optionIds})`,
      ),
    )
    .orderBy(asc(pollBallots.userId))
    .limit(limit);
}

/** What a user chose in polls, by ascending message id, after one of them. */
export async function ballotsOfUser(
  tx: Tx,
  userId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<BallotRow[]> {
  return await tx.db
    .select(ballotColumns)
    .from(pollBallots)
    .where(
      and(
        eq(pollBallots.appId, tx.appId),
        eq(pollBallots.userId, userId),
        after === null ? undefined : gt(pollBallots.messageId, after),
      ),
    )
    .orderBy(asc(pollBallots.messageId))
    .limit(limit);
}

export async function deleteBallots(
  tx: Tx,
  messageIds: readonly string[],
  userId: string,
): Promise<void> {
  await tx.db
    .delete(pollBallots)
    .where(
      and(
        eq(pollBallots.appId, tx.appId),
        inArray(pollBallots.messageId, [...messageIds]),
        eq(pollBallots.userId, userId),
      ),
    );
}

/** Removes the polls of messages with all votes, where there are any: of messages that are gone for good. */
export async function deletePolls(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await tx.db
    .delete(polls)
    .where(and(eq(polls.appId, tx.appId), inArray(polls.messageId, [...messageIds])));
}
