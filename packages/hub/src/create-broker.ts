import type { Broker, BrokerEvents } from "./broker/broker.ts";
import { createMemoryBroker } from "./broker/memory-broker.ts";
import { createRemoteBroker } from "./broker/remote-broker.ts";
import { createSourcedBroker } from "./broker/sourced-broker.ts";
import { DisconnectCode } from "./codes.ts";
import { control } from "./control.ts";
import type { HubCore } from "./hub-core.ts";
import { receiveEmulated } from "./transports/emulation.ts";

/** The broker that the options ask for: in this process or elsewhere, with or without the owner's log. */
export function createBroker(core: () => HubCore, parts: Omit<HubCore, "broker">): Broker {
  const { options, clock, wheel, createId, limits, node, streams, sessions } = parts;
  const events: BrokerEvents = {
    deliver: streams.deliver,
    presence: streams.presence,
    control: (wanted) => control(core(), wanted),
    emulate: (frame) => receiveEmulated(core(), frame),
  };
  const broker = options.owner
    ? createRemoteBroker({
        wire: options.owner,
        node,
        events,
        onLost() {
          // Whatever they have been sent since is unknown; another process may have the streams.
          for (const session of sessions.all())
            session.disconnect(DisconnectCode.insufficientState);
        },
      })
    : createMemoryBroker({
        events,
        clock,
        wheel,
        createEpoch: () => createId().slice(0, 8),
        idempotencyMs: limits.idempotencyMs,
      });
  return options.position ? createSourcedBroker(broker, options.position) : broker;
}
