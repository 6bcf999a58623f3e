import type { RouteAnswer, RouteInput, RouteName } from "@natter/contract";
import type { TestServer } from "../test-server.ts";
import { createRandom, type Random } from "./random.ts";

/** A few people and channels of one history, which nothing else of the server touches. */
export type World = {
  readonly server: TestServer;
  readonly seed: number;
  /** All are members of all channels at first; the first of them owns the channels. */
  readonly users: readonly string[];
  readonly cids: readonly string[];
  /** The messages that were sent so far, of all channels, as far as this history knows. */
  readonly sent: { readonly cid: string; readonly id: string; readonly by: string }[];
  /** A client id that nobody else has. */
  newClientId(): string;
  /** Calls a route. A refusal is null, for a random history may ask for anything; an error of the server throws. */
  attempt<Name extends RouteName>(
    user: string,
    name: Name,
    input?: RouteInput<Name>,
  ): Promise<RouteAnswer<Name> | null>;
};

/** Something that a device may do. It changes what it likes, and keeps what it learns in the world. */
export type HistoryAction = {
  readonly name: string;
  /** How often it is chosen beside the others. */
  readonly weight: number;
  run(world: World, user: string, random: Random): Promise<unknown>;
};

/** Something that must hold once everything has come to rest. Throws what is wrong. */
export type HistoryCheck = { readonly name: string; run(world: World): Promise<void> };

export type HistoryPlan = {
  readonly actions: readonly HistoryAction[];
  readonly checks: readonly HistoryCheck[];
  /** How many steps each device makes; 8 when not said. */
  readonly steps?: number;
};

const mostTries = 5;

/**
 * Runs one random history on a real server: three devices, two of them of the same user, act at once, each by its own
 * random choices, and when all has come to rest every check must hold. The seed gives the choices; how the devices fall
 * between each other is the server's own, so a seed that failed may need several runs to fail again.
 */
export async function runHistory(
  server: TestServer,
  seed: number,
  { actions, checks, steps = 8 }: HistoryPlan,
): Promise<void> {
  const world = await makeWorld(server, seed);
  const [first = "", second = ""] = world.users;
  const lines: string[] = [];
  const devices = [first, first, second].map(async (user, device) => {
    const random = createRandom(seed * 31 + device);
    for (let step = 0; step < steps; step += 1) {
      // Somebody without a device of their own acts now and then by another's.
      const actor = random.chance(0.15) ? random.pick(world.users) : user;
      const action = choose(actions, random);
      lines.push(`${device} ${actor} ${action.name}`);
      await action.run(world, actor, random);
    }
  });
  try {
    await Promise.all(devices);
    await server.chat.engine.relay.drained();
    for (const check of checks) await named(check.name, () => check.run(world));
  } catch (error) {
    throw new Error(`The history of seed ${seed} went wrong:\n${lines.join("\n")}`, {
      cause: error,
    });
  }
}

async function named(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function makeWorld(server: TestServer, seed: number): Promise<World> {
  const users = ["a", "b", "c"].map((name) => `h${seed}-${name}`);
  await server.users(...users);
  const [owner = "", ...members] = users;
  const cids: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const body = { name: `history ${seed} ${count}`, members };
    cids.push((await server.must(owner, "channels.create", { body })).channel.cid);
  }
  let ids = 0;
  return {
    server,
    seed,
    users,
    cids,
    sent: [],
    newClientId: () => `history-${seed}-${(ids += 1)}`,
    async attempt(user, name, input) {
      let answer = await server.call(user, name, input);
      // A machine that is short of breath answers that its database is away for now: what is asked again is harmless.
      for (let tries = 1; answer.status === 503 && tries < mostTries; tries += 1) {
        answer = await server.call(user, name, input);
      }
      if (answer.status >= 500) {
        throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.error)}`);
      }
      return answer.status < 400 ? answer.body : null;
    },
  };
}

function choose(actions: readonly HistoryAction[], random: Random): HistoryAction {
  const sum = actions.reduce((total, action) => total + action.weight, 0);
  let left = random.int(sum);
  for (const action of actions) {
    if (left < action.weight) return action;
    left -= action.weight;
  }
  return random.pick(actions);
}
