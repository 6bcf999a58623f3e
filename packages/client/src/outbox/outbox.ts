import { ChatError } from "@natter/contract/chat-error";
import { backoffMs } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import type { Timer } from "../adapters/clock.ts";
import type { Engine } from "../engine.ts";
import type { ChatState } from "../store/state.ts";
import { createAnswers } from "./answers.ts";
import { queueOf, type Operation, type OperationKind } from "./operation.ts";
import { judgeFailure, lastQueued, nextOf } from "./queue-rules.ts";

export type Added<Answer> = { readonly id: string; readonly done: Promise<Answer> };

/** Carries out what the viewer does: each once, in each queue in the order given, for as long as it takes. */
export type Outbox = {
  /** Shows an operation at once and sends it when its turn comes. `done` may be left alone. */
  add<Input, Answer>(kind: OperationKind<Input, Answer>, input: Input): Added<Answer>;
  /** Sends a failed operation again, under the same id. */
  retry(id: string): Promise<unknown>;
  /** Drops a queued or failed operation; false when it is just being sent or is not there. */
  cancel(id: string): boolean;
  /** An operation is known to have arrived, whatever its request says. */
  settle(id: string, answer: unknown): void;
  /** Takes up operations of an earlier run. */
  restore(operations: readonly Operation[]): void;
  /** Shows what is pending again, after a fetch may have covered it. */
  showAgain(): void;
  /** Tries now what waits for its next try. */
  kick(): void;
  /** The page may be gone any moment: sends at once what may be repeated and only waited for its pace. */
  leave(): void;
  dispose(): void;
};

/** What one queue is at. Waiting is told by timers, never by comparing times: clocks jump. */
type Worker = {
  readonly queue: string;
  running: boolean;
  /** Types of operations that are held up for a while. */
  readonly held: Map<string, Timer>;
  resting: Timer | null;
};

export type OutboxDoors = {
  readonly engine: Engine;
  readonly kinds: readonly OperationKind<unknown, unknown>[];
  readonly loadMe: () => Promise<void>;
  /** Resolves when what an earlier run left is in the state; null if it is. */
  readonly restored: () => Promise<void> | null;
  /** Resolves when what is in the state is stored, so that it can be sent. */
  readonly stored: () => Promise<void> | null;
  readonly onSettled: (operation: Operation) => void;
  readonly onRefused: (operation: Operation, error: ChatError) => void;
};

