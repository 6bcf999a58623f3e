import type { Wire } from "../../src/index.ts";

/** Both ends of a wire in one process. Messages become JSON and arrive in later turns, in order. */
export function createWirePair(): { near: Wire; far: Wire; sent: unknown[]; cut(): void } {
  const sent: unknown[] = [];
  const ends = [createEnd(), createEnd()] as const;
  let isCut = false;

  function createEnd() {
    return { listeners: [] as ((message: unknown) => void)[], closers: [] as (() => void)[] };
  }

  function wire(own: 0 | 1): Wire {
    const other = ends[own === 0 ? 1 : 0];
    return {
      send(message) {
        if (isCut) return;
        const text = JSON.stringify(message);
        if (own === 1) sent.push(JSON.parse(text));
        setImmediate(() => {
          if (isCut) return;
          for (const listener of other.listeners) listener(JSON.parse(text));
        });
      },
      onMessage: (listener) => void ends[own].listeners.push(listener),
      onClose: (listener) => void ends[own].closers.push(listener),
    };
  }

  return {
    near: wire(0),
    far: wire(1),
    sent,
    cut() {
      isCut = true;
      for (const { closers } of ends) for (const closer of closers) closer();
    },
  };
}
