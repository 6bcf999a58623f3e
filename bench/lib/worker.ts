import { fork } from "node:child_process";
import { once } from "node:events";

type Handlers = Readonly<Record<string, (input: never) => unknown>>;

/** The methods of a worker as its caller sees them. */
export type Remote<Worker extends Handlers> = {
  readonly [Name in keyof Worker]: (
    input: Parameters<Worker[Name]>[0],
  ) => Promise<Awaited<ReturnType<Worker[Name]>>>;
};

type Request = { readonly id: number; readonly method: string; readonly input: unknown };
type Reply = { readonly id: number; readonly result?: unknown; readonly error?: string };

/** A process of its own, so that what it costs is not paid by whoever is measured. */
export type WorkerProcess<Worker extends Handlers> = {
  readonly call: Remote<Worker>;
  readonly stop: () => Promise<void>;
};

// A worker that does not end by itself must not keep the bench from ending.
const stopMs = 10_000;

/** Starts a module that ends in `serveWorker` as a process; its methods are called by name. */
export function startWorker<Worker extends Handlers>(
  module: URL,
  options: { readonly execArgv?: readonly string[] } = {},
): WorkerProcess<Worker> {
  const child = fork(module, {
    execArgv: [...(options.execArgv ?? [])],
    serialization: "advanced",
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  child.on("message", (message: Reply) => {
    const reply = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) reply?.resolve(message.result);
    else reply?.reject(new Error(message.error));
  });
  child.on("exit", (code, signal) => {
    const error = new Error(`${module.pathname} ended (${signal ?? code})`);
    for (const reply of waiting.values()) reply.reject(error);
    waiting.clear();
  });
  const call = (method: string, input: unknown) => {
    lastId += 1;
    const reply = Promise.withResolvers<unknown>();
    waiting.set(lastId, reply);
    child.send({ id: lastId, method, input } satisfies Request);
    return reply.promise;
  };
  return {
    call: new Proxy({} as Remote<Worker>, {
      get: (_target, method) => (input: unknown) => call(String(method), input),
    }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Answers the calls of the process that started this one, and ends with it. */
export function serveWorker(
  handlers: Handlers,
  close: () => Promise<void> | void = () => {},
): void {
  process.on("message", (request: Request) => {
    void answer(handlers, request).then((reply) => process.connected && process.send?.(reply));
  });
  process.once("disconnect", () => {
    void Promise.resolve(close()).finally(() => process.exit(0));
  });
}

async function answer(handlers: Handlers, { id, method, input }: Request): Promise<Reply> {
  try {
    const handler = handlers[method];
    if (handler === undefined) throw new Error(`there is no method ${method}`);
    return { id, result: await handler(input as never) }; // the caller's types come from these handlers
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
