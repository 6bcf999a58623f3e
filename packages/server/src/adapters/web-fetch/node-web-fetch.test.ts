import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodeWebFetch } from "./node-web-fetch.ts";
import { isReachable } from "./private-addresses.ts";

const bounds = { timeoutMs: 2_000, maxBytes: 1_000 };
const outside = createNodeWebFetch({ allowLoopback: false });
const inside = createNodeWebFetch({ allowLoopback: true });
let asked: string[] = [];
let connections = 0;
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/slow") return;
    if (request.url === "/long") return void response.end("x".repeat(2_000));
    if (request.url === "/away") return void response.writeHead(302, { location: "/" }).end();
    response.end("a document");
  });
  server.on("connection", () => (connections += 1));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port; // it listens on a port
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("fetching what a customer names", () => {
  it("gives a document with its status, and follows no redirection", async () => {
    asked = [];
    expect(await inside(`http://127.0.0.1:${port}/`, bounds)).toEqual({
      status: 200,
      text: "a document",
    });
    expect((await inside(`http://localhost:${port}/away`, bounds)).status).toBe(302);
    expect(asked).toEqual(["/", "/away"]);
  });

  it("gives up what is too long or too slow", async () => {
    await expect(inside(`http://127.0.0.1:${port}/long`, bounds)).rejects.toThrow(
      "longer than 1000",
    );
    const soon = { ...bounds, timeoutMs: 50 };
    await expect(inside(`http://127.0.0.1:${port}/slow`, soon)).rejects.toThrow("too long");
  });

  it("reaches nothing of this machine or its network, by whatever name", async () => {
    connections = 0;
    const names = [
      "127.0.0.1",
      "localhost",
      "127.1",
      "2130706433",
      "0x7f.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "0.0.0.0",
      "[::]",
      "10.0.0.1",
      "169.254.169.254",
      "[fd00::1]",
      "[fe80::1]",
      "localhost.",
    ];
    for (const name of names) {
      await expect(outside(`https://${name}:${port}/`, bounds), name).rejects.toThrow(
        /public internet|could not be reached/,
      );
    }
    expect(connections).toBe(0);
  });

  it("takes no address but https, and http where loopback is allowed", async () => {
    for (const url of [
      "http://example.com/",
      "ftp://example.com/",
      "file:///etc/passwd",
      "data:,x",
      "nonsense",
    ]) {
      await expect(outside(url, bounds), url).rejects.toThrow("no https address");
    }
    await expect(inside("file:///etc/passwd", bounds)).rejects.toThrow("no https address");
  });
});

describe("an address", () => {
  it.each(["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])(
    "%s is on the public internet",
    (address) => {
      expect(isReachable(address, false)).toBe(true);
    },
  );

  it.each([
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "::ffff:0a00:1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "::",
    "not an address",
  ])("%s is not, even where loopback is allowed", (address) => {
    expect(isReachable(address, true)).toBe(false);
  });

  it.each(["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1"])(
    "%s is loopback",
    (address) => {
      expect([isReachable(address, false), isReachable(address, true)]).toEqual([false, true]);
    },
  );
});
