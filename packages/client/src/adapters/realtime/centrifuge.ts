import { Centrifuge, UnauthorizedError, type SubscribedContext } from "centrifuge";
import {
  RealtimeRefused,
  type OpenRealtime,
  type RealtimeConnection,
  type RealtimeOptions,
  type StreamFollower,
  type Subscribed,
} from "./port.ts";

// Codes of the Centrifugo protocol that may mean that the user is signed out: no token to be had, invalid token,
// forced to disconnect, permission denied.
const unauthorizedCodes: ReadonlySet<number> = new Set([1, 3500, 3503, 3507]);

/** Opens a connection to a server that speaks the Centrifugo client protocol. */
export const openCentrifuge: OpenRealtime = (options) => {
  const client = new Centrifuge(options.url, {
    token: options.token,
    getToken: () => refusable(options.getToken()),
    name: "natter",
    ...(options.webSocket === undefined ? {} : { websocket: options.webSocket }),
  });
  const { listener } = options;
  let closed = false;
  listenToClient(client, listener, () => closed);

  const connection: RealtimeConnection = {
    connect: () => client.connect(),
    disconnect: () => client.disconnect(),
    subscribe: (stream, follower) => follow(client, stream, follower),
    rpc: async (method, data) => (await client.rpc(method, data)).data,
    close() {
      closed = true;
      for (const subscription of Object.values(client.subscriptions())) {
        client.removeSubscription(subscription);
      }
      client.disconnect();
      client.removeAllListeners();
    },
  };
  return connection;
};

function listenToClient(
  client: Centrifuge,
  listener: RealtimeOptions["listener"],
  isClosed: () => boolean,
): void {
  const feeds = new Set<string>();
  client.on("connecting", () => void (isClosed() || listener.onConnecting()));
  client.on("connected", () => void (isClosed() || listener.onConnected()));
  client.on("disconnected", ({ code, reason }) => {
    // 0: our own call.
    if (isClosed() || code === 0) return;
    listener.onDisconnected({ reason, unauthorized: unauthorizedCodes.has(code) });
  });
  client.on("subscribed", (context) => {
    if (isClosed() || !isFeed(context.channel)) return;
    const before = feeds.has(context.channel);
    feeds.add(context.channel);
    listener.onFeedSubscribed(toSubscribed(context, before));
  });
  client.on("publication", ({ channel, data }) => {
    if (!isClosed() && isFeed(channel)) listener.onFeedPublication(data);
  });
}

function follow(client: Centrifuge, stream: string, follower: StreamFollower): () => void {
  const old = client.getSubscription(stream);
  if (old !== null) client.removeSubscription(old);
  const subscription = client.newSubscription(stream, {
    getToken: () => refusable(follower.getToken()),
  });
  let before = false;
  subscription.on("subscribed", (context) => {
    const how = toSubscribed(context, before);
    before = true;
    follower.onSubscribed(how);
  });
  subscription.on("publication", ({ data }) => follower.onPublication(data));
  subscription.on("unsubscribed", ({ code, reason }) => {
    if (code !== 0) follower.onEnded(reason);
  });
  subscription.subscribe();
  return () => {
    subscription.removeAllListeners();
    client.removeSubscription(subscription);
  };
}

/** Streams named `user:…` are a user's own feed, which the server subscribes the session to. */
function isFeed(channel: string): boolean {
  return channel.startsWith("user:");
}

function toSubscribed(context: SubscribedContext, before: boolean): Subscribed {
  const { wasRecovering, recovered, data } = context;
  if (wasRecovering) return { continuity: recovered ? "recovered" : "lost", data };
  return { continuity: before ? "lost" : "fresh", data };
}

async function refusable(token: Promise<string>): Promise<string> {
  try {
    return await token;
  } catch (error) {
    if (error instanceof RealtimeRefused) throw new UnauthorizedError(error.message);
    throw error;
  }
}
