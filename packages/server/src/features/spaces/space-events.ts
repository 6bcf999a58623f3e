import type { EventView, NewEvent, StoredEvent } from "../../core/event-log.ts";
import { streamOwner } from "../../core/streams.ts";
import { findJoinedSpaces } from "./space-rows.ts";
import { spaceViews } from "./space-views.ts";

export function spaceAdded(spaceId: string): NewEvent {
  return { type: "notification.space_added", data: { spaceId } };
}

export function spaceRemoved(spaceId: string): NewEvent {
  return { type: "notification.space_removed", data: { spaceId } };
}

/** `notification.space_added`: the space as the stream's owner sees it now; one they are out of again, as its removal. */
export const viewSpaceAdded: EventView = async (tx, stored) => {
  const views = new Map<StoredEvent, Record<string, unknown>>();
  for (const [viewerId, events] of Map.groupBy(stored, ({ stream }) => streamOwner(stream).id)) {
    const rows = await findJoinedSpaces(tx, [...new Set(events.map(spaceIdIn))], viewerId);
    const spaces = new Map<string, unknown>(
      (await spaceViews(tx, rows)).map((space) => [space.id, space]),
    );
    for (const event of events) {
      const spaceId = spaceIdIn(event);
      const space = spaces.get(spaceId);
      views.set(event, space ? { space } : { type: "notification.space_removed", spaceId });
    }
  }
  return stored.map((event) => views.get(event) ?? {});
};

function spaceIdIn(event: StoredEvent): string {
  return String(event.data["spaceId"]);
}
