import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { nextStreams, pruneEvents, type StreamName } from "../../core/prune-events.ts";
import { transact } from "../../core/transact.ts";

/**
 * Forgets events that are older than the log keeps them (`limits.eventDays`). Whoever held a position before them is told
 * `sync.resync`. It walks over the streams of all apps in small steps, so that no step keeps anybody waiting.
 */
export type EventPruner = {
  /** Walks over all streams once, without rests; answers with how many events went. */
  run(): Promise<number>;
  /** In the primary: walks by itself, again and again. */
  start(): void;
  /** Ends after the step under way. */
  stop(): Promise<void>;
};

/** What one step looks at and takes away at most. */
const steps = { streams: 500, events: 2_000 };
const restBetweenStepsMs = 1_000;
const restBetweenWalksMs = 3_600_000;
const dayMs = 86_400_000;

type PrunerOptions = {
  readonly processes: Pick<Processes, "isPrimary">;
  readonly streamsPerStep?: number;
  readonly eventsPerStep?: number;
};

export function createEventPruner(
  engine: () => Engine,
  { processes, streamsPerStep = steps.streams, eventsPerStep = steps.events }: PrunerOptions,
): EventPruner {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  /** One step of a walk. `next` is where it goes on, null at its end. */
  async function step(
    after: StreamName | null,
  ): Promise<{ gone: number; next: StreamName | null; isOver: boolean }> {
    const { database, limits, now } = engine();
    const before = new Date(now().getTime() - limits.eventDays * dayMs);
    const page = await nextStreams(database, after, streamsPerStep);
    let gone = 0;
    for (const [appId, streams] of Map.groupBy(page, (name) => name.appId)) {
      const names = streams.map(({ stream }) => stream);
      const most = eventsPerStep - gone;
      gone += await transact(engine(), appId, (tx) => pruneEvents(tx, names, { before, most }));
      // There may be more in these: the next step looks at them again.
      if (gone >= eventsPerStep) return { gone, next: after, isOver: false };
    }
    const last = page.at(-1) ?? null;
    return { gone, next: last, isOver: page.length < streamsPerStep };
  }

  function walkOn(after: StreamName | null): void {
    running = step(after)
      .then((walked) => (walked.isOver ? rest(null, restBetweenWalksMs) : rest(walked.next)))
      .catch((error: unknown) => {
        engine().log.warn({ err: error }, "pruning the event log failed");
        rest(after, restBetweenWalksMs);
      });
  }

  function rest(next: StreamName | null, ms = restBetweenStepsMs): void {
    if (isStopped) return;
    timer = setTimeout(() => walkOn(next), ms);
    timer.unref();
  }

  return {
    async run() {
      let sum = 0;
      for (let after: StreamName | null = null; ;) {
        const { gone, next, isOver } = await step(after);
        sum += gone;
        if (isOver) return sum;
        after = next;
      }
    },
    start() {
      if (processes.isPrimary) rest(null);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
