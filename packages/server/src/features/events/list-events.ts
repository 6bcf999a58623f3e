import type { ChannelEvent, ChannelEventPage, EventQuery } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { readEvents, readHead, wireEvent } from "../../core/event-log.ts";
import type { ViewEvents } from "../../core/view-events.ts";
import { channelStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { getAccess } from "../channels/public.ts";

/**
 * The events of a channel after a number. `sync.resync` when they cannot be given without a hole: another epoch, a
 * number the log never reached, or one so old that the log no longer holds what followed.
 */
export function listEvents(
  call: UserCall,
  viewEvents: ViewEvents,
  { cid, after, epoch, limit }: EventQuery & { cid: string },
): Promise<ChannelEventPage> {
  return transact(call.engine, call.appId, async (tx) => {
    await getAccess(tx, cid, call.userId);
    const stream = channelStream(cid);
    const head = await readHead(tx, stream);
    if (epoch !== head.epoch || after > head.eventSeq) throw resync();
    const stored = await readEvents(tx, stream, { after, limit, epoch: head.epoch });
    const isWhole = stored.every((event, index) => event.seq === after + 1 + index);
    if (!isWhole || (stored.length === 0 && after < head.eventSeq)) throw resync();
    const payloads = await viewEvents(tx, stored, call.userId);
    const items = stored.map(
      (event, index) => wireEvent(event, payloads[index] ?? {}) as ChannelEvent,
    ); // a channel's stream
    return { items, more: (stored.at(-1)?.seq ?? after) < head.eventSeq };
  });
}

function resync(): ChatError {
  return new ChatError(
    "sync.resync",
    "Events from there on are not held any more. Fetch the channel and its messages again.",
  );
}
