import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Centrifuge, type Options } from "centrifuge";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import {
  createHub,
  DisconnectCode,
  ErrorCode,
  HubDisconnect,
  HubError,
  type Hub,
  type HubOptions,
  type StreamRules,
} from "../../src/index.ts";

/** A token that says in the open who its bearer is: what a real verifier would find in a signed one. */
export type TestToken = {
  user: string;
  expireAt?: number;
  subscriptions?: string[];
  info?: unknown;
};

export type RunningHub = {
  hub: Hub;
  server: Server;
  url: string;
  /** A connected-on-demand client of the official library. */
  client(token: TestToken | string, options?: Partial<Options>): Centrifuge;
};

/** Rules by the text before the first colon, so that a test says in the name what it needs. */
export const streamRules: Readonly<Record<string, StreamRules>> = {
  plain: {},
  history: { historySize: 100, recover: true, clientHistory: true },
  short: { historySize: 3, recover: true },
  cache: { historySize: 10, recover: "cache" },
  positioned: { historySize: 10, positioned: true },
  room: { presence: true, joinLeave: true, clientPresence: true, clientPublish: true },
  chatty: { historySize: 100, recover: true, clientPublish: true, clientHistory: true },
};

/** Starts a hub on a free port of the loopback; everything ends with the test. */
export async function startHub(options: Partial<HubOptions> = {}): Promise<RunningHub> {
  const hub = createHub({
    authenticate: async ({ token }) => {
      const { user, expireAt, info, subscriptions = [] } = readToken(token);
      return {
        user,
        expireAt,
        info,
        subscriptions: Object.fromEntries(subscriptions.map((channel) => [channel, {}])),
      };
    },
    authorizeSubscribe: async (_session, { channel }) => {
      if (channel.includes("secret")) throw new HubError(ErrorCode.permissionDenied);
      return {};
    },
    stream(channel) {
      const rules = streamRules[channel.split(":", 1)[0] ?? ""];
      if (!rules) throw new HubError(ErrorCode.unknownChannel);
      return rules;
    },
    onError(error) {
      throw error;
    },
    ...options,
  });
  const server = createServer((_request, response) => response.writeHead(404).end());
  hub.attach(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server has a port
  const url = `ws://127.0.0.1:${port}/connection/websocket`;
  onTestFinished(async () => {
    await hub.close();
    server.closeAllConnections();
    server.close();
  });
  return { hub, server, url, client: (token, more) => newClient(url, token, more) };
}

export function newClient(
  url: string,
  token: TestToken | string,
  options: Partial<Options> = {},
): Centrifuge {
  const client = new Centrifuge(url, {
    websocket: WebSocket,
    token: typeof token === "string" ? token : JSON.stringify(token),
    minReconnectDelay: 10,
    maxReconnectDelay: 50,
    ...options,
  });
  onTestFinished(() => client.disconnect());
  return client;
}

export function readToken(token: string): TestToken {
  try {
    return JSON.parse(token) as TestToken; // tokens of these tests are made by them
  } catch {
    throw new HubDisconnect(DisconnectCode.invalidToken);
  }
}
