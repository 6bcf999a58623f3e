import type { ChannelState, ChatState, SentMessage } from "../store/state.ts";
import type { UserSummary } from "../wire/entities.ts";

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
export function applyUserUpdated(state: ChatState, user: UserSummary): ChatState {
  const channels: Record<string, ChannelState> = {};
  for (const [cid, entry] of Object.entries(state.channels)) {
    channels[cid] = renameInChannel(entry, user);
  }
  const me = state.me?.id === user.id ? { ...state.me, ...pick(user) } : state.me;
  return applyUsers({ ...state, me, channels }, [user]);
}

function renameInChannel(entry: ChannelState, user: UserSummary): ChannelState {
  const { channel } = entry;
  const isOther = channel?.other?.id === user.id;
  const last = channel?.lastMessage;
  return {
    ...entry,
    window: {
      ...entry.window,
      confirmed: entry.window.confirmed.map((message) => renameInMessage(message, user)),
    },
    members: {
      ...entry.members,
      items: entry.members.items.map((member) =>
        member.user.id === user.id ? { ...member, user: pick(user) } : member,
      ),
    },
    channel:
      channel === null
        ? null
        : {
            ...channel,
            ...(isOther ? { other: pick(user), title: channel.name ?? user.name } : {}),
            lastMessage:
              last?.sender?.id === user.id ? { ...last, sender: pick(user) } : channel.lastMessage,
          },
  };
}

function renameInMessage(message: SentMessage, user: UserSummary): SentMessage {
  const isSender = message.sender?.id === user.id;
  const isQuoted = message.quote?.sender?.id === user.id;
  if (!isSender && !isQuoted) return message;
  return {
    ...message,
    sender: isSender ? pick(user) : message.sender,
    quote:
      isQuoted && message.quote !== null ? { ...message.quote, sender: pick(user) } : message.quote,
  };
}

function pick({ id, name, image }: UserSummary): UserSummary {
  return { id, name, image };
}
