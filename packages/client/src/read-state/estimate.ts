import type { ChannelState } from "../store/state.ts";
import type { Unread } from "../wire/entities.ts";

/** The newest message that the viewer was only told of, and the numbers of those that mention them. */
type Tick = { readonly messageSeq: number; readonly mentioned: readonly number[] };

/** What a channel shows beyond what is known of it, and what is known. */
export type UnreadEstimate = {
  readonly tick: Tick;
  readonly messageSeq: number;
  readonly unread: Unread;
};

/** Notes that a large channel, which is not followed, has newer messages (UNREAD-11). */
export function applyTick(
  entry: ChannelState,
  { messageSeq, mentioned }: { readonly messageSeq: number; readonly mentioned: boolean },
): ChannelState {
  return withEstimate(entry, { messageSeq, mentioned: mentioned ? [messageSeq] : [] });
}

/**
 * Changes what is known of a channel. An estimate is no part of that: it is taken off before, and put on again for what is
 * still only heard of. Otherwise what was estimated would be counted once more when it is told.
 */
export function underEstimate(
  entry: ChannelState,
  change: (entry: ChannelState) => ChannelState,
): ChannelState {
  if (entry.estimate === null) return change(entry);
  const known = withoutEstimate(entry);
  const changed = change(known);
  if (changed === known) return entry;
  return withEstimate(withoutEstimate(changed), later(entry.estimate.tick, changed.estimate?.tick));
}

function later(one: Tick, other: Tick | undefined): Tick {
  if (other === undefined) return one;
  return {
    messageSeq: Math.max(one.messageSeq, other.messageSeq),
    mentioned: [...new Set([...one.mentioned, ...other.mentioned])],
  };
}

function withoutEstimate(entry: ChannelState): ChannelState {
  const { channel, estimate } = entry;
  if (estimate === null) return entry;
  if (channel === null) return { ...entry, estimate: null };
  const { messageSeq, unread } = estimate;
  return { ...entry, estimate: null, channel: { ...channel, messageSeq, unread } };
}

/** Every number that is new counts, until it is known what it is: the most it can be. */
function withEstimate(entry: ChannelState, tick: Tick): ChannelState {
  const { channel } = entry;
  if (channel === null || tick.messageSeq <= channel.messageSeq) return entry;
  const { membership, messageSeq, unread } = channel;
  const from = Math.max(messageSeq, membership?.watermark.seq ?? 0, membership?.joinedSeq ?? 0);
  const count = membership === null ? 0 : Math.max(0, tick.messageSeq - from);
  const mentions = tick.mentioned.filter((seq) => seq > from).length;
  return {
    ...entry,
    estimate: { tick, messageSeq, unread },
    channel: {
      ...channel,
      messageSeq: tick.messageSeq,
      unread: { ...unread, count: unread.count + count, mentions: unread.mentions + mentions },
    },
  };
}
