import type { RouteName } from "@natter/contract/paths";
import {
  addMessage,
  deleteMessage,
  editMessage,
  reactTo,
  viewChannel,
  type ModelChannel,
} from "@natter/testing/model/model-channel";
import { cid, createModelClient, type ModelClient } from "@natter/testing/model/model-client";
import { createModelServer } from "@natter/testing/model/model-server";
import { expect, test } from "vitest";
import type { ChatState } from "../src/store/state.ts";
import { reviveDates } from "../src/wire/revive-dates.ts";
import { createChance, type Chance } from "./simulator/chance.ts";

const rounds = Number(process.env["SEAM_ROUNDS"] ?? 400);

/** What a channel is opened by, in this order: between each two of them somebody writes. */
const seams: readonly RouteName[] = [
  "realtime.token",
  "me.get",
  "sync.run",
  "realtime.subscribe",
  "channels.get",
  "messages.list",
  "events.list",
];

/** A hundred messages, edits, deletions or reactions in a second. */
const everyMs = 10;
const writes = 60;
/** Less than the client waits before it looks by itself whether something was missed (SYNC-32). */
const restMs = 10_000;

test("[SYNC-13] a channel opened while a hundred messages a second arrive misses none and is overwritten by nothing older, wherever it is held up", async () => {
  const failures: string[] = [];
  const heldUp = new Map<string, number>();
  for (let seed = 1; seed <= rounds; seed += 1) {
    const problem = await play(createChance(seed), heldUp);
    if (problem !== null) failures.push(`round ${seed}: ${problem}`);
  }
  process.stdout.write(`Held up: ${JSON.stringify(Object.fromEntries(heldUp))}\n`);
  expect(failures.slice(0, 5)).toEqual([]);
  // A seam at which nothing was ever held up would leave nothing shown of it; a few rounds do not meet them all.
  const most = rounds >= 100 ? Math.floor(rounds / 20) : -1;
  expect(seams.filter((seam) => (heldUp.get(seam) ?? 0) <= most)).toEqual([]);
}, 300_000);

/** One round: what is wrong at its end, or null. */
async function play(chance: Chance, heldUp: Map<string, number>): Promise<string | null> {
  const server = createModelServer();
  const { fetch } = server;
  const model = createModelClient(
    { fetch: (...request) => heldBack(() => fetch(...request)) },
    server,
  );
  const { client, clock, realtime } = model;
  const pauses = new Map(seams.map((seam) => [seam, pauseOf(chance)]));
  /** Before the server knows of it; after it, `delay` holds the answer. */
  async function heldBack(call: () => Promise<Response>): Promise<Response> {
    await pause(model, chance.number() < 0.3 ? chance.below(60) : 0);
    return call();
  }
  server.delay = ({ name }) => {
    const ms = pauses.get(name) ?? 0;
    if (ms === 0) return null;
    heldUp.set(name, (heldUp.get(name) ?? 0) + 1);
    return pause(model, ms);
  };
  server.onStream = (stream, event) => void (realtime.connected && realtime.publish(stream, event));
  const channel = server.channel(cid);
  channel.mode = chance.number() < 0.5 ? "room" : "feed";
  const before = chance.below(90);
  for (let at = 0; at < before; at += 1) addMessage(channel, "bob", { text: `before ${at}` });
  server.publish();
  const older: string[] = [];
  const note = watchVersions(older);
  const stop = client.store.subscribe(() => note(client.store.getState()));
  try {
    client.connect();
    const opensAt = chance.below(writes / 2);
    const closesAt = chance.number() < 0.3 ? opensAt + chance.below(writes / 3) : null;
    const looksBackAt = chance.number() < 0.5 ? opensAt + chance.below(writes / 2) : null;
    for (let at = 0; at < writes; at += 1) {
      if (at === opensAt) void client.channel(cid).watch().catch(ignore);
      if (at === closesAt) {
        client.channel(cid).unwatch();
        void client.channel(cid).watch().catch(ignore);
      }
      if (at === looksBackAt) void client.channel(cid).loadOlder().catch(ignore);
      write(channel, chance, at);
      server.publish();
      await clock.advance(everyMs);
    }
    await clock.advance(restMs);
    return older[0] ?? findMissing(client.store.getState(), channel);
  } finally {
    stop();
    client.dispose();
  }
}

function pauseOf(chance: Chance): number {
  return chance.number() < 0.4 ? 1 + chance.below(250) : 0;
}

function pause({ clock }: ModelClient, ms: number): Promise<void> {
  return ms === 0
    ? Promise.resolve()
    : new Promise((resolve) => void clock.after(ms, () => resolve()));
}

function write(channel: ModelChannel, chance: Chance, at: number): void {
  const what = chance.number();
  const id = chance.pick(channel.messages)?.id;
  if (what < 0.7 || id === undefined) addMessage(channel, "bob", { text: `said ${at}` });
  else if (what < 0.8) editMessage(channel, id, `edited ${at}`);
  else if (what < 0.85) deleteMessage(channel, id);
  else reactTo(channel, id, "bob", "👍", what < 0.95);
}

/** Notes a message that is replaced by an older version of itself. */
function watchVersions(older: string[]): (state: ChatState) => void {
  const versions = new Map<string, number>();
  return ({ channels }) => {
    for (const { id, version } of channels[cid]?.window.confirmed ?? []) {
      if (version < (versions.get(id) ?? 0)) older.push(`${id} went back to version ${version}`);
      versions.set(id, version);
    }
  };
}

function findMissing({ channels }: ChatState, channel: ModelChannel): string | null {
  const entry = channels[cid];
  if (entry?.window.status !== "ready") return `it is ${entry?.window.status}`;
  const held = entry.window.confirmed.map(({ id, version, text }) => [id, version, text]);
  const all = channel.messages.map(({ id, version, text }) => [id, version, text]);
  const wanted = all.slice(-held.length);
  const at = wanted.findIndex((message, index) => String(message) !== String(held[index]));
  if (at >= 0 || held.length === 0) return `holds ${held[at]}, should hold ${wanted[at]}`;
  const fetched = reviveDates(JSON.parse(JSON.stringify(viewChannel(channel, "ada"))));
  const { unread, position, messageSeq } = fetched as NonNullable<typeof entry.channel>; // a view
  const known = entry.channel;
  const isSame =
    known?.messageSeq === messageSeq &&
    known.position.eventSeq === position.eventSeq &&
    known.unread.count === unread.count;
  return isSame
    ? null
    : `the channel is ${JSON.stringify([known?.messageSeq, known?.position, known?.unread])}, should be ${JSON.stringify([messageSeq, position, unread])}`;
}

function ignore(): void {
  // What the round is about is where the state ends.
}
