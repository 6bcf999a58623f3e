import { createFakeClock } from "@natter/testing/model/fake-clock";
import {
  addMessage,
  beginNewEpoch,
  renameChannel,
  trimLog,
  type ModelChannel,
} from "@natter/testing/model/model-channel";
import { createModelServer } from "@natter/testing/model/model-server";
import { createChance } from "./chance.ts";
import { createDevice, type Device } from "./device.ts";
import { findDifferences, findStepsBack } from "./find-differences.ts";
import { mustArrive, type Schedule, type Step, type Weather } from "./schedule.ts";
import { createTally, type Tally } from "./tally.ts";
import { createTrace } from "./trace.ts";

export type Outcome = {
  readonly hash: string;
  /** What was not as it should be at the end; empty if all was. */
  readonly problems: readonly string[];
  readonly lines: readonly string[];
};

const people = ["ada", "bob", "cem"];
const calm: Weather = { drops: 0, doubles: 0, delayMs: 20 };
/** How long everything may take to come to rest once nothing fails any more: three minutes. */
const restMs = 180_000;

/** A fault that does not heal, to see that it is seen: the device with this number never gets a sync. */
export type Sabotage = { readonly deaf?: number };

/** Plays a schedule to its end, heals what is broken, and says what is not equal then. */
export async function play(
  schedule: Schedule,
  sabotage: Sabotage = {},
  tally = createTally(),
): Promise<Outcome> {
  const chance = createChance(schedule.seed ^ 0x5eed);
  const trace = createTrace();
  const clock = createFakeClock(settle);
  const server = createModelServer();
  let weather = schedule.weather;
  const cids = Array.from({ length: schedule.channels }, (_, at) => `messaging:room-${at}`);
  for (const [number, cid] of cids.entries()) {
    const channel = server.channel(cid, people);
    if (number < (schedule.large ?? 0)) channel.mode = "room";
    const before = chance.below(70);
    for (let at = 0; at < before; at += 1) addMessage(channel, "bob", { text: `before ${at}` });
  }
  server.publish();
  const devices = Array.from({ length: schedule.clients }, (_, at) => {
    const userId = schedule.alone ? "ada" : (people[at % people.length] ?? "ada");
    const name = `${userId}-${at}`;
    return createDevice({
      ...{ name, userId, server, clock, chance, trace, tally },
      weather: () => weather,
    });
  });
  server.onPublish = (userIds, event) => {
    for (const device of devices) if (userIds.includes(device.userId)) device.publish(event);
  };
  server.onStream = (stream, event) => {
    for (const device of devices) device.publish(event, stream);
  };
  server.onShut = (userId, cid) => {
    for (const device of devices) if (device.userId === userId) device.shut(cid);
  };
  const deaf = sabotage.deaf === undefined ? undefined : devices[sabotage.deaf];
  server.fault = ({ name, userId }) =>
    name === "sync.run" && userId === deaf?.userId ? { status: 503 } : null;
  const said = new Map<string, string>();
  const world: World = { server, clock, chance, devices, cids, said, tally };
  try {
    await clock.advance(100);
    for (const step of schedule.steps) {
      if (step.after > 0) await clock.advance(step.after);
      trace.note(clock.now().getTime(), step.does, step.who, step.where, step.what);
      take(world, step);
      server.publish();
    }
    weather = calm;
    await heal(world, schedule.seed % 2 === 1);
    const problems = [
      ...findDifferences({ devices, server, said: mustArrive(schedule) ? said : new Map() }),
      ...(schedule.alone ? findStepsBack(devices) : []),
    ];
    trace.note("end", JSON.stringify(problems), stateOf(devices));
    return { hash: trace.hash(), problems, lines: trace.lines };
  } catch (error) {
    return { hash: trace.hash(), problems: [`It broke: ${String(error)}`], lines: trace.lines };
  } finally {
    for (const device of devices) device.end();
  }
}

type World = {
  readonly server: ReturnType<typeof createModelServer>;
  readonly clock: ReturnType<typeof createFakeClock>;
  readonly chance: ReturnType<typeof createChance>;
  readonly devices: readonly Device[];
  readonly cids: readonly string[];
  /** The channel of each message that was sent, by its client id. */
  readonly said: Map<string, string>;
  readonly tally: Tally;
};

function take(world: World, step: Step): void {
  const device = world.devices[step.who % world.devices.length];
  const cid = world.cids[step.where % world.cids.length];
  if (device === undefined || cid === undefined) return;
  world.tally.step(step.does, device.client.store.getState().connection);
  const channel = world.server.channels.get(cid);
  if (channel !== undefined && takeOnServer(world, step, channel, device)) return;
  if (takeOnNetwork(world, step, device)) return;
  takeOnDevice(world, step, device, cid);
}

function takeOnServer(world: World, step: Step, channel: ModelChannel, device: Device): boolean {
  const { server, tally } = world;
  switch (step.does) {
    case "rename":
      renameChannel(channel, `Name ${step.what % 7}`);
      return true;
    case "leave":
      server.leave(channel.cid, device.userId);
      return true;
    case "join":
      server.join(channel.cid, device.userId);
      return true;
    case "delete channel":
      server.publish();
      server.remove(channel.cid);
      return true;
    case "restore backup":
      server.publish();
      tally.fault("history lost");
      beginNewEpoch(channel);
      return true;
    case "trim log":
      server.publish();
      tally.fault("log trimmed");
      trimLog(channel, step.what % 5);
      return true;
    case "change mode":
      tally.fault("mode changed");
      server.changeMode(channel.cid, channel.mode === "feed" ? "room" : "feed");
      return true;
    case "steal id": {
      // Somebody else sends under a client id that is not theirs: it must not pass for the other's message.
      const [stolen] = device.client.store.getState().channels[channel.cid]?.outbox ?? [];
      const thief = people.find((id) => id !== device.userId && channel.members.has(id));
      if (stolen === undefined || thief === undefined) return true;
      addMessage(channel, thief, { text: "stolen", clientId: stolen.clientId });
      return true;
    }
    case "talk elsewhere":
      for (let count = 0; count < step.what % 90; count += 1) {
        addMessage(channel, "bob", { text: `elsewhere ${count}` });
      }
      return true;
    default:
      return false;
  }
}

