import type { Channel } from "@natter/client";

/** The channel before or after the open one in a list, round its ends; with `unread`, the nearest that has something unread. */
export function nextChannel(
  channels: readonly Channel[],
  openCid: string | null,
  { step, unread = false }: { readonly step: 1 | -1; readonly unread?: boolean },
): Channel | null {
  const count = channels.length;
  const at = channels.findIndex(({ cid }) => cid === openCid);
  const from = at < 0 && step < 0 ? 0 : at;
  for (let away = 1; away <= count; away += 1) {
    const channel = channels[(((from + step * away) % count) + count) % count];
    if (channel === undefined || channel.cid === openCid) continue;
    if (!unread || channel.unread.count > 0) return channel;
  }
  return null;
}
