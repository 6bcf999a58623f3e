import type { EventView, StoredEvent } from "./event-log.ts";
import type { Feature } from "./feature.ts";
import type { Tx } from "./transact.ts";

/** Turns any stored facts into what the wire carries, in their order. */
export type ViewEvents = (
  tx: Tx,
  stored: readonly StoredEvent[],
) => Promise<Record<string, unknown>[]>;

/** Collects the rooms' views. A type without one is told with exactly what was stored. */
export function createViewEvents(features: readonly Feature[]): ViewEvents {
  const views = new Map<string, EventView>();
  for (const feature of features) {
    for (const [type, view] of Object.entries(feature.views ?? {})) views.set(type, view);
  }
  return async (tx, stored) => {
    const payloads = new Map<StoredEvent, Record<string, unknown>>();
    // By view, not by type: one query for the new and changed messages of a page.
    for (const [view, list] of Map.groupBy(stored, (event) => views.get(event.type))) {
      const built = view ? await view(tx, list) : list.map((event) => event.data);
      list.forEach((event, index) => payloads.set(event, built[index] ?? {}));
    }
    return stored.map((event) => payloads.get(event) ?? {});
  };
}
