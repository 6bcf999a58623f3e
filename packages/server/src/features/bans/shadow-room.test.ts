import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, afterEach, expect, test } from "vitest";
import { openPlainSocket, type PlainSocket, type Push } from "./plain-socket.fixture.ts";

// A large channel's events come by the channel's own stream, which nobody's ban divides: what the banned person's socket
// brings, frame by frame, is what it would bring without the ban.

const db = await testDatabase(import.meta.url);
const running: { server: TestServer; sockets: PlainSocket[] }[] = [];

afterEach(async () => {
  for (const { server, sockets } of running.splice(0)) {
    for (const socket of sockets) socket.close();
    await server.stop();
  }
});
afterAll(() => db.drop());

/** Connects somebody to a server: their own, or another process on the same database. */
async function connect(server: TestServer, userId: string, to = server): Promise<PlainSocket> {
  const { token } = await server.must(userId, "realtime.token");
  const socket = await openPlainSocket(to.url, token);
  running.find((one) => one.server === to)?.sockets.push(socket);
  return socket;
}

async function openRoom() {
  const server = await startTestServer({
    ...{ databaseUrl: db.url, listen: true },
    limits: { feedMembers: 1, roomMembers: 2 },
  });
  running.push({ server, sockets: [] });
  await server.users("ada", "bob", "mal");
  const body = { name: "Room", members: ["bob", "mal"] };
  const { cid } = (await server.must("ada", "channels.create", { body })).channel;
  await server.chat.engine.relay.drained();
  const mal = await connect(server, "mal");
  const { signals, durable } = await server.must("mal", "realtime.subscribe", { body: { cid } });
  await mal.ask({ subscribe: signals });
  const begun = await mal.ask({ subscribe: durable });
  return { server, cid, mal, durable, begun };
}

/** The same deeds in both worlds; answers with what mal's own sockets brought. */
async function transcript(isBanned: boolean) {
  const { server, cid, mal, durable, begun } = await openRoom();
  let sends = 0;
  const params = { cid };
  const say = async (as: string, text: string, more: object = {}): Promise<string> => {
    const body = { clientId: `shadow-room-${(sends += 1)}`, text, ...more };
    const { message } = await server.must(as, "messages.send", { params, body });
    await server.chat.engine.relay.drained();
    return message.id;
  };
  const root = await say("ada", "open");
  if (isBanned) {
    const ban = { params: { cid, userId: "mal" }, body: { shadow: true } };
    await server.must(null, "bans.setInChannel", ban);
  }
  const own = await say("mal", "hidden", { mentions: ["bob"] });
  await server.must("mal", "typing.set", { params, body: { state: "start" } });
  await server.must("mal", "messages.edit", {
    params: { messageId: own },
    body: { text: "hidden too" },
  });
  await server.must("mal", "reactions.add", { params: { messageId: root, type: "👍" } });
  await say("mal", "hidden reply", { threadId: root });
  await server.must("mal", "messages.delete", { params: { messageId: own }, query: {} });
  await say("mal", "hidden last");
  await server.chat.engine.relay.drained();
  const { channel } = await server.must("mal", "channels.get", { params });
  // The list tick comes within seconds, and says how far the channel is for mal.
  await expect
    .poll(
      () => mal.frames.some(({ push }) => push?.pub?.data["messageSeq"] === channel.messageSeq),
      {
        timeout: 20_000,
      },
    )
    .toBe(true);
  const { epoch, offset } = begun.subscribe ?? { epoch: "", offset: 0 };
  const recover = async (as: string, to: TestServer) => {
    const line =
      as === "mal"
        ? durable
        : (await server.must(as, "realtime.subscribe", { body: { cid } })).durable;
    const socket = await connect(server, as, to);
    const { subscribe } = await socket.ask({
      subscribe: { ...line, recover: true, epoch, offset },
    });
    return subscribe?.publications;
  };
  // Begun after all that: its memory holds nothing of the stream, so it reads the log.
  const elsewhere = await startTestServer({ databaseUrl: db.url, listen: true });
  running.push({ server: elsewhere, sockets: [] });
  return {
    live: plain(
      server,
      mal.frames.map(({ push }) => push).filter((push) => push !== undefined),
    ),
    fromMemory: plain(server, await recover("mal", server)),
    fromLog: plain(server, await recover("mal", elsewhere)),
    bobFromMemory: JSON.stringify(await recover("bob", server)),
    bobFromLog: JSON.stringify(await recover("bob", elsewhere)),
  };
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What was heard, without what differs between any two worlds: ids, times, epochs. Of ticks, which gather, only the last. */
function plain(server: TestServer, heard: unknown): unknown {
  const names = new Map<string, string>();
  const text = JSON.stringify(heard, (key, value: unknown) => (key === "epoch" ? undefined : value))
    .replaceAll(server.appId, "app")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "a time")
    .replace(uuid, (id) => {
      const name = names.get(id) ?? `id ${names.size}`;
      names.set(id, name);
      return name;
    });
  const list = JSON.parse(text) as Push[];
  const isTick = ({ pub }: Push) => pub?.data.type === "channel.tick";
  const byStream = Map.groupBy(
    list.filter((push) => !isTick(push)),
    ({ channel = "" }) => channel,
  );
  return { byStream: Object.fromEntries(byStream), tick: list.findLast(isTick) ?? null };
}

test(
  "[I4] in a large channel a shadow ban cannot be told from the frames of the banned person's socket",
  { timeout: 120_000 },
  async () => {
    const [banned, free] = [await transcript(true), await transcript(false)];
    expect(JSON.stringify(free.live)).toContain("hidden last");
    expect(banned.live).toEqual(free.live);
    for (const source of ["fromMemory", "fromLog"] as const) {
      expect(JSON.stringify(free[source]), source).toContain("hidden last");
      expect(banned[source], source).toEqual(free[source]);
    }
    for (const source of ["bobFromMemory", "bobFromLog"] as const) {
      expect(banned[source], source).toContain("channel.noop");
      expect(banned[source], source).not.toContain("hidden");
      expect(free[source], source).toContain("hidden last");
    }
  },
);
