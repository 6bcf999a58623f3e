import type { Processes } from "../adapters/processes/port.ts";
import type { CommittedEvent } from "./event-log.ts";
import type { Relay } from "./relay.ts";

/**
 * One relay for all processes: the primary opens it, the others hand it what they commit. What a process did not live to
 * hand over is in the outbox, where the primary's sweep finds it.
 */
export function shareRelay(processes: Processes, open: () => Relay): Relay {
  const own = processes.isPrimary ? open() : null;
  const take = processes.inPrimary("relay.committed", (events: readonly CommittedEvent[]) =>
    own?.committed(events),
  );
  const drain = processes.inPrimary("relay.drained", (_none: null) => own?.drained());
  if (own) return own;

  const underway = new Set<Promise<unknown>>();
  return {
    committed(events) {
      if (events.length === 0) return;
      // Refused only when the primary has ended: the events are in the outbox.
      const taken = Promise.resolve(take(events))
        .catch(() => undefined)
        .finally(() => underway.delete(taken));
      underway.add(taken);
    },
    start: () => Promise.resolve(),
    drained: async () => void (await drain(null)),
    stop: async () => void (await Promise.all(underway)),
    get pending() {
      return underway.size;
    },
  };
}
