import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { listFlagged } from "./list-flagged.ts";
import { starMessage } from "./star-message.ts";

/** What messages are to a user alone: starred, and the lists of what is unread, mentions them or is starred. */
export const bookmarksFeature: Feature = {
  name: "bookmarks",
  handlers: {
    "bookmarks.star": async (call, { params }) => ({
      flags: await starMessage(asUser(call), params.messageId, { starred: true }),
    }),
    "bookmarks.unstar": async (call, { params }) => ({
      flags: await starMessage(asUser(call), params.messageId, { starred: false }),
    }),
    "bookmarks.list": (call, { query }) => listFlagged(asUser(call), query),
  },
};
