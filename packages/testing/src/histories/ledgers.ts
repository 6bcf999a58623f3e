import type { Channel, Message, RouteAnswer, RouteInput, RouteName } from "@natter/contract";
import { isMentioned, isUnread } from "@natter/contract/unread";
import type { World } from "./run-history.ts";

/** A channel with everything in it that one user can read. */
export type Ledger = { readonly channel: Channel; readonly messages: readonly Message[] };

/** A check for each user of a history. */
export function eachUser(check: (world: World, user: string) => Promise<void>) {
  return async (world: World): Promise<void> => {
    for (const user of world.users) await check(world, user);
  };
}

const read = new WeakMap<World, Map<string, Promise<Ledger[]>>>();

/** What a user can read of each of the channels. For checks: at rest nothing changes, and what was read once is not asked again. */
export function ledgersOf(world: World, user: string): Promise<Ledger[]> {
  const ofWorld = read.get(world) ?? new Map<string, Promise<Ledger[]>>();
  read.set(world, ofWorld);
  const ledgers = ofWorld.get(user) ?? readLedgers(world, user);
  ofWorld.set(user, ledgers);
  return ledgers;
}

async function readLedgers(world: World, user: string): Promise<Ledger[]> {
  const ledgers: Ledger[] = [];
  for (const cid of world.cids) {
    const seen = await world.attempt(user, "channels.get", { params: { cid } });
    if (!seen) continue;
    const query = { limit: 100 };
    const { items } = await must(world, user, "messages.list", { params: { cid }, query });
    ledgers.push({ channel: seen.channel, messages: items });
  }
  return ledgers;
}

/** What of it is unread to the user, by the rule of the contract. */
export function unreadIn({ channel, messages }: Ledger, user: string): Message[] {
  const { membership } = channel;
  if (!membership) return [];
  const reader = {
    userId: user,
    readSeq: membership.watermark.seq,
    joinedSeq: membership.joinedSeq,
  };
  return messages.filter((message) =>
    isUnread(
      {
        ...message,
        senderId: message.sender?.id ?? null,
        deleted: message.deletedAt !== null,
      },
      reader,
    ),
  );
}

/** Those that mention the user and were not marked read on their own. */
export function mentionsIn(ledger: Ledger, user: string): Message[] {
  const alone = ledger.channel.unread.readMentions ?? [];
  return unreadIn(ledger, user).filter(
    (message) => isMentioned(message, user) && !alone.includes(message.seq),
  );
}

/** Calls a route that must answer. */
export async function must<Name extends RouteName>(
  world: World,
  user: string,
  name: Name,
  input?: RouteInput<Name>,
): Promise<RouteAnswer<Name>> {
  return world.server.must(user, name, input);
}

/** All items of a list, page by page. */
export async function allPages<Item>(
  page: (cursor: {
    cursor?: string;
  }) => Promise<{ readonly items: readonly Item[]; readonly next: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const answer = await page(cursor === undefined ? {} : { cursor });
    items.push(...answer.items);
    cursor = answer.next;
  }
  return items;
}
