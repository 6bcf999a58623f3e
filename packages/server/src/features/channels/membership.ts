import type { NewEvent } from "../../core/event-log.ts";
import { chatLine, realtimeUser, signalLines } from "../../core/realtime-names.ts";
import { channelStream, userStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { modeFor } from "./channel-policy.ts";
import { lockChannels, saveChannel, type ChannelRow } from "./channel-rows.ts";
import { degradedAt, degradedChanges } from "./thresholds.ts";
import { deleteMemberships, insertMembers, type MemberRow, type NewMember } from "./member-rows.ts";

/**
 * Adds people to a channel that is locked: rows, count, mode, and `member.added` for each on the channel's stream.
 * Answers with those who were not members before; tell each of them on their own stream with `channelAdded`.
 */
export async function addMembers(
  tx: Tx,
  channel: ChannelRow,
  people: readonly NewMember[],
): Promise<MemberRow[]> {
  // First the place in the channel's order, then how far it has come: what is sent meanwhile is of before they joined.
  await tx.hold(channelStream(channel.cid));
  const added = await insertMembers(tx, channel.cid, people);
  if (added.length === 0) return [];
  const counted = await countMembers(tx, channel, added.length);
  const facts = added.map(({ userId }, index) => ({
    type: "member.added" as const,
    data: { userId, memberCount: channel.memberCount + index + 1 },
  }));
  await tx.emit(channelStream(channel.cid), ...facts, ...sizeChanges(tx, channel, counted));
  return added;
}

/**
 * Takes one user out of channels: rows, counts, modes, `member.removed` on each channel's stream, and an end to what
 * they listen to there. Answers with the channels the user was in; tell the user with `channelRemoved`.
 */
export async function removeMember(
  tx: Tx,
  userId: string,
  cids: readonly string[],
): Promise<string[]> {
  const locked = await lockChannels(tx, cids);
  const left = new Set(await deleteMemberships(tx, userId, cids));
  const channels = locked.filter((channel) => left.has(channel.cid));
  const counted = await Promise.all(channels.map((channel) => countMembers(tx, channel, -1)));
  for (const [index, channel] of channels.entries()) {
    const after = counted[index] ?? channel;
    const fact = {
      type: "member.removed" as const,
      data: { userId, memberCount: after.memberCount },
    };
    await tx.emit(channelStream(channel.cid), fact, ...sizeChanges(tx, channel, after));
  }
  stopListening(tx, userId, cids);
  return channels.map((channel) => channel.cid);
}

/** Ends, once committed, a user's subscriptions to what happens in channels. */
export function stopListening(tx: Tx, userId: string, cids: readonly string[]): void {
  const { appId, engine } = tx;
  tx.afterCommit(() => {
    for (const cid of cids) {
      for (const line of [chatLine(appId, cid), ...signalLines(appId, cid)]) {
        engine.realtime.unsubscribe(realtimeUser(appId, userId), line);
      }
    }
  });
}

export function channelAdded(cid: string): NewEvent {
  return { type: "notification.channel_added", data: { cid } };
}

export function channelRemoved(cid: string): NewEvent {
  return { type: "notification.channel_removed", data: { cid } };
}

/** Emits facts on users' own streams, each user's together, in the order that keeps transactions from deadlock. */
export async function tellUsers(
  tx: Tx,
  userIds: readonly string[],
  ...facts: readonly NewEvent[]
): Promise<void> {
  if (facts.length === 0) return;
  const streams = userIds.map((userId) => userStream(userId)).toSorted();
  // Sent together: the order of the calls is the order on the connection.
  await Promise.all(streams.map((stream) => tx.emit(stream, ...facts)));
}

async function countMembers(tx: Tx, channel: ChannelRow, more: number): Promise<ChannelRow> {
  const counted = sizedBy(tx, { ...channel, memberCount: channel.memberCount + more });
  await saveChannel(tx, counted);
  return counted;
}

/** Makes locked channels be as the app's limits now have it for their size, and tells of what is otherwise by that. */
export async function resizeChannels(tx: Tx, channels: readonly ChannelRow[]): Promise<void> {
  for (const channel of channels) {
    const resized = sizedBy(tx, channel);
    const facts = sizeChanges(tx, channel, resized);
    if (facts.length === 0) continue;
    await saveChannel(tx, resized);
    await tx.emit(channelStream(channel.cid), ...facts);
  }
}

/** A channel with the mode, and what is otherwise in it, that its number of members comes to. */
export function sizedBy(tx: Pick<Tx, "limits" | "now">, channel: ChannelRow): ChannelRow {
  const mode = modeFor(channel.mode, channel.memberCount, tx.limits);
  const updatedAt = mode === channel.mode ? channel.updatedAt : tx.now;
  const degraded = degradedAt({ ...channel, mode }, tx.limits);
  return { ...channel, mode, degraded, updatedAt };
}

function sizeChanges(tx: Tx, before: ChannelRow, after: ChannelRow): NewEvent[] {
  // Whoever listens by the mode that ends here must hear that it ends.
  const isOther = before.mode !== after.mode;
  const moved = isOther ? [{ type: "channel.updated" as const, data: { changesMode: true } }] : [];
  return [...moved, ...degradedChanges(before, after, tx.limits)];
}
