import { isDeepStrictEqual } from "node:util";
import { defaultLimits } from "@natter/contract/limits";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";

/** How many publications the hub keeps of a person's feed, for those who come back soon. */
const feedHistory = 300;
const { syncEventsPerLine, importMessages } = defaultLimits;
/** How many events are missed in many channels at once, in each fewer than a sync tells of a line. */
const missed = Number(process.env["MISSED_EVENTS"] ?? 2_700);
const perChannel = 900;
const patienceMs = 60_000 + missed * 5;
/** How many events one answer holds, of all lines together (SYNC-23). */
const syncEvents = 1_000;

let chat: RealChat;
let ada: ChatClient;
let cid: string;
/** The paths that ada asks for. */
const asked: string[] = [];
let said = 0;

beforeAll(async () => {
  // A log that keeps nothing: what is published is old, once it is told to forget.
  chat = await startRealChat(import.meta.url, ["ada", "bob"], { eventDays: 0 });
  ada = await chat.client("ada", {
    fetch: (...request) => {
      asked.push(new URL(String(request[0])).pathname);
      return fetch(...request);
    },
  });
  ({ cid } = await ada.channels.direct("bob"));
  await ada.channel(cid).watch();
});
afterAll(() => chat.stop());

async function say(count: number, into = cid): Promise<void> {
  for (let left = count; left > 0; left -= importMessages) {
    const messages = Array.from({ length: Math.min(left, importMessages) }, () => {
      said += 1;
      const createdAt = new Date(Date.UTC(2025, 0, 1) + said * 1_000).toISOString();
      return { externalId: `${said}`, cid: into, senderId: "bob", text: `said ${said}`, createdAt };
    });
    await chat.call("POST", "/v1/import/messages", { messages });
  }
}

/** Whether ada had to fetch the channel's messages anew, or went on from where she was. */
async function whileAway(does: () => Promise<void>): Promise<"anew" | "went on"> {
  chat.proxy.offline = true;
  await until(ada, ({ connection }) => connection !== "online");
  await does();
  asked.length = 0;
  chat.proxy.offline = false;
  await until(ada, ({ connection }) => connection === "online", 60_000);
  await vi.waitUntil(async () => isDeepStrictEqual(shown(), await fetched()), {
    timeout: patienceMs,
    interval: 200,
  });
  return asked.some((path) => path.endsWith("/messages")) ? "anew" : "went on";
}

function shown(): unknown {
  const entry = ada.store.getState().channels[cid];
  const messages = entry?.window.confirmed.slice(-50) ?? [];
  return {
    messages: messages.map(({ id, seq, text }) => [id, seq, text]),
    unread: entry?.channel?.unread,
    position: entry?.channel?.position,
    applied: entry?.applied,
  };
}

/** What somebody who asks anew is given. */
async function fetched(): Promise<unknown> {
  const path = `/v1/channels/${encodeURIComponent(cid)}`;
  const read = async (of: string) => {
    const { token } = (await chat.call("POST", "/v1/users/ada/tokens", {})) as { token: string };
    const answer = await fetch(`${chat.proxy.url}${of}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.json();
  };
  const { items } = (await read(`${path}/messages?limit=50`)) as {
    items: { id: string; seq: number; text: string }[];
  };
  const { channel } = (await read(path)) as { channel: { unread: unknown; position: unknown } };
  const { unread, position } = channel;
  return {
    messages: items.map(({ id, seq, text }) => [id, seq, text]),
    ...{ unread, position, applied: position },
  };
}

test.each([0, 1, feedHistory - 1, feedHistory, feedHistory + 1, syncEventsPerLine])(
  "[SYNC-22] away while %i messages came: goes on from where it was",
  async (count) => {
    expect(await whileAway(() => say(count))).toBe("went on");
  },
  180_000,
);

test("[SYNC-22] away while one more came than a sync tells: fetched anew", async () => {
  expect(await whileAway(() => say(syncEventsPerLine + 1))).toBe("anew");
}, 180_000);

test("[SYNC-22] away so long that the log has forgotten what came: fetched anew", async () => {
  const away = async () => {
    await say(feedHistory + 1);
    let forgotten = 0;
    // What is still to be published is kept until it is.
    await vi.waitUntil(async () => (forgotten += await chat.prune()) > feedHistory, {
      timeout: 60_000,
    });
  };
  expect(await whileAway(away)).toBe("anew");
}, 180_000);

test(
  `[SYNC-23] away while ${missed} events came in many channels: page by page, and all of them`,
  async () => {
    const cids: string[] = [];
    for (let at = 0; at < Math.ceil(missed / perChannel); at += 1) {
      const body = { name: `Many ${at}`, members: ["bob"] };
      const made = (await chat.call("POST", "/v1/channels", body, "ada")) as {
        channel: { cid: string };
      };
      cids.push(made.channel.cid);
    }
    await until(ada, ({ channels }) => cids.every((one) => channels[one]?.channel));
    const away = async () => {
      for (const one of cids) await say(perChannel, one);
    };
    expect(await whileAway(away)).toBe("went on");
    const held = () =>
      cids.map((one) => {
        const channel = ada.store.getState().channels[one]?.channel;
        return [channel?.messageSeq, channel?.unread.count, channel?.lastMessage?.seq];
      });
    const all = cids.map(() => [perChannel, 0, perChannel]);
    await vi.waitUntil(() => isDeepStrictEqual(held(), all), {
      timeout: patienceMs,
      interval: 200,
    });
    const calls = asked.filter((path) => path === "/v1/sync").length;
    expect(calls).toBeGreaterThanOrEqual(Math.floor((cids.length * perChannel) / syncEvents));
  },
  120_000 + missed * 30,
);

test("[SYNC-22] away while the line began anew: fetched anew, and nothing of before is left", async () => {
  const { channel } = (await chat.call(
    "POST",
    "/v1/channels",
    { name: "Cleared", members: ["bob"] },
    "ada",
  )) as { channel: { cid: string } };
  ({ cid } = channel);
  await until(ada, ({ channels }) => channels[cid]);
  await ada.channel(cid).watch();
  await say(3);
  await until(ada, ({ channels }) => (channels[cid]?.window.confirmed.length ?? 0) >= 3);
  const clear = async () => {
    await chat.call("POST", `/v1/channels/${encodeURIComponent(cid)}/truncate`, {}, "ada");
    await say(1);
  };
  expect(await whileAway(clear)).toBe("anew");
  expect(
    ada.store.getState().channels[cid]?.window.confirmed.map(({ text }) => text),
  ).not.toContain("said 1");
}, 120_000);
