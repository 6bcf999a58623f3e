import { deepEqual } from "node:assert/strict";
import type { Message, Thread } from "@natter/contract";
import { isMentioned, uncountedKinds } from "@natter/contract/unread";
import { badgeCheck } from "./badge-check.ts";
import { repairCheck, unreadCheck } from "./counter-checks.ts";
import { ledgersOf } from "./ledgers.ts";
import type { HistoryCheck, World } from "./run-history.ts";

/** Threads against a naive recount of the replies that can be read. */
export const threadChecks: readonly HistoryCheck[] = [
  { name: "summaries, unread replies and lists of threads are a recount", run: checkThreads },
  unreadCheck,
  badgeCheck,
  repairCheck,
];

async function checkThreads(world: World): Promise<void> {
  for (const user of world.users) {
    const threads = await threadsOf(world, user);
    const followed = threads.filter(({ root, standing }) => root.thread && standing.following);
    const { items } = await world.server.must(user, "threads.list", { query: { limit: 100 } });
    deepEqual(idsOf(items), idsOf(followed), `threads of ${user}`);
    const unread = followed.filter(({ standing }) => standing.unread.count > 0);
    const sum = (key: "count" | "mentions") =>
      unread.reduce((total, { standing }) => total + standing.unread[key], 0);
    deepEqual(
      await world.server.must(user, "threads.unread"),
      { threads: unread.length, replies: sum("count"), mentions: sum("mentions") },
      `unread threads of ${user}`,
    );
  }
}

function idsOf(threads: readonly Thread[]): string[] {
  return threads.map(({ root }) => root.id as string).toSorted();
}

/** Every thread that a user can read, each found right. */
async function threadsOf(world: World, user: string): Promise<Thread[]> {
  const threads: Thread[] = [];
  const ledgers = await ledgersOf(world, user);
  const channels = new Map(ledgers.map(({ channel }) => [channel.cid as string, channel]));
  for (const { id: messageId, cid } of world.sent) {
    const seen = await world.attempt(user, "threads.get", { params: { messageId } });
    const channel = channels.get(cid);
    if (!seen || !channel) continue;
    const replies = await world.server.must(user, "threads.replies", {
      params: { messageId },
      query: { limit: 100 },
    });
    const left = replies.items.filter(({ deletedAt }) => deletedAt === null);
    checkSummary(seen.thread.root, left);
    checkStanding(seen.thread, left, {
      user,
      joinedSeq: channel.membership?.joinedSeq ?? 0,
    });
    threads.push(seen.thread);
  }
  return threads;
}

function checkSummary({ id, thread }: Message, replies: readonly Message[]): void {
  const last = replies.at(-1);
  const people = [...new Set(replies.map(({ sender }) => sender?.id as string))];
  const expected = last && {
    replyCount: replies.length,
    participants: people.slice(0, 5),
    lastReplyAt: last.createdAt,
    lastReplySeq: last.seq,
  };
  const shown = thread && {
    ...thread,
    participants: thread.participants.map((person) => person.id as string),
  };
  deepEqual(shown ?? undefined, expected, `summary of ${id}`);
}

function checkStanding(
  { root, standing }: Thread,
  replies: readonly Message[],
  { user, joinedSeq }: { user: string; joinedSeq: number },
): void {
  const unread = replies.filter(
    ({ seq, sender, kind, silent }) =>
      standing.following &&
      seq > standing.watermark.seq &&
      seq > joinedSeq &&
      sender?.id !== user &&
      !silent &&
      !uncountedKinds.includes(kind),
  );
  const mentions = unread.filter((message) => isMentioned(message, user)).length;
  deepEqual(standing.unread, { count: unread.length, mentions }, `${user} in ${root.id}`);
}
