import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { afterAll, expect, test } from "vitest";
import { createPeerOf } from "./peer.ts";

let proxies = 0;
const app = new Hono();
app.get("/", (context) =>
  context.json(createPeerOf({ publicUrl: "https://chat.example.org", proxies })(context)),
);
const server = createServer(getRequestListener(app.fetch)).listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo; // it listens on TCP
afterAll(() => server.close());

/** The address that a request with this X-Forwarded-For is taken to come from, behind so many proxies. */
async function addressOf(forwarded: string | undefined, behind: number): Promise<string> {
  proxies = behind;
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers });
  return ((await response.json()) as { address: string }).address;
}

test.each([
  ["203.0.113.9", 0, "127.0.0.1"],
  ["203.0.113.9", 1, "203.0.113.9"],
  // Whatever a client wrote stands to the left of what the proxies added.
  ["198.51.100.1, 203.0.113.9", 1, "203.0.113.9"],
  ["198.51.100.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["198.51.100.1,203.0.113.9 ,10.0.0.2", 3, "198.51.100.1"],
  ["2001:db8::7", 1, "2001:db8::7"],
  ["203.0.113.9", 2, "127.0.0.1"],
  ["not an address", 1, "127.0.0.1"],
  ["203.0.113.9:4711", 1, "127.0.0.1"],
  ["", 1, "127.0.0.1"],
  [undefined, 1, "127.0.0.1"],
] as const)(
  "[S16b] X-Forwarded-For %j behind %i proxies is %s",
  async (header, behind, address) => {
    expect(await addressOf(header, behind)).toBe(address);
  },
);
