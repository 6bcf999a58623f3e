import type { ChatError } from "@natter/contract/chat-error";
import { emptyChannelState } from "../channels/empty-channel-state.ts";
import { emptyWindow } from "../messages/empty-window.ts";
import type { ChannelState } from "../store/state.ts";

/** How many messages of a channel nobody watches are kept for the next time. */
const keptMessages = 100;

/** Whether a channel's events come on the viewer's own feed, opened or not. */
export function isFedByUser({ channel }: ChannelState): boolean {
  return channel !== null && channel.mode === "feed" && channel.membership !== null;
}

/** A channel that is being opened; what is loaded already stays shown. */
export function toLoading(entry: ChannelState): ChannelState {
  if (entry.window.status === "ready") return entry;
  return { ...entry, window: { ...entry.window, status: "loading", error: null } };
}

/** A refusal takes what was loaded away: the viewer may not see it any more. Otherwise it stays shown. */
export function toFailed(entry: ChannelState, error: ChatError): ChannelState {
  if (error.retry && entry.window.status === "ready") return entry;
  const refused = error.status === 403 || error.status === 404;
  return {
    ...(refused ? { ...emptyChannelState(entry.cid), outbox: entry.outbox } : entry),
    window: { ...(refused ? emptyWindow : entry.window), status: "error", error },
  };
}

/** What only a watched channel knows is forgotten with the watch; of its messages the newest are kept. */
export function toUnwatched(entry: ChannelState): ChannelState {
  const { window } = entry;
  const idle = { ...entry, typing: [], online: null, onlineCount: 0 };
  if (window.status !== "ready" || window.hasNewer) {
    return { ...idle, window: emptyWindow, applied: entry.channel?.position ?? null };
  }
  if (window.confirmed.length <= keptMessages) return idle;
  const confirmed = window.confirmed.slice(-keptMessages);
  return { ...idle, window: { ...window, confirmed, hasOlder: true } };
}
