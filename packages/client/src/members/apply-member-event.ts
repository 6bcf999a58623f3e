import type { ChannelState } from "../store/state.ts";
import { channelBehind } from "../sync/channel-behind.ts";
import type { ChatEventOf, Member } from "../wire/entities.ts";

export type MemberEvent = ChatEventOf<"member.added" | "member.updated" | "member.removed">;

/** Applies a change of members to the list, as far as it is loaded, and to the channel's facts. */
export function applyMemberEvent(
  entry: ChannelState,
  event: MemberEvent,
  viewerId: string | null,
): ChannelState {
  const channel = channelBehind(entry, event);
  if (channel === null) return entry;
  const userId = event.type === "member.removed" ? event.userId : event.member.user.id;
  const isViewer = userId === viewerId;
  // A title may be made of members' names, and what the viewer may do depends on their role: only the server knows.
  const stale = entry.stale || isViewer || (channel.name === null && channel.kind === "group");
  const here = event.type === "member.removed" ? withoutOnline(entry, userId) : entry;
  return {
    ...here,
    stale,
    channel:
      event.type === "member.updated"
        ? channel
        : // A member who is gone by now is told as removed, and then without a count.
          { ...channel, memberCount: event.memberCount ?? channel.memberCount },
    members: { ...entry.members, items: applyToList(entry.members.items, event) },
  };
}

function withoutOnline(entry: ChannelState, userId: string): ChannelState {
  if (!entry.online?.includes(userId)) return entry;
  const online = entry.online.filter((id) => id !== userId);
  return { ...entry, online, onlineCount: online.length };
}

function applyToList(items: readonly Member[], event: MemberEvent): readonly Member[] {
  if (event.type === "member.removed") {
    return items.filter((member) => member.user.id !== event.userId);
  }
  const { member } = event;
  const isKnown = items.some((known) => known.user.id === member.user.id);
  return isKnown
    ? items.map((known) => (known.user.id === member.user.id ? member : known))
    : [...items, member];
}
