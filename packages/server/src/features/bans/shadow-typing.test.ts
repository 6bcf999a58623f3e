import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlainSocket, type PlainSocket } from "./plain-socket.fixture.ts";

const db = await testDatabase(import.meta.url);
const sockets: PlainSocket[] = [];
let server: TestServer;
let cid: string;

beforeAll(async () => {
  // Long enough that nobody stops typing on a slow machine.
  const limits = { typingExpiresSeconds: 3_600, typingEverySeconds: 1_800 };
  server = await startTestServer({ databaseUrl: db.url, listen: true, limits });
  await server.users("ada", "bob", "mal");
  const body = { name: "Group", members: ["bob", "mal"] };
  cid = (await server.must("ada", "channels.create", { body })).channel.cid;
  const ban = { params: { cid, userId: "mal" }, body: { shadow: true } };
  await server.must(null, "bans.setInChannel", ban);
});

afterAll(async () => {
  for (const socket of sockets) socket.close();
  await server.stop();
  await db.drop();
});

/** Joins a channel's signals anew, as a second device does, and answers with what it begins with. */
async function join(userId: string) {
  const { token } = await server.must(userId, "realtime.token");
  const socket = await openPlainSocket(server.url, token);
  sockets.push(socket);
  const { signals } = await server.must(userId, "realtime.subscribe", { body: { cid } });
  const { subscribe } = await socket.ask({ subscribe: signals });
  return { socket, snapshot: subscribe?.data };
}

function typingHeard(socket: PlainSocket): string[] {
  const heard = socket.frames.map(({ push }) => push?.pub?.data.type ?? "");
  return heard.filter((name) => name.startsWith("typing."));
}

async function type(userId: string, state: "start" | "stop") {
  await server.must(userId, "typing.set", { params: { cid }, body: { state } });
}

test("[I4] who joins late sees a shadow banned person type only if it is that person", async () => {
  const mal = await join("mal");
  const bob = await join("bob");
  await type("mal", "start");
  await expect.poll(() => typingHeard(mal.socket)).toEqual(["typing.start"]);
  expect((await join("mal")).snapshot).toMatchObject({ typing: [{ user: { id: "mal" } }] });
  expect((await join("bob")).snapshot).toMatchObject({ typing: [] });
  // As seldom as without a ban, and no stop of what has stopped.
  await type("mal", "start");
  await type("mal", "stop");
  await type("mal", "stop");
  await type("ada", "start");
  await expect.poll(() => typingHeard(bob.socket)).toEqual(["typing.start"]);
  await expect
    .poll(() => typingHeard(mal.socket))
    .toEqual(["typing.start", "typing.stop", "typing.start"]);
  expect((await join("mal")).snapshot).toMatchObject({ typing: [{ user: { id: "ada" } }] });
});

test("[I4] whose ban ends while they type is seen to type from then on", async () => {
  await type("ada", "stop");
  await type("mal", "start");
  await server.must(null, "bans.removeInChannel", { params: { cid, userId: "mal" } });
  const bob = await join("bob");
  expect(bob.snapshot).toMatchObject({ typing: [] });
  await type("mal", "start");
  await expect.poll(() => typingHeard(bob.socket)).toEqual(["typing.start"]);
  expect((await join("bob")).snapshot).toMatchObject({ typing: [{ user: { id: "mal" } }] });
});
