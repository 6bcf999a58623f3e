import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChannelState } from "../src/store/state.ts";
import type { Message } from "../src/wire/entities.ts";
import { reviveDates } from "../src/wire/revive-dates.ts";
import {
  addMessage,
  beginNewEpoch,
  deleteMessage,
  editMessage,
  getMessage,
  reactTo,
  renameChannel,
  viewChannel,
  type ModelChannel,
} from "@natter/testing/model/model-channel";
import { cid, createModelClient, type ModelClient } from "@natter/testing/model/model-client";
import { plainMessage } from "./support/plain-message.ts";

// What others do on the server, what the viewer does, and what the network does to it, in any order.
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("send" as const), who: who(), at: fc.nat(50) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("edit" as const), at: fc.nat(50), n: fc.nat(3) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), at: fc.nat(50) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("react" as const),
      who: who(),
      at: fc.nat(50),
      n: fc.nat(1),
      add: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rename" as const), n: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("own send" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("own edit" as const), at: fc.nat(50), n: fc.nat(3) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("own react" as const),
      at: fc.nat(50),
      add: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("mark read" as const), at: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("mark unread" as const), at: fc.nat(50) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("read elsewhere" as const), at: fc.nat(50) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("deliver" as const), at: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("deliver twice" as const), at: fc.nat(20) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("drop" as const), at: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("load older" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("jump" as const), at: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("jump to latest" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose connection" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restore backup" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(900) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("fail a call" as const), fault: fault() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("slow an answer" as const), ms: fc.nat(3_000) }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** How the state comes to rest: by a reconnection, or by nothing but the next event showing what is missing. */
const ending = fc.constantFrom("reconnection" as const, "next event" as const);

test("[SYNC-1] whatever the network drops, doubles and disorders, the client ends equal to a fresh fetch", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 80, size: "max" }),
      fc.nat(70),
      ending,
      async (steps, before, end) => {
        const model = createModelClient();
        const channel = model.server.channel(cid);
        for (let at = 1; at <= before; at += 1) addMessage(channel, "bob", { text: `m${at}` });
        try {
          model.client.connect();
          await model.clock.advance(0);
          await model.client.channel(cid).watch();
          model.holding = true;
          for (const one of steps) {
            const isFatal = end === "next event" && losesUserEvents(model, one);
            if (!isFatal) await take(model, channel, one);
          }
          await comeToRest(model, end);
          expectEqualToFetch(model, channel);
        } finally {
          model.client.dispose();
        }
      },
    ),
    { numRuns: Number(process.env["SEEDS"] ?? 150) },
  );
}, 300_000);

async function take(model: ModelClient, channel: ModelChannel, one: Step): Promise<void> {
  const { client, held, realtime, server } = model;
  const handle = client.channel(cid);
  const pick = (at: number) => channel.messages[at % Math.max(1, channel.messages.length)]?.id;
  const id = "at" in one ? pick(one.at) : undefined;
  const seq = "at" in one && id !== undefined ? getMessage(channel, id).seq : 0;
  switch (one.do) {
    case "send": {
      const mentions = one.at % 3 === 0 ? ["ada"] : [];
      const quoteId = one.at % 4 === 0 && id !== undefined ? { quoteId: id } : {};
      addMessage(channel, one.who, { text: `said ${one.at}`, mentions, ...quoteId });
      break;
    }
    case "edit":
      if (id !== undefined) editMessage(channel, id, `edited ${one.n}`);
      break;
    case "delete":
      if (id !== undefined) deleteMessage(channel, id);
      break;
    case "react":
      if (id !== undefined) reactTo(channel, id, one.who, `r${one.n}`, one.add);
      break;
    case "rename":
      renameChannel(channel, `Name ${one.n}`);
      break;
    case "own send":
      handle.send({ text: "mine" });
      break;
    case "own edit":
      if (id !== undefined) handle.edit(id, { text: `mine ${one.n}` }).catch(ignore);
      break;
    case "own react":
      if (id !== undefined)
        (one.add ? handle.react(id, "r9") : handle.unreact(id, "r9")).catch(ignore);
      break;
    case "mark read":
      handle.markRead(seq);
      break;
    case "mark unread":
      if (seq > 0) handle.markUnread(seq).catch(ignore);
      break;
    case "read elsewhere":
      void fetchAsAda(model, seq, channel);
      break;
    case "deliver":
    case "deliver twice": {
      const [event] = held.splice(one.at % Math.max(1, held.length), 1);
      if (event === undefined || !realtime.connected) break;
      realtime.feed(event);
      if (one.do === "deliver twice") realtime.feed(event);
      break;
    }
    case "drop":
      held.splice(one.at % Math.max(1, held.length), 1);
      break;
    case "load older":
      void handle.loadOlder().catch(ignore);
      break;
    case "jump":
      if (id !== undefined) void handle.jumpTo(id).catch(ignore);
      break;
    case "jump to latest":
      void handle.jumpToLatest().catch(ignore);
      break;
    case "reopen":
      handle.unwatch();
      void handle.watch().catch(ignore);
      break;
    case "lose connection":
      realtime.goOffline();
      held.length = 0;
      realtime.goOnline("lost");
      break;
    case "restore backup":
      beginNewEpoch(channel);
      break;
    case "fail a call":
      server.fault = (call) => {
        if (call.name === "me.get") return null;
        server.fault = () => null;
        return one.fault;
      };
      break;
    case "slow an answer":
      server.delay = () => {
        server.delay = () => null;
        return new Promise((resolve) => void model.clock.after(one.ms, resolve));
      };
      break;
    case "wait":
      await model.clock.advance(one.ms);
      break;
  }
  server.publish();
}

