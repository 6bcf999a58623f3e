import type { ChannelState } from "../store/state.ts";
import type { ChatEventOf } from "../wire/entities.ts";

/** Applies that somebody else types or stopped. The viewer's own typing elsewhere is not shown. */
export function applyTypingSignal(
  entry: ChannelState,
  signal: ChatEventOf<"typing.start" | "typing.stop">,
  viewerId: string | null,
): ChannelState {
  const { user } = signal;
  // Who types in a thread does not type in the channel.
  if (signal.threadId !== undefined) return entry;
  if (signal.type === "typing.stop") return removeTyping(entry, user.id);
  if (user.id === viewerId || entry.typing.some((known) => known.id === user.id)) return entry;
  return { ...entry, typing: [...entry.typing, user] };
}

/** Takes somebody out of those who type. */
export function removeTyping(entry: ChannelState, userId: string): ChannelState {
  if (!entry.typing.some((known) => known.id === userId)) return entry;
  return { ...entry, typing: entry.typing.filter((known) => known.id !== userId) };
}
