import { ChatError } from "@natter/contract/chat-error";
import { backoffMs } from "../api/backoff.ts";
import { asChatError, isUnreachable } from "../api/read-error.ts";
import type { Timer } from "../adapters/clock.ts";
import type { SendInput, Sending } from "../channels/channel-handle.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { applyMessage } from "../messages/apply-message-event.ts";
import { toPendingMessage } from "../messages/to-pending-message.ts";
import { changeChannel, changeKnownChannel } from "../store/change-channel.ts";
import type { PendingMessage } from "../store/state.ts";
import type { Message } from "../wire/entities.ts";

/** Sends messages: each at most once, in each channel in the order they were given, for as long as it takes. */
export type Outbox = {
  send(cid: string, input: SendInput): Sending;
  retry(cid: string, clientId: string): Promise<Message>;
  cancel(cid: string, clientId: string): boolean;
  /** A message of the viewer's own was seen on the server: its sending is over, whatever its request says. */
  noteArrived(message: Message): void;
  /** Tries now what waits for its next try. */
  kick(): void;
  dispose(): void;
};

/** A server that fails so often at one message will not take it: the others behind it must not wait for ever. */
const mostServerFailures = 10;

type Worker = { running: boolean; wake: (() => void) | null; timer: Timer | null };
type Waiting = {
  promise: Promise<Message>;
  resolve(message: Message): void;
  reject(error: Error): void;
};

