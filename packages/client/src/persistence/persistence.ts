import type { Timer } from "../adapters/clock.ts";
import type { ClientStorage, OpenStorage, RecordChange } from "../adapters/storage/port.ts";
import type { Engine } from "../engine.ts";
import type { Operation } from "../outbox/operation.ts";
import type { ChannelState, ChatState, StorageStatus } from "../store/state.ts";
import { initialState } from "../store/initial-state.ts";
import {
  channelsWithMessages,
  fromStoredOperation,
  restoreState,
  toStoredChannel,
  toStoredFacts,
  toStoredOperation,
  withoutStoredChannel,
} from "./stored-state.ts";
import { upgradeRecords } from "./upgrade-records.ts";

/** Keeps the state on the device. */
export type Persistence = {
  /** Puts what was stored into the state. Never throws: without storage the client goes on in memory. */
  restore(): Promise<readonly Operation[]>;
  /** Null when every operation of the state is stored; else resolves as soon as it is. */
  operationsStored(): Promise<void> | null;
  /** Takes over the stored operations of tabs that are no more. */
  adopt(): Promise<readonly Operation[]>;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
  /** The page may be gone any moment: hands over at once what is not yet kept. */
  leave(): void;
  /** Stores nothing any more: somebody deleted it all. */
  abandon(): void;
  /** Deletes everything stored, and stores nothing any more. */
  wipe(): Promise<void>;
  /** Stores nothing but operations any more. */
  keepOperationsOnly(): void;
  /** Deletes everything but the operations, those of other tabs among them, and stores nothing else any more. */
  forget(): Promise<void>;
  close(): void;
};

export type PersistenceDoors = {
  readonly engine: Engine;
  readonly open: OpenStorage;
  /** Unlike that of any other user, app and server. */
  readonly name: string;
  readonly tab: string;
  /** Whether another tab still lives and sends its operations itself. */
  readonly isAlive: (tab: string) => Promise<boolean>;
};

const flushEveryMs = 500;
/** A storage that does not open in this time is not waited for: a browser may hang at it. */
const openWithinMs = 3_000;

