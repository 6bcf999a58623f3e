import type { AppId, ChannelEvent } from "@natter/contract";
import type { Instead } from "../../adapters/realtime/port.ts";
import { wireEvent, type StoredEvent } from "../../core/event-log.ts";
import { realtimeUser } from "../../core/realtime-names.ts";
import type { Tx } from "../../core/transact.ts";
import { whoIsToldApart, type ViewEvents } from "../../core/view-events.ts";

/** What some people are told in place of a fact of a channel, by their ids: the fact as they see it. */
export type Apart = ReadonlyMap<string, ChannelEvent>;

/** Builds the views of those who see a fact otherwise than everybody; `told` is what everybody sees. */
export async function viewsApart(
  tx: Tx,
  viewEvents: ViewEvents,
  { stored, told }: { stored: StoredEvent; told: object },
): Promise<Apart> {
  const views = new Map<string, ChannelEvent>();
  // One after the other: where an event cannot be built, its view goes back to a savepoint.
  for (const id of whoIsToldApart(told)) {
    const [payload = {}] = await viewEvents(tx, [stored], id);
    views.set(id, wireEvent(stored, payload) as ChannelEvent); // facts of a channel's line
  }
  return views;
}

/** The same by the names that the realtime door knows people by; nothing where nobody is told apart. */
export function insteadOf(appId: AppId, apart: Apart): Instead | undefined {
  if (apart.size === 0) return undefined;
  return Object.fromEntries(
    Array.from(apart, ([id, event]) => [realtimeUser(appId, id), JSON.stringify(event)]),
  );
}
