import { keepOtherwise, markMention, readChannel } from "./counter-actions.ts";
import type { Random } from "./random.ts";
import type { HistoryAction, World } from "./run-history.ts";

/** What moves the counters of threads: replies, follows, how far they are read, and who can read them. */
export const threadActions: readonly HistoryAction[] = [
  {
    name: "begin",
    weight: 2,
    run: (world, user, random) => send(world, user, random.pick(world.cids)),
  },
  { name: "reply", weight: 8, run: reply },
  { name: "delete", weight: 2, run: onOne("messages.delete") },
  { name: "take back", weight: 2, run: onOne("messages.undelete") },
  { name: "follow", weight: 1, run: onOne("threads.follow") },
  { name: "unfollow", weight: 1, run: onOne("threads.unfollow") },
  { name: "read a thread", weight: 3, run: readSome },
  readChannel,
  markMention,
  keepOtherwise,
  {
    name: "mark unread",
    weight: 1,
    run: (world, user, random) =>
      withOne(world, random, ({ id: messageId }) =>
        world.attempt(user, "threads.markUnread", {
          params: { messageId },
          body: { seq: 1 + random.int(20) },
        }),
      ),
  },
  { name: "come or go", weight: 1, run: comeOrGo },
];

type Sent = World["sent"][number];

async function withOne(
  world: World,
  random: Random,
  run: (message: Sent) => Promise<unknown>,
): Promise<void> {
  if (world.sent.length > 0) await run(random.pick(world.sent));
}

function onOne(
  name: "messages.delete" | "messages.undelete" | "threads.follow" | "threads.unfollow",
): HistoryAction["run"] {
  return (world, user, random) =>
    withOne(world, random, ({ id, by }) =>
      world.attempt(name.startsWith("messages.") ? by : user, name, { params: { messageId: id } }),
    );
}

async function send(world: World, user: string, cid: string, more: object = {}): Promise<void> {
  const body = { clientId: world.newClientId(), text: "hello", ...more };
  const sent = await world.attempt(user, "messages.send", { params: { cid }, body });
  if (sent) world.sent.push({ cid, id: sent.message.id, by: user });
}

async function reply(world: World, user: string, random: Random): Promise<void> {
  await withOne(world, random, ({ cid, id: threadId }) =>
    send(world, user, cid, {
      threadId,
      alsoInChannel: random.chance(0.3),
      ...(random.chance(0.3) ? { mentions: [random.pick(world.users)] } : {}),
      ...(random.chance(0.1) ? { mentionGroups: ["channel"] } : {}),
    }),
  );
}

async function readSome(world: World, user: string, random: Random): Promise<void> {
  await withOne(world, random, async ({ id: messageId }) => {
    const seen = await world.attempt(user, "threads.get", { params: { messageId } });
    const generation = seen?.thread.standing.watermark.generation ?? 0;
    const body = { seq: random.int(25), generation };
    await world.attempt(user, "threads.markRead", { params: { messageId }, body });
  });
}

async function comeOrGo(world: World, _user: string, random: Random): Promise<void> {
  const [owner = "", ...others] = world.users;
  const userId = random.pick(others);
  const cid = random.pick(world.cids);
  if (random.chance(0.4)) await world.attempt(owner, "members.remove", { params: { cid, userId } });
  else await world.attempt(owner, "members.add", { params: { cid }, body: { userIds: [userId] } });
}
