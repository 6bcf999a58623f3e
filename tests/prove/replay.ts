// R12: each send is repeated up to five times, at once and later, by other devices, after a restart, and by others who stole its id.
// One message comes of it; another body is a conflict; the others learn nothing.
import { createApp } from "./support/api.ts";
import { checkLedger, type Ack } from "./support/check-ledger.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { pause } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const sends = quick ? 60 : 1_000;
const problems: string[] = [];

const world = await startWorld();
const people = ["ada", "bob", "cy"];
const app = await createApp(world, "replay", people);
const { cid } = (await app.call("POST", "/v1/channels", { name: "one", members: people }, "ada"))
  .channel;
const elsewhere = (await app.call("POST", "/v1/channels", { name: "two", members: people }, "ada"))
  .channel.cid;

type Answer = { status: number; code: string; id: string; text: string };
const acks: Ack[] = [];
const counts = {
  ...{ repeats: 0, conflicts: 0, stolen: 0, restarts: 0, after_restart: 0 },
  "repeats since the server had no time (503)": 0,
};

for (let from = 0; from < sends; from += 50) {
  const batch = Array.from({ length: Math.min(50, sends - from) }, (_, index) => from + index);
  await Promise.all(batch.map(trySend));
  if (from % 200 === 0) {
    await world.kill();
    await world.start();
    counts.restarts += 1;
    await Promise.all(acks.slice(-20).map(repeatLater));
  }
}
const ledger = await checkLedger(world.databaseUrl, app.id, acks);
problems.push(...ledger.problems.filter((problem) => !problem.includes("wait to be published")));
if (ledger.messages !== acks.length)
  problems.push(`${ledger.messages} messages of ${acks.length} sends`);
await world.stop();

await finish(
  {
    id: "R12",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: counts,
    figures: { sends: acks.length, messages_in_database: ledger.messages },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function trySend(number: number): Promise<void> {
  const clientId = `replay-${seed}-${number}`;
  const text = `message ${number}`;
  const sender = "ada";
  const times = 1 + Math.floor(random() * 6);
  const answers = await Promise.all(
    Array.from({ length: times }, () => send(sender, cid, { clientId, text })),
  );
  counts.repeats += times - 1;
  const ids = new Set(answers.map(({ id }) => id));
  if (ids.size !== 1 || answers.some(({ status }) => status >= 300))
    problems.push(`${times} sends at once were answered ${JSON.stringify(answers.slice(0, 3))}`);
  acks.push({ cid, sender, clientId, id: answers[0]?.id ?? "", text });

  if (number % 3 === 0) {
    const other = await send(sender, cid, { clientId, text: `${text}, but another` });
    counts.conflicts += 1;
    if (other.status !== 409) problems.push(`another body was answered ${other.status}`);
  }
  if (number % 4 !== 0) return;
  // The id is anybody's to see. It makes a message of the thief's own, and shows nothing of the first.
  const thief = await send("bob", cid, { clientId, text: `stolen ${number}` });
  counts.stolen += 1;
  if (thief.status !== 201 || thief.id === answers[0]?.id || thief.text.includes(text))
    problems.push(`a stolen id was answered ${thief.status} ${thief.text.slice(0, 200)}`);
  acks.push({ cid, sender: "bob", clientId, id: thief.id, text: `stolen ${number}` });
  // The key is of one channel: elsewhere it is another message.
  const there = await send(sender, elsewhere, { clientId, text });
  acks.push({ cid: elsewhere, sender, clientId, id: there.id, text });
}

async function repeatLater({ sender, cid: where, clientId, text, id }: Ack): Promise<void> {
  const again = await send(sender, where, { clientId, text });
  counts.after_restart += 1;
  if (again.status >= 300 || again.id !== id)
    problems.push(`after a restart a repeat was answered ${again.status} ${again.code}`);
}

/** Sends until the answer is one: 503 asks to come again, and leaves open whether the message was written. */
async function send(sender: string, where: string, body: object): Promise<Answer> {
  for (;;) {
    const answer = await sendOnce(sender, where, body);
    if (answer.status !== 503) return answer;
    counts["repeats since the server had no time (503)"] += 1;
    await pause(200);
  }
}

async function sendOnce(sender: string, where: string, body: object): Promise<Answer> {
  const response = await fetch(`${world.url}/v1/channels/${encodeURIComponent(where)}/messages`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${app.secretKey}`,
      "x-natter-user": sender,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const answer = JSON.parse(text);
  return {
    status: response.status,
    code: answer.error?.code ?? "",
    id: answer.message?.id ?? "",
    text,
  };
}
