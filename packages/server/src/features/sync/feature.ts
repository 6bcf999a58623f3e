import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import type { ViewEvents } from "../../core/view-events.ts";
import { sync } from "./sync.ts";

/** Everything that somebody who was away has missed, in one call. */
export function syncFeature(viewEvents: ViewEvents): Feature {
  return {
    name: "sync",
    handlers: { "sync.run": (call, { body }) => sync(asUser(call), viewEvents, body) },
  };
}
