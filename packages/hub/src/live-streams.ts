import type { Delivery } from "./broker/broker.ts";
import type { StreamRules } from "./hub-options.ts";
import { Packet } from "./packet.ts";
import type { ClientInfo } from "./protocol.ts";
import { isFor, publicationFor } from "./publication-for.ts";
import type { Subscription } from "./subscription.ts";

/** The streams that sessions of this process listen to. */
export type LiveStreams = {
  /** The rules of a stream; they stay the same while it has subscribers. */
  rules(channel: string): StreamRules;
  /** Resolves when the stream's publications reach this process. */
  add(subscription: Subscription): Promise<void>;
  remove(subscription: Subscription): void;
  subscribers(channel: string): ReadonlySet<Subscription>;
  /** How many listen to each stream. */
  channels(): ReadonlyMap<string, number>;
  deliver(delivery: Delivery): void;
  presence(channel: string, type: "join" | "leave", info: ClientInfo): void;
  readonly size: number;
  readonly subscriptions: number;
};

type LiveStream = {
  readonly rules: StreamRules;
  readonly subscribers: Set<Subscription>;
  readonly ready: Promise<void>;
};

/** Deliveries that wait for one subscription to be made; a client that would need more missed something. */
export const mostBuffered = 1_000;

const nobody: ReadonlySet<Subscription> = new Set();

export function createLiveStreams(options: {
  rules(channel: string): StreamRules;
  /** The first subscriber of a stream comes, the last one goes. */
  onFirst(channel: string): Promise<void>;
  onLast(channel: string): void;
  /** A subscriber missed something of a stream whose every publication it should have. */
  onGap(subscription: Subscription): void;
}): LiveStreams {
  const streams = new Map<string, LiveStream>();
  let subscriptions = 0;

  return {
    rules: (channel) => streams.get(channel)?.rules ?? options.rules(channel),
    add(subscription) {
      let stream = streams.get(subscription.channel);
      if (!stream) {
        const { channel, rules } = subscription;
        stream = { rules, subscribers: new Set(), ready: options.onFirst(channel) };
        streams.set(channel, stream);
      }
      stream.subscribers.add(subscription);
      subscriptions += 1;
      return stream.ready;
    },
    remove(subscription) {
      const stream = streams.get(subscription.channel);
      if (!stream?.subscribers.delete(subscription)) return;
      subscriptions -= 1;
      if (stream.subscribers.size > 0) return;
      streams.delete(subscription.channel);
      options.onLast(subscription.channel);
    },
    subscribers: (channel) => streams.get(channel)?.subscribers ?? nobody,
    channels: () =>
      new Map([...streams].map(([channel, { subscribers }]) => [channel, subscribers.size])),
    deliver(delivery) {
      const stream = streams.get(delivery.channel);
      if (!stream) return;
      const { channel, publication: pub, lossy, coalesceKey } = delivery;
      const shared = Packet.push({ type: "pub", channel, pub }, { lossy, coalesceKey });
      const isAlike = pub.instead === undefined && pub.onlyTo === undefined;
      for (const subscription of stream.subscribers) {
        const { user } = subscription.session;
        if (!isAlike && !isFor(pub, user)) continue;
        const own = isAlike ? pub : publicationFor(pub, user);
        const packet =
          own === pub
            ? shared
            : Packet.push({ type: "pub", channel, pub: own }, { lossy, coalesceKey });
        if (subscription.state === "live") {
          deliverTo(subscription, delivery, packet, options.onGap);
        } else {
          subscription.buffer ??= [];
          if (subscription.buffer.length < mostBuffered) {
            subscription.buffer.push({ delivery, packet });
          }
        }
      }
    },
    presence(channel, type, info) {
      const stream = streams.get(channel);
      if (!stream) return;
      const packet = Packet.push({ type, channel, info });
      for (const subscription of stream.subscribers) {
        if (subscription.state !== "live" || !subscription.wantsJoinLeave) continue;
        subscription.session.send(packet);
      }
    },
    get size() {
      return streams.size;
    },
    get subscriptions() {
      return subscriptions;
    },
  };
}

/** Sends one publication to one subscriber, in the order of the stream and never twice. */
export function deliverTo(
  subscription: Subscription,
  delivery: Delivery,
  packet: Packet,
  onGap: (subscription: Subscription) => void,
): void {
  const { position } = delivery;
  if (position && subscription.epoch !== undefined) {
    if (position.epoch !== subscription.epoch || position.offset > subscription.offset + 1) {
      return onGap(subscription);
    }
    if (position.offset <= subscription.offset) return;
    subscription.offset = position.offset;
  }
  subscription.session.send(packet);
}
