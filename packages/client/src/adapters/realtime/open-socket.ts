import { backoffMs } from "../../api/backoff.ts";
import { systemClock, type Timer } from "../clock.ts";
import { systemRandom } from "../random.ts";
import { RealtimeRefused, type OpenRealtime, type RealtimeConnection } from "./port.ts";
import {
  advance,
  CallRefused,
  connectionExpired,
  isTerminal,
  positionOf,
  stateInvalidated,
  type ConnectResult,
  type Position,
  type Publication,
  type Push,
  type SubscribeResult,
} from "./protocol.ts";
import { afterSeconds, refreshAgainSeconds } from "./timing.ts";
import { createStream, toSubscribed, type Stream } from "./stream.ts";
import { endedHere, openWire, type Wire, type WebSocketClass } from "./wire.ts";

// Codes that may mean that the user is signed out: invalid token, forced to disconnect, permission denied.
const unauthorizedCodes: ReadonlySet<number> = new Set([3_500, 3_503, 3_507]);

/** Opens a connection to a server that speaks the Centrifugo client protocol, over a WebSocket. */
export const openSocket: OpenRealtime = ({ url, getToken, listener, ...options }) => {
  const webSocket = (options.webSocket ?? globalThis.WebSocket) as WebSocketClass | undefined;
  if (webSocket === undefined) {
    throw new Error("This platform has no WebSocket: give a class as the option webSocket.");
  }
  const streams = new Map<string, Stream>();
  /** The user's own feeds, which the server subscribes the session to. */
  const feeds = new Map<string, Position | null>();
  let token: string | null = options.token;
  let wanted = false;
  let wire: Wire | null = null;
  let isConnected = false;
  // Counts the tries to open, so that one that is not wanted any more is told apart.
  let opened = 0;
  let tries = 0;
  let retry: Timer | null = null;
  let refreshing: Timer | null = null;

  const connected = () => (isConnected ? wire : null);

  async function open(): Promise<void> {
    retry = null;
    const own = (opened += 1);
    try {
      token ??= await getToken();
    } catch (error) {
      if (own !== opened || !wanted) return;
      if (error instanceof RealtimeRefused) end(error.message, true);
      else again();
      return;
    }
    if (own !== opened || !wanted) return;
    const current = openWire({
      ...{ url, webSocket: webSocket as WebSocketClass },
      onOpen: () => void greet(current),
      onPush: take,
      onEnded,
    });
    wire = current;
  }

  async function greet(current: Wire): Promise<void> {
    const held = [...feeds].filter(([, position]) => position !== null);
    const subs = Object.fromEntries(
      held.map(([feed, position]) => [feed, { recover: true, ...position }]),
    );
    try {
      const result = await current.call<ConnectResult>("connect", { token, name: "natter", subs });
      if (wire === current) begin(current, result);
    } catch (error) {
      if (wire !== current) return;
      const refused = error instanceof CallRefused ? error : null;
      if (refused?.isExpired) token = null;
      if (refused?.passes === false) end(refused.message, false);
      else current.end(endedHere.refused, "The connection was refused for now.");
    }
  }

  function begin(
    current: Wire,
    { ping = 0, pong = false, subs = {}, ...rest }: ConnectResult,
  ): void {
    tries = 0;
    isConnected = true;
    current.expectPings(ping, pong);
    if (rest.expires) refreshAfter(rest.ttl ?? 0);
    listener.onConnected();
    for (const [feed, result] of Object.entries(subs)) beginFeed(feed, result);
    for (const stream of streams.values()) stream.begin();
  }

  function beginFeed(feed: string, result: SubscribeResult): void {
    const isFresh = !feeds.has(feed);
    feeds.set(feed, positionOf(result));
    listener.onFeedSubscribed(toSubscribed(result, isFresh));
    for (const publication of result.publications ?? []) publishOnFeed(feed, publication);
  }

  function publishOnFeed(feed: string, publication: Publication): void {
    if (!wanted) return;
    feeds.set(feed, advance(feeds.get(feed) ?? null, publication));
    listener.onFeedPublication(publication.data);
  }

  function take({ channel = "", pub, subscribe, unsubscribe }: Push): void {
    const stream = streams.get(channel);
    if (pub && stream) stream.publish(pub);
    else if (pub && feeds.has(channel)) publishOnFeed(channel, pub);
    else if (subscribe) beginFeed(channel, subscribe);
    else if (unsubscribe) stream?.drop(unsubscribe.code, unsubscribe.reason);
  }

  function onEnded(code: number, reason: string): void {
    letGo();
    if (!wanted) return;
    if (code === stateInvalidated.disconnect)
      for (const feed of feeds.keys()) feeds.set(feed, null);
    if (code === stateInvalidated.disconnect || code === connectionExpired) token = null;
    if (isTerminal(code)) return end(reason, unauthorizedCodes.has(code));
    listener.onConnecting();
    again();
  }

  function again(): void {
    retry?.cancel();
    retry = systemClock.after(backoffMs((tries += 1), systemRandom), () => void open());
  }

  function refreshAfter(seconds: number): void {
    refreshing?.cancel();
    refreshing = afterSeconds(seconds, () => void refresh());
  }

  async function refresh(): Promise<void> {
    const current = connected();
    if (current === null) return;
    try {
      token = await getToken();
      const { expires, ttl = 0 } = await current.call<ConnectResult>("refresh", { token });
      if (wire === current && expires) refreshAfter(ttl);
    } catch (error) {
      if (wire !== current) return;
      if (error instanceof RealtimeRefused) return end(error.message, true);
      if (error instanceof CallRefused && !error.passes) return end(error.message, false);
      refreshAfter(refreshAgainSeconds);
    }
  }

  /** The connection is over for good, unless somebody opens another. */
  function end(reason: string, unauthorized: boolean): void {
    leave();
    listener.onDisconnected({ reason, unauthorized });
  }

  function letGo(): void {
    wire = null;
    isConnected = false;
    refreshing?.cancel();
    for (const stream of streams.values()) stream.pause();
  }

  function leave(): void {
    wanted = false;
    opened += 1;
    retry?.cancel();
    retry = null;
    const current = wire;
    letGo();
    current?.end(endedHere.left, "The client left.");
  }

  const connection: RealtimeConnection = {
    connect() {
      if (wanted) return;
      wanted = true;
      listener.onConnecting();
      void open();
    },
    disconnect: leave,
    subscribe(name, follower) {
      streams.get(name)?.stop();
      const stream = createStream(name, follower, connected);
      streams.set(name, stream);
      stream.begin();
      return () => {
        stream.stop();
        if (streams.get(name) === stream) streams.delete(name);
      };
    },
    async rpc(method, data) {
      const current = connected();
      if (current === null) throw new Error("The connection is not there.");
      return (await current.call<{ data: unknown }>("rpc", { method, data })).data;
    },
    hurry() {
      if (retry === null) return;
      retry.cancel();
      void open();
    },
    lose: () => wire?.end(endedHere.noNetwork, "There is no network."),
    close() {
      leave();
      streams.clear();
      feeds.clear();
    },
  };
  return connection;
};
