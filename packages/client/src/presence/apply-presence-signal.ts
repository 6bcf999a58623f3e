import type { ChannelState, ChatState } from "../store/state.ts";
import type { Presence } from "../wire/entities.ts";

/** Takes in who is online, wherever it was heard. */
export function applyPresence(state: ChatState, items: readonly Presence[]): ChatState {
  const changed = items.filter((item) => !isSame(state.presence[item.userId], item));
  if (changed.length === 0) return state;
  const presence = { ...state.presence };
  for (const item of changed) presence[item.userId] = item;
  return { ...state, presence };
}

/** Counts one presence change into a channel whose signals it was heard on. */
export function applyPresenceToChannel(entry: ChannelState, presence: Presence): ChannelState {
  const { online } = entry;
  if (online === null) {
    const change = presence.online ? 1 : -1;
    return { ...entry, onlineCount: Math.max(0, entry.onlineCount + change) };
  }
  if (online.includes(presence.userId) === presence.online) return entry;
  const now = presence.online
    ? [...online, presence.userId]
    : online.filter((userId) => userId !== presence.userId);
  return { ...entry, online: now, onlineCount: now.length };
}

function isSame(one: Presence | undefined, other: Presence): boolean {
  return (
    one?.online === other.online &&
    one.status === other.status &&
    one.lastSeenAt?.getTime() === other.lastSeenAt?.getTime()
  );
}
