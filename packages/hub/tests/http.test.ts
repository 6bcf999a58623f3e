import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createServerApi } from "../src/index.ts";
import { until } from "./support/events.ts";
import { startHub } from "./support/start-hub.ts";

const key = "a-key-of-the-server-api";

/** A hub behind a server that also serves its HTTP half. */
async function startHttp(options: Parameters<typeof startHub>[0] = {}) {
  const { hub } = await startHub(options);
  const api = createServerApi(hub, { keys: [key], bodyBytes: 1_000 });
  const server = createServer((request, response) => {
    if (hub.handleRequest(request, response) || api(request, response)) return;
    response.writeHead(404, { "X-Own": "1" }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server has a port
  const origin = `http://127.0.0.1:${port}`;
  return {
    hub,
    origin,
    post: (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(origin + path, { method: "POST", body, headers }),
  };
}

/** The lines of a stream, one after the other. */
async function* linesOf(response: Response): AsyncGenerator<Record<string, unknown>> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader(); // these responses have a body
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (text + decoder.decode(value, { stream: true })).split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Record<string, unknown>; // messages are objects
  }
}

const connectAda = `{"id":1,"connect":{"token":"{\\"user\\":\\"ada\\"}"}}`;

/** Opens an HTTP stream as ada; what it says, and how to say something back. */
async function openStream(
  { origin, post }: Awaited<ReturnType<typeof startHttp>>,
  signal: AbortSignal | null = null,
) {
  const response = await fetch(`${origin}/connection/http_stream`, {
    method: "POST",
    body: connectAda,
    signal,
  });
  const lines = linesOf(response);
  const next = async () => (await lines.next()).value as Record<string, Record<string, string>>;
  const { connect } = await next();
  const { session = "", node = "" } = connect ?? {};
  const send = (data: string, at = { session, node }) =>
    post("/emulation", JSON.stringify({ ...at, data }));
  return { response, next, send, session, node };
}

test("a stream is opened by a request and spoken to by others", async () => {
  const http = await startHttp();
  const { response, next, send } = await openStream(http);
  expect(response.headers.get("x-accel-buffering")).toBe("no");
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect((await send(`{"id":2,"subscribe":{"channel":"plain:a"}}`)).status).toBe(204);
  expect(await next()).toEqual({ id: 2, subscribe: {} });
  await http.hub.publish("plain:a", "1");
  expect(await next()).toEqual({ push: { channel: "plain:a", pub: { data: 1 } } });
});

test("a stream that its client leaves takes the session with it", async () => {
  const { hub, origin } = await startHttp();
  const controller = new AbortController();
  const { signal } = controller;
  const body = connectAda;
  await fetch(`${origin}/connection/http_stream`, { method: "POST", body, signal });
  await until(() => hub.sessionsOf("ada").length === 1);
  controller.abort();
  await until(() => hub.metrics().sessions === 0);
  expect(hub.sessionsOf("ada")).toEqual([]);
});

test("what waits for a busy session is let go when its stream ends", async () => {
  const asked = Promise.withResolvers<void>();
  const http = await startHttp({
    authorizeSubscribe: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  });
  const controller = new AbortController();
  const { send } = await openStream(http, controller.signal);
  const many = Array.from(
    { length: 30 },
    (_, n) => `{"id":${n + 2},"subscribe":{"channel":"plain:${n}"}}`,
  );
  await send(many.join("\n"));
  await asked.promise;
  const waiting = send("{}");
  const first = await Promise.race([
    waiting,
    new Promise((resolve) => setTimeout(resolve, 50, "waits")),
  ]);
  expect(first).toBe("waits");
  controller.abort();
  expect((await waiting).status).toBe(204);
});

test("a closing hub tells its streams why, and ends them", async () => {
  const http = await startHttp();
  const { next } = await openStream(http);
  await http.hub.close();
  expect(await next()).toEqual({
    push: { channel: "", disconnect: { code: 3001, reason: "shutdown" } },
  });
  expect(await next()).toBeUndefined();
  expect((await http.post("/connection/http_stream", connectAda)).status).toBe(503);
});

test("what is said to nobody is answered without telling who exists", async () => {
  const { send, session, node } = await openStream(await startHttp());
  expect((await send("{}", { session: "unknown", node })).status).toBe(204);
  expect((await send("{}", { session, node: "unknown" })).status).toBe(404);
});

test.each([
  ["no JSON", "hello", 400],
  ["no object", "7", 400],
  ["null", "null", 400],
  ["data that is no string", `{"session":"s","node":"n","data":{}}`, 400],
  ["a far too large body", "x".repeat(200_000), 413],
])("%s is no emulation request", async (_title, body, status) => {
  const { post } = await startHttp();
  expect((await post("/emulation", body)).status).toBe(status);
});

test("a frame over the limit does not reach the session", async () => {
  const { send } = await openStream(await startHttp());
  const command = (room: number) => JSON.stringify({ id: 2, rpc: { data: "x".repeat(room) } });
  expect((await send(command(65_000))).status).toBe(204);
  expect((await send(command(65_536))).status).toBe(413);
});

test("a first frame that is too large, or none, opens nothing", async () => {
  const { hub, origin, post } = await startHttp();
  expect((await post("/connection/http_stream", "x".repeat(70_000))).status).toBe(413);
  expect((await fetch(`${origin}/connection/sse`)).status).toBe(400);
  expect(hub.metrics().sessions).toBe(0);
});

test("a first frame that is no command is told so in the stream", async () => {
  const { post } = await startHttp();
  const lines = linesOf(await post("/connection/http_stream", "hello"));
  expect((await lines.next()).value).toMatchObject({ push: { disconnect: { code: 3501 } } });
});

test("events come as Server-Sent Events", async () => {
  const { origin } = await startHttp();
  const url = `${origin}/connection/sse?cf_connect=${encodeURIComponent(connectAda)}`;
  const response = await fetch(url);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = (response.body as ReadableStream<Uint8Array>).getReader(); // an event stream has a body
  let text = "";
  while (!text.endsWith("\n\n")) text += new TextDecoder().decode((await reader.read()).value);
  expect(text).toMatch(/^\r\ndata: \{"id":1,"connect":\{.*\}\}\n\n$/);
});

test("a page of another origin may neither open a stream nor speak to one", async () => {
  const { hub, post, origin } = await startHttp();
  const Origin = "http://evil.example";
  expect((await post("/connection/http_stream", connectAda, { Origin })).status).toBe(403);
  expect((await post("/emulation", "{}", { Origin })).status).toBe(403);
  const preflight = await fetch(`${origin}/emulation`, { method: "OPTIONS", headers: { Origin } });
  expect(preflight.status).toBe(403);
  expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
  expect(hub.metrics().sessions).toBe(0);
});

test("a page of an allowed origin may do both", async () => {
  const Origin = "https://app.example";
  const { origin } = await startHttp({ allowOrigin: (one) => one === Origin });
  for (const path of ["/emulation", "/connection/http_stream"]) {
    const preflight = await fetch(origin + path, { method: "OPTIONS", headers: { Origin } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(Origin);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("POST");
    expect(preflight.headers.get("vary")).toBe("Origin");
  }
});

test("other methods and other paths are not the hub's", async () => {
  const { origin } = await startHttp();
  expect((await fetch(`${origin}/emulation`)).status).toBe(405);
  const other = await fetch(`${origin}/connection/other`);
  expect([other.status, other.headers.get("x-own")]).toEqual([404, "1"]);
});

test("the server API opens for its key alone", async () => {
  const { post } = await startHttp();
  const body = `{"channel":"history:a","data":1}`;
  for (const headers of [{}, { "X-API-Key": "" }, { "X-API-Key": `${key}x` }]) {
    expect((await post("/api/publish", body, headers)).status).toBe(401);
  }
  const answer = await post("/api/publish", body, { "X-API-Key": key });
  expect(await answer.json()).toMatchObject({ result: { offset: 1 } });
});

test.each([
  ["an unknown method", "nothing", "{}", 404],
  ["a body that is no JSON", "publish", "hello", 400],
  ["a body that is no object", "publish", "[]", 400],
  ["a body that is too large", "publish", `{"a":"${"x".repeat(2_000)}"}`, 413],
])("%s is refused", async (_title, method, body, status) => {
  const { post } = await startHttp();
  expect((await post(`/api/${method}`, body, { "X-API-Key": key })).status).toBe(status);
});

test.each([
  ["publish", { data: 1 }],
  ["publish", { channel: 7, data: 1 }],
  ["publish", { channel: "plain:a" }],
  ["publish", { channel: "plain:a", b64data: "bm8=" }],
  ["publish", { channel: "plain:a", data: 1, tags: { a: 1 } }],
  ["broadcast", { channels: "plain:a", data: 1 }],
  ["history", { channel: "history:a", since: { offset: "1", epoch: "" } }],
  ["batch", { commands: [{ publish: {} }] }],
])("%s with %j names what is wrong", async (method, params) => {
  const { post } = await startHttp();
  const answer = await post(`/api/${method}`, JSON.stringify(params), { "X-API-Key": key });
  expect(answer.status).toBe(200);
  const body = (await answer.json()) as { error?: object; replies?: { error?: object }[] };
  expect(body.error ?? body.replies?.[0]?.error).toMatchObject({ code: 107 });
});

test("a key that can be guessed is refused", async () => {
  const { hub } = await startHub();
  expect(() => createServerApi(hub, { keys: ["short"] })).toThrow("at least 16 characters");
});
