import { ChatError } from "@natter/contract";
import type { ApiClient } from "../api-client.ts";
import type { Progress } from "../progress.ts";
import { createRandom } from "./random.ts";
import { endings, firstNames, lastNames, openings, subjects, topics } from "./seed-words.ts";

export type SeedPlan = {
  readonly users: number;
  readonly channels: number;
  readonly messages: number;
  readonly seed: number;
};

export type SeedReport = SeedPlan & {
  /** What was there from an earlier run with the same seed. */
  readonly existing: number;
  readonly refused: number;
  readonly cids: readonly string[];
};

const usersPerCall = 100;
const membersPerChannel = 30;
const messagesPerCall = 100;
// The last message is of this moment, whatever the clock: the same seed makes the same data.
const end = Date.parse("2026-01-31T18:00:00Z");
const minute = 60_000;

/** Fills an app with made-up people, groups and messages through the API; the same plan again adds nothing. */
export async function seedApp(
  api: ApiClient,
  plan: SeedPlan,
  progress: Pick<Progress, "update">,
): Promise<SeedReport> {
  const random = createRandom(plan.seed);
  const users = Array.from({ length: plan.users }, (_none, index) => ({
    id: `seed${plan.seed}-user-${index + 1}`,
    name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
  }));
  for (let from = 0; from < users.length; from += usersPerCall) {
    await api.call("users.upsertMany", { body: { users: users.slice(from, from + usersPerCall) } });
    progress.update(`Users: ${Math.min(from + usersPerCall, users.length)} of ${users.length}`);
  }
  const channels = [];
  for (let index = 0; index < plan.channels; index += 1) {
    const members = somebody(users, random);
    const id = `seed${plan.seed}-${index + 1}`;
    await createChannel(api, { id, members, name: `${random.pick(topics)} ${index + 1}` });
    channels.push({ cid: `messaging:${id}`, members });
    progress.update(`Channels: ${index + 1} of ${plan.channels}`);
  }
  const messages = channels.length === 0 ? 0 : plan.messages;
  const written = await writeMessages(api, { ...plan, messages }, { channels, random, progress });
  return { ...plan, messages, ...written, cids: channels.map((channel) => channel.cid) };
}

type SeedChannel = { readonly cid: string; readonly members: readonly string[] };
type Writing = {
  readonly channels: readonly SeedChannel[];
  readonly random: ReturnType<typeof createRandom>;
  readonly progress: Pick<Progress, "update">;
};

async function writeMessages(
  api: ApiClient,
  plan: SeedPlan,
  { channels, random, progress }: Writing,
): Promise<{ existing: number; refused: number }> {
  const counted = { existing: 0, refused: 0 };
  for (let from = 0; from < plan.messages; from += messagesPerCall) {
    const count = Math.min(messagesPerCall, plan.messages - from);
    const messages = Array.from({ length: count }, (_none, index) => {
      const number = from + index;
      const { cid, members } = random.pick(channels);
      return {
        cid,
        externalId: `seed${plan.seed}-${number + 1}`,
        senderId: random.pick(members),
        text: `${random.pick(openings)} ${random.pick(subjects)} ${random.pick(endings)}`,
        createdAt: new Date(end - (plan.messages - number) * minute).toISOString(),
      };
    });
    const { items } = await api.call("messages.import", { body: { messages } });
    for (const { status } of items) if (status !== "created") counted[status] += 1;
    progress.update(`Messages: ${from + count} of ${plan.messages}`);
  }
  return counted;
}

async function createChannel(
  api: ApiClient,
  body: { id: string; name: string; members: string[] },
): Promise<void> {
  try {
    await api.call("channels.create", { body }, { attempts: 3 });
  } catch (error) {
    const isThere = error instanceof ChatError && error.code === "channel.exists";
    if (!isThere) throw error;
  }
}

/** Two to thirty of the users. */
function somebody(
  users: readonly { id: string }[],
  random: ReturnType<typeof createRandom>,
): string[] {
  const most = Math.min(membersPerChannel, users.length);
  const count = Math.min(most, 2 + random.below(Math.max(1, most - 1)));
  const first = random.below(users.length);
  return Array.from(
    { length: count },
    (_none, index) => users[(first + index) % users.length]?.id ?? "",
  );
}
