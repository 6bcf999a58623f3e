// R11: many write into one channel at once, a part of them gives up before the answer, and the server is several processes. The
// numbers have no gap, and everybody hears the messages in the one order in which they were committed.
import { Centrifuge } from "centrifuge";
import { createApp, type Json } from "./support/api.ts";
import { checkLedger, type Ack } from "./support/check-ledger.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { pause, until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const senders = Array.from({ length: 32 }, (_, index) => `sender-${index}`);
const listeners = quick ? 6 : 20;
const messages = quick ? 600 : 50_000;
const givesUp = 0.3;
const problems: string[] = [];

const world = await startWorld({ NATTER_PROCESSES: "2" });
const app = await createApp(world, "order", [...senders, "listener"]);
const { cid } = (
  await app.call(
    "POST",
    "/v1/channels",
    { name: "one", members: [...senders, "listener"] },
    "listener",
  )
).channel;

const heard = Array.from({ length: listeners }, () => [] as number[]);
const sockets = await Promise.all(heard.map(listen));
const acks: Ack[] = [];
const counts = { given_up: 0, acknowledged: 0, failed: 0 };
let next = 0;
await Promise.all(senders.map(write));

// A request that was given up may still be at work: the end is when nothing changes any more.
let last = -1;
await until(async () => {
  const { messages: there } = await checkLedger(world.databaseUrl, app.id, []);
  const isStill = there === last;
  last = there;
  if (!isStill) await pause(500);
  return isStill;
}, "Messages keep coming.");
const head = last;
await until(
  () => heard.every((seqs) => seqs.length >= head),
  "Somebody did not hear all messages.",
  quick ? 30_000 : 120_000,
).catch(({ message }: Error) => problems.push(message));
await until(
  async () =>
    !(await checkLedger(world.databaseUrl, app.id, acks)).problems.some((p) => p.includes("wait")),
  "Some events were never settled.",
).catch(({ message }: Error) => problems.push(message));
const ledger = await checkLedger(world.databaseUrl, app.id, acks);
problems.push(...ledger.problems);
for (const [index, seqs] of heard.entries()) {
  const wrong = seqs.findIndex((seq, at) => seq !== at + 1);
  if (wrong !== -1 || seqs.length !== ledger.messages)
    problems.push(
      `listener ${index} heard ${seqs.length} of ${ledger.messages}, out of order at ${wrong}: ${seqs.slice(Math.max(0, wrong - 2), wrong + 3)}`,
    );
}
for (const socket of sockets) socket.disconnect();
await world.stop();

await finish(
  {
    id: "R11",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { "requests given up before the answer": counts.given_up },
    figures: {
      senders: senders.length,
      acknowledged: counts.acknowledged,
      failed: counts.failed,
      messages_in_database: ledger.messages,
      listeners,
      processes: 2,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function write(sender: string): Promise<void> {
  while (next < messages) {
    const number = (next += 1);
    const clientId = `order-${number}-${seed}`;
    const text = `message ${number}`;
    const impatience =
      random() < givesUp ? AbortSignal.timeout(1 + Math.floor(random() * 15)) : undefined;
    try {
      const response = await fetch(`${world.url}/v1/channels/${encodeURIComponent(cid)}/messages`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${app.secretKey}`,
          "x-natter-user": sender,
          "content-type": "application/json",
        },
        body: JSON.stringify({ clientId, text }),
        ...(impatience ? { signal: impatience } : {}),
      });
      const answer = (await response.json()) as Json;
      if (!response.ok) {
        counts.failed += 1;
        if (response.status !== 503) problems.push(`a send was answered ${response.status}`);
        continue;
      }
      counts.acknowledged += 1;
      acks.push({ cid, sender, clientId, id: answer.message.id, text });
    } catch {
      counts.given_up += 1; // whether it was written, nobody can say
    }
  }
}

async function listen(seqs: number[]): Promise<Centrifuge> {
  const { token, path } = await app.call("POST", "/v1/realtime/token", {}, "listener");
  const centrifuge = new Centrifuge(`${world.url.replace("http", "ws")}${path}`, { token });
  centrifuge.on("publication", ({ data }) => {
    if (data.type === "message.new" && data.cid === cid) seqs.push(data.message.seq);
  });
  centrifuge.connect();
  await centrifuge.ready(20_000);
  return centrifuge;
}
