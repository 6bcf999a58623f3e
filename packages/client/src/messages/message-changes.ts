import type { PendingChange } from "../store/state.ts";
import type { Message, ThreadSummary, UserSummary } from "../wire/entities.ts";
import { changeVote } from "../polls/change-vote.ts";
import { toggleReaction } from "../reactions/toggle-reaction.ts";

/** A deleted message: its place, its sender and what it answered stay, all it said goes. */
export function toTombstone<Kind extends Message>(message: Kind, deletedAt: Date): Kind {
  return {
    ...message,
    text: "",
    mentions: [],
    custom: {},
    reactions: [],
    deletedAt: message.deletedAt ?? deletedAt,
  };
}

/** A message as it will be when a change of the viewer's own is confirmed. */
export function withPendingChange<Kind extends Message>(
  message: Kind,
  change: PendingChange,
): Kind {
  if (message.deletedAt !== null) return message;
  switch (change.type) {
    case "edit":
      return {
        ...message,
        text: change.edit.text ?? message.text,
        mentions: change.edit.mentions ?? message.mentions,
        mentionGroups: change.edit.mentionGroups ?? message.mentionGroups,
        custom: change.edit.custom ?? message.custom,
        editedAt: change.at,
      };
    case "delete":
      return toTombstone(message, change.at);
    case "react":
    case "unreact":
      return { ...message, reactions: toggleReaction(message.reactions, change) };
    case "reply":
      return { ...message, thread: withOneReply(message, change) };
    case "pin": {
      const { pinned: _before, ...plain } = message;
      const unpinned = plain as Kind; // `pinned` may be absent of any message
      return change.pinned === null ? unpinned : { ...unpinned, pinned: change.pinned };
    }
    case "vote":
      return message.poll === undefined
        ? message
        : { ...message, poll: changeVote(message.poll, change) };
    default:
      return change satisfies never;
  }
}

/** The thread's summary with one more reply of the viewer's own. */
export function withOneReply(
  { thread, seq }: Message,
  { user, at }: { readonly user: UserSummary | null; readonly at: Date },
): ThreadSummary {
  const participants = thread?.participants ?? [];
  const isNew = user !== null && !participants.some(({ id }) => id === user.id);
  return {
    replyCount: (thread?.replyCount ?? 0) + 1,
    participants: isNew && participants.length < 5 ? [...participants, user] : participants,
    lastReplyAt: at,
    lastReplySeq: thread?.lastReplySeq ?? seq,
  };
}
