import type { Log } from "./adapters/log.ts";
import type { ChatEvent } from "./wire/entities.ts";

type Listener = (event: ChatEvent) => void;

/** Tells the app's listeners of events. */
export type Events = {
  on(type: ChatEvent["type"] | "*", listener: Listener): () => void;
  emit(event: ChatEvent): void;
  clear(): void;
};

export function createEvents(log: Log): Events {
  const listeners = new Map<string, Set<Listener>>();

  function tell(type: string, event: ChatEvent): void {
    for (const listener of listeners.get(type) ?? []) {
      try {
        listener(event);
      } catch (error) {
        log("warn", `A listener of ${type} failed.`, error);
      }
    }
  }

  return {
    on(type, listener) {
      const own: Listener = (event) => listener(event); // the same function given twice is two listeners
      const set = listeners.get(type) ?? new Set();
      listeners.set(type, set.add(own));
      return () => void set.delete(own);
    },
    emit(event) {
      tell(event.type, event);
      tell("*", event);
    },
    clear: () => listeners.clear(),
  };
}
