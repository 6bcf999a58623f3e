import { createChatClient, type ChatClient } from "@natter/client";
import type { App } from "./api.ts";
import { checkLedger, type Ack } from "./check-ledger.ts";
import { describeDevice } from "./describe-device.ts";
import { until } from "./wait.ts";

export type Device = { readonly userId: string; readonly client: ChatClient };

type StormOptions = {
  readonly app: App;
  readonly people: readonly string[];
  readonly devicesEach: number;
  readonly perSecond: number;
  /** How many sends may wait for their answers before people write no more for a while. */
  readonly mostUnsettled: number;
  readonly random: () => number;
  readonly databaseUrl: () => string;
  /** The endpoint of a device: the server, or a proxy in front of it. */
  readonly endpoint: (device: number) => string;
};

/** People with several devices each, who write and read in four channels by the clock, and a journal of what was acknowledged. */
export type Storm = {
  readonly devices: readonly Device[];
  readonly cids: readonly string[];
  readonly acks: readonly Ack[];
  /** Sends that were neither acknowledged nor refused yet. */
  unsettled(): number;
  refused(): number;
  /** Writes no more, waits until everything is settled, and holds database and devices against the journal. */
  finish(): Promise<{ problems: string[]; messages: number }>;
  dispose(): void;
};

/** Opens the devices, lets each watch every channel, and begins to write and to read. */
export async function startStorm(options: StormOptions): Promise<Storm> {
  const { app, people, random, perSecond } = options;
  const cids = await makeChannels(app, people);
  const devices = await openDevices(options, cids);
  const acks: Ack[] = [];
  const problems: string[] = [];
  let sent = 0;
  let refused = 0;
  const unsettled = () => sent - acks.length - refused;

  function send({ userId, client }: Device, cid: string): void {
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
  }

  const start = performance.now();
  let turns = 0;
  let looks = 0;
  const timer = setInterval(() => {
    if ((looks += 1) % 4 === 0) look(looks / 4);
    const due = ((performance.now() - start) / 1_000) * perSecond;
    for (; turns < due; turns += 1) {
      const device = devices[Math.floor(random() * devices.length)];
      const cid = cids[Math.floor(random() * cids.length)];
      // Devices that wait for the server get no more until they have caught up: people wait too.
      if (device && cid !== undefined && unsettled() < options.mostUnsettled) send(device, cid);
    }
  }, 20);

  /** One device after the other reads what is in one channel, as people do: who never reads is left where they stay behind. */
  function look(turn: number): void {
    const cid = cids[Math.floor(turn / devices.length) % cids.length];
    if (cid !== undefined) devices[turn % devices.length]?.client.channel(cid).markRead();
  }

  return {
    ...{ devices, cids, acks, unsettled },
    refused: () => refused,
    async finish() {
      clearInterval(timer);
      await until(() => unsettled() === 0, "Some sends were never answered.", 120_000).catch(() =>
        problems.push(`${unsettled()} sends were never answered.`),
      );
      await until(isOutboxEmpty, "Some events were never published.").catch(note);
      const ledger = await checkLedger(options.databaseUrl(), app.id, acks);
      problems.push(...ledger.problems, ...(await compareDevices(options, { cids, devices })));
      return { problems, messages: ledger.messages };
    },
    dispose() {
      clearInterval(timer);
      for (const { client } of devices) client.dispose();
    },
  };

  function note(error: unknown): void {
    problems.push(error instanceof Error ? error.message : String(error));
  }

  async function isOutboxEmpty(): Promise<boolean> {
    const { problems: found } = await checkLedger(options.databaseUrl(), app.id, []);
    return !found.some((problem) => problem.includes("wait to be published"));
  }
}

async function makeChannels({ call }: App, people: readonly string[]): Promise<string[]> {
  const [owner = "", ...members] = people;
  const made: string[] = [];
  for (const name of ["one", "two", "three", "four"])
    made.push((await call("POST", "/v1/channels", { name, members }, owner)).channel.cid);
  return made;
}

async function openDevices(
  { app, people, devicesEach, endpoint }: StormOptions,
  cids: readonly string[],
): Promise<Device[]> {
  const opened: Device[] = [];
  for (const userId of people) {
    const signedIn = await app.token(userId);
    for (let device = 0; device < devicesEach; device += 1) {
      const client = createChatClient({
        endpoint: endpoint(opened.length),
        appKey: app.publishableKey,
        getToken: async () => signedIn,
      });
      client.connect();
      for (const cid of cids) await client.channel(cid).watch();
      opened.push({ userId, client });
    }
  }
  return opened;
}

/** Every device shows each channel's newest messages as the server tells them to somebody who comes anew. */
async function compareDevices(
  { app, people }: StormOptions,
  { cids, devices }: { cids: readonly string[]; devices: readonly Device[] },
): Promise<string[]> {
  const found: string[] = [];
  // For all of them together: who is not complete by then will not be.
  const end = performance.now() + 120_000;
  for (const cid of cids) {
    const path = `/v1/channels/${encodeURIComponent(cid)}/messages?limit=50`;
    const { items } = await app.call("GET", path, undefined, people[0]);
    const expected = (items as { id: string; text: string }[]).map(
      ({ id, text }) => `${id} ${text}`,
    );
    for (const { userId, client } of devices) {
      const isSame = () => JSON.stringify(shown(client, cid, expected.length)) === wanted;
      const wanted = JSON.stringify(expected);
      const otherwise = `a device of ${userId} shows something else in ${cid}`;
      await until(isSame, otherwise, Math.max(0, end - performance.now())).catch(
        ({ message }: Error) => found.push(`${message} (${describeDevice(client, cid)})`),
      );
    }
  }
  return found;
}

/** A device's newest messages of a channel, oldest first. */
function shown(client: ChatClient, cid: string, count: number): string[] {
  const items = client.store.getState().channels[cid]?.window.items ?? [];
  return items.map((message) => `${message.id} ${message.text}`).slice(-count);
}
