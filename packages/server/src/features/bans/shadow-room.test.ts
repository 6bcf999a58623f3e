import { once } from "node:events";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";

// A large channel's events come by the channel's own stream, which nobody's ban divides: what the banned person's socket
// brings, frame by frame, is what it would bring without the ban.

const db = await testDatabase(import.meta.url);
const running: { server: TestServer; sockets: WebSocket[] }[] = [];

afterEach(async () => {
  for (const { server, sockets } of running.splice(0)) {
    for (const socket of sockets) socket.close();
    await server.stop();
  }
});
afterAll(() => db.drop());

type Push = {
  channel: string;
  pub?: { data: { type: string; [key: string]: unknown }; offset?: number };
};
type Frame = { id?: number; push?: Push; [key: string]: unknown };
type Subscribed = {
  subscribe?: { epoch: string; offset: number; publications?: { data: unknown; offset: number }[] };
};

/** A connection without any client library: what comes is kept as it came. */
async function connect(server: TestServer, userId: string) {
  const { token } = await server.must(userId, "realtime.token");
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/connection/websocket`);
  running.find((one) => one.server === server)?.sockets.push(socket);
  const frames: Frame[] = [];
  socket.on("message", (data) => {
    for (const line of String(data).trim().split("\n")) frames.push(JSON.parse(line));
  });
  await once(socket, "open");
  let ids = 0;
  const ask = async (command: object): Promise<Frame & Subscribed> => {
    const id = (ids += 1);
    socket.send(JSON.stringify({ id, ...command }));
    await expect
      .poll(() => frames.some((frame) => frame.id === id), { timeout: 20_000 })
      .toBe(true);
    return frames.find((frame) => frame.id === id) ?? {};
  };
  await ask({ connect: { token } });
  return { frames, ask };
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
  const last = await say("mal", "hidden last");
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
  const again = await connect(server, "mal");
  const { epoch, offset } = begun.subscribe ?? { epoch: "", offset: 0 };
  const recovered = await again.ask({ subscribe: { ...durable, recover: true, epoch, offset } });
  // As in a process that has no memory of the stream.
  const bobs = await connect(server, "bob");
  const bobsLine = await server.must("bob", "realtime.subscribe", { body: { cid } });
  const bobSees = await bobs.ask({
    subscribe: { ...bobsLine.durable, recover: true, epoch, offset },
  });
  return {
    live: plain(
      server,
      mal.frames.map(({ push }) => push).filter((push) => push !== undefined),
    ),
    recovered: plain(server, recovered.subscribe?.publications),
    last,
    bobSees: JSON.stringify(bobSees),
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
    expect(banned.recovered).toEqual(free.recovered);
    expect(banned.bobSees).toContain("channel.noop");
    expect(banned.bobSees).not.toContain("hidden");
    expect(free.bobSees).toContain("hidden last");
  },
);
