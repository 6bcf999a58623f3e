import type { AppId, ChannelEvent, UserEvent } from "@natter/contract";
import type { Logger } from "pino";
import { DatabaseUnavailable, type Database } from "../adapters/database/port.ts";
import type { CommittedEvent, StoredEvent } from "./event-log.ts";
import { openRelayStream, type RelayStream } from "./relay-stream.ts";
import type { StreamKey } from "./streams.ts";

/** An event as it left for the wire. */
export type PublishedEvent = {
  readonly appId: AppId;
  readonly stream: StreamKey;
  readonly seq: number;
  readonly event: ChannelEvent | UserEvent;
  /** The fact's type and what the log keeps of it: `event` can be of another type. */
  readonly type: StoredEvent["type"];
  readonly data: Readonly<Record<string, unknown>>;
};

/**
 * Brings committed events to the wire: per stream in order and without a hole, each at least once.
 * The commit itself feeds it; what a crash left behind is found again by a sweep of the outbox.
 */
export type Relay = {
  /** Takes the events of a transaction that has just committed. */
  committed(events: readonly CommittedEvent[]): void;
  /** Publishes what an earlier process left, then sweeps regularly. */
  start(): Promise<void>;
  /** Resolves when everything committed so far is published and settled, or the relay has stopped. */
  drained(): Promise<void>;
  /** Stops, after what is under way; the rest waits in the outbox for the next start. */
  stop(): Promise<void>;
  /** How many events wait to be published or settled. */
  readonly pending: number;
};

export type RelayParts = {
  readonly database: Database;
  readonly log: Logger;
  /** Builds events of one app as the wire carries them, in their order. */
  readonly view: (events: readonly CommittedEvent[]) => Promise<(ChannelEvent | UserEvent)[]>;
  /** Hands an event to the realtime door. */
  readonly publish: (event: PublishedEvent) => Promise<void> | void;
  /** Writes what follows from a batch of published events of one app, and removes them from the outbox. */
  readonly settle: (appId: AppId, events: readonly PublishedEvent[]) => Promise<void>;
  /** Reads events of the outbox that have waited longer than `olderThanMs`, oldest first. */
  readonly leftBehind: (olderThanMs: number) => Promise<CommittedEvent[]>;
  /** The lowest number of a stream still in the outbox. */
  readonly firstPending: (appId: AppId, stream: StreamKey) => Promise<number | null>;
  readonly sweepEveryMs: number;
};

/** Makes the relay of this process. */
export function createRelay(parts: RelayParts): Relay {
  const streams = new Map<string, RelayStream>();
  const settler = createSettler(parts);
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  let isStopped = false;

  function streamOf(appId: AppId, key: StreamKey): RelayStream {
    const name = `${appId} ${key}`;
    let stream = streams.get(name);
    if (!stream) {
      stream = openRelayStream({
        log: parts.log,
        first: () => parts.firstPending(appId, key),
        release: async (events) => {
          for (const event of await published(events)) {
            await parts.publish(event);
            settler.add(event);
          }
        },
      });
      streams.set(name, stream);
    }
    return stream;
  }

  async function published(events: readonly CommittedEvent[]): Promise<PublishedEvent[]> {
    const views = await parts.view(events);
    return events.flatMap(({ appId, stream, seq, type, data }, index) => {
      const event = views[index];
      return event ? [{ appId, stream, seq, event, type, data }] : [];
    });
  }

  function committed(events: readonly CommittedEvent[]): void {
    for (const event of events) streamOf(event.appId, event.stream).add(event);
  }

  async function sweep(olderThanMs: number): Promise<void> {
    for (const stream of streams.values()) await stream.unstick();
    // What is being settled now may be in the outbox still when that is read, and what was released meanwhile is being settled by then.
    const before = settler.streams();
    const left = await parts.leftBehind(olderThanMs);
    const settling = new Set([...before, ...settler.streams()]);
    const toSettle = left.filter((event) => isToSettle(event, settling));
    for (const ofApp of Map.groupBy(toSettle, ({ appId }) => appId).values())
      await settleAgain(ofApp);
    const busy = settler.streams();
    for (const [name, stream] of streams) if (stream.idle && !busy.has(name)) streams.delete(name);
  }

  /** Takes up an event found in the outbox to publish it; true when that was done, and only its settling failed. */
  function isToSettle(event: CommittedEvent, settling: ReadonlySet<string>): boolean {
    const name = `${event.appId} ${event.stream}`;
    if (streamOf(event.appId, event.stream).add(event)) return false;
    return !settling.has(name) && !settler.isParked(event);
  }

  /** Hands events of one app to the settler. One that cannot be built is told from the others by trying each alone. */
  async function settleAgain(events: readonly CommittedEvent[]): Promise<void> {
    try {
      for (const one of await published(events)) settler.add(one);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      if (events.length > 1) {
        for (const one of events) await settleAgain([one]);
        return;
      }
      const { stream, seq, type } = events[0] ?? {};
      parts.log.warn({ err: error, stream, seq, type }, "an event could not be settled again");
    }
  }

  async function drained(): Promise<void> {
    do {
      await Promise.all(Array.from(streams.values(), (stream) => stream.settled()));
      await settler.flushed();
    } while (pending() > 0 && !isStopped);
  }

  function pending(): number {
    let waiting = settler.size;
    for (const stream of streams.values()) waiting += stream.waiting;
    return waiting;
  }

  return {
    committed,
    drained,
    get pending() {
      return pending();
    },
    async start() {
      await sweep(0);
      timer = setInterval(() => {
        sweeping = sweeping
          .then(() => sweep(1_000))
          .catch((error: unknown) => parts.log.warn({ err: error }, "outbox sweep failed"));
      }, parts.sweepEveryMs);
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await sweeping;
      await Promise.all(Array.from(streams.values(), (stream) => stream.stop()));
      await settler.flushed();
    },
  };
}

