import type { Delivery } from "./broker/broker.ts";
import type { StreamRules } from "./hub-options.ts";
import type { Packet } from "./packet.ts";
import type { ClientInfo } from "./protocol.ts";
import type { Session } from "./session.ts";
import type { WheelTimer } from "./timer-wheel.ts";

/** One session's part in one stream. */
export type Subscription = {
  readonly channel: string;
  readonly session: Session;
  readonly isServerSide: boolean;
  readonly rules: StreamRules;
  /** `pending` until the client knows of it; `ended` for good. */
  state: "pending" | "live" | "ended";
  wantsJoinLeave: boolean;
  /** How others see the subscriber. */
  info: ClientInfo;
  /**
   * The last position this client has; no epoch in streams without positions. Two fields, since a number is written with
   * every delivery, and an object written into thousands of older ones is work for the collector.
   */
  epoch: string | undefined;
  offset: number;
  /** Deliveries that came before the client knows of the subscription. */
  buffer: { delivery: Delivery; packet: Packet }[] | undefined;
  expiry: WheelTimer | undefined;
};

export function createSubscription(
  session: Session,
  channel: string,
  rules: StreamRules,
  options: { isServerSide: boolean; wantsJoinLeave: boolean },
): Subscription {
  return {
    channel,
    session,
    rules,
    isServerSide: options.isServerSide,
    state: "pending",
    wantsJoinLeave: options.wantsJoinLeave || rules.joinLeave === "force",
    info: { user: "", client: session.client },
    epoch: undefined,
    offset: 0,
    buffer: undefined,
    expiry: undefined,
  };
}
