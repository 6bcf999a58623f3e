import type { Logger } from "pino";
import { DatabaseUnavailable } from "../adapters/database/port.ts";
import type { CommittedEvent } from "./event-log.ts";

/** The queue of one stream: releases number last + 1 only. */
export type RelayStream = {
  /** Takes an event; false when its number was released before. */
  add(event: CommittedEvent): boolean;
  /** Goes on when a number that was waited for is not coming: it was published before, or by another process. */
  unstick(): Promise<void>;
  /** Resolves when nothing waits any more, not for a missing number either, or when the stream has stopped. */
  settled(): Promise<void>;
  /** Ends after what is under way: nothing is tried again. */
  stop(): Promise<void>;
  readonly waiting: number;
  readonly idle: boolean;
};

type RelayStreamParts = {
  readonly log: Logger;
  readonly first: () => Promise<number | null>;
  /** Publishes events in their order. If it throws, none of them counts as published. */
  readonly release: (events: readonly CommittedEvent[]) => Promise<void>;
};

const attempts = 5;
const mostAtOnce = 100;

/** Opens a stream's queue. Which number comes first is asked of the outbox once. */
export function openRelayStream({ log, first, release }: RelayStreamParts): RelayStream {
  const waiting = new Map<number, CommittedEvent>();
  let next: number | undefined;
  let running: Promise<void> | undefined;
  let idleSweeps = 0;
  let isStopped = false;
  let waiters: (() => void)[] = [];

  async function run(): Promise<void> {
    next ??= await firstNumber();
    for (let batch = nextInLine(next); batch.length > 0 && !isStopped; batch = nextInLine(next)) {
      await releaseOrSkip(batch);
      for (const { seq } of batch) waiting.delete(seq);
      next += batch.length;
    }
  }

  /** What can leave now: everything from `from` to the first number that is missing. */
  function nextInLine(from: number): CommittedEvent[] {
    const batch: CommittedEvent[] = [];
    for (
      let event = waiting.get(from);
      event && batch.length < mostAtOnce;
      event = waiting.get(from + batch.length)
    ) {
      batch.push(event);
    }
    return batch;
  }

  async function firstNumber(): Promise<number> {
    return Math.min((await first()) ?? Infinity, ...waiting.keys());
  }

  // An event that can never be built must not stop its channel: after a few tries it is left out, and clients that see
  // the hole fetch it from the log. One bad event of a batch is told from the others by trying each alone. A database
  // that is away is no fault of the event: that is waited for.
  async function releaseOrSkip(batch: readonly CommittedEvent[]): Promise<void> {
    for (let attempt = 1; attempt <= attempts && !isStopped;) {
      try {
        return await release(batch);
      } catch (error) {
        const { stream, seq } = batch[0] ?? {};
        log.warn(
          { err: error, stream, seq, events: batch.length, attempt },
          "publishing events failed",
        );
        const isAway = error instanceof DatabaseUnavailable;
        if (batch.length > 1 && !isAway) {
          for (const event of batch) await releaseOrSkip([event]);
          return;
        }
        if (!isAway) attempt += 1;
        await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
      }
    }
    if (isStopped) return;
    for (const { stream, seq, type } of batch)
      log.error({ stream, seq, type }, "an event could not be published");
  }

  function start(): void {
    running ??= run()
      .catch((error: unknown) => log.warn({ err: error }, "the relay could not read the outbox"))
      .finally(() => {
        running = undefined;
        if (next !== undefined && waiting.has(next) && !isStopped) start();
        if (isAtRest()) tellWaiters();
      });
  }

  function isAtRest(): boolean {
    return !running && (waiting.size === 0 || isStopped);
  }

  function tellWaiters(): void {
    const told = waiters;
    waiters = [];
    for (const tell of told) tell();
  }

  return {
    add(event) {
      idleSweeps = 0;
      if (next !== undefined && event.seq < next) return false;
      waiting.set(event.seq, event);
      start();
      return true;
    },
    async unstick() {
      if (waiting.size === 0) idleSweeps += 1;
      if (waiting.size === 0 || running) return;
      next = await firstNumber();
      start();
    },
    settled: () =>
      isAtRest() ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
    async stop() {
      isStopped = true;
      await running;
      tellWaiters();
    },
    get waiting() {
      return waiting.size;
    },
    get idle() {
      return waiting.size === 0 && !running && idleSweeps > 60;
    },
  };
}