function placeOf({ appId, stream, seq }: Place): string {
  return `${appId} ${stream} ${seq}`;
}

type Settler = {
  add(event: PublishedEvent): void;
  flushed(): Promise<void>;
  /** The streams of which events are being settled. */
  streams(): ReadonlySet<string>;
  /** Whether an event could not be settled so often that it is left in the outbox, until the next start. */
  isParked(event: Place): boolean;
  readonly size: number;
};

type Place = Pick<PublishedEvent, "appId" | "stream" | "seq">;

const mostTries = 5;
const batchSize = 500;
const gatherMs = 25;

/** Settles published events in batches: one transaction per app while the next batch gathers. */
function createSettler({ settle, log }: RelayParts): Settler {
  const gathered: PublishedEvent[] = [];
  const failures = new Map<string, number>();
  let inFlight: PublishedEvent[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    // What commits close together settles together: a transaction each would cost more than the rows.
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    while (gathered.length > 0) {
      inFlight = gathered.splice(0, batchSize);
      for (const [appId, events] of Map.groupBy(inFlight, (event) => event.appId))
        await settleApp(appId, events);
      inFlight = [];
    }
    running = undefined;
  }

  async function settleApp(appId: AppId, events: PublishedEvent[]): Promise<void> {
    try {
      await settle(appId, events);
    } catch (error) {
      const [event] = events;
      if (event && !(error instanceof DatabaseUnavailable)) {
        // One bad event of a batch is told from the others by trying each alone.
        if (events.length === 1) return noteFailure(event, error);
        for (const one of events) await settleApp(appId, [one]);
        return;
      }
      // The rows stay in the outbox: the sweep brings them again.
      log.warn({ err: error, appId, events: events.length }, "settling published events failed");
    }
  }

  function noteFailure(event: PublishedEvent, error: unknown): void {
    const tries = (failures.get(placeOf(event)) ?? 0) + 1;
    failures.set(placeOf(event), tries);
    const { appId, stream, seq, type } = event;
    const what = { err: error, appId, stream, seq, type, tries };
    if (tries < mostTries) log.warn(what, "settling an event failed");
    else log.error(what, "an event could not be settled and stays in the outbox");
  }

  return {
    isParked: (event) => (failures.get(placeOf(event)) ?? 0) >= mostTries,
    add(event) {
      gathered.push(event);
      running ??= run();
    },
    async flushed() {
      while (running) await running;
    },
    streams: () =>
      new Set([...inFlight, ...gathered].map(({ appId, stream }) => `${appId} ${stream}`)),
    get size() {
      return gathered.length + inFlight.length;
    },
  };
}
