import { changeMessage } from "../messages/confirmed-messages.ts";
import type { ChannelState, ChatState } from "../store/state.ts";
import { channelBehind } from "../sync/channel-behind.ts";
import type { ChatEventOf, Message, OwnVote } from "../wire/entities.ts";

export type PollEvent = ChatEventOf<
  "poll.updated" | "poll.closed" | "poll.vote_casted" | "poll.vote_removed"
>;

/** Applies a poll's event: it carries the whole poll, so applying it twice or late changes nothing. */
export function applyPollEvent(entry: ChannelState, event: PollEvent): ChannelState {
  const confirmed = changeMessage(entry.window.confirmed, event.messageId, (message) =>
    withPoll(message, event),
  );
  const channel = channelBehind(entry, event);
  const last = channel?.lastMessage;
  return {
    ...entry,
    window: { ...entry.window, confirmed },
    channel:
      channel !== null && last?.id === event.messageId
        ? { ...channel, lastMessage: withPoll(last, event) }
        : entry.channel,
  };
}

function withPoll<Kind extends Message>(message: Kind, event: PollEvent): Kind {
  if (message.version >= event.eventSeq || message.deletedAt !== null) return message;
  return { ...message, poll: event.poll, version: event.eventSeq };
}

/** Takes in what the viewer chose in polls; of two votes in one poll the newer one stays. */
export function applyOwnVotes(state: ChatState, votes: readonly OwnVote[]): ChatState {
  const newer = votes.filter(
    ({ messageId, version }) => (state.votes[messageId]?.version ?? 0) < version,
  );
  if (newer.length === 0) return state;
  const added = Object.fromEntries(newer.map((vote) => [vote.messageId, vote]));
  return { ...state, votes: { ...state.votes, ...added } };
}
