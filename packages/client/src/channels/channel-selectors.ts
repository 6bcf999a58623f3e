import type { ChannelListState } from "@natter/contract";
import { isHidden } from "@natter/contract/channel-visibility";
import { createMemory } from "../store/create-memory.ts";
import type { ChannelState, ChatState } from "../store/state.ts";
import type { Capability, Channel, ChannelKind, Space } from "../wire/entities.ts";

export type ChannelFilter = {
  readonly kind?: ChannelKind | readonly ChannelKind[];
  readonly spaceId?: string;
  /** True: only channels the viewer is a member of. */
  readonly joined?: boolean;
  /** Which of the viewer's own: `active`, those neither hidden nor archived, when not said. */
  readonly state?: ChannelListState;
};

type Channels = ChatState["channels"];
const rememberList = createMemory<Channels, readonly Channel[]>();
const rememberSpaces = createMemory<ChatState["spaces"], readonly Space[]>();

/** One channel's whole state; undefined while nothing is known of it. */
export function selectChannelState(cid: string) {
  return (state: ChatState): ChannelState | undefined => state.channels[cid];
}

/** One channel as the viewer sees it; null while it is not known or cannot be read. */
export function selectChannel(cid: string) {
  return (state: ChatState): Channel | null => state.channels[cid]?.channel ?? null;
}

/** Whether the viewer may do something in a channel. */
export function selectCan(cid: string, capability: Capability) {
  return (state: ChatState): boolean =>
    state.channels[cid]?.channel?.capabilities.includes(capability) ?? false;
}

/**
 * The channels that pass the filter: pinned ones, then latest activity first; those of one space by name.
 * Compare with `isShallowEqual`: the array is new whenever any channel changed.
 */
export function selectChannelList(filter: ChannelFilter = {}) {
  const key = JSON.stringify([filter.kind, filter.spaceId, filter.joined, filter.state]);
  return (state: ChatState): readonly Channel[] =>
    rememberList(state.channels, key, () => listChannels(state.channels, filter));
}

/** The viewer's spaces, oldest first. */
export function selectSpaces(state: ChatState): readonly Space[] {
  return rememberSpaces(state.spaces, "", () =>
    Object.values(state.spaces).sort(
      (one, other) =>
        one.createdAt.getTime() - other.createdAt.getTime() || (one.id < other.id ? -1 : 1),
    ),
  );
}

function listChannels(channels: Channels, filter: ChannelFilter): readonly Channel[] {
  const kinds = filter.kind === undefined ? null : [filter.kind].flat();
  const found: { channel: Channel; activeAt: number }[] = [];
  for (const { channel, activeAt } of Object.values(channels)) {
    if (channel === null) continue;
    if (kinds !== null && !kinds.includes(channel.kind)) continue;
    if (filter.spaceId !== undefined && channel.spaceId !== filter.spaceId) continue;
    if (filter.joined === true && channel.membership === null) continue;
    if (!isInState(channel, filter.state ?? "active")) continue;
    found.push({ channel, activeAt: activeAt.getTime() });
  }
  const byName = filter.spaceId !== undefined;
  found.sort(
    (one, other) =>
      (byName
        ? compareText(one.channel.title, other.channel.title)
        : pinOf(other.channel) - pinOf(one.channel) || other.activeAt - one.activeAt) ||
      compareText(one.channel.cid, other.channel.cid),
  );
  return found.map(({ channel }) => channel);
}

function pinOf({ settings }: Channel): number {
  return (settings?.pinnedAt ?? null) === null ? 0 : 1;
}

function isInState({ settings, messageSeq }: Channel, state: ChannelListState): boolean {
  if (state === "all") return true;
  const isArchived = settings?.archived ?? false;
  if (state === "archived") return isArchived;
  const isOutOfSight =
    settings !== null && settings !== undefined && isHidden(settings, messageSeq);
  return !isArchived && isOutOfSight === (state === "hidden");
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
