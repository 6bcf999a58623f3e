import { changeMessage } from "../messages/confirmed-messages.ts";
import type { ChannelState } from "../store/state.ts";
import { channelBehind } from "../sync/channel-behind.ts";
import type { ChatEventOf, Message } from "../wire/entities.ts";

export type ReactionEvent = ChatEventOf<"reaction.new" | "reaction.deleted">;

/** Applies a reaction's event: it carries all reactions of the message, so applying it twice changes nothing. */
export function applyReactionEvent(entry: ChannelState, event: ReactionEvent): ChannelState {
  const confirmed = changeMessage(entry.window.confirmed, event.messageId, (message) =>
    withReactions(message, event),
  );
  const channel = channelBehind(entry, event);
  const last = channel?.lastMessage;
  return {
    ...entry,
    window: { ...entry.window, confirmed },
    channel:
      channel !== null && last?.id === event.messageId
        ? { ...channel, lastMessage: withReactions(last, event) }
        : entry.channel,
  };
}

function withReactions<Kind extends Message>(message: Kind, event: ReactionEvent): Kind {
  if (message.version >= event.eventSeq) return message;
  return { ...message, reactions: event.reactions, version: event.eventSeq };
}
