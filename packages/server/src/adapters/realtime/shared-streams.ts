import { createStreamOwner, processWire, type Wire } from "@natter/hub";

type Forked = Parameters<typeof processWire>[0];

/** The streams of all processes: kept by the primary, used by the hub of each. */
export type SharedStreams = {
  /** For the primary's own hub. */
  readonly own: Wire;
  /** Serves the hub of a process that was just forked, until it ends. */
  serve(worker: Forked): void;
};

/** Makes the streams of the primary and of the processes it forks. */
export function createSharedStreams(): SharedStreams {
  const owner = createStreamOwner();
  const [own, other] = createLocalWire();
  owner.connect(other);
  return { own, serve: (worker) => owner.connect(processWire(worker)) };
}

/** In a forked process: the streams that its primary keeps. */
export function streamsOfPrimary(own: Forked): Wire {
  return processWire(own);
}

/** Both ends of a wire inside one process. What is sent has arrived when `send` returns. */
function createLocalWire(): [Wire, Wire] {
  const listeners: [Listener[], Listener[]] = [[], []];
  const end = (own: 0 | 1): Wire => ({
    send(message) {
      for (const listener of listeners[own === 0 ? 1 : 0]) listener(message);
    },
    onMessage: (listener) => void listeners[own].push(listener),
    onClose: () => undefined, // both ends live as long as the process
  });
  return [end(0), end(1)];
}

type Listener = (message: unknown) => void;
