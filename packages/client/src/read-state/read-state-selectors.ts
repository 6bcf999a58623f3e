import { createMemory } from "../store/create-memory.ts";
import type { ChatMessage, ChatState } from "../store/state.ts";
import type { ChannelKind, Unread } from "../wire/entities.ts";

type Channels = ChatState["channels"];
const rememberTotal = createMemory<Channels, Unread>();
const nothing: Unread = { count: 0, mentions: 0 };

export type UnreadFilter = { readonly spaceId?: string; readonly kind?: ChannelKind };

/** Unread messages of one channel. */
export function selectUnread(cid: string) {
  return (state: ChatState): Unread => state.channels[cid]?.channel?.unread ?? nothing;
}

/** Unread messages of all joined channels together, or of a space's, or of a kind. Compare with `isShallowEqual`. */
export function selectUnreadTotal(filter: UnreadFilter = {}) {
  const key = JSON.stringify([filter.spaceId, filter.kind]);
  return (state: ChatState): Unread =>
    rememberTotal(state.channels, key, () => addUp(state.channels, filter));
}

/** The highest seq the viewer has read in a channel: the divider stands before the first message above it. */
export function selectReadSeq(cid: string) {
  return (state: ChatState): number => state.channels[cid]?.channel?.membership?.watermark.seq ?? 0;
}

export type DeliveryState = "pending" | "failed" | "sent" | "delivered" | "read";

/** How far an own message has come: `delivered` and `read` as soon as one other member is that far. */
export function selectDelivery(cid: string, message: ChatMessage) {
  return (state: ChatState): DeliveryState => {
    if (message.state === "failed") return "failed";
    if (message.state !== "sent") return "pending";
    let delivery: DeliveryState = "sent";
    for (const receipt of Object.values(state.channels[cid]?.receipts ?? {})) {
      if (receipt.userId === state.me?.id) continue;
      if (receipt.readSeq >= message.seq) return "read";
      if (receipt.deliveredSeq >= message.seq) delivery = "delivered";
    }
    return delivery;
  };
}

function addUp(channels: Channels, filter: UnreadFilter): Unread {
  let count = 0;
  let mentions = 0;
  for (const { channel } of Object.values(channels)) {
    if (channel === null || channel.membership === null) continue;
    if (filter.spaceId !== undefined && channel.spaceId !== filter.spaceId) continue;
    if (filter.kind !== undefined && channel.kind !== filter.kind) continue;
    count += channel.unread.count;
    mentions += channel.unread.mentions;
  }
  return { count, mentions };
}
