import type { ChannelEvent, Signal, UserEvent } from "../wire/entities.ts";

type HeardEvent = ChannelEvent | UserEvent | Signal;

type Receivers = {
  onChannelEvent(event: ChannelEvent): void;
  onUserEvent(event: UserEvent): void;
  onSignal(signal: Signal): void;
};

/** Hands what a stream brought to who takes in its kind. What is no event at all is passed over. */
export function receivePublication(data: unknown, receivers: Receivers): void {
  if (typeof data !== "object" || data === null || !("type" in data)) return;
  const event = data as HeardEvent; // the server made it by the contract; times are revived
  if ("eventSeq" in event && "cid" in event && !("userSeq" in event)) {
    receivers.onChannelEvent(event);
  } else if ("userSeq" in event) {
    receivers.onUserEvent(event);
  } else {
    receivers.onSignal(event);
  }
}
