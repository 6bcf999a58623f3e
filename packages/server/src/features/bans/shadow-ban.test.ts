import { testDatabase } from "@natter/testing/test-database";
import { afterAll, afterEach, expect, test } from "vitest";
import { openWorld, withoutIds, type Step, type World } from "./shadow-world.fixture.ts";

const db = await testDatabase(import.meta.url);
const worlds: World[] = [];

afterEach(async () => {
  for (const { server } of worlds.splice(0)) await server.stop();
});

afterAll(() => db.drop());

async function openFor(isBanned: boolean): Promise<World> {
  const world = await openWorld(db.url, isBanned);
  worlds.push(world);
  return world;
}

/** Numbers below a limit from a seed (mulberry32). */
function randomOf(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % limit;
  };
}

const kinds = ["👍", "🎉", "❤️"];

/** A history in which mal is shadow banned for a while. Others do nothing to what they cannot see. */
function historyOf(seed: number, length: number): Step[] {
  const random = randomOf(seed);
  const sent: { by: string; hidden: boolean; isReply: boolean }[] = [];
  const steps: Step[] = [];
  const [from, to] = [4 + random(6), length - 4 - random(8)];
  let isBanned = false;
  const pick = (by: string, fits: (index: number) => boolean = () => true): number | null => {
    const open = [...sent.keys()].filter((index) => {
      const message = sent[index];
      return message && (!message.hidden || by === "mal") && fits(index);
    });
    return open.length === 0 ? null : (open[random(open.length)] ?? null);
  };
  while (steps.length < length) {
    if (steps.length === from) {
      isBanned = true;
      steps.push({ do: "ban" });
      continue;
    }
    if (steps.length === to) {
      isBanned = false;
      steps.push({ do: "lift" });
      continue;
    }
    const by = ["ada", "bob", "mal", "mal"][random(4)] ?? "mal";
    const isHidden = by === "mal" && isBanned;
    const text = `${isHidden ? "hidden" : "open"} words ${steps.length}`;
    const what = random(12);
    const mine = pick(by, (index) => sent[index]?.by === by);
    const any = pick(by);
    if (what < 5 || any === null) {
      const reply = random(3) === 0 ? pick(by, (index) => sent[index]?.isReply === false) : null;
      const quote = random(4) === 0 ? any : null;
      steps.push({ do: "send", by, text, reply, quote, also: random(3) === 0 });
      sent.push({ by, hidden: isHidden, isReply: reply !== null });
    } else if (what === 5 && mine !== null) {
      steps.push({ do: "edit", by, message: mine, text });
      if (random(3) === 0) steps.push({ do: "undo", by, message: mine });
    } else if (what === 6 && mine !== null) {
      steps.push({ do: "delete", by, message: mine });
      if (random(2) === 0) steps.push({ do: "undelete", by, message: mine });
    } else if (what === 7) {
      steps.push({ do: "read", by, seq: random(sent.length + 1) });
    } else if (what === 8) {
      steps.push({ do: "look", by: "mal" });
    } else {
      const type = kinds[random(3)] ?? "👍";
      steps.push({ do: what === 9 ? "unreact" : "react", by, message: any, type });
    }
  }
  return steps;
}

const seeds = [1, 2];

test.each(seeds)(
  "[I4] with and without the ban, the banned person's answers and line are the same (seed %i)",
  async (seed) => {
    const steps = historyOf(seed, 40);
    const [banned, free] = [await openFor(true), await openFor(false)];
    const transcripts: unknown[][] = [[], []];
    for (const step of steps) {
      for (const [index, world] of [banned, free].entries()) {
        const answer = await world.take(step);
        if ("by" in step && step.by === "mal") transcripts[index]?.push([step, answer]);
      }
    }
    for (const [index, world] of [banned, free].entries())
      transcripts[index]?.push(await world.see("mal"), world.heard("mal"));
    const [withBan, without] = transcripts.map(withoutIds) as unknown[][];
    // Step by step, so that a difference says where it begins.
    for (const [index, entry] of (without ?? []).entries())
      expect({ seed, index, entry: withBan?.[index] }).toEqual({ seed, index, entry });
    for (const as of ["ada", "bob"]) {
      const seen = JSON.stringify([await banned.see(as), banned.heard(as)]);
      expect(seen).toContain("open words");
      expect(seen).not.toContain("hidden words");
    }
  },
  120_000,
);

test("[I4] nobody else's unread, last message, lists or devices move, and lifting the ban reveals nothing", async () => {
  const world = await openFor(true);
  const { server, cid } = world;
  await world.take({
    do: "send",
    by: "ada",
    text: "open words",
    reply: null,
    quote: null,
    also: false,
  });
  const see = async () => {
    const { channel } = await server.must("bob", "channels.get", { params: { cid } });
    const { items } = await server.must("bob", "channels.list", { query: {} });
    // What only one sees raises the version of what it hangs on, and nothing that shows.
    const last = { ...channel.lastMessage, version: 0 };
    return { unread: channel.unread, last, order: items.map((one) => one.cid) };
  };
  const before = await see();
  await world.take({ do: "ban" });
  const send = {
    do: "send",
    by: "mal",
    text: "hidden words",
    reply: null,
    quote: null,
    also: false,
  } as const;
  await world.take(send);
  await world.take({ do: "react", by: "mal", message: 0, type: "👍" });
  await world.take({ do: "edit", by: "mal", message: 1, text: "hidden words, edited" });
  expect(await see()).toEqual(before);
  const types = world.heard("bob").map((event) => Reflect.get(event as object, "type"));
  expect(types).toEqual(["message.new", "channel.noop", "channel.noop", "channel.noop"]);
  await world.take({ do: "lift" });
  expect(JSON.stringify(await world.see("bob"))).not.toContain("hidden words");
  expect(JSON.stringify(await world.see("mal"))).toContain("hidden words, edited");
  const { items } = await server.must("mal", "messages.list", { params: { cid }, query: {} });
  const hidden = items.find(({ text }) => text.startsWith("hidden"));
  const answer = await server.call("bob", "messages.get", {
    params: { messageId: hidden?.id ?? "" },
  });
  expect(answer.error?.code).toBe("message.not_found");
});

test("[I4] nobody is told of a shadow ban: no notice, no event, and typing reaches nobody", async () => {
  const world = await openFor(true);
  const { server, cid } = world;
  await world.take({ do: "ban" });
  expect((await server.must("mal", "me.bans")).items).toEqual([]);
  expect(world.heard("mal")).toEqual([]);
  const from = server.recorded.length;
  await server.must("mal", "typing.set", { params: { cid }, body: { state: "start" } });
  const told = server.recorded.slice(from);
  expect(told.length).toBeGreaterThan(0);
  // On the lines where others' typing is told as well, but to the typer alone.
  for (const one of told) {
    expect(one).toMatchObject({ kind: "signal", onlyTo: `${server.appId}.mal` });
    expect("stream" in one ? one.stream : "").toMatch(/^evt?:/);
  }
});
