import type { Channel } from "@natter/client";

/** Channels of one category; those of none come first and have no name. */
export type ChannelGroup = { readonly name: string | null; readonly channels: readonly Channel[] };

/** A space's channels by their `custom.category`, in the order in which they come. */
export function channelTree(channels: readonly Channel[]): readonly ChannelGroup[] {
  const groups = new Map<string | null, Channel[]>([[null, []]]);
  for (const channel of channels) {
    const { category } = channel.custom;
    const name = typeof category === "string" && category.trim() !== "" ? category.trim() : null;
    groups.set(name, [...(groups.get(name) ?? []), channel]);
  }
  return [...groups]
    .map(([name, members]) => ({ name, channels: members }))
    .filter((group) => group.channels.length > 0)
    .toSorted((one, other) => (one.name ?? "").localeCompare(other.name ?? ""));
}
