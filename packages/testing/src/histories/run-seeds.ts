import type { TestServer } from "../test-server.ts";
import { runHistory, type HistoryPlan } from "./run-history.ts";

/** Runs the histories of many seeds, a few at a time, and stops at the first that goes wrong. */
export async function runSeeds(
  server: TestServer,
  plan: HistoryPlan,
  {
    first,
    count,
    together = 4,
    onDone,
  }: {
    readonly first: number;
    readonly count: number;
    readonly together?: number;
    /** Hears how many are done. */
    readonly onDone?: (done: number) => void;
  },
): Promise<void> {
  for (let done = 0; done < count; done += together) {
    const seeds = Array.from(
      { length: Math.min(together, count - done) },
      (_none, index) => first + done + index,
    );
    await Promise.all(seeds.map((seed) => runHistory(server, seed, plan)));
    // What was told in these histories is of no use to the next ones.
    server.recorded.length = 0;
    onDone?.(Math.min(done + together, count));
  }
}
