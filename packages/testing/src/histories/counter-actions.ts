import type { MentionGroup } from "@natter/contract";
import type { Random } from "./random.ts";
import type { HistoryAction, World } from "./run-history.ts";

const groups: readonly MentionGroup[] = ["channel", "here", "role:owner", "role:member"];

export const readChannel: HistoryAction = { name: "read", weight: 4, run: readSome };

export const markMention: HistoryAction = {
  name: "mark a mention read",
  weight: 3,
  run: (world, user, random) =>
    withOne(world, random, ({ id }) =>
      world.attempt(user, "readState.markMention", { params: { messageId: id } }),
    ),
};

export const keepOtherwise: HistoryAction = {
  name: "keep a channel otherwise",
  weight: 1,
  run: (world, user, random) =>
    world.attempt(user, "channels.settings", {
      params: { cid: random.pick(world.cids) },
      body: random.pick([
        { muted: true },
        { muted: false },
        { notifications: "mentions" as const },
        { notifications: "all" as const },
        { archived: random.chance(0.5) },
        { hidden: true },
      ]),
    }),
};

/** What moves the counters of unread messages, mentions, stars, reactions and members. */
export const counterActions: readonly HistoryAction[] = [
  {
    name: "send",
    weight: 8,
    run: (world, user, random) => send(world, user, { cid: random.pick(world.cids) }),
  },
  {
    name: "mention",
    weight: 4,
    run: (world, user, random) =>
      send(world, user, { cid: random.pick(world.cids), mentions: [random.pick(world.users)] }),
  },
  {
    name: "mention a group",
    weight: 3,
    run: (world, user, random) =>
      send(world, user, {
        cid: random.pick(world.cids),
        mentionGroups: [random.pick(groups)],
        mentions: random.chance(0.3) ? [random.pick(world.users)] : [],
      }),
  },
  { name: "edit", weight: 3, run: editOne },
  {
    name: "delete",
    weight: 2,
    run: (world, user, random) =>
      withOne(world, random, ({ id, by }) =>
        world.attempt(random.chance(0.7) ? by : user, "messages.delete", {
          params: { messageId: id },
          query: {},
        }),
      ),
  },
  readChannel,
  {
    name: "mark unread",
    weight: 2,
    run: (world, user, random) =>
      world.attempt(user, "readState.markUnread", {
        params: { cid: random.pick(world.cids) },
        body: { seq: 1 + random.int(10) },
      }),
  },
  markMention,
  {
    name: "read all",
    weight: 1,
    run: (world, user) => world.attempt(user, "unread.readAll", { body: {} }),
  },
  {
    name: "star",
    weight: 3,
    run: (world, user, random) =>
      withOne(world, random, ({ id }) =>
        world.attempt(user, random.chance(0.7) ? "bookmarks.star" : "bookmarks.unstar", {
          params: { messageId: id },
        }),
      ),
  },
  {
    name: "react",
    weight: 4,
    run: (world, user, random) =>
      withOne(world, random, ({ id }) =>
        world.attempt(user, random.chance(0.7) ? "reactions.add" : "reactions.remove", {
          params: { messageId: id, type: random.pick(["👍", "🎉"]) },
        }),
      ),
  },
  { name: "come or go", weight: 2, run: comeOrGo },
  keepOtherwise,
  {
    name: "say who is there",
    weight: 1,
    run: (world, user, random) =>
      world.attempt(user, "presence.declare", {
        body: { deviceId: "history", status: random.pick(["online", "away", "offline"] as const) },
      }),
  },
];

type Sending = {
  readonly cid: string;
  readonly mentions?: string[];
  readonly mentionGroups?: MentionGroup[];
};

async function send(world: World, user: string, { cid, ...mentioned }: Sending): Promise<void> {
  const body = { clientId: world.newClientId(), text: "hello", ...mentioned };
  const sent = await world.attempt(user, "messages.send", { params: { cid }, body });
  if (sent) world.sent.push({ cid, id: sent.message.id, by: user });
}

async function editOne(world: World, user: string, random: Random): Promise<void> {
  await withOne(world, random, ({ id, by }) =>
    world.attempt(random.chance(0.8) ? by : user, "messages.edit", {
      params: { messageId: id },
      body: random.pick([
        { text: `edited ${random.int(100)}` },
        { mentions: random.chance(0.5) ? [random.pick(world.users)] : [] },
        { mentionGroups: random.chance(0.5) ? [random.pick(groups)] : [] },
      ]),
    }),
  );
}

async function readSome(world: World, user: string, random: Random): Promise<void> {
  const cid = random.pick(world.cids);
  const seen = await world.attempt(user, "channels.get", { params: { cid } });
  const generation = seen?.channel.membership?.watermark.generation ?? 0;
  const body = { seq: random.int(12), generation };
  await world.attempt(user, "readState.mark", { params: { cid }, body });
}

async function comeOrGo(world: World, _user: string, random: Random): Promise<void> {
  const [owner = "", ...others] = world.users;
  const userId = random.pick(others);
  const cid = random.pick(world.cids);
  if (random.chance(0.4)) await world.attempt(owner, "members.remove", { params: { cid, userId } });
  else await world.attempt(owner, "members.add", { params: { cid }, body: { userIds: [userId] } });
}

async function withOne(
  world: World,
  random: Random,
  run: (message: World["sent"][number]) => Promise<unknown>,
): Promise<void> {
  if (world.sent.length > 0) await run(random.pick(world.sent));
}
