import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { explainUnread } from "./explain-unread.ts";
import { listUnread } from "./list-unread.ts";
import { repairUnread } from "./repair-unread.ts";

/** What is unread in all: the badge, why it is what it is, and its repair. */
export const unreadFeature: Feature = {
  name: "unread",
  handlers: {
    "readState.unread": (call) => listUnread(asUser(call)),
    "unread.explain": (call, { query }) => explainUnread(asUser(call), query),
    "unread.repair": (call, { body }) => repairUnread(asUser(call), body.cursor),
  },
};
