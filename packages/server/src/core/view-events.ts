import { ChatError } from "@natter/contract/chat-error";
import { unavailableIn } from "../adapters/database/port.ts";
import { shadowOf, type EventView, type StoredEvent } from "./event-log.ts";
import type { Feature } from "./feature.ts";
import { streamOwner } from "./streams.ts";
import type { Tx } from "./transact.ts";
import { UnbuildableEvents } from "./unbuildable-events.ts";

/**
 * In a payload for everybody: the ids of those who are told something else of the same fact. It never reaches the wire,
 * for JSON leaves symbols out.
 */
export const toldApart = Symbol("told apart");

/** Turns any stored facts into what the wire carries, in their order, for one viewer or for everybody (null). */
export type ViewEvents = (
  tx: Tx,
  stored: readonly StoredEvent[],
  viewerId: string | null,
) => Promise<Record<string, unknown>[]>;

/**
 * Collects the rooms' views. A type without one is told with exactly what was stored. What only one user may know of is
 * `channel.noop` to all others, and so is, to everybody, an event of a channel that cannot be built: it is said in the log, and
 * stops nobody's line.
 */
export function createViewEvents(features: readonly Feature[]): ViewEvents {
  const views = new Map<string, EventView>();
  for (const feature of features) {
    for (const [type, view] of Object.entries(feature.views ?? {})) views.set(type, view);
  }
  return async (tx, stored, viewerId) => {
    const payloads = new Map<StoredEvent, Record<string, unknown>>();
    const told = stored.filter(({ data }) => [null, viewerId].includes(shadowOf(data)));
    // By view, not by type: one query for the new and changed messages of a page.
    for (const [view, list] of Map.groupBy(told, (event) => views.get(event.type))) {
      const built = view
        ? await build(tx, list, { view, viewerId })
        : list.map(({ data }) => plain(data));
      list.forEach((event, index) => payloads.set(event, built[index] ?? {}));
    }
    return stored.map((event) => payloads.get(event) ?? noop(event));
  };
}

type Viewing = { readonly view: EventView; readonly viewerId: string | null };

async function build(
  tx: Tx,
  list: readonly StoredEvent[],
  viewing: Viewing,
): Promise<Record<string, unknown>[]> {
  const { view, viewerId } = viewing;
  if (tx.isCareful) await tx.connection.query({ text: "savepoint view" }, []);
  try {
    return await view(tx, list, viewerId);
  } catch (error) {
    if (unavailableIn(error) || error instanceof ChatError) throw error;
    if (!tx.isCareful) throw new UnbuildableEvents(error);
    await tx.connection.query({ text: "rollback to savepoint view" }, []);
    const [event] = list;
    if (event === undefined) throw error;
    if (list.length > 1) {
      const each: Record<string, unknown>[] = [];
      for (const one of list) each.push(...(await build(tx, [one], viewing)));
      return each;
    }
    const { stream, seq, type } = event;
    // A user's own line knows no noop: it stays as it was before, for the relay to leave out.
    if (streamOwner(stream).type !== "channel") throw error;
    tx.engine.log.error({ err: error, stream, seq, type }, "an event could not be built");
    return [{ type: "channel.noop" }];
  }
}

/** Whoever is told something else of an event than everybody. */
export function whoIsToldApart(event: object): readonly string[] {
  const ids: unknown = Reflect.get(event, toldApart);
  return Array.isArray(ids) ? ids : [];
}

function noop({ data }: StoredEvent): Record<string, unknown> {
  return { type: "channel.noop", [toldApart]: [shadowOf(data)] };
}

function plain({ shadowOf: _only, ...data }: Record<string, unknown>): Record<string, unknown> {
  return data;
}
