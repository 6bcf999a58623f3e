import type { Message } from "@natter/contract";
import { runSeeds, threadActions, threadChecks } from "@natter/testing/histories";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
const db = await testDatabase(import.meta.url);
const users = ["ada", "bob", "cem"] as const;
let channels = 0;
let sends = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users(...users);
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

type Step = {
  readonly do: "reply" | "delete" | "undelete" | "read" | "unread" | "follow" | "unfollow";
  readonly who: number;
  /** Which of two threads. */
  readonly thread: number;
  readonly at: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(
    ...(["reply", "reply", "reply", "reply", "delete", "undelete"] as const),
    ...(["read", "unread", "follow", "unfollow"] as const),
  ),
  who: fc.nat(users.length - 1),
  thread: fc.nat(1),
  at: fc.nat(14),
});

/** What somebody who keeps a ledger on paper would know. */
type Ledger = {
  readonly cid: string;
  readonly roots: readonly Message[];
  readonly replies: Map<string, { message: Message; mentions: readonly string[] }>;
  readonly follows: Map<string, { following: boolean; generation: number; seq: number }>;
};

const statesOf = (ledger: Ledger, root: number, who: string) => `${ledger.roots[root]?.id} ${who}`;

async function open(): Promise<Ledger> {
  channels += 1;
  const { channel } = await server.must("ada", "channels.create", {
    body: { name: `counts ${channels}`, members: ["bob", "cem"] },
  });
  const roots = [await send("ada", channel.cid), await send("bob", channel.cid)];
  return { cid: channel.cid, roots, replies: new Map(), follows: new Map() };
}

async function send(
  who: string,
  cid: string,
  more: { threadId?: string; mentions?: string[]; alsoInChannel?: boolean } = {},
): Promise<Message> {
  sends += 1;
  const body = { clientId: `thread-counts-${sends}`, text: "x", ...more };
  return (await server.must(who, "messages.send", { params: { cid }, body })).message;
}

/** The rules on paper: who follows from when (UNREAD-20 to 22). */
function noteReply(ledger: Ledger, root: number, message: Message, mentions: readonly string[]) {
  const { follows, roots } = ledger;
  const sender = String(message.sender?.id);
  const own = statesOf(ledger, root, sender);
  const known = follows.get(own);
  if (!known?.following) {
    const seq = Math.max(known?.seq ?? 0, message.seq);
    follows.set(own, { following: true, generation: known?.generation ?? 0, seq });
  }
  const author = String(roots[root]?.sender?.id);
  const others = [
    { who: author, seq: roots[root]?.seq ?? 0 },
    ...mentions.map((who) => ({ who, seq: message.seq - 1 })),
  ];
  for (const { who, seq } of others) {
    const name = statesOf(ledger, root, who);
    if (!follows.has(name)) follows.set(name, { following: true, generation: 0, seq });
  }
}

async function perform(ledger: Ledger, { do: what, who, thread, at }: Step): Promise<void> {
  const user = users[who] ?? "ada";
  const root = ledger.roots[thread];
  if (!root) return;
  const params = { messageId: root.id };
  const state = ledger.follows.get(statesOf(ledger, thread, user));
  const name = statesOf(ledger, thread, user);
  if (what === "reply") {
    const mentions = at % 3 === 0 ? [users[at % users.length] ?? "ada"] : [];
    const more = { threadId: root.id, mentions, alsoInChannel: at % 4 === 0 };
    const message = await send(user, ledger.cid, more);
    ledger.replies.set(message.id, { message, mentions });
    noteReply(ledger, thread, message, mentions);
  } else if (what === "delete" || what === "undelete") {
    const mine = [...ledger.replies.values()].filter(
      ({ message }) =>
        message.sender?.id === user &&
        message.threadId === root.id &&
        (message.deletedAt !== null) === (what === "undelete"),
    );
    const one = mine[at % Math.max(mine.length, 1)];
    if (!one) return;
    const changed = { messageId: one.message.id };
    const { message } = await server.must(user, `messages.${what}`, { params: changed });
    ledger.replies.set(message.id, { ...one, message });
  } else if (what === "read") {
    const generation = state?.generation ?? 0;
    await server.must(user, "threads.markRead", { params, body: { seq: at, generation } });
    const { messageSeq } = (await server.must(user, "threads.get", { params })).thread.standing;
    if (state?.following)
      ledger.follows.set(name, { ...state, seq: Math.max(state.seq, Math.min(at, messageSeq)) });
  } else if (what === "unread") {
    const { standing } = await server.must(user, "threads.markUnread", {
      params,
      body: { seq: at + 1 },
    });
    if (state?.following && at + 1 <= standing.messageSeq)
      ledger.follows.set(name, { ...state, generation: state.generation + 1, seq: at });
  } else if (what === "follow") {
    const { standing } = await server.must(user, "threads.follow", { params });
    if (!state?.following) {
      const seq = Math.max(state?.seq ?? 0, standing.messageSeq);
      ledger.follows.set(name, { generation: state?.generation ?? 0, following: true, seq });
    }
  } else {
    await server.must(user, "threads.unfollow", { params });
    ledger.follows.set(name, { ...(state ?? { generation: 0, seq: 0 }), following: false });
  }
}

