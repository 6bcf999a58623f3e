import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { expect, test } from "vitest";
import { closeGently } from "./close-gently.ts";

async function serve() {
  const server = createServer((_request, response) => response.end("here"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { server, port: (server.address() as AddressInfo).port }; // it listens on TCP
}

/** Asks over a new connection; gives what came until its end. */
function ask(port: number): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket: Socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("error", ({ message }) => resolve(message));
    socket.on("close", () => resolve(text));
  });
}

test("whoever had connected before the port closes is answered, however many wait to be taken in", async () => {
  const { server, port } = await serve();
  let taken = 0;
  server.on("connection", () => (taken += 1));
  const answers = Array.from({ length: 60 }, () => ask(port));
  await new Promise((resolve) => process.nextTick(resolve));
  // The system has connected them all by itself; the server has not had a turn for it.
  const closed = closeGently(server);
  expect(taken).toBeLessThan(60);
  const texts = await Promise.all(answers);
  expect(
    texts.filter((text) => !text.endsWith("here\r\n0\r\n\r\n") && !text.endsWith("here")),
  ).toEqual([]);
  await closed;
  expect(await ask(port)).toContain("ECONNREFUSED");
});
