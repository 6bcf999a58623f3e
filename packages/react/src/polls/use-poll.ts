import {
  selectCan,
  selectOwnVote,
  type ChatMessage,
  type Poll,
  type RouteAnswer,
} from "@natter/client";
import { useEffect, useMemo, useState } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";

export type Voters = RouteAnswer<"polls.voters">;

export type PollState = {
  readonly poll: Poll;
  /** The ids of what the viewer chose; empty while that is not known. */
  readonly own: readonly string[];
  readonly isOwnKnown: boolean;
  /** Closed by somebody, or because its time is over. */
  readonly isClosed: boolean;
  readonly canVote: boolean;
  readonly canAddOption: boolean;
  readonly canClose: boolean;
  /** Chooses an option, or takes the choice back. Shows at once; of a poll with one vote the old choice goes. */
  readonly toggle: (optionId: string) => Promise<void>;
  readonly addOption: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Who chose an option; of an anonymous poll nobody is told. */
  readonly listVoters: (optionId: string, cursor?: string) => Promise<Voters>;
};

/** The poll of a message and what the viewer may do in it; null for a message without one. */
export function usePoll(message: ChatMessage): PollState | null {
  const client = useChatClient();
  const me = useCurrentUser();
  const { cid, id, poll } = message;
  const vote = useChatState(selectOwnVote(cid, id ?? ""));
  const mayVote = useChatState(selectCan(cid, "vote"));
  const moderates = useChatState(selectCan(cid, "moderate"));
  const isOver = useIsOver(poll?.closesAt ?? null);
  const isOwnKnown = vote !== undefined;
  const hasPoll = poll !== undefined;
  useEffect(() => {
    if (!hasPoll || id === null || isOwnKnown) return;
    // Without an answer nothing is marked as chosen; a vote still replaces what was there.
    client
      .channel(cid)
      .loadVotes([id])
      .catch(() => undefined);
  }, [client, cid, id, hasPoll, isOwnKnown]);

  return useMemo(() => {
    if (poll === undefined || message.deletedAt !== null) return null;
    const channel = client.channel(cid);
    const own = vote ?? [];
    const isClosed = poll.closedAt !== null || isOver;
    const isAuthor = me !== null && message.sender?.id === me.id;
    const canVote = mayVote && !isClosed && id !== null;
    return {
      poll,
      own,
      isOwnKnown,
      isClosed,
      canVote,
      canAddOption: canVote && (poll.allowOptions || isAuthor),
      canClose: !isClosed && id !== null && (isAuthor || moderates),
      toggle: async (optionId: string) => {
        if (id === null) return;
        await channel.vote(id, nextVote(own, optionId, poll.maxVotes));
      },
      addOption: async (text: string) => {
        if (id !== null) await channel.addPollOption(id, text);
      },
      close: async () => {
        if (id !== null) await channel.closePoll(id);
      },
      listVoters: (optionId: string, cursor?: string) =>
        client.api("polls.voters", {
          params: { messageId: id ?? "" },
          query: cursor === undefined ? { optionId } : { optionId, cursor },
        }),
    };
  }, [client, cid, id, poll, message, vote, isOwnKnown, mayVote, moderates, isOver, me]);
}

/** What is chosen after one more press: with one vote the newest counts, with several the oldest give way to none. */
export function nextVote(
  own: readonly string[],
  optionId: string,
  maxVotes: number,
): readonly string[] {
  if (own.includes(optionId)) return own.filter((id) => id !== optionId);
  if (maxVotes === 1) return [optionId];
  return own.length >= maxVotes ? own : [...own, optionId];
}

function useIsOver(closesAt: Date | null): boolean {
  const [, look] = useState(0);
  const at = closesAt?.getTime() ?? null;
  useEffect(() => {
    if (at === null || at <= Date.now()) return;
    // A timer holds no more than 2^31 ms; it is set again then.
    const timer = setTimeout(() => look((n) => n + 1), Math.min(at - Date.now() + 50, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [at]);
  return at !== null && at <= Date.now();
}
