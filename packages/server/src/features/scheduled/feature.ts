import { ChatError } from "@natter/contract/chat-error";
import { asUser } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { cancelScheduled, reschedule, scheduleMessage } from "./change-scheduled.ts";
import { deleteScheduledOf, pageOfScheduled } from "./scheduled-rows.ts";
import { scheduledView, viewScheduled } from "./scheduled-view.ts";
import { sendNow } from "./send-scheduled.ts";

/** Messages that are sent at a time. */
export const scheduledFeature: Feature = {
  name: "scheduled",
  handlers: {
    "scheduled.create": async (call, { params, body }) => ({
      scheduled: await scheduleMessage(asUser(call), { ...params, ...body }),
    }),
    "scheduled.update": async (call, { params, body }) => ({
      scheduled: await reschedule(asUser(call), { ...params, ...body }),
    }),
    "scheduled.cancel": (call, { params }) => cancelScheduled(asUser(call), params.scheduledId),
    "scheduled.sendNow": async (call, { params }) => ({
      message: await sendNow(asUser(call), params.scheduledId),
    }),
    "scheduled.list": (call, { query: { cid = null, limit, cursor } }) => {
      const { engine, appId, userId } = asUser(call);
      const after = cursor === undefined ? null : placeOf(cursor);
      return transact(engine, appId, async (tx) => {
        const found = await pageOfScheduled(tx, userId, { cid, after, limit: limit + 1 });
        const page = found.slice(0, limit);
        const last = page.at(-1);
        return {
          items: page.map(scheduledView),
          next:
            last && found.length > limit
              ? encodeCursor([last.sendAt.toISOString(), last.id])
              : null,
          previous: null,
        };
      });
    },
  },
  views: { "scheduled.updated": viewScheduled },
  async eraseUser(tx, { userId }) {
    await deleteScheduledOf(tx, userId);
    return null;
  },
};

function placeOf(cursor: string): { sendAt: Date; id: string } {
  const [at = "", id = ""] = decodeCursor(cursor, 2);
  const sendAt = new Date(at);
  if (Number.isNaN(sendAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw new ChatError("request.invalid", "That is not a cursor of this list.");
  }
  return { sendAt, id };
}
