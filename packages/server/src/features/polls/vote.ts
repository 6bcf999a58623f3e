import type { Message, OwnVote } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { userStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { assertCan } from "../channels/public.ts";
import { joinOnPost } from "../members/public.ts";
import { viewOf } from "../messages/public.ts";
import { openPoll } from "./open-poll.ts";
import { assertChoice, assertOpen } from "./poll-policy.ts";
import { findBallots, putBallot } from "./poll-rows.ts";
import { ownVoteView } from "./poll-views.ts";
import { tellPoll } from "./tell-poll.ts";

type Choice = { messageId: string; optionIds: readonly string[] };

/** Makes the caller's vote be what is given. The same vote again changes nothing and tells nobody. */
export function vote(
  call: UserCall,
  { messageId, optionIds }: Choice,
): Promise<{ message: Message; vote: OwnVote | null }> {
  const { userId } = call;
  const chosen = optionIds.map(Number).toSorted((one, other) => one - other);
  return transact(call.engine, call.appId, async (tx) => {
    const { row, access, poll, options } = await openPoll(tx, messageId, userId);
    assertCan(access, "vote");
    assertOpen(poll, tx.now);
    assertChoice(poll, options, chosen);
    const [before] = await findBallots(tx, [messageId], userId);
    if (String(before?.optionIds ?? []) === String(chosen)) {
      const own = before ? ownVoteView(row.cid, before) : null;
      return { message: await viewOf(tx, row, call.userId), vote: own };
    }
    if (access.role === null) await joinOnPost(tx, access);
    const type = chosen.length > 0 ? "poll.vote_casted" : "poll.vote_removed";
    const shadowed = access.shadowed || row.shadowed;
    const shadowOf = shadowed ? userId : null;
    const told = await tellPoll(tx, row, {
      ...{ type, shadowOf },
      userId: poll.anonymous ? null : userId,
    });
    const { version } = told;
    const ballot = { messageId, userId, optionIds: chosen, shadowed, version, votedAt: tx.now };
    await putBallot(tx, ballot);
    const own = ownVoteView(row.cid, ballot);
    await tx.emit(userStream(userId), { type: "notification.voted", data: { vote: own } });
    return { message: await viewOf(tx, told, call.userId), vote: own };
  });
}
