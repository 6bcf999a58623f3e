import type { ClientInfo } from "../protocol.ts";
import type { Broker, BrokerEvents } from "./broker.ts";

/** Who is subscribed to each stream that keeps presence, by client id. */
export function createPresence(
  events: BrokerEvents,
): Pick<Broker, "join" | "leave" | "presence" | "presenceStats"> {
  const streams = new Map<string, Map<string, ClientInfo>>();

  return {
    join(channel, info, { keep, announce }) {
      if (keep) {
        const clients = streams.get(channel) ?? new Map<string, ClientInfo>();
        streams.set(channel, clients.set(info.client, info));
      }
      if (announce) events.presence(channel, "join", info);
    },
    leave(channel, info, { keep, announce }) {
      const clients = streams.get(channel);
      if (keep && clients?.delete(info.client) && clients.size === 0) streams.delete(channel);
      if (announce) events.presence(channel, "leave", info);
    },
    presence: (channel) => Promise.resolve(new Map(streams.get(channel))),
    presenceStats(channel) {
      const clients = [...(streams.get(channel)?.values() ?? [])];
      const users = new Set(clients.map((info) => info.user)).size;
      return Promise.resolve({ clients: clients.length, users });
    },
  };
}