function takeOnNetwork(world: World, step: Step, device: Device): boolean {
  const { clock, devices, server, tally } = world;
  switch (step.does) {
    case "go offline":
      device.offline = true;
      device.goOffline();
      clock.after(200 + step.what * 20, () => {
        device.offline = false;
        device.goOnline(step.what % 2 === 0 ? "recovered" : "lost");
      });
      return true;
    case "lose socket":
      device.goOffline();
      clock.after(step.what, () => device.goOnline(step.where % 2 === 0 ? "recovered" : "lost"));
      return true;
    case "fail calls":
      device.calls.failing += 1 + (step.what % 5);
      return true;
    case "lose answers":
      device.calls.lost += 1 + (step.what % 3);
      return true;
    case "slow answers":
      device.calls.slowMs = step.what * 4;
      return true;
    case "restart server":
    case "restart hub":
      tally.fault(step.does === "restart hub" ? "hub restarted" : "server restarted");
      for (const each of devices) {
        each.goOffline();
        if (step.does === "restart server") each.calls.failing += 2;
        clock.after(100 + step.what, () => each.goOnline("lost"));
      }
      return true;
    case "kill tab":
      // What was done in the very same moment may be lost: its storing had not begun.
      tally.fault("tab killed");
      clock.after(1, () => device.kill());
      return true;
    case "shift clock":
      // An hour ahead, an hour behind, or right again: it may jump back.
      tally.fault("clock jumped");
      device.skewMs = ((step.what % 3) - 1) * 3_600_000;
      return true;
    case "end token":
      tally.fault("token ended");
      server.expired.add(device.userId);
      clock.after(500 + step.what * 5, () => signInAgain(world, device.userId));
      return true;
    case "break storage":
      device.storageBroken = true;
      clock.after(step.what * 5, () => (device.storageBroken = false));
      return true;
    default:
      return step.does === "wait";
  }
}

/** The person has a good token again, and each of their apps is told to connect. */
function signInAgain({ server, devices }: World, userId: string): void {
  server.expired.delete(userId);
  for (const device of devices) if (device.userId === userId) device.client.connect();
}

function takeOnDevice({ said }: World, step: Step, device: Device, cid: string): void {
  const handle = device.client.channel(cid);
  const entry = device.client.store.getState().channels[cid];
  const shown = entry?.window.confirmed ?? [];
  const message = shown[step.what % Math.max(1, shown.length)];
  switch (step.does) {
    case "send": {
      const { clientId, done } = handle.send({ text: `${device.name} says ${said.size}` });
      said.set(clientId, cid);
      return void done.catch(ignore);
    }
    case "edit":
      if (message) handle.edit(message.id, { text: `edited ${step.what}` }).catch(ignore);
      return;
    case "delete":
      if (message) handle.delete(message.id).catch(ignore);
      return;
    case "react":
    case "unreact":
      if (message) handle[step.does](message.id, `r${step.what % 2}`).catch(ignore);
      return;
    case "mark read":
      return handle.markRead(message?.seq);
    case "mark unread":
      if (message) handle.markUnread(message.seq).catch(ignore);
      return;
    case "load older":
      return void handle.loadOlder().catch(ignore);
    case "jump":
      if (message) void handle.jumpTo(message.id).catch(ignore);
      return;
    case "jump to latest":
      return void handle.jumpToLatest().catch(ignore);
    case "open":
      if (!device.open.has(cid)) void handle.watch().catch(ignore);
      device.open.add(cid);
      return;
    case "close":
      if (device.open.delete(cid)) handle.unwatch();
      return;
    default:
  }
}

/** Nothing fails any more: everybody reconnects, opens what they had open, and everything comes to rest. */
async function heal(world: World, quietly: boolean): Promise<void> {
  const { clock, devices, server } = world;
  await clock.advance(30_000);
  for (const userId of people) signInAgain(world, userId);
  for (const device of devices) {
    device.calls = { failing: 0, lost: 0, slowMs: 0 };
    device.storageBroken = false;
    device.offline = false;
    // Quietly: whoever is connected is not told of any loss, and has to find out by itself.
    if (!quietly) device.goOffline();
    device.goOnline("lost");
  }
  await clock.advance(restMs / 2);
  server.publish();
  for (const device of devices) {
    for (const cid of device.open) void device.client.channel(cid).jumpToLatest().catch(ignore);
  }
  await clock.advance(restMs / 2);
}

function stateOf(devices: readonly Device[]): string {
  return JSON.stringify(
    devices.map(({ client }) => {
      const { channels, operations } = client.store.getState();
      const held = Object.values(channels).map(({ cid, applied, channel }) => [
        ...[cid, applied?.eventSeq, channel?.unread.count],
      ]);
      return [held, operations.length];
    }),
  );
}

/** Lets everything that waits only for promises come to rest; there is no other waiting in a run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function ignore(): void {
  // What the run is about is where the state ends, not each call.
}
