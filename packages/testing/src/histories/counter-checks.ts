import { deepEqual } from "node:assert/strict";
import type { UserEvent } from "@natter/contract";
import { isMentioned } from "@natter/contract/unread";
import { badgeCheck } from "./badge-check.ts";
import {
  allPages,
  eachUser,
  ledgersOf,
  mentionsIn,
  must,
  unreadIn,
  type Ledger,
} from "./ledgers.ts";
import type { HistoryCheck, World } from "./run-history.ts";

export const unreadCheck: HistoryCheck = {
  name: "unread messages and mentions of each channel are a recount",
  run: eachUser(checkUnread),
};

export const repairCheck: HistoryCheck = {
  name: "there is nothing to repair",
  run: eachUser(checkRepair),
};

/** The counters against a naive recount of everything that can be read. */
export const counterChecks: readonly HistoryCheck[] = [
  unreadCheck,
  badgeCheck,
  { name: "the lists of flagged messages are those that have the flag", run: eachUser(checkLists) },
  { name: "the groups of reactions count the reactions", run: checkReactions },
  { name: "the number of members is the number of members", run: checkMembers },
  repairCheck,
];

async function checkUnread(world: World, user: string): Promise<void> {
  for (const ledger of await ledgersOf(world, user)) {
    const { count, mentions } = ledger.channel.unread;
    const expected = {
      count: unreadIn(ledger, user).length,
      mentions: mentionsIn(ledger, user).length,
    };
    deepEqual({ count, mentions }, expected, `${user} in ${ledger.channel.cid}`);
  }
}

async function checkLists(world: World, user: string): Promise<void> {
  const ledgers = await ledgersOf(world, user);
  const listed = async (flag: "unread" | "mentioned" | "starred") => {
    const items = await allPages((cursor) =>
      must(world, user, "bookmarks.list", { query: { flag, limit: 3, ...cursor } }),
    );
    return items.map(({ message }) => message.id as string);
  };
  const unread = ledgers.flatMap((ledger) => unreadIn(ledger, user).map(({ id }) => id as string));
  deepEqual((await listed("unread")).toSorted(), unread.toSorted(), `unread of ${user}`);
  const all = ledgers.flatMap(({ messages }) => messages.filter(({ deletedAt }) => !deletedAt));
  const stars = starsTold(world, user);
  const starred = all.map(({ id }) => id as string).filter((id) => stars.has(id));
  deepEqual((await listed("starred")).toSorted(), starred.toSorted(), `stars of ${user}`);
  await checkMentioned(ledgers, user, new Set(await listed("mentioned")));
}

/** Everything since the user is a member, and nothing that does not mention them. */
async function checkMentioned(
  ledgers: readonly Ledger[],
  user: string,
  listed: ReadonlySet<string>,
): Promise<void> {
  const missing: string[] = [];
  const known = new Set<string>();
  for (const { channel, messages } of ledgers) {
    for (const message of messages) {
      const isOwn = message.sender?.id === user;
      if (message.deletedAt || !isMentioned(message, user)) continue;
      known.add(message.id);
      const isSince = message.seq > (channel.membership?.joinedSeq ?? Number.MAX_SAFE_INTEGER);
      if (isSince && !isOwn && !listed.has(message.id)) missing.push(message.id);
    }
  }
  deepEqual(missing, [], `mentions of ${user} that are not listed`);
  deepEqual(
    [...listed].filter((id) => !known.has(id)),
    [],
    `listed to ${user} and no mentions`,
  );
}

/** The stars as the user's own devices were told of them, in the order they were. */
function starsTold({ server }: World, user: string): Set<string> {
  const stars = new Set<string>();
  for (const record of server.recorded) {
    if (record.kind !== "publish" || !record.stream.endsWith(`.${user}`)) continue;
    const event = record.event as UserEvent; // published on a user's own line
    if (event.type !== "notification.flags") continue;
    if (event.flags.starred) stars.add(event.messageId);
    else stars.delete(event.messageId);
  }
  return stars;
}

async function checkReactions(world: World): Promise<void> {
  const [owner = ""] = world.users;
  for (const { messages } of await ledgersOf(world, owner)) {
    for (const message of messages) {
      const params = { messageId: message.id };
      const { items } = await must(world, owner, "reactions.list", {
        params,
        query: { limit: 100 },
      });
      const counted = new Map<string, number>();
      if (!message.deletedAt)
        for (const { type } of items) counted.set(type, (counted.get(type) ?? 0) + 1);
      const shown = message.reactions.map(({ type, count }): [string, number] => [type, count]);
      deepEqual(shown.toSorted(), [...counted].toSorted(), `reactions of ${message.id}`);
    }
  }
}

async function checkMembers(world: World): Promise<void> {
  const [owner = ""] = world.users;
  for (const { channel } of await ledgersOf(world, owner)) {
    const { items } = await must(world, owner, "members.list", {
      params: { cid: channel.cid },
      query: { limit: 100 },
    });
    deepEqual(channel.memberCount, items.length, `members of ${channel.cid}`);
  }
}

async function checkRepair(world: World, user: string): Promise<void> {
  const { repairs } = await must(world, user, "unread.repair", { body: {} });
  deepEqual(repairs, [], `repairs for ${user}`);
}
