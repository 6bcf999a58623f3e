import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { createHub } from "@natter/hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOriginCheck } from "./allow-origin.ts";

const request = { headers: { host: "chat.example.org" } } as IncomingMessage; // all the check looks at
const rules = {
  host: "0.0.0.0",
  publicUrl: "https://chat.example.org",
  allowedOrigins: ["https://shop.example.com"],
};

const host = "chat.example.org";

/** What a page's browser may send as its Origin, and what somebody may send who tries to pass for one. */
const origins: readonly (readonly [origin: string | undefined, mayConnect: boolean])[] = [
  [undefined, true],
  ["https://chat.example.org", true],
  ["https://CHAT.example.org", true],
  ["https://chat.example.org:443", true],
  ["https://shop.example.com", true],
  ["null", false],
  ["*", false],
  ["https://*", false],
  ["https://*.example.com", false],
  ["https://shop.example.com.evil.test", false],
  ["https://evilshop.example.com", false],
  ["https://shop.example.com@evil.test", false],
  ["https://evil.test/https://shop.example.com", false],
  ["https://evil.test#shop.example.com", false],
  ["http://shop.example.com", false],
  ["https://shop.example.com:8443", false],
  ["https://chat.example.org.evil.test", false],
  ["https://chat.example.org:444", false],
  ["http://localhost:3000", false],
  ["file://", false],
  ["https://shop.example.com, https://evil.test", false],
  ["blob:https://chat.example.org/1", false],
  ["https://chat.example.org\\.evil.test", false],
  ["https://somebody@chat.example.org", false],
];

test.each(origins)("a server for everyone answers a page of %s with %s", (origin, expected) => {
  expect(createOriginCheck(rules)(origin, request)).toBe(expected);
});

test("a page without a name is refused", () => {
  expect(createOriginCheck(rules)("", request)).toBe(false);
});

test("a server on loopback also lets in pages of this machine", () => {
  const check = createOriginCheck({ ...rules, host: "127.0.0.1" });
  expect(check("http://localhost:3000", request)).toBe(true);
  expect(check("http://127.0.0.1:5173", request)).toBe(true);
  expect(check("http://localhost.evil.test", request)).toBe(false);
  expect(check("http://127.0.0.1.evil.test", request)).toBe(false);
});

test("a star lets every page in", () => {
  expect(
    createOriginCheck({ ...rules, allowedOrigins: ["*"] })("https://anyone.test", request),
  ).toBe(true);
});

const server = createServer((incoming, response) => {
  if (!hub.handleRequest(incoming, response)) response.writeHead(404).end();
});
const hub = createHub({
  authenticate: async () => ({ user: "ada" }),
  authorizeSubscribe: async () => ({}),
  stream: () => ({}),
  allowOrigin: createOriginCheck(rules),
});
let port = 0;

beforeAll(async () => {
  hub.attach(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  port = (server.address() as AddressInfo).port; // it listens on TCP
});

afterAll(async () => {
  await hub.close();
  server.closeAllConnections();
  server.close();
});

/** Sends the first lines of a request by hand, so that no client mends its headers, and gives the status of the answer. */
async function statusOf(firstLine: string, headers: Record<string, string | undefined>) {
  const socket = connect(port, "127.0.0.1");
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  socket.write([`${firstLine} HTTP/1.1`, `Host: ${host}`, ...lines, "", ""].join("\r\n"));
  const [chunk] = (await once(socket, "data")) as [Buffer]; // a socket gives Buffers
  socket.destroy();
  return Number(/^HTTP\/1.1 (\d+)/.exec(chunk.toString())?.[1]);
}

const upgrade = {
  Upgrade: "websocket",
  Connection: "Upgrade",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
};
const connectCommand = encodeURIComponent(JSON.stringify({ id: 1, connect: {} }));

const transports = {
  "a WebSocket": {
    open: (Origin?: string) => statusOf("GET /connection/websocket", { ...upgrade, Origin }),
    welcome: 101,
  },
  "an event stream": {
    open: (Origin?: string) =>
      statusOf(`GET /connection/sse?cf_connect=${connectCommand}`, { Origin }),
    welcome: 200,
  },
  "an HTTP stream": {
    open: (Origin?: string) =>
      statusOf("OPTIONS /connection/http_stream", {
        Origin,
        "Access-Control-Request-Method": "POST",
      }),
    welcome: 204,
  },
  emulation: {
    open: (Origin?: string) =>
      statusOf("OPTIONS /emulation", { Origin, "Access-Control-Request-Method": "POST" }),
    welcome: 204,
  },
};

test.each(
  Object.entries(transports).flatMap(([name, { open, welcome }]) =>
    origins.map(([origin, mayConnect]) => ({
      name,
      origin,
      open,
      expected: mayConnect ? welcome : 403,
    })),
  ),
)("[S10] $name for a page of $origin is answered $expected", async ({ open, origin, expected }) => {
  expect(await open(origin)).toBe(expected);
});
