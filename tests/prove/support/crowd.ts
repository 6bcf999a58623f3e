import { startWorker } from "../../../bench/lib/worker.ts";
import type { App } from "./api.ts";
import type { Return, SessionPlan, SessionsWorker } from "./sessions-worker.ts";

/** Many people with a session each, spread over processes of their own. */
export type Crowd = {
  readonly size: number;
  online(): Promise<number>;
  /** Whether and when those who are cut come back. */
  whenCut(how: Return): Promise<void>;
  /** Forgets what was received so far. */
  reset(): Promise<void>;
  received(): Promise<number>;
  receipts(): Promise<{ latencies: Float64Array; repeated: number }>;
  /** Resolves when all are back; the milliseconds it took the slowest. */
  allBack(withinMs: number): Promise<number>;
  counts(): Promise<{ recovered: number; lost: number; syncs: number; failedTries: number }>;
  closures(): Promise<Record<string, number>>;
  stop(): Promise<void>;
};

const processes = 2;
const callsAtOnce = 16;

/** Opens a session for each user; `cid` is a channel that each follows besides their own feed, for those too large for feeds. */
export async function openCrowd(
  url: string,
  app: App,
  userIds: readonly string[],
  cid?: string,
): Promise<Crowd> {
  const plans: SessionPlan[] = [];
  let path = "";
  await inLanes(userIds, async (userId, index) => {
    const answer = await app.call("POST", "/v1/realtime/token", {}, userId);
    const streams: SessionPlan["streams"][number][] = [];
    if (cid !== undefined) {
      const { durable } = await app.call("POST", "/v1/realtime/subscriptions", { cid }, userId);
      if (durable) streams.push(durable);
    }
    path = answer.path;
    plans[index] = { userId, token: answer.token, streams };
  });
  const workers = Array.from({ length: processes }, () =>
    startWorker<SessionsWorker>(new URL("./sessions-worker.ts", import.meta.url)),
  );
  const ofEach = <Result>(
    ask: (worker: (typeof workers)[number], index: number) => Promise<Result>,
  ) => Promise.all(workers.map(ask));
  await ofEach(({ call }, index) =>
    call.open({
      url: `${url.replace("http", "ws")}${path}`,
      api: { url, secretKey: app.secretKey },
      plans: plans.filter((_, at) => at % processes === index),
      atOnce: 50,
    }),
  );
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return {
    size: plans.length,
    online: async () => sum(await ofEach(({ call }) => call.online(undefined))),
    whenCut: async (how) => void (await ofEach(({ call }) => call.whenCut(how))),
    reset: async () => void (await ofEach(({ call }) => call.reset(undefined))),
    received: async () => sum(await ofEach(({ call }) => call.received(undefined))),
    async receipts() {
      const all = await ofEach(({ call }) => call.receipts(undefined));
      return {
        latencies: Float64Array.from(all.flatMap(({ latencies }) => [...latencies])),
        repeated: sum(all.map(({ repeated }) => repeated)),
      };
    },
    allBack: async (withinMs) => Math.max(...(await ofEach(({ call }) => call.allBack(withinMs)))),
    async counts() {
      const all = await ofEach(({ call }) => call.counts(undefined));
      return {
        recovered: sum(all.map(({ recovered }) => recovered)),
        lost: sum(all.map(({ lost }) => lost)),
        syncs: sum(all.map(({ syncs }) => syncs)),
        failedTries: sum(all.map(({ failedTries }) => failedTries)),
      };
    },
    async closures() {
      const all: Record<string, number> = {};
      for (const one of await ofEach(({ call }) => call.closures(undefined)))
        for (const [code, count] of Object.entries(one)) all[code] = (all[code] ?? 0) + count;
      return all;
    },
    stop: async () => {
      await ofEach(({ call }) => call.close(undefined));
      await ofEach((worker) => worker.stop());
    },
  };
}

/** Users named `p0`, `p1`, … */
export function namePeople(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `p${index}`);
}

/** Does something for each, a few at a time. */
export async function inLanes<Item>(
  items: readonly Item[],
  run: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: callsAtOnce }, async () => {
      for (let index = next++; index < items.length; index = next++)
        await run(items[index] as Item, index); // the index is in range
    }),
  );
}
