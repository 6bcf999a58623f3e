import { deepEqual } from "node:assert/strict";
import type { Channel, Message, Thread } from "@natter/contract";
import { badgeTotal } from "@natter/contract/channel-visibility";
import { isMentioned, uncountedKinds } from "@natter/contract/unread";
import { allPages, eachUser, ledgersOf, mentionsIn, must, unreadIn } from "./ledgers.ts";
import type { HistoryCheck, World } from "./run-history.ts";

/** The badge against everything that can be read, channels and threads, and its explanation against both. */
export const badgeCheck: HistoryCheck = {
  name: "the badge is explained message by message",
  run: eachUser(checkBadge),
};

/** What of a channel is unread to somebody, in the channel itself or in its threads: each message once. */
type Unread = { readonly channel: Channel; readonly ids: string[]; readonly mentions: string[] };

async function checkBadge(world: World, user: string): Promise<void> {
  const unread = await unreadEverywhere(world, user);
  const badge = badgeTotal(
    unread.map(({ channel, ids, mentions }) => ({
      ...channel,
      unread: { count: ids.length, mentions: mentions.length },
    })),
    new Date(),
  );
  const { total, mentions } = await must(world, user, "readState.unread");
  deepEqual({ total, mentions }, badge, `badge of ${user}`);
  const items = await allPages(async (cursor) =>
    must(world, user, "unread.explain", { query: { limit: 3, ...cursor } }),
  );
  const sum = (key: "total" | "mentions") => items.reduce((all, { adds }) => all + adds[key], 0);
  deepEqual({ total: sum("total"), mentions: sum("mentions") }, badge, `explained to ${user}`);
  const explained = items.map(({ messageId }) => messageId as string);
  deepEqual(explained.toSorted(), unread.flatMap(({ ids }) => ids).toSorted(), `listed to ${user}`);
}

async function unreadEverywhere(world: World, user: string): Promise<Unread[]> {
  const ledgers = await ledgersOf(world, user);
  const threads = await allPages((cursor) =>
    must(world, user, "threads.list", { query: { limit: 50, ...cursor } }),
  );
  const found: Unread[] = [];
  for (const ledger of ledgers) {
    const { channel } = ledger;
    const ids = unreadIn(ledger, user).map(({ id }) => id as string);
    const inChannel = new Set(ids);
    const mentions = mentionsIn(ledger, user).map(({ id }) => id as string);
    for (const thread of threads.filter(({ root }) => root.cid === channel.cid)) {
      const replies = (await unreadReplies(world, user, { thread, channel })).filter(
        ({ id }) => !inChannel.has(id),
      );
      ids.push(...replies.map(({ id }) => id));
      mentions.push(...replies.filter((one) => isMentioned(one, user)).map(({ id }) => id));
    }
    found.push({ channel, ids, mentions });
  }
  return found;
}

/** The replies of a followed thread that are unread there (UNREAD-24). */
async function unreadReplies(
  world: World,
  user: string,
  { thread, channel }: { thread: Thread; channel: Channel },
): Promise<Message[]> {
  const { items } = await must(world, user, "threads.replies", {
    params: { messageId: thread.root.id },
    query: { limit: 100 },
  });
  const after = Math.max(thread.standing.watermark.seq, channel.membership?.joinedSeq ?? 0);
  return items.filter(
    ({ seq, sender, deletedAt, silent, kind }) =>
      seq > after &&
      sender?.id !== user &&
      deletedAt === null &&
      !silent &&
      !uncountedKinds.includes(kind),
  );
}