/** Everything the server says of a thread is what a recount of the ledger says. */
async function assertRecount(ledger: Ledger): Promise<void> {
  for (const [index, root] of ledger.roots.entries()) {
    const replies = [...ledger.replies.values()]
      .filter(({ message }) => message.threadId === root.id && message.deletedAt === null)
      .toSorted((one, other) => one.message.seq - other.message.seq);
    const last = replies.at(-1)?.message;
    for (const user of users) {
      const { thread } = await server.must(user, "threads.get", {
        params: { messageId: root.id },
      });
      const participants = [...new Set(replies.map(({ message }) => message.sender?.id))];
      expect(
        thread.root.thread && {
          ...thread.root.thread,
          participants: thread.root.thread.participants.map(({ id }) => id),
        },
      ).toEqual(
        last
          ? {
              replyCount: replies.length,
              participants: participants.slice(0, 5),
              lastReplySeq: last.seq,
              lastReplyAt: last.createdAt,
            }
          : null,
      );
      const follow = ledger.follows.get(statesOf(ledger, index, user));
      const unread = replies.filter(
        ({ message }) =>
          follow?.following && message.sender?.id !== user && message.seq > follow.seq,
      );
      expect(thread.standing).toMatchObject({
        following: follow?.following ?? false,
        watermark: { generation: follow?.generation ?? 0, seq: follow?.seq ?? 0 },
        unread: {
          count: unread.length,
          mentions: unread.filter(({ mentions }) => mentions.includes(user)).length,
        },
      });
    }
  }
}

async function assertTotals(ledger: Ledger): Promise<void> {
  for (const user of users) {
    const { items } = await server.must(user, "threads.list", { query: { limit: 100 } });
    const here = items.filter(({ root }) => root.cid === ledger.cid);
    const expected = ledger.roots.filter(
      (root, index) =>
        ledger.follows.get(statesOf(ledger, index, user))?.following &&
        [...ledger.replies.values()].some(
          ({ message }) => message.threadId === root.id && message.deletedAt === null,
        ),
    );
    expect(new Set(here.map(({ root }) => root.id))).toEqual(new Set(expected.map(({ id }) => id)));
    const sum = items.reduce((total, { standing }) => total + standing.unread.count, 0);
    const totals = await server.must(user, "threads.unread");
    expect(totals.replies).toBe(sum);
    expect(totals.threads).toBe(items.filter(({ standing }) => standing.unread.count > 0).length);
    await server.must(user, "threads.unfollow", {
      params: { messageId: ledger.roots[0]?.id ?? "" },
    });
    await server.must(user, "threads.unfollow", {
      params: { messageId: ledger.roots[1]?.id ?? "" },
    });
  }
}

test("[UNREAD-24] after any history, replies, participants, follows and unread are a recount of the ledger", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const ledger = await open();
      for (const one of steps) await perform(ledger, one);
      await assertRecount(ledger);
      await assertTotals(ledger);
    }),
    { numRuns: 15 },
  );
});

test("[UNREAD-24] the same when three devices write, delete and take back at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const { cid, roots } = await open();
      const replies = new Map<string, Message>();
      const devices = users.map(async (user, device) => {
        for (const { do: what, thread, at } of steps.filter((one) => one.who === device)) {
          const threadId = roots[thread]?.id ?? "";
          if (what === "reply" || what === "follow" || what === "read") {
            const message = await send(user, cid, { threadId, alsoInChannel: at % 4 === 0 });
            replies.set(message.id, message);
            continue;
          }
          const isDeleting = what === "delete" || what === "unread";
          const mine = [...replies.values()].filter(
            (one) => one.sender?.id === user && (one.deletedAt === null) === isDeleting,
          );
          const one = mine[at % Math.max(mine.length, 1)];
          if (!one) continue;
          const params = { messageId: one.id };
          const name = isDeleting ? "messages.delete" : "messages.undelete";
          const { message } = await server.must(user, name, { params });
          replies.set(message.id, message);
        }
      });
      await Promise.all(devices);
      for (const root of roots) {
        const left = [...replies.values()]
          .filter((one) => one.threadId === root.id && one.deletedAt === null)
          .toSorted((one, other) => one.seq - other.seq);
        const { message } = await server.must("ada", "messages.get", {
          params: { messageId: root.id },
        });
        expect(message.thread?.replyCount ?? 0).toBe(left.length);
        expect(message.thread?.lastReplySeq ?? null).toBe(left.at(-1)?.seq ?? null);
        expect(message.thread?.participants.map(({ id }) => id) ?? []).toEqual([
          ...new Set(left.map((one) => one.sender?.id)),
        ]);
      }
    }),
    { numRuns: 10 },
  );
});

test(
  "[UNREAD-24] after any history of three devices threads, their lists and totals are a naive recount",
  { timeout: 300_000 },
  async () => {
    const plan = { actions: threadActions, checks: threadChecks, steps: 12 };
    const count = Number(process.env["SEEDS"] ?? 200);
    await expect(runSeeds(server, plan, { first: 1, count })).resolves.toBeUndefined();
  },
);
