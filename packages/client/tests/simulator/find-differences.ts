import type { ChannelState } from "../../src/store/state.ts";
import { reviveDates } from "../../src/wire/revive-dates.ts";
import { viewChannel, type ModelChannel } from "@natter/testing/model/model-channel";
import type { ModelServer } from "@natter/testing/model/model-server";
import type { Device } from "./device.ts";
import { plainMessage } from "../support/plain-message.ts";

type Ended = {
  readonly devices: readonly Device[];
  readonly server: ModelServer;
  readonly said: ReadonlyMap<string, string>;
};

/** What differs between each client and a fresh fetch, and what became of the messages that were sent. */
export function findDifferences({ devices, server, said }: Ended): string[] {
  return [...devices.flatMap((device) => ofDevice(device, server)), ...ofMessages(server, said)];
}

/** Where a device's read mark went back: a later one is of a later generation, or of the same one and further. */
export function findStepsBack(devices: readonly Device[]): string[] {
  return devices.flatMap(({ name, marks }) =>
    marks.flatMap(({ cid, generation, seq }, at) => {
      const before = marks.slice(0, at).findLast((mark) => mark.cid === cid);
      if (before === undefined || before.generation < generation) return [];
      if (before.generation === generation && before.seq <= seq) return [];
      return [
        `${name} in ${cid} went back from ${before.generation}/${before.seq} to ${generation}/${seq}`,
      ];
    }),
  );
}

function ofDevice({ name, userId, client, open }: Device, server: ModelServer): string[] {
  const state = client.store.getState();
  const mine = [...server.channels.values()].filter(({ members }) => members.has(userId));
  const listed = Object.values(state.channels).filter(({ channel }) => channel !== null);
  const problems = [
    ...differ(
      `${name} lists`,
      listed.map(({ cid }) => cid).sort(),
      mine.map(({ cid }) => cid).sort(),
    ),
    ...differ(
      `${name} has still to do`,
      state.operations.filter(({ state: of }) => of !== "failed"),
      [],
    ),
  ];
  for (const channel of mine) {
    const entry = state.channels[channel.cid];
    if (entry !== undefined) {
      problems.push(...ofChannel(`${name} in ${channel.cid}`, { entry, channel, userId }));
      const status = entry.window.status;
      if (open.has(channel.cid) && status !== "ready") problems.push(`${name} waits: ${status}`);
    }
  }
  return problems;
}

type Compared = { entry: ChannelState; channel: ModelChannel; userId: string };

function ofChannel(where: string, { entry, channel, userId }: Compared): string[] {
  const { confirmed, hasOlder, hasNewer, status } = entry.window;
  const problems = differ(`${where}: the channel`, entry.channel, plainView(channel, userId));
  if (entry.changes.length > 0) problems.push(`${where}: changes are left over`);
  if (status !== "ready" || hasNewer) return problems;
  const all = channel.messages.map(revive) as { seq: number }[];
  const tail = confirmed.length === 0 ? [] : all.slice(-confirmed.length);
  problems.push(...differ(`${where}: the messages`, confirmed.map(plainMessage), tail));
  problems.push(...differ(`${where}: more`, hasOlder, confirmed.length < all.length));
  const keys = entry.window.items.map(({ key }) => key);
  if (new Set(keys).size < keys.length) problems.push(`${where}: a message shows twice`);
  return problems;
}

/** Each message that was sent is there once, and those of one device in a channel in the order of sending. */
function ofMessages(server: ModelServer, said: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const arrived = new Set<string>();
  for (const channel of server.channels.values()) {
    const numbers = new Map<string, number>();
    const seen = new Set<string>();
    for (const { clientId, sender } of channel.messages) {
      if (clientId === null) continue;
      const own = `${sender?.id}: ${clientId}`;
      if (seen.has(own)) problems.push(`Twice: ${own}`);
      seen.add(own);
      const [, device = "", number = ""] = /^(\w+-\d+)-id-(\d+)$/.exec(clientId) ?? [];
      if (sender === null || !device.startsWith(sender.id)) continue;
      arrived.add(clientId);
      if (Number(number) < (numbers.get(device) ?? -1)) problems.push(`Out of order: ${clientId}`);
      numbers.set(device, Number(number));
    }
  }
  const lost = [...said.keys()].filter((clientId) => !arrived.has(clientId));
  return [...problems, ...lost.map((clientId) => `Never arrived: ${clientId}`)];
}

function plainView(channel: ModelChannel, userId: string): object {
  return revive(viewChannel(channel, userId)) as object; // a view is one
}

function revive(value: unknown): unknown {
  return reviveDates(JSON.parse(JSON.stringify(value)));
}

/** The first places in which two values are not equal. */
function differ(what: string, here: unknown, there: unknown): string[] {
  const places: string[] = [];
  compare("", here, there, places);
  return places.length === 0 ? [] : [`${what}: ${places.slice(0, 4).join("; ")}`];
}

function compare(path: string, here: unknown, there: unknown, places: string[]): void {
  if (Object.is(here, there)) return;
  if (here instanceof Date && there instanceof Date && here.getTime() === there.getTime()) return;
  const isDeep = isObject(here) && isObject(there) && !(here instanceof Date);
  if (!isDeep) {
    places.push(`${path} is ${show(here)}, should be ${show(there)}`);
    return;
  }
  for (const key of new Set([...Object.keys(here), ...Object.keys(there)])) {
    compare(`${path}.${key}`, here[key], there[key], places);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 200) ?? "absent";
}
