// R01: the server is killed again and again while people write. What was acknowledged is there, once, in order, and all
// devices end with the same.
import { createChatClient, type ChatClient } from "@natter/client";
import { createApp, type App } from "./support/api.ts";
import { checkLedger, type Ack } from "./support/check-ledger.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld, type World } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const people = Array.from({ length: 8 }, (_, index) => `person-${index}`);
const devicesEach = quick ? 1 : 3;
const sendsPerSecond = quick ? 100 : 250;
const kills = quick ? 5 : 50;
const problems: string[] = [];

type Device = { readonly userId: string; readonly client: ChatClient };

const world = await startWorld();
const app = await createApp(world, "storm", people);
const cids = await makeChannels(app);
const devices = await openDevices(world, app);
const journal = createJournal();
const sending = sendSteadily();
let withSendsInFlight = 0;
for (let kill = 1; kill <= kills; kill += 1) {
  await pause(500 + random() * 3_500);
  if (journal.unsettled() > 0) withSendsInFlight += 1;
  await world.kill();
  await world.start();
  console.log(
    `kill ${kill} of ${kills}: ${journal.acks.length} acknowledged, ${journal.unsettled()} under way`,
  );
}
sending.stop();
await settled(() => journal.unsettled() === 0, "sends that were never answered");
await settled(isOutboxEmpty, "events that were never published");
const ledger = await checkLedger(world.databaseUrl, app.id, journal.acks);
problems.push(...ledger.problems, ...(await compareDevices()));
for (const { client } of devices) client.dispose();
await world.stop();

const enough = quick || (journal.acks.length >= 20_000 && withSendsInFlight >= 40);
if (!enough)
  problems.push("The run was too mild: 20,000 sends and 40 kills into sends are asked for.");
await finish(
  {
    id: "R01",
    pass: problems.length === 0,
    quick,
    seed,
    faults: { kills, kills_with_sends_in_flight: withSendsInFlight },
    figures: {
      acknowledged: journal.acks.length,
      refused: journal.refused(),
      messages_in_database: ledger.messages,
      devices: devices.length,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function makeChannels({ call }: App): Promise<string[]> {
  const [owner = "", ...members] = people;
  const made: string[] = [];
  for (const name of ["one", "two", "three", "four"])
    made.push((await call("POST", "/v1/channels", { name, members }, owner)).channel.cid);
  return made;
}

async function openDevices({ url }: World, { publishableKey, token }: App): Promise<Device[]> {
  const opened: Device[] = [];
  for (const userId of people) {
    const signedIn = await token(userId);
    for (let device = 0; device < devicesEach; device += 1) {
      const client = createChatClient({
        endpoint: url,
        appKey: publishableKey,
        getToken: async () => signedIn,
      });
      client.connect();
      for (const cid of cids) await client.channel(cid).watch();
      opened.push({ userId, client });
    }
  }
  return opened;
}

function createJournal() {
  const acks: Ack[] = [];
  let sent = 0;
  let refused = 0;
  return {
    acks,
    unsettled: () => sent - acks.length - refused,
    refused: () => refused,
    send({ userId, client }: Device, cid: string): void {
      sent += 1;
      const text = `message ${sent}`;
      const { clientId, done } = client.channel(cid).send({ text });
      done.then(
        ({ id }) => acks.push({ cid, sender: userId, clientId, id, text }),
        (error: unknown) => {
          refused += 1;
          problems.push(`refused: ${String(error)}`);
        },
      );
    },
  };
}

/** Sends by the clock, whether or not earlier ones were answered. */
function sendSteadily() {
  const start = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    // A device that waits for the server gets no more until it has caught up: a person waits too.
    const due = ((performance.now() - start) / 1_000) * sendsPerSecond;
    for (; sent < due; sent += 1) {
      const device = devices[Math.floor(random() * devices.length)];
      const cid = cids[Math.floor(random() * cids.length)];
      if (device && cid !== undefined && journal.unsettled() < 2_000) journal.send(device, cid);
    }
  }, 20);
  return { stop: () => clearInterval(timer) };
}

async function isOutboxEmpty(): Promise<boolean> {
  const { problems: found } = await checkLedger(world.databaseUrl, app.id, []);
  return !found.some((problem) => problem.includes("wait to be published"));
}

/** Every device shows each channel's newest messages as the server tells them to somebody who comes anew. */
async function compareDevices(): Promise<string[]> {
  const found: string[] = [];
  for (const cid of cids) {
    const path = `/v1/channels/${encodeURIComponent(cid)}/messages?limit=50`;
    const { items } = await app.call("GET", path, undefined, people[0]);
    const expected = (items as { id: string; text: string }[]).map(
      ({ id, text }) => `${id} ${text}`,
    );
    for (const { userId, client } of devices) {
      const shown = () =>
        (client.store.getState().channels[cid]?.window.items ?? [])
          .map((message) => `${message.id} ${message.text}`)
          .slice(-expected.length);
      const isSame = () => JSON.stringify(shown()) === JSON.stringify(expected);
      await settled(isSame, "").catch(() => undefined);
      if (!isSame()) found.push(`a device of ${userId} shows something else in ${cid}`);
    }
  }
  return found;
}

async function settled(isSettled: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (await isSettled()) return;
    await pause(50);
  }
  problems.push(`After a minute there are ${what}.`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
