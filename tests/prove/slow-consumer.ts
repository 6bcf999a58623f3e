// R15: one of many stops reading while messages pour in. It is closed (3008) and complete once it is back; the server does not
// grow by what it would not read; the others do not wait for it.
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { median, percentile } from "../../bench/lib/figures.ts";
import { createChatClient } from "@natter/client";
import { createApp } from "./support/api.ts";
import { namePeople, openCrowd, type Crowd } from "./support/crowd.ts";
import { runOpenLoop } from "./support/open-loop.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed, rounds, duration } = readOptions({ rounds: 5, duration: 20 });
const readers = quick ? 12 : 60;
const perSecond = 60;
const seconds = quick ? 15 : duration;
const problems: string[] = [];
// Long enough that what the system itself holds back for one socket is soon full.
const filler = "漢".repeat(4_500);

const world = await startWorld();
const people = namePeople(readers);
const app = await createApp(world, "slow", [...people, "sleeper"]);
const members = [...people, "sleeper"];
const { cid } = (
  await app.call("POST", "/v1/channels", { name: "one", members: members.slice(0, 100) }, "p0")
).channel;
const path = `/v1/channels/${encodeURIComponent(cid)}`;
for (let from = 100; from < members.length; from += 100)
  await app.call("POST", `${path}/members`, { userIds: members.slice(from, from + 100) }, "p0");
const crowd = await openCrowd(world.url, app, people);

const pairs: { without: Measured; with: Measured; closed: boolean }[] = [];
let number = 0;
await pour(2);
for (let round = 0; round < (quick ? 1 : rounds); round += 1) {
  const without = await pour(seconds);
  const sleeper = await openSleeper();
  const withSleeper = await pour(seconds);
  await until(async () => (await sessionsClosed()) > round, "", 5_000).catch(() => undefined); // judged below
  pairs.push({ without, with: withSleeper, closed: (await sessionsClosed()) > round });
  sleeper.destroy();
  console.log(pairs.at(-1));
}
const awake = await wakeUp();
await crowd.stop();
await world.stop();

const ratio = median(pairs.map((pair) => pair.with.p99 / pair.without.p99));
const growth = Math.max(...pairs.map((pair) => pair.with.residentMb - pair.without.residentMb));
const missing = pairs.reduce((sum, pair) => sum + pair.with.missing + pair.without.missing, 0);
if (pairs.some(({ closed }) => !closed)) problems.push("Who stopped reading was not closed.");
if (missing > 0) problems.push(`${missing} receipts of the others are missing.`);
if (!awake) problems.push("Who had slept did not end with what everybody has.");
if (!quick && growth > 50) problems.push(`The server grew by ${Math.round(growth)} MB.`);
if (!quick && ratio > 1.2)
  problems.push(`The others' p99 grew by ${Math.round((ratio - 1) * 100)} per cent.`);

await finish(
  {
    id: "R15",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { "times one stopped reading": pairs.length },
    figures: {
      ...{ readers, messages_a_second: perSecond, seconds_each: seconds },
      "receipts of the others missing": missing,
      "others' p99 without, ms: median": median(pairs.map((pair) => pair.without.p99)),
      "others' p99 with, ms: median": median(pairs.map((pair) => pair.with.p99)),
      "p99 with over without: median": ratio,
      "p99 with over without: least": Math.min(
        ...pairs.map((pair) => pair.with.p99 / pair.without.p99),
      ),
      "p99 with over without: most": Math.max(
        ...pairs.map((pair) => pair.with.p99 / pair.without.p99),
      ),
      "server larger with the sleeper by, MB: most": growth,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

type Measured = { p99: number; missing: number; residentMb: number };

async function pour(forSeconds: number): Promise<Measured> {
  await crowd.reset();
  const loop = await runOpenLoop({
    perSecond,
    seconds: forSeconds,
    make: (_index, stamp) => {
      number += 1;
      return {
        url: `${world.url}${path}/messages`,
        headers: {
          authorization: `Bearer ${app.secretKey}`,
          "x-natter-user": people[number % readers] ?? "",
        },
        body: { clientId: `pour-${seed}-${number}`, text: `${stamp} ${filler}` },
      };
    },
  });
  const expected = (loop.sent - loop.failures - loop.unavailable) * readers;
  await waitFor(crowd, expected);
  const { latencies } = await crowd.receipts();
  return {
    p99: percentile(latencies, 0.99),
    missing: expected - latencies.length,
    residentMb: residentMb(),
  };
}

async function waitFor(of: Crowd, count: number): Promise<void> {
  await until(async () => (await of.received()) >= count, "Late.", 20_000).catch(() => undefined); // counted as missing
}

function residentMb(): number {
  const status = readFileSync(`/proc/${world.pid()}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1_024;
}

/** How many sessions the hub has closed since they read too slowly. */
async function sessionsClosed(): Promise<number> {
  const metrics = await (await fetch(`${world.url}/metrics`)).text();
  return Number(/^natter_\w*slow\w*(?:\{[^}]*\})? (\d+)/m.exec(metrics)?.[1] ?? 0);
}

/** A session that reads no more once it is connected. */
async function openSleeper(): Promise<Socket> {
  const answer = await app.call("POST", "/v1/realtime/token", {}, "sleeper");
  const { port, host } = new URL(world.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => undefined); // it is to be closed
  socket.write(
    `GET ${answer.path} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  await new Promise((resolve) => socket.once("data", resolve));
  const command = Buffer.from(JSON.stringify({ id: 1, connect: { token: answer.token } }));
  const head = Buffer.from([
    0x81,
    0x80 | 126,
    command.length >> 8,
    command.length & 255,
    0,
    0,
    0,
    0,
  ]);
  socket.write(Buffer.concat([head, command]));
  await new Promise((resolve) => socket.once("data", resolve));
  socket.pause();
  return socket;
}

/** Whether the sleeper's own app ends with the newest messages of the channel. */
async function wakeUp(): Promise<boolean> {
  const token = await app.token("sleeper");
  const client = createChatClient({
    ...{ endpoint: world.url, appKey: app.publishableKey },
    getToken: async () => token,
  });
  client.connect();
  await client.channel(cid).watch();
  const { items } = await app.call("GET", `${path}/messages?limit=20`, undefined, "p0");
  const wanted = (items as { id: string }[]).map(({ id }) => id).toSorted();
  const shown = () =>
    (client.store.getState().channels[cid]?.window.items ?? []).map(({ id }) => id);
  const isSame = () => wanted.every((id) => shown().includes(id));
  await until(isSame, "", 20_000).catch(() => undefined); // judged by the answer
  const answer = isSame();
  client.dispose();
  return answer;
}
