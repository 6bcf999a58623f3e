import type { ChannelState } from "../store/state.ts";
import { emptyWindow } from "../messages/empty-window.ts";

/** The state of a channel nothing is known of. */
export function emptyChannelState(cid: string): ChannelState {
  return {
    cid,
    channel: null,
    window: emptyWindow,
    outbox: [],
    changes: [],
    threads: {},
    threadId: null,
    typing: [],
    receipts: null,
    online: null,
    onlineCount: 0,
    members: { items: [], status: "idle", hasMore: false },
    applied: null,
    unreadAsOf: 0,
    estimate: null,
    stale: false,
    activeAt: new Date(0),
  };
}