/** A user's own line has no fetch of its own: what is lost of it is found by a reconnection alone. */
function losesUserEvents({ held }: ModelClient, one: Step): boolean {
  if (one.do === "lose connection") return true;
  if (one.do !== "drop") return false;
  return "userSeq" in ((held[one.at % Math.max(1, held.length)] ?? {}) as object);
}

function fetchAsAda(model: ModelClient, seq: number, channel: ModelChannel): Promise<unknown> {
  const { generation } = channel.members.get("ada") ?? { generation: 0 };
  const answer = model.server.fetch(
    `http://model.test/v1/channels/${encodeURIComponent(cid)}/read`,
    {
      method: "POST",
      headers: { authorization: "Bearer ada" },
      body: JSON.stringify({ seq, generation }),
    },
  );
  return answer.catch(ignore);
}

/** What is held arrives, one more event shows what was dropped, and every timer runs out. */
async function comeToRest(
  { client, clock, held, realtime, server }: ModelClient,
  end: "reconnection" | "next event",
): Promise<void> {
  const deliverHeld = () => {
    for (const event of held.splice(0)) realtime.feed(event);
  };
  deliverHeld();
  await clock.advance(60_000);
  deliverHeld();
  addMessage(server.channel(cid), "bob", { text: "the last" });
  if (end === "reconnection") held.length = 0;
  server.publish();
  if (end === "reconnection") {
    realtime.goOffline();
    realtime.goOnline("lost");
  }
  deliverHeld();
  await clock.advance(60_000);
  await client.channel(cid).jumpToLatest();
  await clock.advance(60_000);
}

function expectEqualToFetch({ client, warnings }: ModelClient, channel: ModelChannel): void {
  const entry = client.store.getState().channels[cid] as ChannelState; // the test opened it
  const fetched = reviveDates(JSON.parse(JSON.stringify(viewChannel(channel, "ada"))));
  expect(entry.outbox).toEqual([]);
  expect(entry.changes).toEqual([]);
  const { confirmed } = entry.window;
  const all = reviveDates(JSON.parse(JSON.stringify(channel.messages))) as Message[];
  expect(confirmed.map(plainMessage)).toEqual(all.slice(all.length - confirmed.length));
  expect(entry.window.hasNewer).toBe(false);
  expect(entry.window.hasOlder).toBe(confirmed.length < all.length);
  expect(new Set(entry.window.items.map(({ key }) => key)).size).toBe(entry.window.items.length);
  expect(entry.channel).toEqual(fetched);
  expect(entry.applied).toEqual(entry.channel?.position);
  expect(warnings).toEqual([]);
}

function fault() {
  return fc.constantFrom(
    "network" as const,
    "lost" as const,
    { status: 500 },
    { status: 503, code: "server.unavailable" as const, retryAfter: 2 },
  );
}

function who() {
  return fc.constantFrom("ada", "bob");
}

function ignore(): void {
  // The property is about where the state ends, not about each call.
}
