import type { ChannelState } from "../store/state.ts";

/** An open window is trimmed above the first number, to the second; one nobody looks at sooner. */
const open = { above: 600, to: 400 };
const closed = { above: 150, to: 100 };
/** So many are kept where it is not known that the reader is at the newest: nothing they may look at is taken away. */
const mostUnread = 2_000;

/**
 * A window that live messages made too long, cut at the end that is far from view: the oldest, if the newest are being read
 * or nobody looks; the newest, if the reader stays behind while more and more arrive.
 */
export function trimWindow(entry: ChannelState, isWatched: boolean): ChannelState {
  const { window } = entry;
  const { confirmed } = window;
  const bounds = isWatched ? open : closed;
  if (window.status !== "ready" || confirmed.length <= bounds.above) return entry;
  const readSeq = entry.channel?.membership?.watermark.seq ?? 0;
  const isAtNewest = !isWatched || readSeq >= (confirmed.at(-2)?.seq ?? 0);
  if (isAtNewest) {
    return {
      ...entry,
      window: { ...window, confirmed: confirmed.slice(-bounds.to), hasOlder: true },
    };
  }
  if (confirmed.length <= mostUnread) return entry;
  return {
    ...entry,
    window: { ...window, confirmed: confirmed.slice(0, mostUnread - bounds.to), hasNewer: true },
  };
}
