import { Centrifuge } from "centrifuge";
import { FetchEventSource } from "../../../packages/hub/tests/support/event-source.ts";
import type { Answered, Json, Line, ProcessGroup } from "./process-group.ts";

export type Heard = { readonly type: string; readonly [key: string]: unknown };

export type Watched = {
  /** The snapshot, as it is on the wire. */
  readonly began: Json;
  readonly heard: Heard[];
  /** Codes with which the server ended the subscription. */
  readonly ended: number[];
};

/** A user's open client, and what it heard. */
export type OpenClient = {
  readonly process: string;
  readonly centrifuge: Centrifuge;
  readonly feed: Heard[];
  /** Codes with which the server ended the connection for good. */
  readonly closed: number[];
  /** Codes of connections that were lost and made again. */
  readonly lost: number[];
  /** Opens a channel's signals: what the subscription began with, and what came since. */
  watch(cid: string): Promise<Watched>;
  /** Opens a channel's stream, as a reader does who has not joined. */
  watchDurable(cid: string): Promise<Watched>;
};

/** Calls as a user by the server's key, on a line, or on any connection. */
export function callerOf(group: ProcessGroup) {
  return async (
    as: string | null,
    method: string,
    path: string,
    body?: unknown,
    line?: Line,
  ): Promise<Answered> => {
    const headers = {
      authorization: `Bearer ${group.serverKey}`,
      ...(as === null ? {} : { "x-natter-user": as }),
    };
    if (line) return await line.call(method, path, headers, body);
    const response = await fetch(`${group.url}${path}`, {
      method,
      // A connection that was on its way to a process just killed is never answered: as clients do, give it up.
      signal: AbortSignal.timeout(4_000),
      headers: { ...headers, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === "" ? undefined : JSON.parse(text),
      process: response.headers.get("x-natter-process") ?? "",
    };
  };
}

export type Caller = ReturnType<typeof callerOf>;

/** Connects a user; with `on`, until the connection has come to that process. */
export async function connectUser(
  group: ProcessGroup,
  call: Caller,
  userId: string,
  on?: string,
): Promise<OpenClient> {
  for (let tries = 0; tries < 60; tries += 1) {
    const client = await connectOnce(group, call, userId);
    if (on === undefined || client.process === on) return client;
    client.centrifuge.disconnect();
  }
  throw new Error(`No connection came to process ${on}.`);
}

export type Transport = "websocket" | "http_stream" | "sse";

/** Connects a user by one transport, to whichever process takes the connection. */
export async function connectOnce(
  group: ProcessGroup,
  call: Caller,
  userId: string,
  transport: Transport = "websocket",
): Promise<OpenClient> {
  const feed: Heard[] = [];
  const closed: number[] = [];
  const lost: number[] = [];
  const before = await group.metric("natter_realtime_connectionsTotal");
  const token = async () => (await call(userId, "POST", "/v1/realtime/token", {})).body;
  const centrifuge = new Centrifuge(
    [{ transport, endpoint: endpoint(transport, (await token()).path) }],
    {
      getToken: async () => (await token()).token,
      minReconnectDelay: 50,
      ...{
        websocket: WebSocket,
        eventsource: FetchEventSource,
        fetch,
        readableStream: ReadableStream,
      },
      emulationEndpoint: `${group.url}/emulation`,
    },
  );
  function endpoint(by: Transport, webSocketPath: string): string {
    return by === "websocket"
      ? `${group.url.replace("http", "ws")}${webSocketPath}`
      : `${group.url}/connection/${by}`;
  }

  centrifuge.on("publication", ({ data }) => feed.push(data));
  centrifuge.on("disconnected", ({ code }) => closed.push(code));
  centrifuge.on("connecting", ({ code }) => {
    if (code !== 0) lost.push(code);
  });
  centrifuge.connect();
  await centrifuge.ready(10_000);
  const after = await group.metric("natter_realtime_connectionsTotal");
  const process = [...after].find(([name, count]) => count > (before.get(name) ?? 0))?.[0] ?? "";

  async function subscribe(cid: string, kind: "signals" | "durable") {
    const { body } = await call(userId, "POST", "/v1/realtime/subscriptions", { cid });
    const { channel, token: subscriptionToken } = body[kind];
    const subscription = centrifuge.newSubscription(channel, { token: subscriptionToken });
    const heard: Heard[] = [];
    const ended: number[] = [];
    let began: unknown;
    subscription.on("unsubscribed", ({ code }) => ended.push(code));
    subscription.on("subscribed", ({ data }) => (began = data));
    subscription.on("publication", ({ data }) => heard.push(data));
    subscription.subscribe();
    await subscription.ready(10_000);
    return { began, heard, ended };
  }

  return {
    ...{ process, centrifuge, feed, closed, lost },
    watch: (cid) => subscribe(cid, "signals"),
    watchDurable: (cid) => subscribe(cid, "durable"),
  };
}
