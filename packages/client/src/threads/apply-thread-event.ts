import { changeMessage } from "../messages/confirmed-messages.ts";
import type { ChannelState } from "../store/state.ts";
import { channelBehind } from "../sync/channel-behind.ts";
import type { ChatEventOf, Message } from "../wire/entities.ts";

/** Applies a thread's event to its root: it carries the whole summary, so applying it twice changes nothing. */
export function applyThreadEvent(
  entry: ChannelState,
  event: ChatEventOf<"thread.updated">,
): ChannelState {
  const confirmed = changeMessage(entry.window.confirmed, event.messageId, (message) =>
    withSummary(message, event),
  );
  const channel = channelBehind(entry, event);
  const last = channel?.lastMessage;
  return {
    ...entry,
    window: { ...entry.window, confirmed },
    channel:
      channel !== null && last?.id === event.messageId
        ? { ...channel, lastMessage: withSummary(last, event) }
        : entry.channel,
  };
}

function withSummary<Kind extends Message>(
  message: Kind,
  { eventSeq, thread }: ChatEventOf<"thread.updated">,
): Kind {
  return message.version >= eventSeq ? message : { ...message, thread, version: eventSeq };
}
