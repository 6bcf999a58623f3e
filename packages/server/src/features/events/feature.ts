import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import type { ViewEvents } from "../../core/view-events.ts";
import { listEvents } from "./list-events.ts";

/** The log of a channel, for clients that missed something. */
export function eventsFeature(viewEvents: ViewEvents): Feature {
  return {
    name: "events",
    handlers: {
      "events.list": (call, { params, query }) =>
        listEvents(asUser(call), viewEvents, { ...params, ...query }),
    },
  };
}
