import type { OwnVote, RouteAnswer, VoterQuery } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { readAccess } from "../channels/public.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { findMessages, getMessageRow } from "../messages/public.ts";
import { userSummaries } from "../users/public.ts";
import { pollNotFound } from "./open-poll.ts";
import { findBallots, findPolls, pageOfBallots } from "./poll-rows.ts";
import { ownVoteView } from "./poll-views.ts";

/** Who voted in a poll, by user id. */
export function listVoters(
  call: UserCall,
  messageId: string,
  { optionId, limit, cursor }: VoterQuery,
): Promise<RouteAnswer<"polls.voters">> {
  return transact(call.engine, call.appId, async (tx) => {
    const row = await getMessageRow(tx, messageId, call.userId);
    if (row.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
    const [poll] = await findPolls(tx, [messageId]);
    if (!poll) throw pollNotFound();
    if (poll.anonymous) {
      throw new ChatError("poll.anonymous", "Nobody learns who voted for what in this poll.");
    }
    const [after = null] = cursor === undefined ? [] : decodeCursor(cursor, 1);
    const ballots = await pageOfBallots(tx, messageId, {
      optionId: optionId === undefined ? null : Number(optionId),
      after,
      limit: limit + 1,
      viewerId: call.userId,
    });
    const page = ballots.slice(0, limit);
    const people = await userSummaries(
      tx,
      page.map((ballot) => ballot.userId),
    );
    const last = page.at(-1);
    return {
      items: page.flatMap(({ userId, optionIds, votedAt }) => {
        const user = people.get(userId);
        if (!user) return [];
        return [{ user, optionIds: optionIds.map(String), votedAt: votedAt.toISOString() }];
      }),
      next: last && ballots.length > limit ? encodeCursor([last.userId]) : null,
      previous: null,
    };
  });
}

/** What the caller chose in polls; messages they cannot see, and polls they took no part in, are left out. */
export function listOwnVotes(
  call: UserCall,
  messageIds: readonly string[],
): Promise<{ items: OwnVote[] }> {
  return transact(call.engine, call.appId, async (tx) => {
    const ballots = await findBallots(tx, messageIds, call.userId);
    const rows = await findMessages(
      tx,
      ballots.map((ballot) => ballot.messageId),
    );
    const cids = [...new Set(rows.map((row) => row.cid))];
    const seen = await Promise.all(cids.map((cid) => readAccess(tx, cid, call.userId)));
    const readable = new Set(seen.map((access) => access?.cid));
    const cidOf = new Map(rows.map((row) => [row.id, row.deletedAt ? undefined : row.cid]));
    return {
      items: ballots.flatMap((ballot) => {
        const cid = cidOf.get(ballot.messageId);
        return cid !== undefined && readable.has(cid) ? [ownVoteView(cid, ballot)] : [];
      }),
    };
  });
}
