import { showMessages } from "../messages/show-messages.ts";
import type { ChannelState, ChatState } from "../store/state.ts";
import type { UserSummary } from "../wire/entities.ts";
import { renameUser } from "./rename-user.ts";

/** Remembers users that were seen somewhere. */
export function applyUsers(state: ChatState, seen: Iterable<UserSummary>): ChatState {
  let users: Record<string, UserSummary> | null = null;
  for (const { id, name, image } of seen) {
    const known = (users ?? state.users)[id];
    if (known?.name === name && known.image === image) continue;
    users ??= { ...state.users };
    users[id] = { id, name, image };
  }
  return users === null ? state : { ...state, users };
}

/** Applies a user's new name or image to everything loaded that shows it. */
export function applyUserUpdated(state: ChatState, { id, name, image }: UserSummary): ChatState {
  const user = { id, name, image };
  const channels = Object.entries(state.channels).map(([cid, entry]) => {
    const renamed = renameUser(entry, user);
    return [cid, renamed === entry ? entry : showMessages(withTitle(renamed, user))] as const;
  });
  const me = state.me?.id === id ? { ...state.me, name, image } : state.me;
  const threadList = renameUser(state.threadList, user);
  return applyUsers({ ...state, me, threadList, channels: Object.fromEntries(channels) }, [user]);
}

/** A direct channel is called like the person on its other side. */
function withTitle(entry: ChannelState, user: UserSummary): ChannelState {
  const { channel } = entry;
  if (channel?.other?.id !== user.id) return entry;
  return { ...entry, channel: { ...channel, title: channel.name ?? user.name } };
}