export function createOutbox(engine: Engine, loadMe: () => Promise<void>): Outbox {
  const workers = new Map<string, Worker>();
  const waiting = new Map<string, Waiting>();

  function send(cid: string, input: SendInput): Sending {
    const clientId = engine.random.uuid();
    engine.store.update((state) =>
      changeChannel(state, cid, (entry) => ({
        ...entry,
        outbox: [
          ...entry.outbox,
          toPendingMessage(entry, input, { clientId, me: state.me, now: engine.clock.now() }),
        ],
      })),
    );
    const done = wait(clientId);
    void work(cid);
    return { clientId, done };
  }

  function wait(clientId: string): Promise<Message> {
    const known = waiting.get(clientId);
    if (known !== undefined) return known.promise;
    let settle: Pick<Waiting, "resolve" | "reject"> = {
      resolve: () => undefined,
      reject: () => undefined,
    };
    const promise = new Promise<Message>((resolve, reject) => (settle = { resolve, reject }));
    promise.catch(() => undefined); // nobody has to listen: the state tells of the failure too
    waiting.set(clientId, { promise, ...settle });
    return promise;
  }

  async function work(cid: string): Promise<void> {
    const worker = workerOf(cid);
    if (worker.running) return;
    worker.running = true;
    try {
      for (let next = firstQueued(cid); next !== null; next = firstQueued(cid)) {
        if (engine.signal.aborted) return;
        await deliver(cid, next, worker);
      }
    } finally {
      worker.running = false;
    }
  }

  /** Works at one message until it arrived, failed for good or was cancelled. */
  async function deliver(cid: string, pending: PendingMessage, worker: Worker): Promise<void> {
    const { clientId } = pending;
    let serverFailures = 0;
    for (let tries = 1; find(cid, clientId)?.state === "queued"; tries += 1) {
      change(cid, clientId, { state: "sending" });
      try {
        await loadMe();
        const answer = await engine.api(
          "messages.send",
          { params: { cid }, body: toBody(pending) },
          engine,
        );
        return arrive(answer.message);
      } catch (thrown) {
        if (engine.signal.aborted) return;
        if (find(cid, clientId) === null) return; // it arrived after all, and its event was faster
        const error = asChatError(thrown);
        if (error.status >= 500 && !isUnreachable(error)) serverFailures += 1;
        const isOver = !mayTryAgain(error) || serverFailures >= mostServerFailures;
        change(cid, clientId, { state: isOver ? "failed" : "queued", error });
        if (isOver) return fail(clientId, error);
        await rest(worker, backoffMs(tries, engine.random, error));
      }
    }
  }

  function arrive(message: Message): void {
    const viewerId = viewerIdOf(engine);
    engine.store.update((state) =>
      changeKnownChannel(state, message.cid, (entry) => applyMessage(entry, message, viewerId)),
    );
    noteArrived(message);
  }

  function noteArrived(message: Message): void {
    if (message.clientId === null || message.sender?.id !== viewerIdOf(engine)) return;
    waiting.get(message.clientId)?.resolve(message);
    waiting.delete(message.clientId);
  }

  function fail(clientId: string, error: ChatError): void {
    waiting.get(clientId)?.reject(error);
    waiting.delete(clientId);
  }

  function rest(worker: Worker, ms: number): Promise<void> {
    return new Promise((resolve) => {
      worker.wake = () => {
        worker.timer?.cancel();
        worker.wake = null;
        resolve();
      };
      worker.timer = engine.clock.after(ms, worker.wake);
    });
  }

  function workerOf(cid: string): Worker {
    let worker = workers.get(cid);
    if (worker === undefined) {
      worker = { running: false, wake: null, timer: null };
      workers.set(cid, worker);
    }
    return worker;
  }

  function find(cid: string, clientId: string): PendingMessage | null {
    const outbox = engine.store.getState().channels[cid]?.outbox ?? [];
    return outbox.find((pending) => pending.clientId === clientId) ?? null;
  }

  function firstQueued(cid: string): PendingMessage | null {
    const outbox = engine.store.getState().channels[cid]?.outbox ?? [];
    return outbox.find((pending) => pending.state === "queued") ?? null;
  }

  function change(
    cid: string,
    clientId: string,
    changed: Partial<Pick<PendingMessage, "state" | "error">>,
  ): void {
    engine.store.update((state) =>
      changeKnownChannel(state, cid, (entry) => ({
        ...entry,
        outbox: entry.outbox.map((pending) =>
          pending.clientId === clientId ? { ...pending, ...changed } : pending,
        ),
      })),
    );
  }

  return {
    send,
    noteArrived,
    retry(cid, clientId) {
      if (find(cid, clientId)?.state !== "failed") {
        const known = waiting.get(clientId);
        if (known !== undefined) return known.promise;
        return Promise.reject(
          new ChatError("message.not_found", "There is no failed message with this client id."),
        );
      }
      change(cid, clientId, { state: "queued", error: null });
      const done = wait(clientId);
      void work(cid);
      return done;
    },
    cancel(cid, clientId) {
      const pending = find(cid, clientId);
      if (pending === null || pending.state === "sending") return false;
      engine.store.update((state) =>
        changeKnownChannel(state, cid, (entry) => ({
          ...entry,
          outbox: entry.outbox.filter((other) => other.clientId !== clientId),
        })),
      );
      fail(clientId, new ChatError("message.not_found", "The message was cancelled."));
      workerOf(cid).wake?.();
      return true;
    },
    kick() {
      for (const [cid, worker] of workers) {
        worker.wake?.();
        void work(cid);
      }
    },
    dispose() {
      for (const worker of workers.values()) worker.wake?.();
      const ended = new ChatError("server.unavailable", "The client was disposed.");
      for (const clientId of waiting.keys()) fail(clientId, ended);
    },
  };
}

// Without a good token nothing is wrong with the message: it goes when the user is signed in again.
function mayTryAgain(error: ChatError): boolean {
  return error.retry || (error.status === 401 && error.code.startsWith("auth."));
}

function toBody({ clientId, text, quote, mentions, custom }: PendingMessage) {
  return {
    clientId,
    text,
    ...(quote === null ? {} : { quoteId: quote.id }),
    ...(mentions.length === 0 ? {} : { mentions: [...mentions] }),
    ...(Object.keys(custom).length === 0 ? {} : { custom }),
  };
}
