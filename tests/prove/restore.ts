// R27: a backup of the database's folder is put back while people's apps hold what was written after it, and more. They are told to
// fetch afresh, end with what the restored server tells, show nothing that is gone, and go on.
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createChatClient } from "@natter/client";
import { createApp } from "./support/api.ts";
import { checkLedger, type Ack } from "./support/check-ledger.ts";
import { describeDevice } from "./support/describe-device.ts";
import { readOptions } from "./support/options.ts";
import { startOwnPostgres } from "./support/own-postgres.ts";
import { finish } from "./support/report.ts";
import { until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const restores = quick ? 1 : 5;
const each = quick ? 10 : 100;
const people = ["ada", "bob", "cy"];
const problems: string[] = [];

const postgres = await startOwnPostgres();
const world = await startWorld({}, { databaseUrl: postgres.url });
const app = await createApp(world, "restore", people);
const { cid } = (await app.call("POST", "/v1/channels", { name: "one", members: people }, "ada"))
  .channel;
const path = `/v1/channels/${encodeURIComponent(cid)}/messages`;
const devices = await Promise.all(people.map(openDevice));
const kept: Ack[] = [];
let gone = 0;
for (let restore = 1; restore <= restores; restore += 1) {
  kept.push(...(await write(`kept ${restore}`)));
  await postgres.stopFast();
  const backup = `${postgres.dataFolder}.backup`;
  rmSync(backup, { recursive: true, force: true });
  copyFolder(postgres.dataFolder, backup);
  await postgres.start();
  const lost = await write(`gone ${restore}`);
  gone += lost.length;
  await until(
    () => devices.every((device) => shown(device).includes(`gone ${restore} ${each - 1}`)),
    "The devices never had what is to be lost: the restore proves nothing.",
  ).catch(({ message }: Error) =>
    problems.push(message, ...devices.map((device) => describeDevice(device, cid))),
  );

  await world.drain();
  await postgres.stopFast();
  rmSync(postgres.dataFolder, { recursive: true });
  copyFolder(backup, postgres.dataFolder);
  await postgres.start();
  writeFileSync(join(world.dataDir, "restored"), "");
  await world.start();
  if (!world.output().includes("comes from a backup"))
    problems.push("The server does not say that it was restored.");
  kept.push(...(await write(`after ${restore}`)));
  await judge(restore);
  console.log(`restore ${restore} of ${restores}: ${kept.length} messages, ${gone} gone`);
}
const ledger = await checkLedger(world.databaseUrl, app.id, kept);
problems.push(...ledger.problems.filter((problem) => !problem.includes("wait to be published")));
for (const device of devices) device.dispose();
await world.stop();
await postgres.remove();

await finish(
  {
    id: "R27",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { restores, "messages that a restore took back": gone },
    figures: { messages_in_database: ledger.messages, devices: devices.length },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

type Device = ReturnType<typeof createChatClient>;

async function openDevice(userId: string): Promise<Device> {
  const token = await app.token(userId);
  const client = createChatClient({
    ...{ endpoint: world.url, appKey: app.publishableKey },
    getToken: async () => token,
  });
  client.connect();
  await client.channel(cid).watch();
  return client;
}

function shown(device: Device): string[] {
  return (device.store.getState().channels[cid]?.window.items ?? []).map(({ text }) => text);
}

/** Messages one after the other, each until the server has taken it. */
async function write(what: string): Promise<Ack[]> {
  const acks: Ack[] = [];
  for (let number = 0; number < each; number += 1) {
    const sender = people[number % people.length] ?? "ada";
    const body = { clientId: crypto.randomUUID(), text: `${what} ${number}` };
    await until(
      () =>
        app.call("POST", path, body, sender).then(
          ({ message }) => acks.push({ cid, sender, ...body, id: message.id }) > 0,
          () => false, // it has not found its database again yet
        ),
      "Nothing is acknowledged any more.",
    );
  }
  return acks;
}

/** With owners, rights and times: PostgreSQL refuses a folder that others may read. */
function copyFolder(from: string, to: string): void {
  execFileSync("cp", ["--archive", from, to]);
}

async function judge(restore: number): Promise<void> {
  const { items } = await app.call("GET", `${path}?limit=50`, undefined, "ada");
  const told = (items as { text: string }[]).map(({ text }) => text);
  for (const [index, device] of devices.entries()) {
    await until(
      () => JSON.stringify(shown(device).slice(-told.length)) === JSON.stringify(told),
      `restore ${restore}: ${people[index]} shows something else than the server tells`,
    ).catch(({ message }: Error) => problems.push(`${message} (${describeDevice(device, cid)})`));
    const ghosts = shown(device).filter((text) => text.startsWith("gone")).length;
    if (ghosts > 0)
      problems.push(`restore ${restore}: ${people[index]} shows ${ghosts} messages that are gone`);
  }
}