export function createOutbox(doors: OutboxDoors): Outbox {
  const { engine } = doors;
  const kinds = new Map(doors.kinds.map((kind) => [kind.type, kind]));
  const workers = new Map<string, Worker>();
  const answers = createAnswers();

  function add<Input, Answer>(kind: OperationKind<Input, Answer>, input: Input): Added<Answer> {
    const cid = kind.cidOf(input);
    const queue = queueOf(kind, cid);
    const older = lastQueued(engine.store.getState().operations, queue);
    const merged = older === null ? null : (kind.supersede?.(older, input) ?? null);
    const operation: Operation<Input> = {
      ...{ id: older !== null && merged !== null ? older.id : engine.random.uuid(), cid, queue },
      ...{ type: kind.type, input: merged ?? input, at: nextTime(engine) },
      ...{ state: "queued", error: null },
    };
    engine.store.update((state) =>
      kind.show({ ...state, operations: putOperation(state.operations, operation) }, operation),
    );
    const done = answers.of(operation.id) as Promise<Answer>; // its own kind answers it
    void work(queue);
    return { id: operation.id, done };
  }

  async function work(queue: string, atLeave = false): Promise<void> {
    const worker = workerOf(queue);
    if (worker.running) return;
    worker.running = true;
    try {
      // What was done in an earlier run goes first.
      const restoring = doors.restored();
      if (restoring !== null) await restoring;
      while (!engine.signal.aborted && worker.resting === null) {
        const { operations, connection } = engine.store.getState();
        // Until the app is a newer one, or told to connect again.
        if (connection === "too-old") return;
        const next = nextOf(operations, queue, (type) => worker.held.has(type));
        if (next === null) return;
        await deliver(next, worker, atLeave && kinds.get(next.type)?.atLeave === true);
      }
    } finally {
      worker.running = false;
    }
  }

  const failures = new Map<string, { tries: number; ofServer: number }>();

  /** One try at one operation; in a hurry, without waiting until it is stored: there may be no later. */
  async function deliver({ id, type }: Operation, worker: Worker, hurry: boolean): Promise<void> {
    const kind = kinds.get(type);
    if (kind === undefined) return drop(id);
    change(id, { state: "sending" });
    const sending = find(id);
    if (sending === null) return;
    try {
      if (!hurry) await doors.stored();
      await doors.loadMe();
      const answer = await kind.send(engine, sending);
      if (kind.everyMs !== undefined) hold(worker, type, kind.everyMs);
      settle(id, answer);
    } catch (thrown) {
      if (engine.signal.aborted) return;
      if (find(id) === null) return; // it arrived after all, and its event was faster
      if (kind.everyMs !== undefined) hold(worker, type, kind.everyMs);
      takeFailure(id, asChatError(thrown), worker);
    }
  }

  function takeFailure(id: string, error: ChatError, worker: Worker): void {
    const before = failures.get(id) ?? { tries: 0, ofServer: 0 };
    const { isOver, serverFailures } = judgeFailure(error, before.ofServer);
    if (isOver) return refuse(id, error);
    const tries = before.tries + 1;
    failures.set(id, { tries, ofServer: serverFailures });
    change(id, { state: "queued", error });
    const ms = backoffMs(tries, engine.random, error);
    const operation = find(id);
    if (error.status === 429 && operation !== null) hold(worker, operation.type, ms);
    else rest(worker, ms);
  }

  function hold(worker: Worker, type: string, ms: number): void {
    const timer = engine.clock.after(ms, () => {
      if (worker.held.get(type) !== timer) return; // a longer one took its place
      worker.held.delete(type);
      void work(worker.queue);
    });
    worker.held.set(type, timer);
  }

  function rest(worker: Worker, ms: number): void {
    worker.resting = engine.clock.after(ms, () => {
      worker.resting = null;
      void work(worker.queue);
    });
  }

  function goOn(worker: Worker): void {
    worker.resting?.cancel();
    worker.resting = null;
    void work(worker.queue);
  }

  /** Lets what its pace held up in a queue go now, if it may. */
  function letGo(worker: Worker): void {
    const waiting = [...worker.held].filter(([type]) => kinds.get(type)?.atLeave === true);
    for (const [type, timer] of waiting) {
      timer.cancel();
      worker.held.delete(type);
    }
    void work(worker.queue, true);
  }

  function refuse(id: string, error: ChatError): void {
    failures.delete(id);
    const operation = find(id);
    if (operation === null) return;
    const kind = kinds.get(operation.type);
    if (kind?.keepsFailed === true) change(id, { state: "failed", error });
    else takeOut(operation, (state) => kind?.undo(state, operation) ?? state);
    answers.reject(id, error);
    doors.onRefused(operation, error);
  }

  function settle(id: string, answer: unknown): void {
    const operation = find(id);
    if (operation === null) return;
    failures.delete(id);
    takeOut(operation, (state) => {
      const kind = kinds.get(operation.type);
      return kind === undefined ? state : kind.confirm(state, operation, answer);
    });
    answers.resolve(id, answer);
    doors.onSettled(operation);
  }

  // It goes and what takes its place comes in one step: nothing flickers.
  function takeOut(operation: Operation, then: (state: ChatState) => ChatState): void {
    engine.store.update((state) =>
      then({
        ...state,
        operations: state.operations.filter(({ id }) => id !== operation.id),
      }),
    );
  }

  function drop(id: string): void {
    const operation = find(id);
    if (operation !== null) takeOut(operation, (state) => state);
  }

  function workerOf(queue: string): Worker {
    let worker = workers.get(queue);
    if (worker === undefined) {
      worker = { queue, running: false, held: new Map(), resting: null };
      workers.set(queue, worker);
    }
    return worker;
  }

  function find(id: string): Operation | null {
    return engine.store.getState().operations.find((operation) => operation.id === id) ?? null;
  }

  function change(id: string, changed: Partial<Pick<Operation, "state" | "error">>): void {
    engine.store.update((state) => {
      const before = state.operations.find((operation) => operation.id === id);
      if (before === undefined) return state;
      const operation = { ...before, ...changed };
      const operations = putOperation(state.operations, operation);
      return (
        kinds.get(operation.type)?.reflect?.({ ...state, operations }, operation) ?? {
          ...state,
          operations,
        }
      );
    });
  }

  function showAll(state: ChatState, operations: readonly Operation[]): ChatState {
    return operations.reduce(
      (shown, operation) => kinds.get(operation.type)?.show(shown, operation) ?? shown,
      state,
    );
  }

  return {
    add,
    settle,
    retry(id) {
      const operation = find(id);
      if (operation === null) return Promise.reject(notThere());
      if (operation.state === "failed") change(id, { state: "queued", error: null });
      const done = answers.of(id);
      void work(operation.queue);
      return done;
    },
    cancel(id) {
      const operation = find(id);
      if (operation === null || operation.state === "sending") return false;
      failures.delete(id);
      takeOut(operation, (state) => kinds.get(operation.type)?.undo(state, operation) ?? state);
      answers.reject(id, new ChatError("message.not_found", "It was cancelled."));
      goOn(workerOf(operation.queue));
      return true;
    },
    restore(operations) {
      const known = new Set(engine.store.getState().operations.map(({ id }) => id));
      const revived = operations
        .filter(({ id }) => !known.has(id))
        .flatMap((operation) => reviveOperation(kinds, operation));
      engine.store.update((state) =>
        showAll({ ...state, operations: [...revived, ...state.operations] }, revived),
      );
      for (const { queue } of revived) void work(queue);
    },
    showAgain: () => engine.store.update((state) => showAll(state, state.operations)),
    kick() {
      for (const worker of workers.values()) goOn(worker);
    },
    leave() {
      for (const worker of workers.values()) letGo(worker);
    },
    dispose: () =>
      answers.rejectAll(new ChatError("server.unavailable", "The client was disposed.")),
  };
}

function putOperation(
  operations: readonly Operation[],
  operation: Operation,
): readonly Operation[] {
  const isKnown = operations.some(({ id }) => id === operation.id);
  if (!isKnown) return [...operations, operation];
  return operations.map((other) => (other.id === operation.id ? operation : other));
}

/** A stored operation as this version knows it; none if it knows it no more. Whether one was sent is not known: it is queued. */
function reviveOperation(
  kinds: ReadonlyMap<string, OperationKind<unknown, unknown>>,
  stored: Operation,
): readonly Operation[] {
  const kind = kinds.get(stored.type);
  if (kind === undefined) return [];
  const input = kind.revive === undefined ? stored.input : kind.revive(stored.input);
  const state = stored.state === "failed" ? "failed" : "queued";
  return input === null ? [] : [{ ...stored, input, state }];
}

function notThere(): ChatError {
  return new ChatError("message.not_found", "There is no failed message with this client id.");
}

/** Later than whatever waits already, also when the clock was set back: after a reload the order is told by it. */
function nextTime({ clock, store }: Engine): Date {
  const now = clock.now();
  const latest = Math.max(0, ...store.getState().operations.map(({ at }) => at.getTime()));
  return now.getTime() > latest ? now : new Date(latest + 1);
}
