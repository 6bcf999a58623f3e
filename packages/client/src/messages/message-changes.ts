import type { PendingChange } from "../store/state.ts";
import type { Message } from "../wire/entities.ts";
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
        custom: change.edit.custom ?? message.custom,
        editedAt: change.at,
      };
    case "delete":
      return toTombstone(message, change.at);
    case "react":
    case "unreact":
      return { ...message, reactions: toggleReaction(message.reactions, change) };
    case "vote":
      return message.poll === undefined
        ? message
        : { ...message, poll: changeVote(message.poll, change) };
    default:
      return change satisfies never;
  }
}
