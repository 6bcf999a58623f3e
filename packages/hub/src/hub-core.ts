import type { Broker } from "./broker/broker.ts";
import type { Clock } from "./clock.ts";
import type { HubOptions } from "./hub-options.ts";
import type { Limits } from "./limits.ts";
import type { LiveStreams } from "./live-streams.ts";
import type { Counters } from "./metrics.ts";
import type { Outbox } from "./outbox.ts";
import type { Packet } from "./packet.ts";
import type { Session } from "./session.ts";
import type { SessionRegistry } from "./session-registry.ts";
import type { TimerWheel } from "./timer-wheel.ts";

/** What the parts of one hub share. */
export type HubCore = {
  readonly options: HubOptions;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly wheel: TimerWheel;
  readonly random: () => number;
  readonly createId: () => string;
  readonly broker: Broker;
  readonly streams: LiveStreams;
  readonly sessions: SessionRegistry;
  /** Sessions whose client half comes by separate requests, by the secret that those carry. */
  readonly emulated: Map<string, { session: Session; resumed(): Promise<void> }>;
  /** Names this process to clients of HTTP streams. */
  readonly node: string;
  readonly counters: Counters;
  /** The ping, shared by every session. */
  readonly ping: Packet;
  readonly mark: (outbox: Outbox) => void;
  /** Tells the owner about something that broke here, not at a client. */
  readonly report: (error: unknown, context: string) => void;
};
