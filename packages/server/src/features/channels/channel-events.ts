import type { EventView, StoredEvent } from "../../core/event-log.ts";
import { streamOwner } from "../../core/streams.ts";
import { findChannels, type ChannelRow } from "./channel-rows.ts";
import { channelViews } from "./channel-views.ts";
import { findMembers } from "./member-rows.ts";
import { memberViews } from "./member-views.ts";

// Events are told as things are now. Where what an event tells of is gone meanwhile, it is told as its end: the event
// of the end itself follows in the same stream, and being told twice changes nothing.

/** `notification.channel_added`: the channel as the stream's owner sees it. */
export const viewChannelAdded: EventView = async (tx, stored) => {
  const views = new Map<StoredEvent, Record<string, unknown>>();
  for (const [viewerId, events] of Map.groupBy(stored, ownerOf)) {
    const channels = await channelViews(tx, [...new Set(events.map(cidIn))], viewerId);
    const byCid = new Map<string, unknown>(channels.map((channel) => [channel.cid, channel]));
    for (const event of events) {
      const cid = cidIn(event);
      const channel = byCid.get(cid);
      views.set(event, channel ? { channel } : { type: "notification.channel_removed", cid });
    }
  }
  return stored.map((event) => views.get(event) ?? {});
};

/** `channel.updated`, `channel.frozen` and `channel.unfrozen`: the changeable part of the channel. */
export const viewChannelChanged: EventView = async (tx, stored) => {
  const rows = await findChannels(tx, [...new Set(stored.map(ownerOf))]);
  const byCid = new Map(rows.map((row) => [row.cid, changeable(row)]));
  return stored.map((event) => {
    const channel = byCid.get(ownerOf(event));
    return channel ? { channel } : { type: "channel.deleted" };
  });
};

function changeable(row: ChannelRow) {
  const { name, image, frozen, slowModeSeconds, messageSeconds, mode, custom, updatedAt } = row;
  return {
    ...{ name, image, frozen, slowModeSeconds, messageSeconds, mode, custom },
    updatedAt: updatedAt.toISOString(),
  };
}

/** `member.added` and `member.updated`: the member, and how many there were then. */
export const viewMember: EventView = async (tx, stored) => {
  const views = new Map<StoredEvent, Record<string, unknown>>();
  for (const [cid, events] of Map.groupBy(stored, ownerOf)) {
    const rows = await findMembers(tx, cid, [...new Set(events.map(userIdIn))]);
    const members = new Map(
      (await memberViews(tx, rows)).map((member) => [member.user.id as string, member]),
    );
    for (const event of events) {
      const member = members.get(userIdIn(event));
      const { userId, memberCount } = event.data;
      const count = event.type === "member.added" ? { memberCount } : {};
      views.set(
        event,
        member ? { member, ...count } : { type: "member.removed", userId, memberCount },
      );
    }
  }
  return stored.map((event) => views.get(event) ?? {});
};

function ownerOf(event: StoredEvent): string {
  return streamOwner(event.stream).id;
}

function cidIn(event: StoredEvent): string {
  return String(event.data["cid"]);
}

function userIdIn(event: StoredEvent): string {
  return String(event.data["userId"]);
}
