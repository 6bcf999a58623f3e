import { ChatError } from "@natter/contract/chat-error";
import { asUser } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { getAccess } from "../channels/public.ts";
import { findMessages, messageViews } from "../messages/public.ts";
import { pinMessage, unpinMessage } from "./change-pin.ts";
import { pageOfPins } from "./pin-rows.ts";

/** Pins: messages that a channel keeps at hand. */
export const pinsFeature: Feature = {
  name: "pins",
  handlers: {
    "pins.add": async (call, { params, body }) => ({
      message: await pinMessage(asUser(call), { ...params, ...body }),
    }),
    "pins.remove": async (call, { params }) => ({
      message: await unpinMessage(asUser(call), params.messageId),
    }),
    "pins.list": (call, { params: { cid }, query: { limit, cursor } }) => {
      const { engine, appId, userId } = asUser(call);
      const before = cursor === undefined ? null : placeOf(cursor);
      return transact(engine, appId, async (tx) => {
        await getAccess(tx, cid, userId);
        const found = await pageOfPins(tx, cid, { before, limit: limit + 1 });
        const page = found.slice(0, limit);
        const rows = await findMessages(
          tx,
          page.map((pin) => pin.messageId),
        );
        const views = new Map(
          (await messageViews(tx, rows, userId)).map((message) => [message.id as string, message]),
        );
        const last = page.at(-1);
        return {
          items: page.flatMap((pin) => views.get(pin.messageId) ?? []),
          next:
            last && found.length > limit
              ? encodeCursor([last.pinnedAt.toISOString(), last.messageId])
              : null,
          previous: null,
        };
      });
    },
  },
};

function placeOf(cursor: string): { pinnedAt: Date; messageId: string } {
  const [at = "", messageId = ""] = decodeCursor(cursor, 2);
  const pinnedAt = new Date(at);
  if (Number.isNaN(pinnedAt.getTime()) || !/^[0-9a-f-]{36}$/.test(messageId)) {
    throw new ChatError("request.invalid", "That is not a cursor of this list.");
  }
  return { pinnedAt, messageId };
}
