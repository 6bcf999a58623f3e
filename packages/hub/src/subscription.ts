import type { Delivery } from "./broker/broker.ts";
import type { StreamRules } from "./hub-options.ts";
import type { Packet } from "./packet.ts";
import type { ClientInfo, StreamPosition } from "./protocol.ts";
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
  /** The last position this client has; absent in streams without positions. */
  position: StreamPosition | undefined;
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
    position: undefined,
    buffer: undefined,
    expiry: undefined,
  };
}
