import { pino } from "pino";
import type { RouteAnswer, RouteInput, RouteName } from "@natter/contract";
import { paths } from "@natter/contract/paths";
import { createChatServer, type ChatServer, type ChatServerOptions } from "@natter/server";
import { openEmbeddedHub, openPostgres, listen } from "@natter/server/node";
import { recordingRealtime, type Recorded } from "./recording-realtime.ts";

export type TestServerOptions = Partial<Omit<ChatServerOptions, "database" | "secret">> & {
  /** A migrated database, as `testDatabase` gives it. */
  readonly databaseUrl: string;
  /** True: listens on a free port with the real hub. False (usual): no port, and what is published is recorded. */
  readonly listen?: boolean;
  readonly connections?: number;
  readonly onQuery?: NonNullable<Parameters<typeof openPostgres>[0]["onQuery"]>;
};

/** An answer with its status: `body` is the route's answer, or `{error}`. */
export type TestAnswer<Name extends RouteName> = {
  status: number;
  body: RouteAnswer<Name>;
  error: ErrorAnswer | undefined;
  headers: Headers;
};
type ErrorAnswer = {
  code: string;
  message: string;
  details?: Record<string, unknown>;
  requestId: string;
};

export type TestServer = {
  readonly chat: ChatServer;
  /** Where it listens; empty without `listen`. */
  readonly url: string;
  readonly appId: string;
  readonly appKey: string;
  readonly serverKey: string;
  readonly recorded: Recorded[];
  /** Calls a route as a user (by server key), as the server itself (`null`), or with headers of one's own. */
  call<Name extends RouteName>(
    as: string | null | Record<string, string>,
    name: Name,
    input?: RouteInput<Name>,
  ): Promise<TestAnswer<Name>>;
  /** The same, and throws unless it succeeded. */
  must<Name extends RouteName>(
    as: string | null,
    name: Name,
    input?: RouteInput<Name>,
  ): Promise<RouteAnswer<Name>>;
  /** Makes users named like their ids. */
  users(...ids: string[]): Promise<void>;
  token(userId: string): Promise<string>;
  stop(): Promise<void>;
};

const adminKey = `ak_${"t".repeat(40)}`;
let apps = 0;

/** A whole chat server on a real database with one app of its own, for tests and for SDKs that want a real peer. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const { databaseUrl, connections, onQuery, listen: isListening, ...rest } = options;
  const database = await openPostgres({
    url: databaseUrl,
    ...(connections ? { connections } : {}),
    ...(onQuery ? { onQuery } : {}),
  });
  const { realtime, recorded } = recordingRealtime();
  const log = options.log ?? pino({ level: "silent" });
  const chat = await createChatServer({
    database,
    log,
    secret: "a secret that only tests know, long enough",
    adminKey,
    rateLimits: false,
    openRealtime: (gate) =>
      isListening
        ? openEmbeddedHub({
            gate,
            log,
            pingSeconds: 25,
            nowSeconds: () => Math.floor(Date.now() / 1_000),
          })
        : realtime,
    ...rest,
  });
  await chat.start();
  const listening = isListening ? await listen(chat, { port: 0, host: "127.0.0.1" }) : undefined;

  async function call<Name extends RouteName>(
    as: string | null | Record<string, string>,
    name: Name,
    input: { params?: object; query?: object; body?: unknown } = {},
  ): Promise<TestAnswer<Name>> {
    const [method, path] = paths[name].split(" ") as [string, string]; // "METHOD /path"
    const response = await chat.http.request(fill(path, input), {
      method,
      headers: { "content-type": "application/json", ...headersOf(as) },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });
    const text = await response.text();
    const body = text === "" ? undefined : JSON.parse(text);
    return { status: response.status, body, error: body?.error, headers: response.headers };
  }

  function headersOf(as: string | null | Record<string, string>): Record<string, string> {
    if (typeof as === "object" && as !== null) return as;
    return {
      authorization: `Bearer ${app.secretKey}`,
      ...(as === null ? {} : { "x-natter-user": as }),
    };
  }

  async function must<Name extends RouteName>(
    as: string | null,
    name: Name,
    input?: RouteInput<Name>,
  ) {
    const answer = await call(as, name, input as object | undefined); // RouteInput is made of these three parts
    if (answer.status >= 400)
      throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.error)}`);
    return answer.body;
  }

  apps += 1;
  const id = `test${process.pid.toString(36)}${apps.toString(36)}`.slice(0, 16);
  const made = await call({ authorization: `Bearer ${adminKey}` }, "apps.create", {
    body: { id, name: "Test" },
  });
  if (made.status !== 201)
    throw new Error(`apps.create: ${made.status} ${JSON.stringify(made.error)}`);
  const app = made.body;

  return {
    chat,
    url: listening ? `http://127.0.0.1:${listening.port}` : "",
    appId: id,
    appKey: app.publishableKey,
    serverKey: app.secretKey,
    recorded,
    call: (as, name, input) => call(as, name, input as object | undefined), // as above
    must,
    async users(...ids) {
      await must(null, "users.upsertMany", {
        body: { users: ids.map((userId) => ({ id: userId, name: userId })) },
      });
    },
    async token(userId) {
      return (await must(null, "users.createToken", { params: { userId }, body: {} })).token;
    },
    async stop() {
      await chat.stop();
      await listening?.close();
      await database.close();
    },
  };
}

function fill(
  path: string,
  { params = {}, query = {} }: { params?: object; query?: object },
): string {
  const filled = path.replace(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(String(Reflect.get(params, name))),
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  );
  return search.size > 0 ? `${filled}?${search}` : filled;
}
