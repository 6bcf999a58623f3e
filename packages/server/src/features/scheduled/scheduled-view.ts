import type { Scheduled } from "@natter/contract";
import type { EventView } from "../../core/event-log.ts";
import { findScheduled, type ScheduledRow } from "./scheduled-rows.ts";

/** A message that is to be sent later, as its author sees it. */
export function scheduledView(row: ScheduledRow): Scheduled {
  const { id, cid, body, failure, version } = row;
  const sendAt = row.sendAt.toISOString();
  const createdAt = row.createdAt.toISOString();
  return { id, cid, sendAt, message: body, failure, createdAt, version } as Scheduled; // an id of our own
}

/** Told as it is now: of one that is no more, its end. */
export const viewScheduled: EventView = (tx, stored) =>
  Promise.all(
    stored.map(async (event) => {
      const { id, cid, clientId } = event.data;
      const row = await findScheduled(tx, String(id));
      if (row) return { type: "scheduled.updated", scheduled: scheduledView(row) };
      return { type: "scheduled.deleted", scheduled: { id, cid, clientId, sent: false } };
    }),
  );
