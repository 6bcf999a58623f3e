import type { Limits } from "@natter/contract/limits";
import { listen, openEmbeddedHub, openPostgres } from "@natter/server/node";
import { createChatServer } from "@natter/server";
import { startFaultProxy, type FaultProxy } from "@natter/testing/fault-proxy";
import { testDatabase } from "@natter/testing/test-database";
import { pino } from "pino";
import type { Api } from "../../src/api/api-types.ts";
import { createApi } from "../../src/api/create-api.ts";
import type { ChatClient } from "../../src/chat-client.ts";
import type { ChatClientOptions } from "../../src/chat-client-options.ts";
import { createChatClient } from "../../src/create-chat-client.ts";
import type { ChatState } from "../../src/store/state.ts";

/** A real server on a real database behind a way that can be cut, with clients of real users. */
export type RealChat = {
  readonly proxy: FaultProxy;
  client(userId: string, options?: Partial<ChatClientOptions>): Promise<ChatClient>;
  /** Calls routes as a user without a client, or as the app's own server. */
  api(userId: string | null): Promise<Api>;
  /** Calls a route as the app's own server, or for a user. */
  call(method: string, path: string, body: unknown, asUser?: string): Promise<unknown>;
  /** Ends the server process's parts and starts others on the same database, for clients of a level and later. */
  restart(oldestLevel?: number): Promise<void>;
  /** Forgets the events that are older than the log keeps them; answers with how many. */
  prune(): Promise<number>;
  stop(): Promise<void>;
};

const adminKey = `ak_${"t".repeat(40)}`;
const log = pino({ level: "silent" });

export async function startRealChat(
  file: string,
  userIds: readonly string[],
  limits: Partial<Limits> = {},
): Promise<RealChat> {
  const database = await testDatabase(file);
  let running = await startServer(database.url, limits);
  const proxy = await startFaultProxy(running.port);
  const clients = new Set<ChatClient>();

  async function request(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${running.port}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  const app = (await request(
    "POST",
    "/v1/apps",
    { id: "client", name: "Client" },
    { authorization: `Bearer ${adminKey}` },
  )) as { publishableKey: string; secretKey: string };
  const asServer = { authorization: `Bearer ${app.secretKey}` };
  await request("POST", "/v1/users", { users: userIds.map((id) => ({ id, name: id })) }, asServer);

  return {
    proxy,
    async client(userId, options = {}) {
      const client = createChatClient({
        endpoint: proxy.url,
        appKey: app.publishableKey,
        async getToken() {
          const path = `/v1/users/${userId}/tokens`;
          return ((await request("POST", path, {}, asServer)) as { token: string }).token;
        },
        ...options,
      });
      clients.add(client);
      client.connect();
      await until(client, (state) => state.connection === "online");
      await until(client, (state) => state.channelsStatus === "ready");
      return client;
    },
    async api(userId) {
      const path = `/v1/users/${userId}/tokens`;
      const token =
        userId === null
          ? app.secretKey
          : ((await request("POST", path, {}, asServer)) as { token: string }).token;
      const endpoint = `http://127.0.0.1:${running.port}`;
      return createApi({ endpoint, appKey: app.publishableKey, getToken: async () => token });
    },
    call: (method, path, body, asUser) =>
      request(method, path, body, {
        ...asServer,
        ...(asUser === undefined ? {} : { "x-natter-user": asUser }),
      }),
    async restart(oldestLevel) {
      proxy.offline = true;
      await running.stop();
      running = await startServer(database.url, limits, oldestLevel);
      proxy.target = running.port;
      proxy.offline = false;
    },
    prune: () => running.prune(),
    async stop() {
      for (const client of clients) client.dispose();
      await proxy.stop();
      await running.stop();
      await database.drop();
    },
  };
}

/** Waits until a client's state is as wanted. */
export function until(
  client: ChatClient,
  isWanted: (state: ChatState) => unknown,
  withinMs = 20_000,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!isWanted(client.store.getState())) return;
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = client.store.subscribe(look);
    const timer = setTimeout(() => {
      stop();
      const { channels, ...state } = client.store.getState();
      reject(new Error(`Never as wanted (${isWanted}): ${JSON.stringify([state, channels])}`));
    }, withinMs);
    look();
  });
}

async function startServer(databaseUrl: string, limits: Partial<Limits>, oldestLevel?: number) {
  const database = await openPostgres({ url: databaseUrl });
  const chat = await createChatServer({
    database,
    log,
    adminKey,
    secret: "a secret that only tests know, long enough",
    rateLimits: false,
    limits,
    ...(oldestLevel === undefined ? {} : { oldestLevel }),
    openRealtime: (gate) =>
      openEmbeddedHub({
        gate,
        log,
        pingSeconds: 25,
        nowSeconds: () => Math.floor(Date.now() / 1_000),
      }),
  });
  await chat.start();
  const listening = await listen(chat, { port: 0, host: "127.0.0.1" });
  return {
    port: listening.port,
    prune: () => chat.eventPruner.run(),
    async stop() {
      await chat.stop();
      await listening.close();
      await database.close();
    },
  };
}
