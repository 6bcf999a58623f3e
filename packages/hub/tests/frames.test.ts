import { connect } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { until } from "./support/events.ts";
import { connectRaw, openRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

test.each([
  ["text that is no JSON", "hello"],
  ["an empty frame", ""],
  ["only blank lines", "\n \n"],
  ["an array", "[]"],
  ["a number", "1"],
  ["null", "null"],
  ["no method", `{"id":3}`],
  ["an id that is no number", `{"id":"3","ping":{}}`],
  ["a negative id", `{"id":-3,"ping":{}}`],
  ["a method that is no object", `{"id":3,"rpc":7}`],
  ["a channel that is no string", `{"id":3,"subscribe":{"channel":{}}}`],
  ["a second connect", `{"id":3,"connect":{}}`],
  ["nesting without end", `{"id":3,"rpc":{"data":${"[".repeat(500)}${"]".repeat(500)}}}`],
])("%s ends the session with 3501", async (_title, frame) => {
  const { url } = await startHub();
  const raw = await connectRaw(url, "ada");
  raw.socket.send(frame);
  expect(await raw.closed).toEqual({ code: 3501, reason: "bad request" });
});

test("anything before connect ends the connection with 3501", async () => {
  const { url } = await startHub();
  const raw = await openRaw(url);
  raw.send({ id: 1, subscribe: { channel: "plain:a" } });
  expect((await raw.closed).code).toBe(3501);
});

test("anything after a refused connect ends the connection with 3501", async () => {
  const { url } = await startHub();
  const raw = await openRaw(url);
  const token = JSON.stringify({ user: "ada", expireAt: 1 });
  raw.send({ id: 1, connect: { token } }, { id: 2, subscribe: { channel: "plain:a" } });
  expect(await raw.next()).toMatchObject({ id: 1, error: { code: 109 } });
  expect((await raw.closed).code).toBe(3501);
});

test("binary data on a JSON connection ends it with 3506", async () => {
  const { url } = await startHub();
  const raw = await connectRaw(url, "ada");
  raw.socket.send(Buffer.from("{}"));
  expect(await raw.closed).toEqual({ code: 3506, reason: "inappropriate protocol" });
});

test("a frame one byte over the limit is answered with an error, and the session goes on", async () => {
  const { url } = await startHub({ rpc: async (_session, _method, data) => data });
  const raw = await connectRaw(url, "ada");
  const command = (padding: string) =>
    JSON.stringify({ id: 2, rpc: { method: "m", data: padding } });
  const room = 64 * 1024 - command("").length;
  raw.socket.send(command("x".repeat(room)));
  expect(await raw.next()).toMatchObject({ id: 2, rpc: {} });
  raw.socket.send(command("x".repeat(room + 1)));
  expect(await raw.next()).toEqual({ id: 2, error: { code: 107, message: "bad request" } });
  raw.send({ id: 3, ping: {} });
  expect(await raw.next()).toEqual({ id: 3, ping: {} });
});

test("a far too large frame ends the session before it is read", async () => {
  const { hub, url } = await startHub();
  const raw = await connectRaw(url, "ada");
  raw.socket.send("x".repeat(1024 * 1024));
  expect((await raw.closed).code).toBe(1009);
  await until(() => hub.metrics().sessions === 0);
});

test("text that is not UTF-8 ends the session", async () => {
  const { hub, url } = await startHub();
  const raw = await connectRaw(url, "ada");
  const inside = (raw.socket as unknown as { _socket: NodeJS.WritableStream })._socket; // ws keeps it there
  inside.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]));
  expect((await raw.closed).code).toBe(1007);
  expect(hub.metrics().sessions).toBe(0);
});

test("a client that floods is read slower, gets every answer, and holds up nobody", async () => {
  const { url } = await startHub({ limits: { commandsPerSecond: 2_000, commandBurst: 50 } });
  const [flood, bob] = [await connectRaw(url, "ada"), await connectRaw(url, "bob")];
  const count = 500;
  for (let id = 2; id < count + 2; id += 1) flood.send({ id, ping: {} });
  bob.send({ id: 2, ping: {} });
  expect(await bob.next()).toEqual({ id: 2, ping: {} });
  for (let id = 2; id < count + 2; id += 1) expect((await flood.next())["id"]).toBe(id);
});

test("a connection that speaks no HTTP, or stops in the middle of it, disturbs nobody", async () => {
  const { hub, url, client } = await startHub();
  const { port } = new URL(url);
  for (const text of ["\0\0\0", "GET /connection/websocket HTTP/1.1\r\nUpgrade: websocket\r\n"]) {
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write(text);
    socket.destroy();
  }
  const ada = client({ user: "ada" });
  ada.connect();
  await ada.ready();
  expect(hub.sessionsOf("ada")).toHaveLength(1);
});