export function createPersistence(doors: PersistenceDoors): Persistence {
  const { engine } = doors;
  let storage: ClientStorage | null = null;
  let writing: Promise<void> = Promise.resolve();
  /** Changes that wait for the batch before them. */
  const waiting: RecordChange[] = [];
  let leaving: Promise<void> = Promise.resolve();
  /** How much was handed over since the page was said to go and is not yet kept. */
  let handedOver = 0;
  let timer: Timer | null = null;
  let unsubscribe: () => void = () => undefined;
  // What the storage holds, as the objects it was made from: what is another object now is written again.
  let savedFacts: ChatState = initialState;
  let savedChannels: Record<string, ChannelState> = {};
  let savedMessages: ReadonlySet<string> = new Set();
  let isOver = false;
  let keepsOperationsOnly = false;
  let savedOperations: ReadonlyMap<string, Operation> = new Map();

  function setStatus(status: StorageStatus, error?: unknown): void {
    if (error !== undefined) engine.log("warn", "Nothing can be kept on this device.", error);
    engine.store.update((state) =>
      state.storage === status ? state : { ...state, storage: status },
    );
  }

  async function restore(): Promise<readonly Operation[]> {
    setStatus("opening");
    try {
      storage = await withinTime(doors.open(doors.name));
      const operations = await readEverything(storage);
      unsubscribe = engine.store.subscribe(onChange);
      setStatus("ready");
      return operations;
    } catch (error) {
      storage?.close();
      storage = null;
      setStatus("memory", error);
      return [];
    }
  }

  async function readEverything(opened: ClientStorage): Promise<readonly Operation[]> {
    const [facts, channels] = await Promise.all([
      opened.readAll("facts").then((stored) => upgradeRecords("facts", stored)),
      opened.readAll("channels").then((stored) => upgradeRecords("channels", stored)),
    ]);
    // The two go together: a cursor without its channels would leave channels out for ever.
    if (facts?.[0] !== undefined && channels !== null) {
      engine.store.update((state) => restoreState(state, facts[0], channels));
      savedFacts = engine.store.getState();
      savedMessages = channelsWithMessages(savedFacts);
      savedChannels = { ...savedFacts.channels };
    }
    return adoptFrom(opened);
  }

  async function adoptFrom(opened: ClientStorage): Promise<readonly Operation[]> {
    const stored = await opened.readAll("operations");
    const found = stored
      .flatMap((one) => upgradeRecords("operations", [one]) ?? [])
      .map(fromStoredOperation)
      .filter(({ operation }) => !savedOperations.has(operation.id));
    const alive = await Promise.all(
      found.map(({ tab }) => (tab === doors.tab ? false : doors.isAlive(tab))),
    );
    return found
      .filter((_, at) => alive[at] === false)
      .map(({ operation }) => operation)
      .sort((one, other) => one.at.getTime() - other.at.getTime());
  }

  function onChange(): void {
    const { operations } = engine.store.getState();
    if (hasNewOperations(operations, savedOperations)) void write(operationChanges());
    timer ??= engine.clock.after(flushEveryMs, () => {
      timer = null;
      void flush();
    });
  }

  /** One batch after the other; one that fails ends storing, but never the client. */
  function write(batch: readonly RecordChange[]): Promise<void> {
    if (batch.length === 0) return writing;
    waiting.push(...batch);
    // Whoever else hears that the page goes does its last things after this heard it.
    if (handedOver > 0) return handOver();
    writing = writing.then(async () => {
      await leaving;
      await store(waiting.splice(0));
    });
    return writing;
  }

  async function store(batch: readonly RecordChange[]): Promise<void> {
    if (storage === null || batch.length === 0) return;
    const into = storage;
    try {
      await into.write(batch);
    } catch (error) {
      await makeRoom(into, error);
    }
  }

  /** What can be fetched again makes room for what cannot: the operations. */
  async function makeRoom(full: ClientStorage, error: unknown): Promise<void> {
    try {
      await full.clear();
      const { operations } = engine.store.getState();
      await full.write(operations.map((operation) => toChange(operation)));
      engine.log("warn", "The storage is full; only what was not sent is kept.", error);
      setStatus("outbox-only");
    } catch (again) {
      unsubscribe();
      storage?.close();
      storage = null;
      setStatus("memory", again);
    }
  }

  function keepOperationsOnly(): void {
    keepsOperationsOnly = true;
  }

  async function deleteFetched(): Promise<void> {
    await leaving;
    if (storage === null) return;
    const from = storage;
    try {
      const channels = await from.readAll("channels");
      const facts: RecordChange = { kind: "facts", key: "facts", value: undefined };
      await from.write([facts, ...channels.map(withoutStoredChannel)]);
    } catch (error) {
      await makeRoom(from, error);
    }
  }

  function flush(): Promise<void> {
    if (storage === null || isOver) return writing;
    return write(changes());
  }

  /** Without waiting for what is being written, for there may be no later: the storage keeps the order of what it is given. */
  function leave(): void {
    if (storage === null || isOver) return;
    waiting.push(...changes());
    void handOver();
  }

  function handOver(): Promise<void> {
    handedOver += 1;
    leaving = Promise.all([leaving, store(waiting.splice(0))]).then(() => {
      handedOver -= 1;
    });
    return leaving;
  }

  function changes(): readonly RecordChange[] {
    const state = engine.store.getState();
    const operations = operationChanges();
    if (keepsOperationsOnly || state.storage === "outbox-only") return operations;
    return [...operations, ...channelChanges(state), ...factChanges(state)];
  }

  function operationChanges(): readonly RecordChange[] {
    const { operations } = engine.store.getState();
    const changed = operations.filter((operation) => {
      const saved = savedOperations.get(operation.id);
      return saved === undefined || !isStoredAlike(saved, operation);
    });
    const now = new Map(operations.map((operation) => [operation.id, operation]));
    const gone = [...savedOperations.keys()].filter((id) => !now.has(id));
    savedOperations = now;
    return [
      ...changed.map((operation) => toChange(operation)),
      ...gone.map((key): RecordChange => ({ kind: "operations", key, value: undefined })),
    ];
  }

  function toChange(operation: Operation): RecordChange {
    const value = toStoredOperation(operation, doors.tab);
    return { kind: "operations", key: operation.id, value };
  }

  function channelChanges(state: ChatState): readonly RecordChange[] {
    if (state.channels === savedFacts.channels) return [];
    const kept = channelsWithMessages(state);
    const losesMessages = (cid: string) => savedMessages.has(cid) && !kept.has(cid);
    const changed = Object.values(state.channels).filter(
      (entry) =>
        entry.channel !== null && (savedChannels[entry.cid] !== entry || losesMessages(entry.cid)),
    );
    savedMessages = kept;
    const gone = Object.keys(savedChannels).filter((cid) => !state.channels[cid]?.channel);
    savedChannels = { ...state.channels };
    return [
      ...changed.map((entry): RecordChange => {
        const value = toStoredChannel(entry, kept.has(entry.cid));
        return { kind: "channels", key: entry.cid, value };
      }),
      ...gone.map((key): RecordChange => ({ kind: "channels", key, value: undefined })),
    ];
  }

  function factChanges(state: ChatState): readonly RecordChange[] {
    if (state === savedFacts) return [];
    savedFacts = state;
    return [{ kind: "facts", key: "facts", value: toStoredFacts(state) }];
  }

  function withinTime<Value>(promise: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const late = engine.clock.after(openWithinMs, () =>
        reject(new Error("The storage did not open in time.")),
      );
      promise.then(resolve, reject).finally(() => late.cancel());
    });
  }

  return {
    restore,
    flush,
    leave,
    operationsStored() {
      if (storage === null) return null;
      const { operations } = engine.store.getState();
      if (hasNewOperations(operations, savedOperations)) void write(operationChanges());
      return writing;
    },
    adopt: async () => (storage === null ? [] : adoptFrom(storage)),
    abandon() {
      isOver = true;
      unsubscribe();
      timer?.cancel();
      storage = null;
    },
    async wipe() {
      isOver = true;
      unsubscribe();
      timer?.cancel();
      const opened = storage;
      await writing;
      storage = null;
      await opened?.clear().catch((error: unknown) => setStatus("memory", error));
      opened?.close();
    },
    keepOperationsOnly,
    forget() {
      keepOperationsOnly();
      // Behind what is being written: it may hold channels.
      writing = writing.then(deleteFetched);
      return writing;
    },
    close() {
      unsubscribe();
      timer?.cancel();
      void Promise.all([flush(), writing]).finally(() => storage?.close());
    },
  };
}

function hasNewOperations(
  operations: readonly Operation[],
  saved: ReadonlyMap<string, Operation>,
): boolean {
  return operations.some((operation) => {
    const known = saved.get(operation.id);
    return known === undefined || !isStoredAlike(known, operation);
  });
}

/** Whether it is being sent just now is not worth storing: after a reload nobody knows. */
function isStoredAlike(one: Operation, other: Operation): boolean {
  return one.input === other.input && (one.state === "failed") === (other.state === "failed");
}
